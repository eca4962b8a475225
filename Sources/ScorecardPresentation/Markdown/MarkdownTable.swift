/// A table of GitHub-flavoured Markdown whose source is aligned, so that it reads as plain text too.
struct MarkdownTable {
  private var header: [String]
  private var rightAligned: Set<Int>
  private var rows: [[String]] = []

  /// Cells are Markdown already.
  init(_ header: [String], rightAligned: Set<Int> = []) {
    self.header = header
    self.rightAligned = rightAligned
  }

  mutating func add(_ cells: [String]) { rows.append(cells) }

  var text: String {
    let widths = header.indices.map { column in
      max(3, ([header] + rows).map { DisplayWidth.of($0[column]) }.max() ?? 0)
    }
    let rule = widths.enumerated().map { column, width in
      String(repeating: "-", count: width - 1) + (rightAligned.contains(column) ? ":" : "-")
    }
    return ([header, rule] + rows).map { line($0, widths: widths) }.joined()
  }

  private func line(_ cells: [String], widths: [Int]) -> String {
    let padded = cells.enumerated().map { column, cell in
      let padding = String(repeating: " ", count: widths[column] - DisplayWidth.of(cell))
      return rightAligned.contains(column) ? padding + cell : cell + padding
    }
    return "| " + padded.joined(separator: " | ") + " |\n"
  }
}
