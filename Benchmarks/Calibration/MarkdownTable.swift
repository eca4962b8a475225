/// Rows under headings; the first column stands left, the others right.
struct MarkdownTable {
  private var lines: [String]

  init(_ headings: [String]) {
    lines = [MarkdownTable.line(headings), "|---|" + String(repeating: "--:|", count: headings.count - 1)]
  }

  mutating func add(_ cells: [String]) { lines.append(MarkdownTable.line(cells)) }

  private static func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

  var text: String { lines.joined(separator: "\n") + "\n" }
}

/// With this many digits after the point.
func fixed(_ value: Double, _ digits: Int) -> String {
  let scale = (0..<digits).reduce(1) { scale, _ in scale * 10 }
  let units = Int((abs(value) * Double(scale)).rounded())
  let rest = String(units % scale)
  let fraction = digits == 0 ? "" : "." + String(repeating: "0", count: digits - rest.count) + rest
  return (value < 0 && units > 0 ? "-" : "") + "\(units / scale)" + fraction
}

func percent(_ part: Double, _ digits: Int = 1) -> String { fixed(100 * part, digits) + " %" }
