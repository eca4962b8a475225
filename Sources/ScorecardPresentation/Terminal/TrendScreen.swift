package import ScorecardModel

extension Screen {
  /// `scores --since`: mark and score of each vendor, a column a quarter.
  package func trend(_ trend: ScoreTrend, stage: Stage.ID? = nil, in catalog: Catalog) -> String {
    guard let last = trend.columns.last else { return "" }
    let stages = catalog.journey.filter { stage == nil || $0.id == stage }
    var table = TextTable([.left] + trend.columns.map { _ in .right }, flexible: 0)
    let isRunning = last.asOf < last.quarter.lastDay
    table.add(
      heads(
        [""] + trend.columns.map { DayText.quarter($0.quarter) + (isRunning && $0 == last ? " so far" : "") })
    )
    for stage in stages {
      let vendors = catalog.vendors(in: stage.id)
      if vendors.isEmpty { continue }
      table.add(line: style.bold(safe(stage.name)))
      for vendor in vendors {
        let points = trend.row(vendor.id)?.points ?? []
        table.add([TextTable.Cell("  " + safe(vendor.name))] + points.map(cell))
      }
    }
    return lines(
      heading("Scores by quarter", asOf: last.asOf) + table.lines(columns: columns)
        + ["", "● keep   ▲ watch   ■ drop   ○ unclear or left   – nothing on record by then"])
  }

  private func cell(_ point: ScoreTrend.Point?) -> TextTable.Cell {
    guard let point else { return TextTable.Cell("–") }
    let text = point.advice.mark + " " + whole(point.range.score)
    return TextTable.Cell(text, painted: style.advice(point.advice, text))
  }
}
