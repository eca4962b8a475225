import GRDB
import ScorecardModel

/// Incidents as SQLite holds them.
extension IncidentRow {
  static let names = [
    "id", "revision", "change", "recorded_at", "standing", "vendor", "day", "severity", "dimension",
    "resolved",
    "mitigated", "attribution", "hold_minutes", "hours_to_resolve", "cost", "channel", "summary", "source",
    "source_id", "key_high", "key_low", "imported", "details", "outage_of", "checksum",
    "kind",
  ]
  /// Where the summary is among ``columns``.
  static let summaryColumn: Int32 = 16
  static let checksumColumn: Int32 = 24
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
    statement.bind(incident.hasDetails ? DetailsCoding.encode(incident.details) : nil, at: 23)
    statement.bind(event, at: 24)
    statement.bind(checksum, at: 25)
    statement.bind(incident.kind.map { Int64($0.number) }, at: 26)
  }

  /// - Parameter sql: selects ``columns``.
  static func fetchAll(
    _ database: Database, _ sql: String, _ values: [Int64], names: IDRegistry
  ) throws -> [IncidentRow] {
    let rows = try RawStatement(database, sql)
    defer { rows.reset() }
    for (index, value) in values.enumerated() { rows.bind(value, at: Int32(index + 1)) }
    var found: [IncidentRow] = []
    while try rows.next() { found.append(try IncidentRow(rows, names: names)) }
    return found
  }

  /// Reads the columns of ``columns``.
  ///
  /// - Throws: ``DamagedRow`` when a value is outside what the schema allows.
  init(_ row: RawStatement, names: IDRegistry) throws {
    guard let day = Day(number: Int(row.integer(6))), let vendor = names.vendors[row.integer(5)],
      let standing = Standing(rawValue: row.integer(4)),
      let dimension = Dimension.at(index: Int(row.integer(8))),
      let attribution = Attribution.at(index: row.integer(11))
    else { throw DamagedRow(table: "incident", number: row.integer(0)) }
    id = row.integer(0)
    revision = row.integer(1)
    change = row.integer(2)
    recordedAt = Timestamp(seconds: row.integer(3))
    self.standing = standing
    self.vendor = row.integer(5)
    source = row.optionalInteger(17)
    imported = row.integer(21) == 1
    if let high = row.optionalInteger(19), let low = row.optionalInteger(20) {
      key = KeyHash(high: high, low: low)
    }
    incident = Incident(
      vendor: vendor, day: day,
      outcome: try IncidentRow.outcome(row.optionalInteger(7), of: id),
      dimension: dimension, summary: row.text(16), resolved: row.optionalInteger(9).map { $0 == 1 },
      mitigated: row.optionalInteger(10).map { $0 == 1 }, attribution: attribution,
      channel: row.text(15), holdMinutes: row.optionalInteger(12).map(Int.init),
      hoursToResolve: row.optionalDouble(13),
      cost: row.optionalInteger(14).flatMap { Money(thousandths: $0) })
    if let source {
      guard let name = names.sources[source] else { throw DamagedRow(table: "incident", number: id) }
      incident.source = ImportKey(source: name, id: row.text(18))
    }
    event = row.optionalInteger(23)
    if let number = row.optionalInteger(25) {
      guard let kind = IncidentKind(number: Int(number)) else {
        throw DamagedRow(table: "incident", number: id)
      }
      incident.kind = kind
    }
    if let details = try IncidentRow.details(row, 22, of: id) { incident.details = details }
  }

  private static func outcome(_ level: Int64?, of id: Int64) throws -> Outcome {
    guard let level else { return .good }
    guard let severity = try? Severity(Int(level)) else { throw DamagedRow(table: "incident", number: id) }
    return .bad(severity)
  }

  /// - Throws: ``DamagedRow`` of the table `details`.
  static func details(_ row: RawStatement, _ column: Int32, of id: Int64) throws -> IncidentDetails? {
    guard let text = row.optionalText(column) else { return nil }
    do {
      return try DetailsCoding.decode(text)
    } catch {
      throw DamagedRow(table: "details", number: id)
    }
  }
}
