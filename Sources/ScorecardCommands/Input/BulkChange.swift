import ScorecardModel

/// What `--set field=value` changes in every listed incident.
struct BulkChange {
  private var severity: Severity?
  private var dimension: Dimension?
  private var attribution: Attribution?
  private var resolved: Bool?

  static let fields = ["severity", "dimension", "attribution", "resolved"]

  init(_ texts: [String]) throws(Failure) {
    for text in texts {
      let (field, value) = try AmountParser.pair(text, of: "--set", "FIELD=VALUE, such as severity=2")
      switch field {
      case "severity": severity = try AmountParser.severity(value)
      case "dimension": dimension = try AmountParser.choice(value, option: "dimension")
      case "attribution": attribution = try AmountParser.choice(value, option: "attribution")
      case "resolved":
        guard value == "yes" || value == "no" else { throw .usage("--set resolved=yes or resolved=no") }
        resolved = value == "yes"
      default:
        let guess = closestMatch(field, among: Self.fields).map { ". Did you mean \"\($0)\"?" }
        throw .usage(
          "--set can't change \"\(field)\"" + (guess ?? ". Known: " + Self.fields.joined(separator: ", ")))
      }
    }
  }

  /// A good experience stays as it is when a severity is set: it has none.
  func applied(to incident: Incident) -> Incident {
    var changed = incident
    if let severity {
      guard incident.outcome != .good else { return incident }
      changed.outcome = .bad(severity)
    }
    changed.dimension = dimension ?? changed.dimension
    changed.attribution = attribution ?? changed.attribution
    changed.resolved = resolved ?? changed.resolved
    return changed
  }
}
