import ScorecardModel

/// Whether a state counts.
enum Standing: Int64 {
  case inForce = 0
  /// Hidden by its owner; an import leaves it alone.
  case retracted = 1
  /// Hidden because the change that brought it was undone; importing it again brings it back.
  case withdrawn = 2
}

/// What an import does with a row whose key is on record.
enum ImportRule {
  /// - Parameter imported: whether an import brought the present state, so that an import may change it.
  static func outcome(
    of incident: Incident, onto old: RecordedIncident, standing: Standing, imported: Bool
  ) -> ImportOutcome {
    // A key of 128 bits: another row's can only be met by design.
    guard incident.source == old.incident.source else {
      return .refused("its key cannot be told from that of #\(old.id)")
    }
    if standing == .withdrawn { return .new }
    if incident == old.incident { return .alreadyPresent }
    return imported && standing == .inForce ? .changed : .keptLocal(id: old.id)
  }
}
