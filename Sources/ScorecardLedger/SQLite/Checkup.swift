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
  let migrations: Migrations
  let policy: ScoringPolicy
  let busySeconds: Int
  var problems: [LedgerProblem] = []
  /// Sum of the checksums of the states that each change brought.
  var digests: [Int64: Int64] = [:]
  /// Why the record can't be read whole. While it can, all else in the file can be made anew from it.
  lazy var fault = SQLiteStore.recordFault(of: database)

  /// In one moment of the file.
  ///
  /// - Throws: what keeps it from being read at all.
  static func problems(
    in queue: DatabaseQueue, migrations: Migrations, policy: ScoringPolicy, busySeconds: Int,
    depth: CheckupDepth
  ) throws -> [LedgerProblem] {
    try queue.readDamaged { database in
      var checkup = Checkup(
        database: database, migrations: migrations, policy: policy, busySeconds: busySeconds)
      return checkup.run(depth: depth)
    }
  }

  private init(database: Database, migrations: Migrations, policy: ScoringPolicy, busySeconds: Int) {
    self.database = database
    self.migrations = migrations
    self.policy = policy
    self.busySeconds = busySeconds
  }

  private mutating func run(depth: CheckupDepth) -> [LedgerProblem] {
    // What is no table may never end, so nothing else is read then.
    guard schema() else { return problems }
    settings()
    switch depth {
    case .quick:
      pages()
      changes(withRows: false)
      end()
      sums(recounted: false)
    case .full:
      structure()
      record()
      ends()
      sums(recounted: true)
    }
    events()
    return problems
  }

  /// Runs one check; when the file cannot even be read there, that is its finding.
  mutating func check(
    _ part: LedgerDamage.Part, repairable: Bool = false, _ body: (inout Findings) throws -> Void
  ) {
    var findings = Findings()
    var repairable = repairable
    do {
      try body(&findings)
    } catch let error as DatabaseError {
      findings.add(.unreadable(part, error.message))
      // It may have been an index.
      repairable = fault == nil
    } catch {
      findings.add(.unreadable(part, nil))
    }
    problems += findings.damages.map { LedgerProblem($0, repairable: repairable) }
  }

  struct Findings {
    private var named: [LedgerDamage] = []
    private var count = 0
    mutating func add(_ damage: LedgerDamage) {
      count += 1
      if named.count < Checkup.mostNamed { named.append(damage) }
    }
    var damages: [LedgerDamage] { count > named.count ? named + [.more(count - named.count)] : named }
  }

  // MARK: The file

  /// - Returns: whether the tables are those of a ledger.
  private mutating func schema() -> Bool {
    var deviations: [SchemaCheck.Deviation] = []
    check(.schema) { [database, migrations] findings in
      deviations = try SchemaCheck(migrations, version: migrations.current).deviations(database)
    }
    guard problems.isEmpty else { return false }
    let isFatal = deviations.contains { $0.gravity == .fatal }
    let isRepairable = !deviations.isEmpty && !isFatal && fault == nil
    problems += deviations.map { LedgerProblem($0.damage, repairable: isRepairable) }
    return !deviations.contains(where: \.isOfTable)
  }

  private mutating func settings() {
    let seconds = busySeconds
    check(.settings) { [database] findings in
      for violation in try Connection.violations(database, busySeconds: seconds, isReader: true) {
        findings.add(.setting(violation))
      }
    }
  }

  /// Pages, cells and constraints, without what the indexes hold.
  private mutating func pages() { structure("quick_check") }

  private mutating func structure(_ pragma: String = "integrity_check") {
    let before = problems.count
    check(.pages) { [database] findings in
      let rows = try String.fetchCursor(database, sql: "PRAGMA \(pragma)(100)")
      while let text = try rows.next() {
        // A heading, and a line for each.
        for line in text.split(separator: "\n") where line != "ok" && !line.hasPrefix("***") {
          findings.add(.page(String(line)))
        }
      }
    }
    // Asked about a file that has them alone: for a large one the answer takes seconds.
    guard problems.count > before, fault == nil else { return }
    for index in before..<problems.count { problems[index].repairable = true }
  }

  // MARK: Sums

  private mutating func sums(recounted: Bool) {
    check(.sums, repairable: true) { [database, policy] findings in
      let transaction = StoredTransaction(SQLiteStore(database), place: "", policy: policy)
      for damage in try transaction.damagesOfSums(recounted: recounted) { findings.add(damage) }
    }
  }
}
