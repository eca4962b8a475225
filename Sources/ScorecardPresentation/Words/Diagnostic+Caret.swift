package import ScorecardModel

extension Diagnostic {
  /// With what may be done next, the line of the file and a caret below the column.
  package func withCaret(_ hints: Hints) -> String {
    let text =
      next.map { description.followed(by: hints.closing(Diagnostic.lead(to: $0), $0)) } ?? description
    guard let excerpt, let column else { return text }
    // A long line is cut so that the place stays in sight.
    let start = max(0, column - 60)
    let shown = excerpt.dropFirst(start).prefix(100)
    let caret = String(repeating: " ", count: max(0, column - 1 - start)) + "^"
    return "\(text)\n  \(shown)\n  \(caret)"
  }

  private static func lead(to step: NextStep) -> String {
    switch step {
    case .nameVendor: "Or say whose file it is"
    case .mapColumns: "Say which column it is"
    case .chooseDateFormat: "Say how dates are written"
    case .chooseNumberFormat: "Say how numbers are written"
    case .explainRow: "See what the first one becomes"
    case .importFormats: "Known kinds"
    case .exportRecord: "Export it again"
    default: ""
    }
  }
}
