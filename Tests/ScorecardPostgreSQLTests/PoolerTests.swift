import Foundation
import ScorecardFormats
import ScorecardLedger
import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardPostgreSQL

/// Between a program and its server may stand a pooler that hands each transaction to another session.
@Suite(.enabled(if: TestPooler.isPossible && `libpq`.isHere, "\(TestPooler.missing)"))
struct `Poolers` {
  private static let pooler = Result { try TestPooler(before: .shared, sessions: 20) }
  private static let database = Result { try LedgerDatabase().name }

  private static func ledger(
    _ name: String, through pooler: TestPooler, in database: String, policy: ScoringPolicy = .standard
  ) throws -> PostgreSQLLedger {
    let place = try ServerPlace(address: pooler.address(database: database), ledger: name)
    try PostgreSQLLedger.create(place, policy: policy, lockSeconds: 30)
    return try PostgreSQLLedger.open(place, policy: policy, currency: nil, lockSeconds: 30)
  }

  @Test(arguments: LedgerConformance.all.filter { !$0.description.contains("random") })
  func `a ledger behind a pooler conforms`(_ behaviour: LedgerConformance) throws {
    let name = "ledger-\(UInt64.random(in: 0 ... .max))"
    try behaviour.run {
      try Self.ledger(name, through: Self.pooler.get(), in: Self.database.get(), policy: $0)
    }
  }

  @Test func `writers share few sessions, and leave nothing in them`() throws {
    let database = try LedgerDatabase().name
    let pooler = try TestPooler(before: .shared, sessions: 2)
    // It ends with what holds it.
    defer { withExtendedLifetime(pooler) {} }
    _ = try Self.ledger("main", through: pooler, in: database)
    let failures = Failures()
    DispatchQueue.concurrentPerform(iterations: 12) { writer in
      do {
        let ledger = try Self.ledger("main", through: pooler, in: database)
        for day in 1...9 {
          let incident = Incident(
            vendor: "parcelo", day: try Day("2026-03-0\(day)"), outcome: .good, dimension: .reliability,
            summary: "writer \(writer)")
          _ = try ledger.record(incident, allowDuplicate: false, at: Timestamp(seconds: 1_790_000_000))
        }
      } catch { failures.add("writer \(writer): \(error)") }
    }
    #expect(failures.all == [])
    let ledger = try Self.ledger("main", through: pooler, in: database)
    #expect(try ledger.incidents(IncidentFilter()).count == 108)
    #expect(try ledger.checkup(depth: .full) == [])
    // Whoever gets one of these sessions next finds it as the server makes it.
    let place = try ServerPlace(address: pooler.address(database: database))
    let sessions = try (0..<2).map { _ in try ServerConnection(to: place, lockSeconds: 1) }
    for session in sessions { try session.run(.begin) }
    for session in sessions {
      let path: String = try session.run("SHOW search_path").onlyRow().value(0)
      let patience: String = try session.run("SHOW lock_timeout").onlyRow().value(0)
      #expect(path == "\"$user\", public" && patience == "0")
    }
  }
}
