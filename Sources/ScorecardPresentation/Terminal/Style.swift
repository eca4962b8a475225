package import ScorecardModel

/// Colour of terminal text; plain text when colour is off.
package struct Style: Hashable, Sendable {
  package var color: Bool

  package init(color: Bool) { self.color = color }

  package func bold(_ text: String) -> String { paint(text, "1") }
  /// For what is there to guide the eye.
  package func dim(_ text: String) -> String { paint(text, "2") }
  /// Green, amber, red or grey, always beside a mark that says the same.
  package func advice(_ advice: Advice, _ text: String, bold: Bool = false) -> String {
    paint(text, (bold ? "1;" : "") + Style.code(advice))
  }

  private static func code(_ advice: Advice) -> String {
    switch advice {
    case .keep: "32"
    case .watch: "33"
    case .drop: "31"
    case .unclear, .left: "90"
    }
  }

  private func paint(_ text: String, _ code: String) -> String {
    color && !text.isEmpty ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
  }
}
