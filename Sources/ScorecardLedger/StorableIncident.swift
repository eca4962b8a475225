package import ScorecardModel

/// An incident that an import may store: checked, and with the key by which it will be known again.
///
/// Made on whatever thread reads the file, so that the one that writes has less to do.
public struct StorableIncident: Sendable {
  package let incident: Incident
  /// Of its source and id, or of all that it says when it brings no id.
  let key: KeyHash
  var isContent: Bool { incident.source?.id.isEmpty ?? true }

  /// - Throws: ``LedgerError/unstorable(_:)``, also without a source.
  package init(_ incident: Incident) throws(LedgerError) {
    try Storable.check(incident)
    guard let source = incident.source else { throw .unstorable("no source") }
    self.incident = incident
    key =
      source.id.isEmpty
      ? KeyHash(contentOf: incident, source: source.source) : KeyHash(source: source.source, id: source.id)
  }
}
