import Foundation
import ScorecardFormats
import ScorecardLedger
import ScorecardModel
import Synchronization
import TestSupport
import Testing

@testable import ScorecardPostgreSQL

/// What is acknowledged is on record once, and what is refused is not, whatever happens to the server and on the way.
@Suite(.enabled(if: TestServer.isPossible, "\(TestServer.missing)"))
struct ServerFaultTests {
  static func entry(_ text: String) throws -> Incident {
    Incident(
      vendor: "parcelo", day: try Day("2026-03-01"), outcome: .bad(try Severity(3)), dimension: .reliability,
      summary: text, cost: Money(thousandths: 5_000))
  }

  static let now = Timestamp(seconds: 1_790_000_000)

  /// A ledger reached over a proxy, and the same one reached straight.
  private static func ledgers(
    cut: CuttingProxy.Cut
  ) throws -> (proxy: CuttingProxy, far: () throws -> PostgreSQLLedger, near: PostgreSQLLedger) {
    let near = try PostgreSQLLedgerTests.ledger()
    let server = try TestServer.shared
    let proxy = try CuttingProxy(to: server.folder + "/.s.PGSQL.\(server.port)", cut: cut)
    let place = try ServerPlace(
      address: """
        postgresql://\(LedgerDatabase.ownerName)@127.0.0.1:\(proxy.port)/\
        \(PostgreSQLLedgerTests.database.get())?sslmode=disable
        """, ledger: near.place.ledger)
    return (
      proxy, { try PostgreSQLLedger.open(place, policy: .standard, currency: "EUR", lockSeconds: 10) }, near
    )
  }

  /// Logs over the proxy, and holds what came of it against the record.
  ///
  /// - Returns: whether it was acknowledged.
  private static func log(_ text: String, over far: () throws -> PostgreSQLLedger, _ near: PostgreSQLLedger)
    throws
    -> Bool
  {
    var isAcknowledged = false
    do {
      let ledger = try far()
      _ = try ledger.record(entry(text), allowDuplicate: true, at: now)
      isAcknowledged = true
    } catch let error {
      // Never "may or may not be saved": the server can be asked.
      guard case LedgerError.server(_, .unreachable) = error else { throw error }
    }
    let found = try near.incidents(IncidentFilter(text: text))
    #expect(found.count == (isAcknowledged ? 1 : 0), "\(text): acknowledged: \(isAcknowledged)")
    return isAcknowledged
  }

  @Test(arguments: CuttingProxy.CommitMoment.allCases)
  func `a connection that is cut around COMMIT`(_ moment: CuttingProxy.CommitMoment) throws {
    let (proxy, far, near) = try Self.ledgers(cut: .commit(moment))
    let isAcknowledged = try Self.log("cut", over: far, near)
    #expect(proxy.didCut)
    #expect(isAcknowledged == (moment != .before))
    #expect(try near.checkup() == [])
    #expect(try near.changes(limit: 9).count == (isAcknowledged ? 1 : 0))
  }

  @Test func `a client that ends at any of its messages`() throws {
    let (whole, farWhole, nearWhole) = try Self.ledgers(cut: .never)
    #expect(try Self.log("whole", over: farWhole, nearWhole))
    let count = whole.messages
    #expect(count > 20)
    var acknowledged = 0
    for number in 1...count {
      let (proxy, far, near) = try Self.ledgers(cut: .before(message: number))
      if try Self.log("cut at \(number)", over: far, near) { acknowledged += 1 }
      #expect(proxy.didCut)
      #expect(try near.checkup() == [])
    }
    // After the COMMIT; and before anything had begun, where another connection does.
    #expect(acknowledged < count / 2)
  }

  @Test func `writing an entry takes three trips`() throws {
    let (proxy, far, near) = try Self.ledgers(cut: .never)
    let ledger = try far()
    // Its vendor and its month are new with the first.
    for number in 1...2 {
      let before = proxy.trips
      _ = try ledger.record(Self.entry("entry \(number)"), allowDuplicate: false, at: Self.now)
      #expect(proxy.trips - before == 3, "entry \(number)")
    }
    #expect(try near.checkup() == [])
  }

  @Test func `reading what scores are made of takes two trips`() throws {
    let (proxy, far, near) = try Self.ledgers(cut: .never)
    let incidents = try (1...400).map { number in
      var incident = try Self.entry("row \(number)")
      incident.day = try Day("2020-01-01") + number * 9
      incident.source = ImportKey(source: "desk", id: "\(number)")
      return incident
    }
    try near.importing(files: ["desk.csv"], at: Self.now, commit: true) { session in
      for incident in incidents { _ = try session.add(incident) }
    }
    _ = try near.checkIn(Day("2026-03-02"), at: Self.now)
    let ledger = try far()
    let before = proxy.trips
    let (evidence, trips) = try ledger.read { (try $0.evidence(), proxy.trips - before) }
    #expect(trips == 2)
    #expect(try evidence == near.evidence() && !evidence.cells.isEmpty && !evidence.checkIns.isEmpty)
  }

