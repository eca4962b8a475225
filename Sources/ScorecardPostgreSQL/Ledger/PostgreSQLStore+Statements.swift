import ScorecardLedger
import ScorecardModel

/// Statements that take many rows: a column of them is one parameter. The server casts numbers to its narrower ones, and
/// refuses what does not fit.
extension PostgreSQLStore {
  static let insertChanges = insert("change", [ChangeRow.columns], ChangeRow.batchColumns)
  static let insertMovedChanges = insert(
    "change", [ChangeRow.columns, "author"], ChangeRow.batchColumns + [.texts])
  static let insertIncidents = insert("incident", IncidentRow.names, IncidentRow.columns)
  static let updateIncidents = update(
    "incident", IncidentRow.names, IncidentRow.columns,
    keeping: ["id", "recorded_at", "source", "source_id", "key_high", "key_low"])
  static let insertRecords = insert("source_record", SourceRecordRow.names, SourceRecordRow.columns)
  static let updateRecords = update(
    "source_record", SourceRecordRow.names, SourceRecordRow.columns,
    keeping: ["id", "source", "key_high", "key_low"])
  static let insertVolumes = append(
    "volume", VolumeRow.columns + ", checksum", VolumeRow.columnsWithChecksum)
  static let insertCheckIns = append(
    "check_in", CheckInRow.columns + ", checksum", CheckInRow.columnsWithChecksum)
  static let putMonths = put(
    "evidence", "vendor, month, cells", [.int8s, .int8s, .byteas], key: "vendor, month", values: ["cells"])
  static let putHarms = put(
    "passing_harm", HarmRow.columns, Array(repeating: .int8s, count: 6),
    key: "vendor, day, dimension, until", values: ["harm", "harm_squared"])
  static let putCounts = put(
    "order_count", OrderCountRow.columns, Array(repeating: .int8s, count: 5),
    key: "vendor, from_day, days, source", values: ["orders"])

  /// Rows of a table by keys that are parameters, `$2` and on: a look into the key's index for each. A server that has no
  /// statistics yet, as while an import goes on, would rather go through the whole table for each of them; OFFSET keeps it
  /// from taking the subquery apart.
  static func find(_ columns: String, in table: String, by keys: [String], also: String = "") -> String {
    let arrays = keys.indices.map { "$\($0 + 2)::int8[]" }.joined(separator: ", ")
    let names = columns.split(separator: ",").map { "t." + $0.drop { $0 == " " } }.joined(separator: ", ")
    let wanted = keys.map { "t.\($0) = w.\($0)" }.joined(separator: " AND ")
    return """
      SELECT found.* FROM unnest(\(arrays)) AS w(\(keys.joined(separator: ", ")))
      CROSS JOIN LATERAL (SELECT \(names) FROM \(table) AS t WHERE t.ledger = $1 AND \(wanted)\(also) OFFSET 0) AS found
      """
  }

  private static func insert(_ table: String, _ names: [String], _ columns: [ServerArray]) -> String {
    "INSERT INTO \(table) (ledger, \(names.joined(separator: ", "))) SELECT $1, \(selected(columns))"
  }

  /// Numbers them on from the last; the lock lets nobody else do so.
  private static func append(_ table: String, _ names: String, _ columns: [ServerArray]) -> String {
    let values = columns.indices.map { "n.c\($0)" }.joined(separator: ", ")
    let aliases = columns.indices.map { "c\($0)" }.joined(separator: ", ")
    return """
      INSERT INTO \(table) (ledger, number, \(names))
      SELECT $1, (SELECT coalesce(max(number), 0) FROM \(table) WHERE ledger = $1) + n.place, \(values)
      FROM \(rows(columns)) WITH ORDINALITY AS n(\(aliases), place)
      """
  }

  private static func put(
    _ table: String, _ names: String, _ columns: [ServerArray], key: String, values: [String]
  ) -> String {
    let set = values.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
    return """
      INSERT INTO \(table) (ledger, \(names)) SELECT $1, \(selected(columns))
      ON CONFLICT (ledger, \(key)) DO UPDATE SET \(set)
      """
  }

