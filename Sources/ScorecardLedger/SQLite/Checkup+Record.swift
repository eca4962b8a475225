import GRDB
import ScorecardModel

/// What is wrong with the record: with its rows, its changes, and how they belong together.
extension Checkup {
  /// Everything that a ledger was told, each row and each change; each thing that is wrong with it.
  mutating func record() {
    guard let fault else { return }
    let before = problems.count
    references()
    incidents(isEarlier: false)
    incidents(isEarlier: true)
    sourceRecords(isEarlier: false)
    sourceRecords(isEarlier: true)
    countedUntil()
    volumes()
    checkIns()
    changes(withRows: true)
    sequence()
    // What only its order shows.
    if problems.count == before {
      problems.append(LedgerProblem(.record(fault), repairable: false))
    }
  }

  private mutating func references() {
    check(.references) { [database] findings in
      let rows = try Row.fetchCursor(database, sql: "PRAGMA foreign_key_check")
      while let row = try rows.next() {
        let (table, number): (String, Int64?) = (try row.decode(atIndex: 0), try row.decode(atIndex: 1))
        let other: String = try row.decode(atIndex: 2)
        findings.add(.reference(table: table, number: number ?? 0, to: other))
      }
    }
  }

  /// Changes that were cut off at the end of the log leave what they brought.
  mutating func end() {
    var last: Int64 = 0
    var isCut = false
    check(.changeLog) { [database] _ in
      let head = try SQLiteStore(database).head()
      last = head.number
      isCut = head.newestOnRecord > last
    }
    guard isCut else { return }
    // It may be the mark at an earlier state that is wrong.
    if fault == nil { return ends() }
    problems.append(LedgerProblem(.changeMissing(last &+ 1), repairable: false))
  }

  /// The change that ended a state is the one that brought the next.
  mutating func ends() {
    ends(of: IncidentRow.table) { .endOfState(of: $0) }
    ends(of: SourceRecordRow.table) { .endOfRecordState(of: $0) }
  }

  private mutating func ends(of table: StateTable, _ damage: (Int64) -> LedgerDamage) {
    check(.history, repairable: true) { [database] findings in
      let ids = try Int64.fetchCursor(
        database,
        sql: """
          SELECT earlier.id FROM \(table.earlier) AS earlier JOIN \(table.name) AS now USING (id)
            LEFT JOIN \(table.earlier) AS later ON later.id = earlier.id AND later.revision = earlier.revision + 1
          WHERE earlier.ended_by <> ifnull(later.change, now.change) ORDER BY earlier.id
          """)
      while let id = try ids.next() { findings.add(damage(id)) }
    }
  }

  private mutating func incidents(isEarlier: Bool) {
    let table = isEarlier ? "incident_revision" : "incident"
    var sums: [Int64: Int64] = [:]
    check(isEarlier ? .earlierStates : .incidents) { [database] findings in
      let names = try IDRegistry(database)
      let rows = try RawStatement(database, "SELECT \(IncidentRow.columns) FROM \(table)")
      defer { rows.reset() }
      while try rows.next() {
        let checksum = rows.integer(IncidentRow.checksumColumn)
        do {
          let row = try IncidentRow(rows, names: names)
          if row.checksum != checksum { findings.add(.state(of: row.id, isEarlier: isEarlier)) }
        } catch let damage as DamagedRow where damage.table == "details" {
          findings.add(.details(of: damage.number, isEarlier: isEarlier))
        } catch {
          findings.add(.state(of: rows.integer(0), isEarlier: isEarlier))
        }
        sums[rows.integer(2), default: 0] &+= checksum
      }
    }
    digests.merge(sums, uniquingKeysWith: &+)
  }

  private mutating func sourceRecords(isEarlier: Bool) {
    let table = SourceRecordRow.table
    var sums: [Int64: Int64] = [:]
    check(isEarlier ? .earlierStates : .sourceRecords) { [database] findings in
      let names = try IDRegistry(database)
      let rows = try RawStatement(
        database, "SELECT \(table.columns) FROM \(isEarlier ? table.earlier : table.name)")
      defer { rows.reset() }
      while try rows.next() {
        let checksum = rows.integer(SourceRecordRow.checksumColumn)
        // What it names is read, too.
        let state = try? SourceRecordRow(rows).state(names: names, checksum: checksum)
        if try state == nil || SourceRecordRow(rows).checksum != checksum {
          findings.add(.sourceRecord(rows.integer(0), isEarlier: isEarlier))
        }
        sums[rows.integer(2), default: 0] &+= checksum
      }
    }
    digests.merge(sums, uniquingKeysWith: &+)
  }

