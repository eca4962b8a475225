import GRDB
import ScorecardModel

/// What is wrong with the record: with its rows, its changes, and how they belong together.
extension Checkup {
  /// Everything that a ledger was told, each row and each change; each thing that is wrong with it.
  mutating func record() {
    guard let fault else { return }
    let before = problems.count
    references()
    incidents("incident")
    incidents("incident_revision")
    volumes()
    checkIns()
    changes(withRows: true)
    sequence()
    // What only its order shows.
    if problems.count == before {
      problems.append(LedgerProblem(message: "record: \(fault)", repairable: false))
    }
  }

  private mutating func references() {
    check("references") { [database] findings in
      let foreign = try RawStatement(database, "PRAGMA foreign_key_check")
      defer { foreign.reset() }
      while try foreign.next() {
        findings.add("\(foreign.text(0)) \(foreign.integer(1)): names a \(foreign.text(2)) that is not there")
      }
    }
  }

  /// Changes that were cut off at the end of the log leave what they brought.
  mutating func end() {
    var last: Int64 = 0
    var isCut = false
    check("change log") { [database] _ in
      last = try ChangeLog.head(database).number
      isCut = try ChangeLog.newestOnRecord(database) > last
    }
    guard isCut else { return }
    // It may be the mark at an earlier state that is wrong.
    if fault == nil { return ends() }
    problems.append(
      LedgerProblem(message: "change \(last + 1) is missing from the log", repairable: false))
  }

  /// The change that ended a state is the one that brought the next.
  mutating func ends() {
    check("history", repairable: true) { [database] findings in
      let rows = try RawStatement(
        database,
        """
        SELECT earlier.id FROM incident_revision AS earlier JOIN incident USING (id)
          LEFT JOIN incident_revision AS later ON later.id = earlier.id AND later.revision = earlier.revision + 1
        WHERE earlier.ended_by <> ifnull(later.change, incident.change) ORDER BY earlier.id
        """)
      defer { rows.reset() }
      while try rows.next() { findings.add("#\(rows.integer(0)): the end of an earlier state is damaged") }
    }
  }

  private mutating func incidents(_ table: String) {
    var sums: [Int64: Int64] = [:]
    check(table) { [database] findings in
      let names = try Names(database)
      let rows = try RawStatement(database, "SELECT \(IncidentRow.columns) FROM \(table)")
      defer { rows.reset() }
      while try rows.next() {
        let checksum = rows.integer(IncidentRow.checksumColumn)
        do {
          let row = try IncidentRow(rows, names: names)
          if row.checksum != checksum { findings.add("#\(row.id): its \(table) row is damaged") }
        } catch let damage as DamagedRow where damage.table == "details" {
          findings.add("#\(damage.number): the details of its \(table) row cannot be read")
        } catch {
          findings.add("#\(rows.integer(0)): its \(table) row is damaged")
        }
        sums[rows.integer(2), default: 0] &+= checksum
      }
    }
    digests.merge(sums, uniquingKeysWith: &+)
  }

  private mutating func volumes() {
    var sums: [Int64: Int64] = [:]
    check("volume") { [database] findings in
      let rows = try RawStatement(database, "SELECT \(VolumeRow.columns), checksum, number FROM volume")
      defer { rows.reset() }
      while try rows.next() {
        let state = VolumeRow(rows)
        if state.checksum != rows.integer(5) { findings.add("volume \(rows.integer(6)) is damaged") }
        sums[state.change, default: 0] &+= rows.integer(5)
      }
    }
    digests.merge(sums, uniquingKeysWith: &+)
  }

  private mutating func checkIns() {
    var sums: [Int64: Int64] = [:]
    check("check-in") { [database] findings in
      let rows = try RawStatement(database, "SELECT change, day, withdrawn, checksum, number FROM check_in")
      while try rows.next() {
        let state = CheckInRow(
          change: rows.integer(0), day: rows.integer(1), voided: rows.integer(2) == 1)
        if state.checksum != rows.integer(3) { findings.add("check-in \(rows.integer(4)) is damaged") }
        sums[state.change, default: 0] &+= rows.integer(3)
      }
    }
    digests.merge(sums, uniquingKeysWith: &+)
  }

  /// The chain from the first entry to the last, and that each entry's rows are all there.
  mutating func changes(withRows: Bool) {
    var digests = digests
    check("change log") { [database] findings in
      let rows = try RawStatement(database, "SELECT \(ChangeEntry.columns) FROM change ORDER BY number")
      var previous: (number: Int64, chain: Int64) = (0, 0)
      defer { rows.reset() }
      while try rows.next() {
        let entry = try ChangeEntry(rows)
        let chain = rows.integer(9)
        if entry.number != previous.number + 1 || entry.chained(to: previous.chain) != chain {
          findings.add("change \(entry.number) does not follow from the one before it")
        }
        if withRows, digests.removeValue(forKey: entry.number) ?? 0 != entry.digest {
          findings.add("change \(entry.number): some of what it stored is missing or damaged")
        }
        previous = (entry.number, chain)
      }
      for number in digests.keys.sorted() { findings.add("change \(number) is missing from the log") }
    }
  }

  private mutating func sequence() {
    check("history") { [database] findings in
      let rows = try RawStatement(
        database,
        """
        SELECT incident.id FROM incident LEFT JOIN
          (SELECT id, count(*) AS states, max(revision) AS last FROM incident_revision GROUP BY id) AS earlier
          ON earlier.id = incident.id
        WHERE revision <> ifnull(states, 0) + 1 OR revision <> ifnull(last, 0) + 1
        ORDER BY incident.id
        """)
      defer { rows.reset() }
      while try rows.next() { findings.add("#\(rows.integer(0)): its history has a gap") }
    }
  }

  /// An event has several incidents, its first one bears its number too, and not all of them are hidden.
  mutating func events() {
    check("events") { [database] findings in
      let rows = try RawStatement(
        database,
        """
        SELECT outage_of, count(*), sum(id = outage_of), sum(standing IN (1, 2))
        FROM incident WHERE outage_of IS NOT NULL GROUP BY outage_of ORDER BY outage_of
        """)
      defer { rows.reset() }
      while try rows.next() {
        let name = "#\(rows.integer(0))"
        if rows.integer(2) != 1 {
          findings.add("\(name): incidents are linked to it that it is not linked to")
        }
        if rows.integer(1) < 2 || rows.integer(3) == rows.integer(1) {
          findings.add("\(name): its event has nothing else that is on record")
        }
      }
    }
  }
}