  @Test func `of a large import of new rows the first alone are looked for`() throws {
    let (proxy, far, near) = try Self.ledgers(cut: .never)
    let rows = try (1...12_000).map { number in
      var incident = try Self.entry("row \(number)")
      incident.source = ImportKey(source: "desk", id: "\(number)")
      return incident
    }
    var trips: [Int] = []
    try far().importing(files: ["desk.csv"], at: Self.now, commit: true) { session in
      for start in stride(from: 0, to: rows.count, by: 500) {
        var expected = ExpectedRows()
        let batch = rows[start..<(start + 500)]
        for row in batch { expected.add(try StorableIncident(row)) }
        let before = proxy.trips
        try session.expect(expected)
        for row in batch {
          let outcome = try session.add(row)
          #expect(outcome == .new)
        }
        trips.append(proxy.trips - before)
      }
    }
    #expect(trips.prefix(7).allSatisfy { $0 > 0 })
    // Then only rows are sent, 4,096 at once.
    #expect(trips.suffix(15).reduce(0, +) <= 3, "\(trips)")
    #expect(try near.incidents(IncidentFilter()).count == 12_000)
  }

  @Test func `an import that is cut leaves nothing`() throws {
    let rows = try (1...5_000).map { number in
      var incident = try Self.entry("row \(number)")
      incident.source = ImportKey(source: "desk", id: "\(number)")
      return try StorableIncident(incident)
    }
    func add(_ ledger: PostgreSQLLedger) throws {
      try ledger.importing(files: ["desk.csv"], at: Self.now, commit: true) { session in
        for row in rows { _ = try session.add(row, confirmed: true) }
      }
    }
    // Far behind the login, in the middle of the rows.
    let (proxy, far, near) = try Self.ledgers(cut: .before(message: 3_000))
    let ledger = try far()
    #expect(throws: (any Error).self) { try add(ledger) }
    #expect(proxy.didCut)
    #expect(try near.evidence() == Evidence())
    #expect(try near.changes(limit: 1).isEmpty)
    // The same ledger reaches the server again by itself.
    try add(ledger)
    #expect(try near.changes(limit: 9).count == 1)
    #expect(try near.checkup() == [])
  }

