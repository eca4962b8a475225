import ScorecardLedger
import ScorecardModel

extension PostgreSQLLedger {
  /// Runs `body` with a new connection. Of a failure it is told whose it was.
  static func connecting<T>(
    to place: ServerPlace, lockSeconds: Int, _ body: (ServerConnection, ServerPlace) throws -> T
  ) throws -> T {
    let connection = try translating(place) { try ServerConnection(to: place, lockSeconds: lockSeconds) }
    let place = place.loggedIn(as: connection.user)
    return try translating(place) { try body(connection, place) }
  }

  /// Runs `body` and gives what the server or a damaged row throws the ledger's names.
  static func translating<T>(_ place: ServerPlace, _ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let failure as ServerFailure {
      throw translated(failure, at: place)
    } catch let error as DamagedRow {
      throw LedgerError.damaged(place: place.description, .row(table: error.table, number: error.number))
    } catch is DamagedCells {
      throw LedgerError.damaged(place: place.description, .evidenceSums)
    }
  }

  private static func translated(_ failure: ServerFailure, at place: ServerPlace) -> LedgerError {
    switch failure {
    case .locked(let seconds): LedgerError.locked(seconds: seconds)
    default: LedgerError.server(place, failure)
    }
  }
}
