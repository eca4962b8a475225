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
      let parts = text.split(separator: "=", maxSplits: 1).map { $0.trimmed }
      guard parts.count == 2 else {
        throw .usage("--set \"\(text)\": write it as FIELD=VALUE, such as severity=2")
      }
      switch parts[0] {
      case "severity": severity = try AmountParser.severity(parts[1])
      case "dimension": dimension = try AmountParser.choice(parts[1], option: "dimension")
      case "attribution": attribution = try AmountParser.choice(parts[1], option: "attribution")
      case "resolved":
        guard parts[1] == "yes" || parts[1] == "no" else { throw .usage("--set resolved=yes or resolved=no") }
        resolved = parts[1] == "yes"
      default:
        let guess = closestMatch(parts[0], among: Self.fields).map { ". Did you mean \"\($0)\"?" }
        throw .usage(
          "--set can't change \"\(parts[0])\"" + (guess ?? ". Known: " + Self.fields.joined(separator: ", ")))
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
