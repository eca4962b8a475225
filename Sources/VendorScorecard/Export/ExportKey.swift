internal import ScorecardFormats
internal import ScorecardModel

/// The `id` column of an exported incident: with it a second import doubles nothing, in this workspace or in
/// another.
///
/// | incident | id |
/// |---|---|
/// | imported under the format's own name, plain key | that key |
/// | imported from another system | `vendorscore:SYSTEM:KEY` |
/// | logged by hand, or imported without a key | `vendorscore:NUMBER-SECONDS` |
///
/// NUMBER is the ledger's and SECONDS the moment of recording (UTC, since 1970): together they are one
/// incident's own, also when the files of two shops meet in a third: unless both were imported there, without keys, within
/// one second.
enum ExportKey {
  static let ownSource = "vendorscore"
  /// Longest key that an import takes, in bytes.
  static let longest = 200

  /// The incident with the key that its line of `incidents.csv` shall carry.
  static func encoded(_ recorded: RecordedIncident) -> Incident {
    var incident = recorded.incident
    guard let key = incident.source, !key.id.isEmpty else {
      incident.source = ImportKey(source: ownSource, id: own(recorded))
      return incident
    }
    if key.source == ownSource || key.source == ImportFormat.interchange.name && isPlain(key.id) {
      return incident
    }
    let foreign = ImportKey(source: ownSource, id: key.source + ":" + key.id)
    let fits = ownSource.utf8.count + 1 + foreign.id.utf8.count <= longest
    incident.source = fits ? foreign : ImportKey(source: ownSource, id: own(recorded))
    return incident
  }

  /// The incident with the key that ``encoded(_:)`` started from; a source that is named stands.
  static func decoded(_ incident: Incident, source: String?) -> Incident {
    guard let key = incident.source else { return incident }
    var incident = incident
    incident.source = decoded(key, source: source)
    return incident
  }

  /// The key that stands in a column `id` or `event`.
  static func decoded(_ key: ImportKey, source: String?) -> ImportKey {
    guard source == nil, key.id.hasPrefix(ownSource + ":") else { return key }
    let rest = key.id.dropFirst(ownSource.count + 1)
    guard let colon = rest.firstIndex(of: ":") else { return ImportKey(source: ownSource, id: String(rest)) }
    return ImportKey(source: String(rest[..<colon]), id: String(rest[rest.index(after: colon)...]))
  }

  static func own(_ recorded: RecordedIncident) -> String { "\(recorded.id)-\(recorded.recordedAt.seconds)" }

  private static func isPlain(_ id: String) -> Bool { !id.utf8.contains(UInt8(ascii: ":")) }
}
