package import ScorecardModel

/// An incident that an import may store: checked, and with the key by which it will be known again.
///
/// Made on whatever thread reads the file, so that the one that writes has less to do.
public struct StorableIncident: Sendable {
  package let incident: Incident
  /// Of its source and id, or of all that it says, without its link, when it brings no id.
  let key: KeyHash
  /// Whether the key tells it from others of its file that say the same.
  let isNumbered: Bool
  let link: ImportLink?
  var isContent: Bool { incident.source?.id.isEmpty ?? true }

  /// - Throws: ``LedgerError/unstorable(_:)``, also without a source.
  package init(_ incident: Incident) throws(LedgerError) {
    try Storable.check(incident)
    try Storable.checkDeadline(incident)
    guard let source = incident.source else { throw .unstorable(.noSource) }
    self.init(
      incident,
      key: source.id.isEmpty
        ? KeyHash(contentOf: incident, source: source.source)
        : KeyHash(source: source.source, id: source.id),
      isNumbered: false, link: nil)
  }

  private init(_ incident: Incident, key: KeyHash, isNumbered: Bool, link: ImportLink?) {
    (self.incident, self.key, self.isNumbered, self.link) = (incident, key, isNumbered, link)
  }

  func numbered(_ key: KeyHash) -> StorableIncident {
    StorableIncident(incident, key: key, isNumbered: true, link: link)
  }

  /// The same with the key that it has where its vendor is on record under another id; only for one without an id.
  func keyed(as vendor: Vendor.ID) -> StorableIncident {
    var stored = incident
    stored.vendor = vendor
    return StorableIncident(
      incident, key: KeyHash(contentOf: stored, source: incident.source?.source ?? ""),
      isNumbered: isNumbered,
      link: link)
  }

  /// The same under another id of its vendor. Its key is the one that it had.
  func of(_ vendor: Vendor.ID?) -> StorableIncident {
    var stored = incident
    stored.vendor = vendor ?? incident.vendor
    return StorableIncident(stored, key: key, isNumbered: isNumbered, link: link)
  }

  /// The same, as a part of an event. Its key is the one that it had.
  package func linked(_ link: ImportLink) -> StorableIncident {
    StorableIncident(incident, key: key, isNumbered: isNumbered, link: link)
  }
}

/// What the row of an import says of the event that it is a part of.
package enum ImportLink: Hashable, Sendable {
  /// It is the one that the others name.
  case first
  /// The same event as the incident with this number.
  case with(Int64)
}

extension ImportLink {
  /// An incident with the link that the row tells. One that is on record as a part of that event already keeps the
  /// link by which it is, so that a file, or an export of what came of it, changes nothing when it is read again.
  ///
  /// - Parameters:
  ///   - old: what is on record of it.
  ///   - event: of the incident that it is linked with, as on record.
  package func applied(to incident: Incident, onto old: RecordedIncident?, event: Int64?) -> Incident {
    var incident = incident
    switch self {
    case .first: incident.details.sameAs = old?.incident.details.sameAs
    case .with(let number):
      let isThere = number == old?.id || event != nil && old?.event == event
      incident.details.sameAs = isThere ? old?.incident.details.sameAs : number
    }
    return incident
  }
}
