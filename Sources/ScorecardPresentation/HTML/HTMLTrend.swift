package import ScorecardModel

/// Scores quarter by quarter: drawn once for each vendor, and in numbers beside it.
package struct HTMLTrend {
  private let trend: ScoreTrend
  private let vendors: [Vendor]

  package init(_ trend: ScoreTrend, of vendors: [Vendor]) {
    self.trend = trend
    self.vendors = vendors
  }

  package var text: String {
    let heads = trend.columns.map { "<th scope=\"col\" class=\"num\">\(DayText.quarter($0.quarter))</th>" }
    return """
      <table class="trend">
      <caption>Scores at the end of each quarter, by today's record. Band: 90 % likely range. Dashed: a typical \
      vendor (75).</caption>
      <thead><tr><th scope="col">Vendor</th><th scope="col" class="bar"><span class="unseen">Drawn</span></th>\
      \(heads.joined())</tr></thead>
      <tbody>
      \(vendors.map(row).joined())</tbody>
      </table>

      """
  }

  private func row(_ vendor: Vendor) -> String {
    let points = trend.row(vendor.id)?.points ?? []
    let cells = zip(trend.columns, points).map { column, point in
      let score = point.map { NumberText.fixed($0.range.score, digits: 0) } ?? "–"
      return "<td class=\"num\" data-label=\"\(DayText.quarter(column.quarter))\">\(score)</td>"
    }
    return "<tr><th scope=\"row\">\(Escaping.html(vendor.name))</th><td class=\"bar\">\(drawn(points))</td>"
      + cells.joined() + "</tr>\n"
  }

  private static let width = 200.0
  private static let height = 40.0

  /// The quarters that have a score, as far as they follow one another up to the last.
  private func drawn(_ points: [ScoreTrend.Point?]) -> String {
    let known = points.enumerated().compactMap { index, point in point.map { (index, $0) } }
    guard let advice = known.last?.1.advice else { return "" }
    func x(_ index: Int) -> String {
      NumberText.fixed(
        4 + (HTMLTrend.width - 8) * Double(index) / Double(max(1, trend.columns.count - 1)), digits: 1)
    }
    func y(_ score: Double) -> String {
      NumberText.fixed(2 + (HTMLTrend.height - 4) * (1 - min(max(score, 0), 100) / 100), digits: 1)
    }
    let high = known.map { "\(x($0)),\(y($1.range.high))" }
    let low = known.reversed().map { "\(x($0)),\(y($1.range.low))" }
    let line = known.map { "\(x($0)),\(y($1.range.score))" }
    let dots = known.map { "<circle class=\"mark\" cx=\"\(x($0))\" cy=\"\(y($1.range.score))\" r=\"3\"/>" }
    return """
      <svg class="line \(advice.rawValue)" viewBox="0 0 200 40" aria-hidden="true">\
      <line class="typical" x1="0" x2="200" y1="\(y(ForestBar.typical))" y2="\(y(ForestBar.typical))"/>\
      <polygon class="band" points="\((high + low).joined(separator: " "))"/>\
      <polyline class="path" points="\(line.joined(separator: " "))"/>\(dots.joined())</svg>
      """
  }
}