  @Test func `a connection that is lost, and another that can't begin, leave the ledger usable`() throws {
    let name = PostgreSQLLedgerTests.newName()
    let holder = try PostgreSQLLedgerTests.ledger(name)
    let ledger = try PostgreSQLLedger.open(holder.place, policy: .standard, currency: nil, lockSeconds: 1)
    let pid = try ledger.connected {
      try $0.run("SELECT pg_backend_pid()").onlyRow().value(0, as: Int32.self)
    }
    _ = try TestServer.shared.connect().run("SELECT pg_terminate_backend(\(pid))")
    try holder.write { _ in
      _ = #expect(throws: LedgerError.locked(seconds: 1)) {
        try ledger.checkIn(Day("2026-03-01"), at: Self.now)
      }
    }
    _ = try ledger.checkIn(Day("2026-03-01"), at: Self.now)
    #expect(try holder.checkIns() == [Day("2026-03-01")])
  }

  @Test func `many writers at once`() throws {
    let name = PostgreSQLLedgerTests.newName()
    let ledger = try PostgreSQLLedgerTests.ledger(name)
    let failures = Failures()
    DispatchQueue.concurrentPerform(iterations: 64) { writer in
      do {
        let own = try PostgreSQLLedgerTests.ledger(name)
        for number in 1...20 {
          _ = try own.record(
            Self.entry("writer \(writer) entry \(number)"), allowDuplicate: false, at: Self.now)
        }
      } catch { failures.add("writer \(writer): \(error)") }
    }
    #expect(failures.all == [])
    let numbers = try ledger.changes(limit: 2_000).map(\.number)
    #expect(numbers == Array((1...1_280).reversed()))
    #expect(try ledger.incidents(IncidentFilter()).count == 1_280)
    #expect(try ledger.checkup() == [])
  }

  @Test func `whoever holds the lock for too long is put off, and others are told that it is held`() throws {
    let name = PostgreSQLLedgerTests.newName()
    let ledger = try PostgreSQLLedgerTests.ledger(name)
    let impatient = try PostgreSQLLedger.open(ledger.place, policy: .standard, currency: nil, lockSeconds: 1)
    try ledger.write { transaction in
      _ = try transaction.checkIn(Day("2026-03-02"), at: Self.now)
      #expect(throws: LedgerError.locked(seconds: 1)) {
        try impatient.checkIn(Day("2026-03-01"), at: Self.now)
      }
      // Who reads waits for nobody.
      #expect(try impatient.checkIns() == [])
    }
    #expect(try impatient.checkIns() == [Day("2026-03-02")])
    func patience(writing: Bool) throws -> String {
      try ledger.connected { connection in
        _ = try LedgerState.begin(connection, ledger: ledger.number, writing: writing)
        defer { connection.rollBack() }
        return try connection.run("SELECT current_setting('idle_in_transaction_session_timeout')")
          .onlyRow().value(0)
      }
    }
    #expect(try patience(writing: true) == "1min")
    // What is read may go to a pager, as long as it takes.
    #expect(try patience(writing: false) == "0")
  }

  /// SIGKILL of server processes at random while eight write: the postmaster too.
  @Test func `no acknowledged change is lost when a server is killed`() throws {
    let server = try TestServer()
    _ = try server.connect().run("CREATE DATABASE shop")
    let place = try server.place(user: "owner", database: "shop")
    try PostgreSQLLedger.create(place, policy: .standard, lockSeconds: 30)
    let (acknowledged, refused, other) = (Failures(), Failures(), Failures())
    let end = ContinuousClock.now + .seconds(8)
    let killer = Thread {
      var generator = SeededGenerator(seed: 4)
      while ContinuousClock.now < end {
        usleep(UInt32.random(in: 50_000...400_000, using: &generator))
        if Int.random(in: 0..<6, using: &generator) == 0 {
          do { try server.killAndStart() } catch { other.add("\(error)") }
        } else if let watch = try? server.connect(),
          let row = try? watch.run(
            "SELECT pid FROM pg_stat_activity WHERE datname = 'shop' ORDER BY random() LIMIT 1"
          ).first, let pid = try? row.value(0, as: Int32.self)
        {
          kill(pid, SIGKILL)
        }
      }
    }
    killer.start()
    DispatchQueue.concurrentPerform(iterations: 8) { writer in
      var number = 0
      while ContinuousClock.now < end {
        number += 1
        let text = "writer \(writer) entry \(number)."
        do {
          let ledger = try PostgreSQLLedger.open(place, policy: .standard, currency: nil, lockSeconds: 30)
          _ = try ledger.record(Self.entry(text), allowDuplicate: true, at: Self.now)
          acknowledged.add(text)
        } catch LedgerError.server(_, .unsure) {
          // It says that it doesn't know.
        } catch LedgerError.server(_, .unreachable) {
          refused.add(text)
        } catch { other.add("\(error)") }
      }
    }
    while !killer.isFinished { usleep(10_000) }
    try server.killAndStart()
    let ledger = try PostgreSQLLedger.open(place, policy: .standard, currency: nil, lockSeconds: 30)
    let counts = try Dictionary(grouping: ledger.incidents(IncidentFilter()), by: \.incident.summary)
      .mapValues(\.count)
    #expect(other.all == [])
    #expect(acknowledged.all.count > 20)
    #expect(refused.all.count > 2)
    #expect(acknowledged.all.filter { counts[$0] != 1 } == [])
    #expect(refused.all.filter { counts[$0] != nil } == [])
    #expect(try ledger.checkup() == [])
  }
}

extension ServerFaultTests {
  /// Has transactions commit without waiting for the disk, and say that they do wait.
  @Sendable private static func weakened(_ message: [UInt8]) -> [UInt8] {
    let (asked, answered) = ("'), current_setting('synchronous_commit')", "'), 'on'")
    let padding = String(repeating: " ", count: asked.count - answered.count)
    return message.replacing(Array("ELSE 'on' END".utf8), with: Array("ELSE 'no' END".utf8))
      .replacing(Array(asked.utf8), with: Array((answered + padding).utf8))
  }

