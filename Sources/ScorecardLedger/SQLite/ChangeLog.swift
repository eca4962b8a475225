import GRDB
import ScorecardModel

/// An entry of the change log as the file holds it. Each carries the checksum of the one before.
struct ChangeEntry {
  var number: Int64
  var action: String
  var summary: String
  var reason: String
  var at: Timestamp
  var undoes: Int64?
  /// Numbers of the incidents that it brought; nil when it brought none.
  var incidents: ClosedRange<Int64>?
  /// Sum of the checksums of all states that it brought.
  var digest: Int64

  static let columns = """
    number, action, summary, reason, at, undoes, first_incident, last_incident, digest, chain
    """

  func chained(to previous: Int64) -> Int64 {
    var sum = Checksum()
    sum.add(previous)
    sum.add(number)
    sum.add(action)
    sum.add(summary)
    sum.add(reason)
    sum.add(at.seconds)
    sum.add(undoes)
    sum.add(incidents?.lowerBound)
    sum.add(incidents?.upperBound)
    sum.add(digest)
    return sum.value
  }

  var change: Change {
    Change(number: number, action: action, summary: summary, at: at, undoes: undoes)
  }

  init(
    number: Int64, action: String, summary: String, reason: String, at: Timestamp, undoes: Int64?,
    incidents: ClosedRange<Int64>?, digest: Int64
  ) {
    self.number = number
    self.action = action
    self.summary = summary
    self.reason = reason
    self.at = at
    self.undoes = undoes
    self.incidents = incidents
    self.digest = digest
  }

  init(_ row: RawStatement) throws {
    number = row.integer(0)
    action = row.text(1)
    summary = row.text(2)
    reason = row.text(3)
    at = Timestamp(seconds: row.integer(4))
    undoes = row.optionalInteger(5)
    digest = row.integer(8)
    if let first = row.optionalInteger(6), let last = row.optionalInteger(7) {
      guard first <= last else { throw DamagedRow(table: "change", number: row.integer(0)) }
      incidents = first...last
    }
  }
}

/// The append-only log of changes.
enum ChangeLog {
  /// Number and chain value of the newest entry; zeros for an empty log.
  static func head(_ database: Database) throws -> (number: Int64, chain: Int64) {
    let row = try RawStatement(database, "SELECT number, chain FROM change ORDER BY number DESC LIMIT 1")
    defer { row.reset() }
    return try row.next() ? (row.integer(0), row.integer(1)) : (0, 0)
  }

  /// nil when there is no such change; 0 for the state before the first.
  static func chain(at number: Int64, in database: Database) throws -> Int64? {
    if number == 0 { return 0 }
    let row = try RawStatement(database, "SELECT chain FROM change WHERE number = ?")
    defer { row.reset() }
    row.bind(number, at: 1)
    return try row.next() ? row.integer(0) : nil
  }

  /// The newest change that brought any state on record; a few looks, however large the ledger is.
  static func newestOnRecord(_ database: Database) throws -> Int64 {
    let row = try RawStatement(
      database,
      """
      SELECT max(
        ifnull((SELECT change FROM incident ORDER BY id DESC LIMIT 1), 0),
        ifnull((SELECT max(ended_by) FROM incident_revision), 0),
        ifnull((SELECT change FROM volume ORDER BY number DESC LIMIT 1), 0),
        ifnull((SELECT change FROM check_in ORDER BY number DESC LIMIT 1), 0))
      """)
    defer { row.reset() }
    return try row.next() ? row.integer(0) : 0
  }

