import GRDB
import ScorecardModel

/// A state of a volume; the newest one of a range is in force.
struct VolumeRow {
  var change: Int64
  var vendor: Int64?
  var from: Int64
  var to: Int64
  /// nil = taken back.
  var orders: Int64?

  var checksum: Int64 {
    var sum = Checksum()
    sum.add(change)
    sum.add(vendor)
    sum.add(from)
    sum.add(to)
    sum.add(orders)
    return sum.value
  }

  static let columns = "change, vendor, from_day, to_day, orders"

  init(change: Int64, vendor: Int64?, from: Int64, to: Int64, orders: Int64?) {
    self.change = change
    self.vendor = vendor
    self.from = from
    self.to = to
    self.orders = orders
  }

  init(_ row: RawStatement) {
    self.init(
      change: row.integer(0), vendor: row.optionalInteger(1), from: row.integer(2), to: row.integer(3),
      orders: row.optionalInteger(4))
  }

  func append(to database: Database) throws {
    let row = try RawStatement(
      database, "INSERT INTO volume (\(VolumeRow.columns), checksum) VALUES (?, ?, ?, ?, ?, ?)")
    row.bind(change, at: 1)
    row.bind(vendor, at: 2)
    row.bind(from, at: 3)
    row.bind(to, at: 4)
    row.bind(orders, at: 5)
    row.bind(checksum, at: 6)
    try row.run()
  }

  /// The range, with its orders or none.
  func volume(names: Names) throws -> Volume {
    guard let first = Day(number: Int(from)), let end = Day(number: Int(to)),
      let volume = Volume(
        from: first, to: end, orders: Int(orders ?? 0), vendor: try vendor.map { try name($0, names) })
    else { throw DamagedRow(table: "volume", number: change) }
    return volume
  }

  private func name(_ vendor: Int64, _ names: Names) throws -> Vendor.ID {
    guard let name = names.vendors[vendor] else { throw DamagedRow(table: "volume", number: change) }
    return name
  }

  static func inForce(_ database: Database, names: Names) throws -> VolumeBook {
    // With max(), SQLite takes the other columns from the row that has the maximum (lang_select.html §2.5).
    let rows = try RawStatement(
      database,
      """
      SELECT \(columns), max(number) FROM volume GROUP BY vendor, from_day, to_day HAVING orders IS NOT NULL
      """)
    var volumes: [Volume] = []
    defer { rows.reset() }
    while try rows.next() { volumes.append(try VolumeRow(rows).volume(names: names)) }
    return VolumeBook(volumes)
  }

  /// The ranges that a change touched, with the orders that each had before it by a change that still stands,
  /// and whether a change that still stands has touched it since.
  static func before(
    change: Int64, _ database: Database, names: Names
  ) throws -> [(range: Volume, orders: Int?, touchedSince: Bool)] {
    let undone = "SELECT 1 FROM change AS undo WHERE undo.undoes = other.change"
    let isUndo = "(SELECT undoes FROM change AS its WHERE its.number = other.change) IS NOT NULL"
    let same = """
      FROM volume AS other WHERE other.vendor IS volume.vendor AND other.from_day = volume.from_day
      AND other.to_day = volume.to_day AND NOT EXISTS (\(undone)) AND NOT \(isUndo)
      """
    let rows = try RawStatement(
      database,
      """
      SELECT change, vendor, from_day, to_day,
        (SELECT other.orders \(same) AND other.change < ?1 ORDER BY other.number DESC LIMIT 1),
        EXISTS (SELECT 1 \(same) AND other.change > ?1)
      FROM volume WHERE change = ?1 GROUP BY vendor, from_day, to_day
      """)
    rows.bind(change, at: 1)
    var result: [(range: Volume, orders: Int?, touchedSince: Bool)] = []
    defer { rows.reset() }
    while try rows.next() {
      let state = VolumeRow(rows)
      result.append(
        (try state.volume(names: names), state.orders.map(Int.init), touchedSince: rows.integer(5) == 1))
    }
    return result
  }
}

/// A state of a check-in; the newest one of a day is in force.
struct CheckInRow {
  var change: Int64
  var day: Int64
  var voided: Bool

  var checksum: Int64 {
    var sum = Checksum()
    sum.add(change)
    sum.add(day)
    sum.add(voided)
    return sum.value
  }

  func append(to database: Database) throws {
    let row = try RawStatement(
      database, "INSERT INTO check_in (change, day, withdrawn, checksum) VALUES (?, ?, ?, ?)")
    row.bind(change, at: 1)
    row.bind(day, at: 2)
    row.bind(voided, at: 3)
    row.bind(checksum, at: 4)
    try row.run()
  }

  /// Ascending.
  static func inForce(_ database: Database) throws -> [Day] {
    try days(
      database,
      "SELECT day, withdrawn, max(number) FROM check_in GROUP BY day HAVING withdrawn = 0 ORDER BY day")
  }

  /// The days that a change checked in.
  static func days(ofChange number: Int64, _ database: Database) throws -> [Day] {
    try days(database, "SELECT day FROM check_in WHERE change = ? AND withdrawn = 0 ORDER BY day", number)
  }

  private static func days(_ database: Database, _ sql: String, _ change: Int64? = nil) throws -> [Day] {
    let rows = try RawStatement(database, sql)
    if let change { rows.bind(change, at: 1) }
    var days: [Day] = []
    defer { rows.reset() }
    while try rows.next() {
      guard let day = Day(number: Int(rows.integer(0))) else {
        throw DamagedRow(table: "check_in", number: rows.integer(0))
      }
      days.append(day)
    }
    return days
  }
}
