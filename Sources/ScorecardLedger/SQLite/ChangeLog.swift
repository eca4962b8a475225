import GRDB
import ScorecardModel

extension ChangeRow {
  static let columns = """
    number, action, summary, reason, at, undoes, first_incident, last_incident, digest, chain
    """
  private static let authorOfIt = "(SELECT name FROM author WHERE author.change = change.number)"
  /// What ``init(row:)`` reads.
  static let selected = columns + ", " + authorOfIt

  init(row: Row) throws {
    self.init(
      number: try row.decode(atIndex: 0), action: try row.decode(atIndex: 1),
      summary: try row.decode(atIndex: 2), reason: try row.decode(atIndex: 3),
      at: Timestamp(seconds: try row.decode(atIndex: 4)), author: try row.decode(atIndex: 10),
      undoes: try row.decode(atIndex: 5),
      digest: try row.decode(atIndex: 8), chain: try row.decode(atIndex: 9))
    if let first: Int64 = try row.decode(atIndex: 6), let last: Int64 = try row.decode(atIndex: 7) {
      guard first >= 1, first <= last else { throw DamagedRow(table: "change", number: number) }
      incidents = first...last
    }
  }
}

/// The append-only log of changes.
enum ChangeLog {
  /// Number and chain value of the newest entry; zeros for an empty log.
  static func head(_ database: Database) throws -> (number: Int64, chain: Int64) {
    try newest(database).map { ($0.number, $0.chain) } ?? (0, 0)
  }

  /// The newest entry, as a ledger of any schema tells it; nil for an empty log.
  static func newest(_ database: Database) throws -> (number: Int64, chain: Int64, at: Timestamp)? {
    try Row.fetchOne(
      database, sql: "SELECT number, chain, at FROM change ORDER BY number DESC LIMIT 1"
    ).map { row in
      (
        try row.decode(atIndex: 0), try row.decode(atIndex: 1),
        Timestamp(seconds: try row.decode(atIndex: 2))
      )
    }
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
    try Int64.fetchOne(
      database,
      sql: """
        SELECT max(
          ifnull((SELECT change FROM incident ORDER BY id DESC LIMIT 1), 0),
          ifnull((SELECT max(ended_by) FROM incident_revision), 0),
          ifnull((SELECT change FROM source_record ORDER BY id DESC LIMIT 1), 0),
          ifnull((SELECT max(ended_by) FROM source_record_revision), 0),
          ifnull((SELECT change FROM volume ORDER BY number DESC LIMIT 1), 0),
          ifnull((SELECT change FROM check_in ORDER BY number DESC LIMIT 1), 0))
        """) ?? 0
  }

  /// The last change by a version that counted orders without their keys; 0 = none was.
  static func countedUntil(_ database: Database) throws -> Int64 {
    try Int64.fetchOne(database, sql: "SELECT change FROM counted_until") ?? 0
  }

