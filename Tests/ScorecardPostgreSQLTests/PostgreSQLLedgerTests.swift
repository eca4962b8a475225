import ScorecardLedger
import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardPostgreSQL

/// A ledger on a server does what every ledger does.
@Suite(.enabled(if: TestServer.isPossible, "\(TestServer.missing)"))
struct PostgreSQLLedgerTests {
  /// A database of this run's own; each ledger in it has a name of its own.
  static let database = Result { try LedgerDatabase().name }

  static func newName() -> String { "ledger-\(UInt64.random(in: 0 ... .max))" }

  static func ledger(_ name: String = newName(), policy: ScoringPolicy = .standard) throws -> PostgreSQLLedger
  {
    let place = try TestServer.shared.place(
      user: LedgerDatabase.ownerName, database: database.get(), ledger: name)
    try PostgreSQLLedger.create(place, policy: policy, lockSeconds: 30)
    return try PostgreSQLLedger.open(place, policy: policy, currency: nil, lockSeconds: 30)
  }

  @Test(arguments: LedgerConformance.all)
  func `a ledger on a server conforms`(_ behaviour: LedgerConformance) throws {
    let name = Self.newName()
    try behaviour.run { try Self.ledger(name, policy: $0) }
  }
}
