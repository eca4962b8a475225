import ScorecardModel

/// A table with a heading for every row and column; scores get a column in which they are drawn.
struct HTMLTable {
  private let table: ReportTable
  /// The column after which scores are drawn.
  private static let columnBeforeBar = 3

  init(_ table: ReportTable) { self.table = table }

  private var isDrawn: Bool { table.rows.contains { $0.bar != nil } }

  var text: String {
    let heads = table.columns.enumerated().map { index, column in head(column) + axis(after: index) }
    return """
      <table>
      \(caption)<thead><tr>\(heads.joined())</tr></thead>
      <tbody>
      \(table.rows.map(row).joined())</tbody>
      </table>

      """
  }

  private var caption: String {
    let words = Escaping.xml(table.caption)
    guard isDrawn else { return "<caption><span class=\"unseen\">\(words)</span></caption>\n" }
    return "<caption>\(words), 0 to 100, higher is better. Bar: 90 % likely range. "
      + "Tinted: better than a typical vendor (75).</caption>\n"
  }

  private func head(_ column: ReportTable.Column) -> String {
    if column == .box { return "<th scope=\"col\"><span class=\"unseen\">Done</span></th>" }
    return "<th scope=\"col\"\(column.isNumber ? " class=\"num\"" : "")>\(HTML.inline(column.title))</th>"
  }

  private func axis(after index: Int) -> String {
    guard isDrawn, index == HTMLTable.columnBeforeBar else { return "" }
    return "<th scope=\"col\" class=\"bar\"><span class=\"unseen\">Drawn</span>\(ScoreStrip.axis)</th>"
  }

  private func row(_ row: ReportTable.Row) -> String {
    let cells = row.cells.enumerated().map { index, cell in
      let drawn = index == HTMLTable.columnBeforeBar ? row.bar.map(ScoreStrip.init) : nil
      return self.cell(cell, at: index) + (drawn.map { "<td class=\"bar\">\($0.text)</td>" } ?? "")
    }
    return "<tr>\(cells.joined())</tr>\n"
  }

  private func cell(_ cell: ReportTable.Cell, at index: Int) -> String {
    let column = table.columns[index]
    // Beside each value on a narrow screen, where the headings have no room.
    let label = " data-label=\"\(HTML.inline(column.title))\""
    switch cell {
    case .box(let isTicked):
      return "<td class=\"box\">\(isTicked ? KeptParts.done : KeptParts.open)</td>"
    case .advice(let advice): return "<td>\(HTMLTable.verdict(advice))</td>"
    case .text(let phrase) where index == table.nameColumn:
      return "<th scope=\"row\">\(HTML.inline(phrase))</th>"
    case .text(let phrase):
      let first = index == table.mainColumn ? " first" : ""
      return "<td\(column.isNumber ? " class=\"num\(first)\"" : "")\(label)>\(HTML.inline(phrase))</td>"
    }
  }

  /// `■ Drop` in its colour.
  private static func verdict(_ advice: Advice) -> String {
    "<span class=\"verdict \(advice.rawValue)\"><span aria-hidden=\"true\">\(advice.mark)</span> "
      + "\(advice.rawValue.capitalizedFirst)</span>"
  }
}

/// The stages of the journey side by side, as a customer meets them.
struct HTMLChain {
  private let table: ReportTable

  init(_ table: ReportTable) { self.table = table }

  var text: String { "<ol class=\"chain\">\n" + table.rows.map(link).joined() + "</ol>\n" }

  private func link(_ row: ReportTable.Row) -> String {
    let flag = row.isWeakest ? " <span class=\"flag\">loses most</span>" : ""
    let main = table.mainColumn.map { fact(row, $0, class: " class=\"main\"") } ?? ""
    let rest = row.cells.indices.filter { $0 != table.nameColumn && $0 != table.mainColumn }
    return """
      <li\(row.isWeakest ? " class=\"weakest\"" : "")>
      <h3>\(words(row.cells[table.nameColumn]))\(flag)</h3>
      <dl>\(main)\(rest.map { fact(row, $0) }.joined())</dl>
      </li>

      """
  }

  private func fact(_ row: ReportTable.Row, _ column: Int, class name: String = "") -> String {
    let title = HTML.inline(table.columns[column].title)
    return "<div\(name)><dt>\(title)</dt><dd>\(words(row.cells[column]))</dd></div>"
  }

  private func words(_ cell: ReportTable.Cell) -> String {
    switch cell {
    case .text(let phrase): HTML.inline(phrase)
    case .advice(let advice): advice.rawValue
    case .box: ""
    }
  }
}
