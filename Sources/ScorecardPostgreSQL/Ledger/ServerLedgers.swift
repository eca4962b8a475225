package import ScorecardModel

/// The ledgers of one database, by name. The tables have to be there (``ServerMigrations``).
package enum ServerLedgers {
  /// Those that this user may see, ascending by bytes.
  package static func names(_ connection: ServerConnection) throws(ServerFailure) -> [String] {
    var names: [String] = []
    for row in try connection.run("SELECT name FROM \(table) ORDER BY name").rows {
      names.append(try row.value(0))
    }
    return names
  }

  /// The number of a ledger; nil when there is none that this user may see.
  package static func find(_ name: String, _ connection: ServerConnection) throws(ServerFailure) -> Int32? {
    let row = try connection.run("SELECT ledger FROM \(table) WHERE name = $1", [.text(name)]).first
    return try row?.value(0)
  }

  /// The same where it has to be there.
  ///
  /// - Throws: ``ServerFailure/noLedger(name:others:)``.
  package static func number(of name: String, _ connection: ServerConnection) throws(ServerFailure) -> Int32 {
    if let number = try find(name, connection) { return number }
    throw .noLedger(name: name, others: try names(connection))
  }

  /// Finds a ledger, or makes an empty one, which only the owner may.
  ///
  /// - Parameter name: 1...200 characters.
  /// - Throws: ``ServerFailure/notAllowed(_:)``; ``ServerFailure/violates(constraint:_:)`` for a name too short or too long.
  package static func make(_ name: String, _ connection: ServerConnection) throws(ServerFailure) -> Int32 {
    if let number = try find(name, connection) { return number }
    // Several may make it at once.
    try connection.run("INSERT INTO \(table) (name) VALUES ($1) ON CONFLICT (name) DO NOTHING", [.text(name)])
    return try number(of: name, connection)
  }

  private static let table = ServerSchema.qualifier + "ledger"
}