  static func append(_ row: ChangeRow, in database: Database) throws {
    try database.execute(
      sql: "INSERT INTO change (\(ChangeRow.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        row.number, row.action, row.summary, row.reason, row.at.seconds, row.undoes,
        row.incidents?.lowerBound, row.incidents?.upperBound, row.digest, row.chain,
      ])
    if let author = row.author {
      try database.execute(
        sql: "INSERT INTO author (change, name) VALUES (?, ?)", arguments: [row.number, author])
    }
  }

  /// Newest first.
  static func rows(_ database: Database, limit: Int) throws -> [ChangeRow] {
    try Array(rows(database, "ORDER BY number DESC LIMIT ?", [max(0, limit)]))
  }

  static func row(_ number: Int64, in database: Database) throws -> ChangeRow? {
    try rows(database, "WHERE number = ?", [number]).next()
  }

  /// The newest entry that is in force.
  static func newestStanding(_ database: Database) throws -> ChangeRow? {
    try rows(
      database, "WHERE undoes IS NULL AND \(isUndone("change.number")) = 0 ORDER BY number DESC LIMIT 1"
    ).next()
  }

  /// The last undo that was not taken back; nil when anything was recorded since.
  static func newestUndo(_ database: Database) throws -> ChangeRow? {
    let rows = try rows(database, "ORDER BY number DESC")
    while let row = try rows.next(), row.undoes != nil {
      if case .undone = Change.Kind(row.action, undoes: row.undoes),
        try lastOfChain(row.number, in: database) == row.number
      {
        return row
      }
    }
    return nil
  }

  /// One by one.
  ///
  /// - Parameter clause: which of them, and in which order.
  static func rows(
    _ database: Database, _ clause: String, _ arguments: StatementArguments = StatementArguments()
  ) throws -> some Cursor<ChangeRow> {
    try Row.fetchCursor(
      database, sql: "SELECT \(ChangeRow.selected) FROM change \(clause)", arguments: arguments
    ).map { try ChangeRow(row: $0) }
  }

  /// SQL that gives 1 for a change that is undone: an undo of it follows, and no redo of that, or another undo of that, and
  /// so on.
  static func isUndone(_ number: String) -> String {
    """
    (WITH RECURSIVE chain(number, isUndone) AS (SELECT \(number), 0 UNION ALL
      SELECT next.number, 1 - chain.isUndone FROM chain JOIN change AS next ON next.undoes = chain.number)
      SELECT isUndone FROM chain ORDER BY number DESC LIMIT 1)
    """
  }

  static func isUndone(_ number: Int64, in database: Database) throws -> Bool {
    try Bool.fetchOne(database, sql: "SELECT \(isUndone("?"))", arguments: [number]) ?? false
  }

  /// The last of what undid a change, redid that, undid it again, and so on; itself when nothing did.
  static func lastOfChain(_ number: Int64, in database: Database) throws -> Int64 {
    var last = number
    while let next = try Int64.fetchOne(
      database, sql: "SELECT number FROM change WHERE undoes = ?", arguments: [last])
    {
      last = next
    }
    return last
  }

  /// The change at the beginning of such a chain.
  static func firstOfChain(_ row: ChangeRow, in database: Database) throws -> ChangeRow {
    var first = row
    while let number = first.undoes {
      guard let earlier = try self.row(number, in: database) else {
        throw DamagedRow(table: "change", number: number)
      }
      first = earlier
    }
    return first
  }

  /// Whether a change is in force: no undo, and not undone.
  static func stands(_ number: Int64, in database: Database) throws -> Bool {
    let isForward = try exists("change WHERE number = ? AND undoes IS NULL", number, in: database)
    return try isForward && !isUndone(number, in: database)
  }

  /// Numbers of the rows that a change brought, in a table that is only appended to.
  static func rows(
    ofChange change: Int64, in table: String, _ database: Database
  ) throws -> Range<Int64> {
    try rows(
      ofChange: change, last: "SELECT max(number) FROM \(table)",
      change: "SELECT change FROM \(table) WHERE number = ?1", database)
  }

  /// Numbers of those that a change brought, in a table whose earlier states are kept.
  static func rows(
    ofChange change: Int64, in table: StateTable, _ database: Database
  ) throws -> Range<Int64> {
    try rows(
      ofChange: change, last: "SELECT max(id) FROM \(table.name)", change: table.selectFirstChange, database)
  }

  /// Numbers and changes ascend together, so that this takes few looks and no index.
  private static func rows(
    ofChange change: Int64, last: String, change ofRow: String, _ database: Database
  ) throws -> Range<Int64> {
    let last = min(try Int64.fetchOne(database, sql: last) ?? 0, .max - 1)
    func first(from change: Int64) throws -> Int64 {
      var (low, high) = (Int64(1), last + 1)
      while low < high {
        let middle = low + (high - low) / 2
        let found = try Int64.fetchOne(database, sql: ofRow, arguments: [middle])
        if let found, found < change { low = middle + 1 } else { high = middle }
      }
      return low
    }
    let start = try first(from: change)
    return start..<max(start, try first(from: change &+ 1))
  }

  private static func exists(_ rows: String, _ number: Int64, in database: Database) throws -> Bool {
    try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM \(rows))", arguments: [number]) ?? false
  }
}

// MARK: What a change touched

extension ChangeLog {
  /// Those of earlier changes to which a change gave another state, ascending.
  static func revised(
    by change: Int64, in table: StateTable, _ database: Database
  ) throws -> FastDatabaseValueCursor<Int64> {
    try Int64.fetchCursor(database, sql: table.selectRevised, arguments: [change])
  }
}

