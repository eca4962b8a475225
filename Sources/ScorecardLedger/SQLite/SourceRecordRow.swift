import GRDB
import ScorecardModel

/// One state of what another system says of one of its things, as the file holds it.
struct SourceRecordRow: Equatable {
  var id: Int64
  var revision: Int64 = 1
  /// Number of the change that brought this state.
  var change: Int64
  /// Whether the change that brought the thing was undone.
  var voided = false
  var source: Int64
  var key: KeyHash
  /// In seconds since 1970.
  var stateAt: Int64?
  var orders: CountedOrders?
  /// It counts no orders then.
  var watched: Watched?
  /// Those that it has or once had, ascending.
  var incidents: [Int64] = []

  /// Orders over some days.
  struct CountedOrders: Hashable {
    /// nil = the whole store.
    var vendor: Int64?
    var from: Int64
    var days: Int64
    /// > 0.
    var orders: Int64
  }

  /// When a monitor watched, in seconds since 1970.
  struct Watched: Hashable {
    var vendor: Int64
    var from: Int64
    /// > `from`.
    var to: Int64
  }

  static let names = [
    "id", "revision", "change", "voided", "source", "key_high", "key_low", "state_at", "vendor", "from_day",
    "days", "orders", "incidents", "watched_from", "watched_to", "checksum",
  ]
  static let checksumColumn: Int32 = 15
  static let table = StateTable("source_record", columns: names)

  static let insert =
    "INSERT INTO source_record (\(table.columns)) VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))"
  /// Everything that can change, so that the key index is not written.
  static let update = """
    UPDATE source_record SET revision = ?2, change = ?3, voided = ?4, state_at = ?8, vendor = ?9, from_day = ?10,
      days = ?11, orders = ?12, incidents = ?13, watched_from = ?14, watched_to = ?15, checksum = ?16 WHERE id = ?1
    """

  /// What it counts while it stands.
  var counted: CountedOrders? { voided ? nil : orders }
  /// What was watched while it stands.
  var standingWatched: Watched? { voided ? nil : watched }

  /// What the source says; an undo compares nothing else.
  var reported: ReportedState {
    ReportedState(voided: voided, stateAt: stateAt, orders: orders, watched: watched, incidents: incidents)
  }

  struct ReportedState: Equatable {
    var voided: Bool
    var stateAt: Int64?
    var orders: CountedOrders?
    var watched: Watched?
    var incidents: [Int64]
  }

  private var vendor: Int64? { orders?.vendor ?? watched?.vendor }

  private var incidentsText: String? {
    incidents.isEmpty ? nil : incidents.map(String.init).joined(separator: " ")
  }

  /// Of every stored column but itself.
  var checksum: Int64 {
    var sum = Checksum()
    sum.add(id)
    sum.add(revision)
    sum.add(change)
    sum.add(voided)
    sum.add(source)
    sum.add(key.high)
    sum.add(key.low)
    sum.add(stateAt)
    sum.add(vendor)
    sum.add(orders?.from)
    sum.add(orders?.days)
    sum.add(orders?.orders ?? 0)
    sum.add(Int64(incidents.count))
    for incident in incidents { sum.add(incident) }
    if let watched {
      sum.add(watched.from)
      sum.add(watched.to)
    }
    return sum.value
  }

  /// Binds and runs ``insert`` or ``update``.
  func write(with statement: RawStatement, checksum: Int64) throws {
    statement.bind(id, at: 1)
    statement.bind(revision, at: 2)
    statement.bind(change, at: 3)
    statement.bind(voided, at: 4)
    statement.bind(source, at: 5)
    statement.bind(key.high, at: 6)
    statement.bind(key.low, at: 7)
    statement.bind(stateAt, at: 8)
    statement.bind(vendor, at: 9)
    statement.bind(orders?.from, at: 10)
    statement.bind(orders?.days, at: 11)
    statement.bind(orders?.orders ?? 0, at: 12)
    statement.bind(incidentsText, at: 13)
    statement.bind(watched?.from, at: 14)
    statement.bind(watched?.to, at: 15)
    statement.bind(checksum, at: 16)
    try statement.run()
  }

  init(
    id: Int64, change: Int64, source: Int64, key: KeyHash, stateAt: Int64?, orders: CountedOrders?,
    watched: Watched?, incidents: [Int64]
  ) {
    (self.id, self.change, self.source, self.key) = (id, change, source, key)
    (self.stateAt, self.orders, self.watched, self.incidents) = (stateAt, orders, watched, incidents)
  }

