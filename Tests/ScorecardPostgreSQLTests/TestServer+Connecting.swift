import ScorecardFormats
import ScorecardModel
import TestSupport

@testable import ScorecardPostgreSQL

extension TestServer {
  /// A place through the socket.
  func place(
    user: String = "owner", database: String = "postgres", ledger: String = ServerPlace.usualLedger
  ) throws -> ServerPlace {
    try ServerPlace(address: address(user: user, database: database), ledger: ledger)
  }

  func connect(user: String = "owner", lockSeconds: Int = 30) throws -> ServerConnection {
    try ServerConnection(to: try place(user: user), lockSeconds: lockSeconds).findingTables()
  }
}

extension ServerConnection {
  /// Finds the tables without their schema's name outside of transactions, too.
  func findingTables() throws -> ServerConnection {
    try run("SELECT set_config('search_path', 'vendorscore, pg_temp', false)")
    return self
  }
}