  private mutating func countedUntil() {
    check(.changeLog) { [database] findings in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT 1 FROM counted_until AS mark LEFT JOIN change AS entry ON entry.number = mark.change
          WHERE mark.chain IS NOT entry.chain
          """)
      if try rows.next() != nil { findings.add(.countedUntil) }
    }
  }

  private mutating func volumes() {
    var sums: [Int64: Int64] = [:]
    check(.volumes) { [database] findings in
      try SQLiteStore(database).forEach("SELECT \(VolumeRow.columns), checksum, number FROM volume") { row in
        let state = try VolumeRow(row)
        let checksum = row.integer(VolumeRow.columnCount)
        if state.checksum != checksum { findings.add(.volume(row.integer(VolumeRow.columnCount + 1))) }
        sums[state.change, default: 0] &+= checksum
        return true
      }
    }
    digests.merge(sums, uniquingKeysWith: &+)
  }

  private mutating func checkIns() {
    var sums: [Int64: Int64] = [:]
    check(.checkIns) { [database] findings in
      let sql = "SELECT \(CheckInRow.columns), checksum, number FROM check_in"
      try SQLiteStore(database).forEach(sql) { row in
        let state = try CheckInRow(row)
        let checksum = row.integer(CheckInRow.columnCount)
        if state.checksum != checksum { findings.add(.checkIn(row.integer(CheckInRow.columnCount + 1))) }
        sums[state.change, default: 0] &+= checksum
        return true
      }
    }
    digests.merge(sums, uniquingKeysWith: &+)
  }

  /// The chain from the first entry to the last, and that each entry's rows are all there.
  mutating func changes(withRows: Bool) {
    var digests = digests
    check(.changeLog) { [database] findings in
      var previous: (number: Int64, chain: Int64) = (0, 0)
      try SQLiteStore(database).forEachChange { row in
        if row.number != previous.number &+ 1 || row.chained(to: previous.chain) != row.chain {
          findings.add(.changeOutOfOrder(row.number))
        }
        if withRows, digests.removeValue(forKey: row.number) ?? 0 != row.digest {
          findings.add(.changeIncomplete(row.number))
        }
        previous = (row.number, row.chain)
      }
      for number in digests.keys.sorted() { findings.add(.changeMissing(number)) }
    }
  }

  private mutating func sequence() {
    sequence(of: IncidentRow.table) { .historyGap($0) }
    sequence(of: SourceRecordRow.table) { .recordHistoryGap($0) }
  }

  private mutating func sequence(of table: StateTable, _ damage: (Int64) -> LedgerDamage) {
    check(.history) { [database] findings in
      let ids = try Int64.fetchCursor(
        database,
        sql: """
          SELECT now.id FROM \(table.name) AS now LEFT JOIN
            (SELECT id, count(*) AS states, max(revision) AS last FROM \(table.earlier) GROUP BY id) AS earlier
            ON earlier.id = now.id
          WHERE revision <> ifnull(states, 0) + 1 OR revision <> ifnull(last, 0) + 1
          ORDER BY now.id
          """)
      while let id = try ids.next() { findings.add(damage(id)) }
    }
  }

  /// An event has several incidents, its first one bears its number too, and not all of them are hidden.
  mutating func events() {
    check(.events) { [database] findings in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT outage_of, count(*), sum(id = outage_of), sum(standing IN (1, 2))
          FROM incident WHERE outage_of IS NOT NULL GROUP BY outage_of ORDER BY outage_of
          """)
      while let row = try rows.next() {
        let (event, members): (Int64, Int) = (try row.decode(atIndex: 0), try row.decode(atIndex: 1))
        let (first, hidden): (Int, Int) = (try row.decode(atIndex: 2), try row.decode(atIndex: 3))
        if first != 1 {
          findings.add(.oneSidedLink(to: event))
        }
        if members < 2 || hidden == members {
          findings.add(.emptyEvent(event))
        }
      }
    }
  }
}