// MARK: Kinds

extension ChangeLog {
  static func change(_ row: ChangeRow, in database: Database) throws -> Change {
    Change(
      number: row.number, kind: try kind(of: row, in: database), summary: row.summary, at: row.at,
      author: row.author)
  }

  static func kind(of row: ChangeRow, in database: Database) throws -> Change.Kind {
    let kind = Change.Kind(row.action, undoes: row.undoes)
    return try kind == .imported && isOfMonth(row, in: database) ? .volume : kind
  }

  static func isImport(_ number: Int64, in database: Database) throws -> Bool {
    try row(number, in: database).map { try kind(of: $0, in: database) == .imported } ?? false
  }

  /// Whether an import is really a month's orders that their owner corrected: earlier versions stored that as one.
  ///
  /// Then it stored nothing but several numbers of orders of one vendor, or of the whole store, from the first day of one
  /// month on without a gap, and some of them in place of earlier ones. In doubt it is an import.
  private static func isOfMonth(_ row: ChangeRow, in database: Database) throws -> Bool {
    guard row.incidents == nil,
      try !exists("incident_revision WHERE ended_by = ?", row.number, in: database),
      try rows(ofChange: row.number, in: "check_in", database).isEmpty
    else { return false }
    let volumes = try VolumeRow.ofChange(row.number, database)
    guard volumes.count > 1, let first = volumes.first, let day = Day(number: Int(first.from)),
      day == day.month.firstDay,
      volumes.allSatisfy({ $0.vendor == first.vendor && $0.to <= Int64(day.month.lastDay.number + 1) }),
      zip(volumes, volumes.dropFirst()).allSatisfy({ $0.to == $1.from })
    else { return false }
    return try volumes.contains { try $0.isReplacing(in: database) }
  }
}

// MARK: Imports

extension ChangeLog {
  /// Newest first.
  static func imports(_ database: Database) throws -> [ChangeRow] {
    try Array(
      rows(database, "WHERE action = 'imported' ORDER BY number DESC")
        .filter { try kind(of: $0, in: database) == .imported })
  }

  /// Numbers of imports after a change that stand, ascending.
  static func imports(after number: Int64, in database: Database) throws -> [Int64] {
    var found: [Int64] = []
    let rows = try rows(database, "WHERE number > ? AND action = 'imported' ORDER BY number", [number])
    while found.count < ImportUndo.mostNamed, let row = try rows.next() {
      if try kind(of: row, in: database) == .imported, try !isUndone(row.number, in: database) {
        found.append(row.number)
      }
    }
    return found
  }

  /// How many incidents were new with a change or came back with it, and how many of them are hidden now.
  static func incidents(
    broughtBy change: ChangeRow, in database: Database
  ) throws -> (all: Int, hidden: Int) {
    // A hidden one may be hidden still, as a part of another event.
    func isBack(_ table: String) -> String {
      "SELECT 1 FROM \(table) AS next WHERE next.id = was.id AND next.change = ?1 AND next.standing NOT IN (1, 2)"
    }
    let back = """
      SELECT DISTINCT id FROM incident_revision AS was WHERE ended_by = ?1 AND standing = 2 AND change < ?1
      AND (EXISTS (\(isBack("incident"))) OR EXISTS (\(isBack("incident_revision"))))
      """
    let returned = try count("SELECT count(*) FROM (\(back))", [change.number], in: database)
    let hiddenAgain = try count(
      "SELECT count(*) FROM incident WHERE standing IN (1, 2) AND id IN (\(back))", [change.number],
      in: database)
    guard let new = change.incidents else { return (returned, hiddenAgain) }
    // What is hidden has an earlier state: of a million rows, only those that changed are looked at.
    let hidden = try count(
      """
      SELECT count(*) FROM incident WHERE standing IN (1, 2) AND id IN
        (SELECT DISTINCT id FROM incident_revision WHERE id BETWEEN ? AND ?)
      """, [new.lowerBound, new.upperBound], in: database)
    return (returned + Int(new.upperBound - new.lowerBound) + 1, hiddenAgain + hidden)
  }

  private static func count(_ sql: String, _ values: [Int64], in database: Database) throws -> Int {
    try Int.fetchOne(database, sql: sql, arguments: StatementArguments(values)) ?? 0
  }
}
