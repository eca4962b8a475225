import ScorecardModel

/// The columns of an incident's state, and how they are read.
extension IncidentRow {
  package static let names = [
    "id", "revision", "change", "recorded_at", "standing", "vendor", "day", "severity", "dimension",
    "resolved",
    "mitigated", "attribution", "hold_minutes", "hours_to_resolve", "cost", "channel", "summary", "source",
    "source_id", "key_high", "key_low", "imported", "details", "outage_of", "checksum",
    "kind",
  ]
  /// Where the summary is among ``names``.
  package static let summaryColumn: Int32 = 16
  package static let checksumColumn: Int32 = 24

  /// Reads the columns of ``names``.
  ///
  /// - Throws: ``DamagedRow`` when a value is outside what the schema allows.
  package init(_ row: some RowColumns, names: IDRegistry) throws {
    id = try row.integer(0)
    guard let day = try Day(number: Int(row.integer(6))), let vendor = try names.vendors[row.integer(5)],
      let standing = try Standing(rawValue: row.integer(4)),
      let dimension = try Dimension.at(index: Int(row.integer(8))),
      let attribution = try Attribution.at(index: row.integer(11))
    else { throw DamagedRow(table: "incident", number: id) }
    revision = try row.integer(1)
    change = try row.integer(2)
    recordedAt = Timestamp(seconds: try row.integer(3))
    self.standing = standing
    self.vendor = try row.integer(5)
    source = try row.optionalInteger(17)
    imported = try row.integer(21) == 1
    if let high = try row.optionalInteger(19), let low = try row.optionalInteger(20) {
      key = KeyHash(high: high, low: low)
    }
    incident = try Incident(
      vendor: vendor, day: day,
      outcome: IncidentRow.outcome(row.optionalInteger(7), of: id),
      dimension: dimension, summary: row.text(16), resolved: row.optionalInteger(9).map { $0 == 1 },
      mitigated: row.optionalInteger(10).map { $0 == 1 }, attribution: attribution,
      channel: row.text(15), holdMinutes: row.optionalInteger(12).map(Int.init),
      hoursToResolve: row.optionalDouble(13),
      cost: row.optionalInteger(14).flatMap { Money(thousandths: $0) })
    if let source {
      guard let name = names.sources[source] else { throw DamagedRow(table: "incident", number: id) }
      incident.source = ImportKey(source: name, id: try row.text(18))
    }
    event = try row.optionalInteger(23)
    if let number = try row.optionalInteger(25) {
      guard let kind = IncidentKind(number: Int(number)) else {
        throw DamagedRow(table: "incident", number: id)
      }
      incident.kind = kind
    }
    if let details = try IncidentRow.details(row, 22, of: id) { incident.details = details }
  }

  static func outcome(_ level: Int64?, of id: Int64) throws -> Outcome {
    guard let level else { return .good }
    guard let severity = try? Severity(Int(level)) else { throw DamagedRow(table: "incident", number: id) }
    return .bad(severity)
  }

  /// - Throws: ``DamagedRow`` of the table `details`.
  static func details(_ row: some RowColumns, _ column: Int32, of id: Int64) throws -> IncidentDetails? {
    guard let text = try row.optionalText(column) else { return nil }
    do {
      return try DetailsCoding.decode(text)
    } catch {
      throw DamagedRow(table: "details", number: id)
    }
  }
}
