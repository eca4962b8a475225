import GRDB
import ScorecardModel

/// Looks for damage in everything that a ledger file holds.
///
/// SQLite's own check knows the structure of the file, the checksums know its content: of random damages, each
/// finds some that the other passes.
struct Checkup {
  /// Findings of one kind that are named one by one.
  private static let mostNamed = 10

  let database: Database
  let policy: ScoringPolicy
  let busySeconds: Int
  private var problems: [LedgerProblem] = []
  /// Sum of the checksums of the states that each change brought.
  private var digests: [Int64: Int64] = [:]

  init(database: Database, policy: ScoringPolicy, busySeconds: Int) {
    self.database = database
    self.policy = policy
    self.busySeconds = busySeconds
  }

  mutating func run(knownVendors: Set<Vendor.ID>, depth: CheckupDepth) -> [LedgerProblem] {
    settings()
    switch depth {
    case .quick:
      pages()
      changes(withRows: false)
      sums(recounted: false)
    case .full:
      structure()
      incidents("incident")
      incidents("incident_revision")
      volumes()
      checkIns()
      changes(withRows: true)
      sequence()
      sums(recounted: true)
    }
    outages()
    orphans(knownVendors)
    return problems
  }

  /// Runs one check; when the file cannot even be read there, that is its finding.
  private mutating func check(
    _ what: String, repairable: Bool = false, _ body: (inout Findings) throws -> Void
  ) {
    var findings = Findings()
    do {
      try body(&findings)
    } catch let error as DatabaseError {
      findings.add("\(what): \(error.message ?? "cannot be read")")
    } catch {
      findings.add("\(what): cannot be read")
    }
    problems += findings.messages.map { LedgerProblem(message: $0, repairable: repairable) }
  }

  private struct Findings {
    private var named: [String] = []
    private var count = 0
    mutating func add(_ message: String) {
      count += 1
      if named.count < Checkup.mostNamed { named.append(message) }
    }
    var messages: [String] {
      count > named.count ? named + ["\(count - named.count) more of this kind"] : named
    }
  }

  // MARK: The file

  private mutating func settings() {
    let seconds = busySeconds
    check("settings") { [database] findings in
      for violation in try Connection.violations(database, busySeconds: seconds) {
        findings.add("setting \(violation)")
      }
    }
  }

  /// Pages, cells and constraints, without what the indexes hold.
  private mutating func pages() {
    check("file") { [database] findings in
      let rows = try RawStatement(database, "PRAGMA quick_check(100)")
      while try rows.next() {
        if rows.text(0) != "ok" { findings.add("file: \(rows.text(0))") }
      }
    }
  }

  private mutating func structure() {
    var broken: [String] = []
    check("file") { [database] findings in
      let rows = try RawStatement(database, "PRAGMA integrity_check(100)")
      while try rows.next() { broken.append(rows.text(0)) }
      for message in broken where message != "ok" && !Checkup.isAboutIndex(message) {
        findings.add("file: \(message)")
      }
      let foreign = try RawStatement(database, "PRAGMA foreign_key_check")
      while try foreign.next() {
        findings.add("\(foreign.text(0)) \(foreign.integer(1)): names a \(foreign.text(2)) that is not there")
      }
    }
    check("indexes", repairable: true) { findings in
      for message in broken where Checkup.isAboutIndex(message) { findings.add("index: \(message)") }
    }
  }

  /// `row 5 missing from index incident_day`, `wrong # of entries in index …`.
  private static func isAboutIndex(_ message: String) -> Bool {
    message.contains(" in index ") || message.contains(" from index ")
  }

  // MARK: Checksums

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
      let rows = try RawStatement(database, "SELECT \(VolumeState.columns), checksum, number FROM volume")
      while try rows.next() {
        let state = VolumeState(rows)
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
        let state = CheckInState(
          change: rows.integer(0), day: rows.integer(1), withdrawn: rows.integer(2) == 1)
        if state.checksum != rows.integer(3) { findings.add("check-in \(rows.integer(4)) is damaged") }
        sums[state.change, default: 0] &+= rows.integer(3)
      }
    }
    digests.merge(sums, uniquingKeysWith: &+)
  }

  /// The chain from the first entry to the last, and that each entry's rows are all there.
  private mutating func changes(withRows: Bool) {
    var digests = digests
    check("change log") { [database] findings in
      let rows = try RawStatement(database, "SELECT \(ChangeEntry.columns) FROM change ORDER BY number")
      var previous: (number: Int64, chain: Int64) = (0, 0)
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
      while try rows.next() { findings.add("#\(rows.integer(0)): its history has a gap") }
    }
  }

  /// Of the confirmed members of a group exactly one counts, and its first member bears its number.
  private mutating func outages() {
    check("outages") { [database] findings in
      let rows = try RawStatement(
        database,
        """
        SELECT outage_of, count(*), sum(id = outage_of), sum(standing = 0), sum(standing IN (0, 4)),
          sum(standing IN (1, 2))
        FROM incident WHERE outage_of IS NOT NULL GROUP BY outage_of ORDER BY outage_of
        """)
      while try rows.next() {
        let name = "#\(rows.integer(0))"
        if rows.integer(2) != 1 {
          findings.add("\(name): incidents are linked to it that it is not linked to")
        }
        if rows.integer(3) != min(1, rows.integer(4)) {
          findings.add("\(name): \(rows.integer(3)) of the incidents of one outage count, not 1")
        }
        if rows.integer(1) < 2 || rows.integer(5) > 0 {
          findings.add("\(name): its outage is linked to nothing that is on record")
        }
      }
    }
  }

  // MARK: Sums and names

  private mutating func sums(recounted: Bool) {
    check("sums", repairable: true) { [database, policy] findings in
      guard try Rollup.storedKey(database) == policy.evidenceKey else {
        return findings.add(LedgerProblem.otherPolicy.message)
      }
      guard recounted else { return }
      let names = try Names(database)
      let stored = try Rollup.cells(database, names: names)
      let counted = try Rollup.recount(database, names: names, policy: policy)
      for vendor in Set(stored.keys).union(counted.keys).sorted() where stored[vendor] != counted[vendor] {
        findings.add("sums of \(vendor) differ from its incidents")
      }
    }
  }

  private mutating func orphans(_ known: Set<Vendor.ID>) {
    var orphans: [LedgerProblem] = []
    check("vendors") { [database] _ in
      orphans = Set(try Names(database).vendors.values).subtracting(known).sorted().map(LedgerProblem.orphan)
    }
    problems += orphans
  }
}
