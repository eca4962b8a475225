import GRDB
import ScorecardModel

/// Incidents as SQLite holds them.
extension IncidentRow {
  static let table = StateTable("incident", columns: names)
  static let columns = table.columns

  static let insert =
    "INSERT INTO incident (\(columns)) VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))"
  /// Everything that can change; what cannot is left out, so that the key index is not written.
  static let update = update(setting: names.filter { !unchanging.contains($0) })
  /// For a state that says the same: neither index is written.
  static let updateStanding = update(
    setting: ["revision", "change", "standing", "outage_of", "imported", "checksum"])
  private static let unchanging: Set = ["id", "recorded_at", "source", "source_id", "key_high", "key_low"]

  /// Values have the positions that they have in ``columns``.
  private static func update(setting changed: [String]) -> String {
    let values = names.enumerated().filter { changed.contains($0.element) }
    return "UPDATE incident SET " + values.map { "\($0.element) = ?\($0.offset + 1)" }.joined(separator: ", ")
      + " WHERE id = ?1"
  }
}

extension IncidentRow {
  /// Binds and runs ``insert`` or ``update``; the texts are lent to SQLite, not copied.
  func write(with statement: RawStatement, checksum: Int64) throws {
    bindNumbers(to: statement, checksum: checksum)
    var channel = incident.channel
    var summary = incident.summary
    guard var sourceID = incident.source?.id else {
      statement.bind(nil as Int64?, at: 19)
      return try channel.withUTF8 { channel in
        try summary.withUTF8 { summary in
          try IncidentRow.run(statement, channel: channel, summary: summary)
        }
      }
    }
    try channel.withUTF8 { channel in
      try summary.withUTF8 { summary in
        try sourceID.withUTF8 { sourceID in
          statement.bind(borrowed: sourceID, at: 19)
          try IncidentRow.run(statement, channel: channel, summary: summary)
        }
      }
    }
  }

  private static func run(
    _ statement: RawStatement, channel: UnsafeBufferPointer<UInt8>, summary: UnsafeBufferPointer<UInt8>
  ) throws {
    statement.bind(borrowed: channel, at: 16)
    statement.bind(borrowed: summary, at: 17)
    try statement.run()
  }

  private func bindNumbers(to statement: RawStatement, checksum: Int64) {
    statement.bind(id, at: 1)
    statement.bind(revision, at: 2)
    statement.bind(change, at: 3)
    statement.bind(recordedAt.seconds, at: 4)
    statement.bind(standing.rawValue, at: 5)
    statement.bind(vendor, at: 6)
    statement.bind(Int64(incident.day.number), at: 7)
    statement.bind(incident.outcome.severity.map { Int64($0.level) }, at: 8)
    statement.bind(Int64(incident.dimension.index), at: 9)
    statement.bind(incident.resolved, at: 10)
    statement.bind(incident.mitigated, at: 11)
    statement.bind(incident.attribution.index, at: 12)
    statement.bind(incident.holdMinutes.map(Int64.init), at: 13)
    statement.bind(incident.hoursToResolve, at: 14)
    statement.bind(incident.cost?.thousandths, at: 15)
    statement.bind(source, at: 18)
    statement.bind(key?.high, at: 20)
    statement.bind(key?.low, at: 21)
    statement.bind(imported, at: 22)
    statement.bind(detailsText, at: 23)
    statement.bind(event, at: 24)
    statement.bind(checksum, at: 25)
    statement.bind(incident.kind.map { Int64($0.number) }, at: 26)
  }
}
