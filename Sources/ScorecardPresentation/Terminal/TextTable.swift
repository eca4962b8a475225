/// Columns aligned by display width.
package struct TextTable: Sendable {
  package enum Alignment: Sendable { case left, right }

  /// A text and how it is painted; only the plain text has a width.
  package struct Cell: Sendable {
    package var plain: String
    package var painted: String
    package init(_ plain: String, painted: String? = nil) {
      self.plain = plain
      self.painted = painted ?? plain
    }
  }

  private enum Row: Sendable {
    case cells([Cell])
    case line(String)
  }

  private var alignments: [Alignment]
  private var flexible: Int?
  private var gap: Int
  private var rows: [Row] = []

  /// - Parameter flexible: the column that gives way when the table is wider than the screen: the last one
  ///   moves below its row, another one is cut.
  package init(_ alignments: [Alignment], flexible: Int? = nil, gap: Int = 2) {
    self.alignments = alignments
    self.flexible = flexible
    self.gap = gap
  }

  package mutating func add(_ cells: [Cell]) { rows.append(.cells(cells)) }
  package mutating func add(_ cells: [String]) { add(cells.map { Cell($0) }) }
  /// A line across the columns.
  package mutating func add(line: String) { rows.append(.line(line)) }

  /// - Parameter columns: width of the screen; nil = as wide as it needs.
  package func lines(columns: Int? = nil) -> [String] {
    var widths = alignments.map { _ in 0 }
    for case .cells(let cells) in rows {
      for (index, cell) in cells.enumerated() {
        widths[index] = max(widths[index], DisplayWidth.of(cell.plain))
      }
    }
    let total = widths.reduce(0, +) + gap * max(0, widths.count - 1)
    guard let columns, let flexible, total > columns else { return lines(widths: widths) }
    if flexible == widths.count - 1 { return folded(widths: widths, columns: columns) }
    widths[flexible] = max(8, widths[flexible] - (total - columns))
    return lines(widths: widths)
  }

  private func lines(widths: [Int]) -> [String] {
    rows.map { row in
      switch row {
      case .line(let text): text
      case .cells(let cells): line(cells, widths: widths)
      }
    }
  }

  /// The last column below the others, where all of it has room; on a narrow screen with those before it.
  private func folded(widths: [Int], columns: Int) -> [String] {
    var widths = Array(widths.dropLast())
    func width() -> Int { widths.reduce(0, +) + gap * max(0, widths.count - 1) }
    while widths.count > 2, width() > columns { widths.removeLast() }
    if width() > columns, let last = widths.last {
      widths[widths.count - 1] = max(8, last - width() + columns)
    }
    return rows.flatMap { row in
      switch row {
      case .line(let text): return [text]
      case .cells(let cells):
        let below = cells.dropFirst(widths.count).map(\.plain).filter { !$0.isEmpty }.joined(separator: "  ")
        let text = below.isEmpty ? [] : DisplayWidth.wrapped(below, to: columns - 6).map { "      " + $0 }
        return [line(Array(cells.prefix(widths.count)), widths: widths)] + text
      }
    }
  }

  private func line(_ cells: [Cell], widths: [Int]) -> String {
    var text = ""
    var pending = 0
    for (index, cell) in cells.enumerated() {
      let (painted, width) = fitted(cell, to: widths[index])
      let padding = widths[index] - width
      let before = alignments[index] == .right ? padding : 0
      // Spaces are written only before something that shows, so that no line ends in them.
      pending += before
      if width > 0 {
        text += String(repeating: " ", count: pending) + painted
        pending = 0
      }
      pending += padding - before + gap
    }
    return text
  }

  private func fitted(_ cell: Cell, to width: Int) -> (String, Int) {
    let own = DisplayWidth.of(cell.plain)
    guard own > width else { return (cell.painted, own) }
    let cut = DisplayWidth.truncated(cell.plain, to: width)
    return (cut, DisplayWidth.of(cut))
  }
}