  /// The control of the test above: what it looks for is there to be found.
  @Test func `a kill loses what is acknowledged where COMMIT doesn't wait for the disk`() throws {
    let server = try TestServer()
    _ = try server.connect().run("CREATE DATABASE shop")
    let straight = try server.place(user: "owner", database: "shop")
    try PostgreSQLLedger.create(straight, policy: .standard, lockSeconds: 30)
    let proxy = try CuttingProxy(to: server.folder + "/.s.PGSQL.\(server.port)", alter: Self.weakened)
    let place = try ServerPlace(address: "postgresql://owner@127.0.0.1:\(proxy.port)/shop?sslmode=disable")
    let acknowledged = Failures()
    for round in 1...10 {
      let isOver = Mutex(false)
      let killer = Thread {
        usleep(500_000)
        isOver.withLock { $0 = true }
        try? server.killAndStart()
      }
      killer.start()
      DispatchQueue.concurrentPerform(iterations: 8) { writer in
        let ledger = try? PostgreSQLLedger.open(place, policy: .standard, currency: nil, lockSeconds: 1)
        var number = 0
        while !isOver.withLock({ $0 }) {
          number += 1
          let text = "round \(round) writer \(writer) entry \(number)."
          guard let entry = try? Self.entry(text),
            (try? ledger?.record(entry, allowDuplicate: true, at: Self.now)) != nil
          else { return }
          acknowledged.add(text)
        }
      }
      while !killer.isFinished { usleep(10_000) }
      let ledger = try PostgreSQLLedger.open(straight, policy: .standard, currency: nil, lockSeconds: 30)
      let found = Set(try ledger.incidents(IncidentFilter()).map(\.incident.summary))
      if acknowledged.all.contains(where: { !found.contains($0) }) { return }
    }
    Issue.record("of \(acknowledged.all.count) acknowledged changes none was lost")
  }
}

/// Texts that several threads gather.
final class Failures: @unchecked Sendable {
  private let lock = NSLock()
  private var texts: [String] = []
  var all: [String] { lock.withLock { texts } }
  func add(_ text: String) { lock.withLock { texts.append(text) } }
}

/// A disk of 12 MB, which only an administrator can make.
private final class SmallDisk {
  let path: String

  init(in folder: String) throws {
    path = folder + "/small"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    // Whom the server runs as.
    let owner = getpwnam("nobody")?.pointee.pw_uid ?? 0
    let status = try ChildProcess.run(
      "/bin/mount", ["-t", "tmpfs", "-o", "size=12m,mode=700,uid=\(owner)", "tmpfs", path],
      output: "/dev/null",
      messages: "/dev/null")
    guard status == 0 else { throw CannotMount() }
  }

  struct CannotMount: Error {}

  func grow() throws {
    let status = try ChildProcess.run(
      "/bin/mount", ["-o", "remount,size=64m", path], output: "/dev/null", messages: "/dev/null")
    guard status == 0 else { throw CannotMount() }
  }

  static let isPossible: Bool = {
    guard geteuid() == 0, let folder = try? TemporaryFolder() else { return false }
    return (try? SmallDisk(in: folder.path)) != nil
  }()

  deinit {
    _ = try? ChildProcess.run(
      "/bin/umount", ["-l", path], output: "/dev/null", messages: "/dev/null")
  }
}

extension ServerFaultTests {
  @Test(.enabled(if: SmallDisk.isPossible, "SKIPPED: a small disk takes an administrator"))
  func `a full disk stores nothing of an import, and loses nothing`() throws {
    let folder = try TemporaryFolder()
    let disk = try SmallDisk(in: folder.path)
    chmod(folder.path, 0o755)
    let server = try TestServer()
    _ = try server.connect().run("CREATE TABLESPACE small LOCATION '\(disk.path)'")
    _ = try server.connect().run("CREATE DATABASE shop TABLESPACE small")
    let place = try server.place(user: "owner", database: "shop")
    try PostgreSQLLedger.create(place, policy: .standard, lockSeconds: 30)
    let ledger = try PostgreSQLLedger.open(place, policy: .standard, currency: nil, lockSeconds: 30)
    _ = try ledger.record(Self.entry("before"), allowDuplicate: true, at: Self.now)
    let before = try ledger.entries()
    let text = String(repeating: "long ", count: 100)
    func fill() throws {
      try ledger.importing(files: ["desk.csv"], at: Self.now, commit: true) { session in
        for number in 1...30_000 {
          var incident = try Self.entry("\(number) \(text)")
          incident.source = ImportKey(source: "desk", id: "\(number)")
          _ = try session.add(StorableIncident(incident), confirmed: true)
        }
      }
    }
    do {
      try fill()
      Issue.record("30,000 long entries fit on 12 MB")
    } catch LedgerError.server(_, .cannotWrite(let message)) {
      #expect(message.contains("No space left on device"))
    }
    #expect(try ledger.entries() == before)
    // What was taken back takes its room until somebody cleans up, and to compare the tables takes some.
    try disk.grow()
    #expect(try ledger.checkup() == [])
    _ = try ledger.record(Self.entry("after"), allowDuplicate: true, at: Self.now)
    #expect(try ledger.changes(limit: 9).count == 2)
  }
}
