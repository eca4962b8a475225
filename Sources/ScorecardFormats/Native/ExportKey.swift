package import ScorecardModel

/// The column `id` of an exported incident: with it a second import doubles nothing, in this workspace or in
/// another.
///
/// | incident | id |
/// |---|---|
/// | imported under the format's own name, plain key | that key |
/// | imported from another system | `vendorscore:SYSTEM:KEY` |
/// | logged by hand, or imported without a key | `vendorscore:NUMBER-SECONDS-LEDGER` |
///
/// NUMBER is the ledger's, SECONDS the moment of recording (UTC, since 1970), and LEDGER, 16 hexadecimal digits, tells
/// one ledger from another: so the files of two shops can meet in a third. Earlier versions wrote no LEDGER.
package struct ExportKey {
  private static let ownSource = "vendorscore"
  /// nil while nothing is on record.
  private let ledger: Int64?

  /// - Parameter ledger: what distinguishes the ledger from every other one.
  package init(ledger: Int64?) { self.ledger = ledger }

  /// What the incident's line carries.
  ///
  /// Keys of other systems carry that system's name, since two systems may both have a number 1 and the file
  /// has no column for the system: without it the second would pass for a revision of the first.
  package func text(of recorded: RecordedIncident) -> String {
    guard let key = recorded.incident.source, !key.id.isEmpty else { return own(recorded) }
    if key.source == ImportFormat.interchange.name, !key.id.utf8.contains(UInt8(ascii: ":")) { return key.id }
    let text =
      key.source == Self.ownSource
      ? "\(Self.ownSource):\(key.id)" : "\(Self.ownSource):\(key.source):\(key.id)"
    return text.utf8.count <= IncidentCSV.longestKey ? text : own(recorded)
  }

  /// The key that a column `id` or `event` stands for; a source named by the caller is kept.
  package static func decoded(_ key: ImportKey, source: String?) -> ImportKey {
    guard source == nil, key.id.hasPrefix(ownSource + ":") else { return key }
    let rest = key.id.dropFirst(ownSource.count + 1)
    guard let colon = rest.firstIndex(of: ":") else { return ImportKey(source: ownSource, id: String(rest)) }
    return ImportKey(source: String(rest[..<colon]), id: String(rest[rest.index(after: colon)...]))
  }

  /// The incident that this ledger has exported under a key.
  ///
  /// - Parameter find: what is on record under a number.
  package func exported(
    as key: ImportKey, _ find: (Int64) throws -> RecordedIncident?
  ) rethrows -> RecordedIncident? {
    guard key.source == Self.ownSource, let number = Int64(key.id.prefix { $0 != "-" }),
      let recorded = try find(number)
    else { return nil }
    let text = "\(Self.ownSource):\(key.id)"
    return text == own(recorded) || text == Self.withoutLedger(recorded) ? recorded : nil
  }

  private func own(_ recorded: RecordedIncident) -> String {
    Self.withoutLedger(recorded)
      + (ledger.map { "-" + padded(UInt64(bitPattern: $0), 16, radix: 16) } ?? "")
  }

  private static func withoutLedger(_ recorded: RecordedIncident) -> String {
    "\(ownSource):\(recorded.id)-\(recorded.recordedAt.seconds)"
  }
}
