package import ScorecardModel

/// Renders what the commands show; nothing is printed here.
///
/// Each screen is a function from model values to text that ends with a line end.
package struct Screen: Sendable {
  /// Width of the terminal, at least 40; nil when it is none: then nothing is cut.
  package var columns: Int?
  package var style: Style
  /// How to go on.
  package var hints: Hints

  package init(columns: Int? = nil, color: Bool = false, hints: Hints) {
    self.columns = columns.map { max(40, $0) }
    self.hints = hints
    style = Style(color: color)
  }

  /// What is laid out side by side without a terminal fits 80 columns where it can.
  var usualColumns: Int { columns ?? 80 }

  func lines(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }

  func heading(_ text: String) -> String { style.bold(text) }

  /// A heading and what it is as of, below one another when they do not fit side by side.
  func heading(_ text: String, asOf day: Day) -> [String] {
    let asOf = "as of " + DayText.short(day)
    if DisplayWidth.of(text) + 3 + DisplayWidth.of(asOf) <= columns ?? .max {
      return [heading(text) + " · " + asOf]
    }
    return paragraph(text, indent: 0).map(style.bold) + [asOf]
  }

  /// A text cut into lines of the screen that hang below their first one.
  func paragraph(_ text: String, indent: Int = 2) -> [String] {
    let margin = String(repeating: " ", count: indent)
    guard let columns else { return [margin + text] }
    return DisplayWidth.wrapped(text, to: columns - indent).map { margin + $0 }
  }

  /// The names of a table's columns.
  func heads(_ names: String...) -> [TextTable.Cell] { heads(names) }

  func heads(_ names: [String]) -> [TextTable.Cell] {
    names.map { TextTable.Cell($0, painted: style.dim($0)) }
  }

  func scoreMove(_ before: Scorecard?, _ after: Scorecard) -> String { ScoreMove.text(before, after) }

  /// `■ DROP`, coloured.
  func verdict(_ advice: Advice) -> String {
    style.advice(advice, advice.mark + " " + advice.capitals, bold: true)
  }

  /// Label and text below one another, as in `  Score   48 → 45`.
  func labelled(_ label: String, _ text: String) -> [String] {
    let body = paragraph(text, indent: 10)
    let first = "  " + label + String(repeating: " ", count: max(1, 8 - label.count))
    return [first + (body.first?.dropFirst(10) ?? "")] + body.dropFirst()
  }

  /// What may be done next, side by side when it fits: `Why   vendorscore explain VENDOR`.
  func next(_ steps: [(label: String, step: NextStep)], indent: Int = 0) -> [String] {
    let pairs = steps.compactMap { step in hints[step.step].map { (label: step.label, command: safe($0)) } }
    if pairs.isEmpty { return [] }
    let margin = String(repeating: " ", count: indent)
    let gap = indent > 0 ? "    " : "   "
    let line = margin + pairs.map { $0.label + gap + $0.command }.joined(separator: "        ")
    if DisplayWidth.of(line) <= columns ?? .max { return [line] }
    let widest = pairs.map(\.label.count).max() ?? 0
    let longest = pairs.map { DisplayWidth.of($0.command) }.max() ?? 0
    if indent + widest + gap.count + longest > columns ?? .max {
      return pairs.flatMap { [margin + $0.label, margin + "  " + $0.command] }
    }
    return pairs.map { pair in
      margin + pair.label + String(repeating: " ", count: widest - pair.label.count) + gap + pair.command
    }
  }
}

/// Sentences that end with how to go on.
extension Screen {
  /// `No vendors yet. See all: `vendorscore vendors``; without the end where the front end has no such step.
  func hinted(_ sentence: String, _ lead: String, _ step: NextStep) -> String {
    sentence.followed(by: hints.closing(lead, step).map(safe))
  }

  /// `Nothing imported yet. `vendorscore import FILE…``.
  func hinted(_ sentence: String, _ step: NextStep) -> String {
    hints[step].map { sentence.followed(by: "`\(safe($0))`") } ?? sentence.sentence
  }
}

/// Text from outside and numbers, as the terminal shows them.
extension Screen {
  func safe(_ text: String) -> String { Escaping.terminal(text) }

  func name(_ id: Vendor.ID, in catalog: Catalog) -> String { safe(catalog.vendorName(id)) }

  func stageName(_ id: Stage.ID, in catalog: Catalog) -> String { safe(catalog.stageName(id)) }

  func whole(_ score: Double) -> String { NumberText.fixed(score, digits: 0) }

  func range(_ card: Scorecard) -> String { whole(card.low) + "–" + whole(card.high) }
}