  private static func update(
    _ table: String, _ names: [String], _ columns: [ServerArray], keeping kept: Set<String>
  ) -> String {
    let set = names.filter { !kept.contains($0) }.map { "\($0) = n.\($0)" }.joined(separator: ", ")
    return """
      UPDATE \(table) AS old SET \(set) FROM \(rows(columns)) AS n(\(names.joined(separator: ", ")))
      CROSS JOIN LATERAL (SELECT t.ctid FROM \(table) AS t WHERE t.ledger = $1 AND t.id = n.id OFFSET 0) AS place
      WHERE old.ctid = place.ctid
      """
  }

  /// `$2` and on, as columns of what is selected: the server takes them apart row by row. As a table each of them would be
  /// stored first, which takes longer than all else.
  private static func selected(_ columns: [ServerArray]) -> String {
    parameters(columns).map { "unnest(\($0))" }.joined(separator: ", ")
  }

  /// The same as a table.
  private static func rows(_ columns: [ServerArray]) -> String {
    "unnest(\(parameters(columns).joined(separator: ", ")))"
  }

  private static func parameters(_ columns: [ServerArray]) -> [String] {
    columns.enumerated().map { "$\($0.offset + 2)::\($0.element.name)[]" }
  }
}

// MARK: Rows as columns of a batch

extension ChangeRow {
  static let batchColumns: [ServerArray] =
    [.int8s, .texts, .texts, .texts] + Array(repeating: .int8s, count: 6)

  /// In the order of ``columns``.
  func write(to batch: inout RowBatch) {
    batch.beginRow()
    batch.add(number)
    batch.add(action)
    batch.add(summary)
    batch.add(reason)
    batch.add(at.seconds)
    batch.add(undoes)
    batch.add(incidents?.lowerBound)
    batch.add(incidents?.upperBound)
    batch.add(digest)
    batch.add(chain)
  }
}

extension IncidentRow {
  static let columns: [ServerArray] = names.map { name in
    switch name {
    case "resolved", "mitigated", "imported": .bools
    case "hours_to_resolve": .float8s
    case "channel", "summary", "source_id", "details": .texts
    default: .int8s
    }
  }

  /// In the order of ``names``.
  func write(to batch: inout RowBatch, checksum: Int64) {
    batch.beginRow()
    batch.add(id)
    batch.add(revision)
    batch.add(change)
    batch.add(recordedAt.seconds)
    batch.add(standing.rawValue)
    batch.add(vendor)
    batch.add(Int64(incident.day.number))
    batch.add(incident.outcome.severity.map { Int64($0.level) })
    batch.add(Int64(incident.dimension.index))
    batch.add(incident.resolved)
    batch.add(incident.mitigated)
    batch.add(incident.attribution.index)
    batch.add(incident.holdMinutes.map(Int64.init))
    batch.add(incident.hoursToResolve)
    batch.add(incident.cost?.thousandths)
    batch.add(incident.channel)
    batch.add(incident.summary)
    batch.add(source)
    batch.add(incident.source?.id)
    batch.add(key?.high)
    batch.add(key?.low)
    batch.add(imported)
    batch.add(detailsText)
    batch.add(event)
    batch.add(checksum)
    batch.add(incident.kind.map { Int64($0.number) })
  }
}

extension SourceRecordRow {
  static let columns: [ServerArray] = names.map { name in
    switch name {
    case "voided": .bools
    case "incidents": .texts
    default: .int8s
    }
  }

  /// In the order of ``names``.
  func write(to batch: inout RowBatch, checksum: Int64) {
    batch.beginRow()
    batch.add(id)
    batch.add(revision)
    batch.add(change)
    batch.add(voided)
    batch.add(source)
    batch.add(key.high)
    batch.add(key.low)
    batch.add(stateAt)
    batch.add(vendor)
    batch.add(orders?.from)
    batch.add(orders?.days)
    batch.add(orders?.orders ?? 0)
    batch.add(incidentsText)
    batch.add(watched?.from)
    batch.add(watched?.to)
    batch.add(checksum)
  }
}

extension VolumeRow {
  static let columnsWithChecksum = [ServerArray](repeating: .int8s, count: 6)

  func write(to batch: inout RowBatch, checksum: Int64) {
    batch.beginRow()
    for value in [change, vendor, from, to, orders, checksum] { batch.add(value) }
  }
}

extension CheckInRow {
  static let columnsWithChecksum = [ServerArray.int8s, .int8s, .bools, .int8s]

  func write(to batch: inout RowBatch, checksum: Int64) {
    batch.beginRow()
    batch.add(change)
    batch.add(day)
    batch.add(voided)
    batch.add(checksum)
  }
}