  static func append(_ entry: ChangeEntry, in database: Database) throws {
    let chain = entry.chained(to: try head(database).chain)
    let row = try RawStatement(
      database, "INSERT INTO change (\(ChangeEntry.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    row.bind(entry.number, at: 1)
    row.bind(entry.action, at: 2)
    row.bind(entry.summary, at: 3)
    row.bind(entry.reason, at: 4)
    row.bind(entry.at.seconds, at: 5)
    row.bind(entry.undoes, at: 6)
    row.bind(entry.incidents?.lowerBound, at: 7)
    row.bind(entry.incidents?.upperBound, at: 8)
    row.bind(entry.digest, at: 9)
    row.bind(chain, at: 10)
    try row.run()
  }

  /// Newest first.
  static func entries(_ database: Database, limit: Int) throws -> [ChangeEntry] {
    let rows = try RawStatement(
      database, "SELECT \(ChangeEntry.columns) FROM change ORDER BY number DESC LIMIT ?")
    rows.bind(Int64(max(0, limit)), at: 1)
    var entries: [ChangeEntry] = []
    defer { rows.reset() }
    while try rows.next() { entries.append(try ChangeEntry(rows)) }
    return entries
  }

  static func entry(_ number: Int64, in database: Database) throws -> ChangeEntry? {
    let row = try RawStatement(database, "SELECT \(ChangeEntry.columns) FROM change WHERE number = ?")
    defer { row.reset() }
    row.bind(number, at: 1)
    return try row.next() ? ChangeEntry(row) : nil
  }

  /// The newest entry that is no undo and has not been undone.
  static func newestStanding(_ database: Database) throws -> ChangeEntry? {
    let row = try RawStatement(
      database,
      """
      SELECT \(ChangeEntry.columns) FROM change WHERE undoes IS NULL
      AND NOT EXISTS (SELECT 1 FROM change AS later WHERE later.undoes = change.number)
      ORDER BY number DESC LIMIT 1
      """)
    defer { row.reset() }
    return try row.next() ? ChangeEntry(row) : nil
  }

  static func isUndone(_ number: Int64, in database: Database) throws -> Bool {
    let row = try RawStatement(database, "SELECT 1 FROM change WHERE undoes = ?")
    defer { row.reset() }
    row.bind(number, at: 1)
    return try row.next()
  }

  /// Whether a change is in force: no undo, and not undone.
  static func stands(_ number: Int64, in database: Database) throws -> Bool {
    let row = try RawStatement(database, "SELECT 1 FROM change WHERE number = ? AND undoes IS NULL")
    defer { row.reset() }
    row.bind(number, at: 1)
    return try row.next() && !isUndone(number, in: database)
  }
}

// MARK: Imports

extension ChangeLog {
  /// Newest first.
  static func imports(_ database: Database) throws -> [ChangeEntry] {
    let rows = try RawStatement(
      database,
      "SELECT \(ChangeEntry.columns) FROM change WHERE action = 'imported' ORDER BY number DESC")
    var entries: [ChangeEntry] = []
    defer { rows.reset() }
    while try rows.next() { entries.append(try ChangeEntry(rows)) }
    return entries
  }

  /// How many incidents were new with a change or came back with it, and how many of them are hidden now.
  static func incidents(
    broughtBy entry: ChangeEntry, in database: Database
  ) throws -> (all: Int, hidden: Int) {
    // A hidden one may be hidden still, as a part of another event.
    func isBack(_ table: String) -> String {
      "SELECT 1 FROM \(table) AS next WHERE next.id = was.id AND next.change = ?1 AND next.standing NOT IN (1, 2)"
    }
    let back = """
      SELECT DISTINCT id FROM incident_revision AS was WHERE ended_by = ?1 AND standing = 2 AND change < ?1
      AND (EXISTS (\(isBack("incident"))) OR EXISTS (\(isBack("incident_revision"))))
      """
    let returned = try count("SELECT count(*) FROM (\(back))", [entry.number], in: database)
    let hiddenAgain = try count(
      "SELECT count(*) FROM incident WHERE standing IN (1, 2) AND id IN (\(back))", [entry.number],
      in: database)
    guard let new = entry.incidents else { return (returned, hiddenAgain) }
    // What is hidden has an earlier state: of a million rows, only those that changed are looked at.
    let hidden = try count(
      """
      SELECT count(*) FROM incident WHERE standing IN (1, 2) AND id IN
        (SELECT DISTINCT id FROM incident_revision WHERE id BETWEEN ? AND ?)
      """, [new.lowerBound, new.upperBound], in: database)
    return (returned + Int(new.upperBound - new.lowerBound) + 1, hiddenAgain + hidden)
  }

  private static func count(_ sql: String, _ values: [Int64], in database: Database) throws -> Int {
    let row = try RawStatement(database, sql)
    defer { row.reset() }
    for (index, value) in values.enumerated() { row.bind(value, at: Int32(index + 1)) }
    return try row.next() ? Int(row.integer(0)) : 0
  }
}
