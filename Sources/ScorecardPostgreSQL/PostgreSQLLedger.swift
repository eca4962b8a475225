package import ScorecardLedger
package import ScorecardModel

/// A ledger on a server. A stand-in, so that those who open it can be built: it only throws.
package final class PostgreSQLLedger: Ledger {
  private init() {}

  /// Opens a ledger that is there.
  ///
  /// - Parameters:
  ///   - currency: of money that is recorded; nil = not known.
  ///   - lockSeconds: how long to wait for another writer.
  /// - Throws: ``LedgerError/server(_:_:)``.
  package static func open(
    _ place: ServerPlace, policy: ScoringPolicy, currency: String?, readOnly: Bool, lockSeconds: Int
  ) throws -> PostgreSQLLedger {
    _ = try connection(to: place, lockSeconds: lockSeconds)
    throw missing(place)
  }

  /// Makes the tables if they are missing and this user may, and the ledger if there is none of that name.
  package static func create(_ place: ServerPlace, policy: ScoringPolicy, lockSeconds: Int) throws {
    _ = try connection(to: place, lockSeconds: lockSeconds)
    throw missing(place)
  }

  private static func connection(to place: ServerPlace, lockSeconds: Int) throws -> ServerConnection {
    do { return try ServerConnection(to: place, lockSeconds: lockSeconds) } catch {
      throw LedgerError.server(place, error)
    }
  }

  private static func missing(_ place: ServerPlace) -> LedgerError {
    .server(place, .noLedger(name: place.ledger, others: []))
  }

  package func read<T>(_ body: (any LedgerReader) throws -> T) throws -> T { throw LedgerError.notEmpty }

  package func write<T>(_ body: (any LedgerTransaction) throws -> T) throws -> T {
    throw LedgerError.notEmpty
  }

  package func importing(
    files: [String], at now: Timestamp, commit: Bool, _ body: (any ImportSession) throws -> Void
  ) throws {
    throw LedgerError.notEmpty
  }

  package func takeRecord(commit: Bool, _ body: (any RecordSession) throws -> Void) throws {
    throw LedgerError.notEmpty
  }

  package func checkup(depth: CheckupDepth) throws -> [LedgerProblem] { throw LedgerError.notEmpty }
}