  /// Reads the columns of ``table``.
  ///
  /// - Throws: ``DamagedRow`` when a value is outside what the schema allows.
  init(_ row: RawStatement) throws {
    id = row.integer(0)
    revision = row.integer(1)
    change = row.integer(2)
    voided = row.integer(3) == 1
    source = row.integer(4)
    key = KeyHash(high: row.integer(5), low: row.integer(6))
    stateAt = row.optionalInteger(7)
    if let from = row.optionalInteger(9), let days = row.optionalInteger(10) {
      orders = CountedOrders(
        vendor: row.optionalInteger(8), from: from, days: days, orders: row.integer(11))
    }
    if let from = row.optionalInteger(13), let to = row.optionalInteger(14) {
      guard let vendor = row.optionalInteger(8) else { throw DamagedRow(table: "source_record", number: id) }
      watched = Watched(vendor: vendor, from: from, to: to)
    }
    guard let text = row.optionalText(12) else { return }
    incidents = try text.split(separator: " ").map { [id] number in
      guard let number = Int64(number) else { throw DamagedRow(table: "source_record", number: id) }
      return number
    }
  }

  static func fetchAll(_ database: Database, _ sql: String, _ values: [Int64]) throws -> [SourceRecordRow] {
    let rows = try RawStatement(database, sql)
    defer { rows.reset() }
    for (index, value) in values.enumerated() { rows.bind(value, at: Int32(index + 1)) }
    var found: [SourceRecordRow] = []
    while try rows.next() { found.append(try SourceRecordRow(rows)) }
    return found
  }
}

// MARK: Watched spans

extension SourceRecordRow {
  /// After so many spans in a row that end too early the search for one that reaches ends. Windows that are imported one
  /// after another have none of them; short ones inside a long one are few.
  private static let mostShorter = 100

  /// A monitor's spans that begin before a moment and reach it, and the last one that does not.
  static func watched(before start: KeyHash, _ database: Database) throws -> [Range<Timestamp>] {
    var (found, shorter): ([Range<Timestamp>], Int) = ([], 0)
    try forEachWatched(
      "key_high = ?1 AND key_low < ?2 ORDER BY key_low DESC", [start.high, start.low], database
    ) { span in
      let reaches = span.upperBound.seconds >= start.low
      if reaches || shorter == 0 { found.append(span) }
      shorter = reaches ? 0 : shorter + 1
      return shorter < mostShorter
    }
    return found
  }

  /// A monitor's spans that begin from one moment through another, and the first one after.
  static func watched(
    from start: KeyHash, through end: Int64, _ database: Database
  ) throws -> [Range<Timestamp>] {
    var found: [Range<Timestamp>] = []
    try forEachWatched(
      "key_high = ?1 AND key_low >= ?2 ORDER BY key_low", [start.high, start.low], database
    ) { span in
      found.append(span)
      return span.lowerBound.seconds <= end
    }
    return found
  }

  private static func forEachWatched(
    _ condition: String, _ values: [Int64], _ database: Database, _ body: (Range<Timestamp>) -> Bool
  ) throws {
    let rows = try RawStatement(database, "SELECT \(table.columns) FROM source_record WHERE " + condition)
    defer { rows.reset() }
    for (index, value) in values.enumerated() { rows.bind(value, at: Int32(index + 1)) }
    while try rows.next() {
      guard let span = try SourceRecordRow(rows).standingWatched, span.from < span.to else { continue }
      if !body(Timestamp(seconds: span.from)..<Timestamp(seconds: span.to)) { return }
    }
  }
}

extension SourceRecordRow.CountedOrders {
  /// - Parameter vendor: its number.
  init?(_ volume: Volume?, vendor: Int64?) {
    guard let volume, volume.orders > 0 else { return nil }
    self.init(
      vendor: vendor, from: Int64(volume.from.number), days: Int64(volume.to - volume.from),
      orders: Int64(volume.orders))
  }

  /// - Throws: ``DamagedRow`` when a value is outside what the schema allows.
  func volume(names: IDRegistry, in table: String, number: Int64) throws -> Volume {
    let name = try vendor.map { vendor -> Vendor.ID in
      guard let name = names.vendors[vendor] else { throw DamagedRow(table: table, number: number) }
      return name
    }
    guard let from = Day(number: Int(from)), let to = Day(number: Int(self.from &+ days)),
      let volume = Volume(from: from, to: to, orders: Int(orders), vendor: name)
    else { throw DamagedRow(table: table, number: number) }
    return volume
  }
}

extension SourceRecordRow.Watched {
  /// - Parameter vendor: its number.
  init(_ span: WatchedSpan, vendor: Int64) {
    self.init(vendor: vendor, from: span.from.seconds, to: span.to.seconds)
  }

  /// - Throws: ``DamagedRow`` when a value is outside what the schema allows.
  func span(names: IDRegistry, number: Int64) throws -> WatchedSpan {
    guard let vendor = names.vendors[vendor],
      let span = WatchedSpan(of: vendor, from: Timestamp(seconds: from), to: Timestamp(seconds: to))
    else { throw DamagedRow(table: "source_record", number: number) }
    return span
  }
}
