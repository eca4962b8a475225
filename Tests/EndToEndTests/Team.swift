import Foundation
import TestSupport
import Testing

/// A database of a test's own on the run's server, and the people who keep a ledger there.
struct Team {
  /// What the database's owner is called.
  static let owner = TestServer.ownerName

  let server: TestServer
  private let database: String

  init() throws {
    server = try TestServer.shared
    database = try server.newDatabase()
  }

  /// A ledger's address for whoever logs in by that name.
  func address(_ user: String = Team.owner) -> String { server.address(user: user, database: database) }

  @discardableResult
  func sql(_ statements: String) throws -> String {
    try server.sql(statements, user: Team.owner, database: database)
  }

  /// Lets somebody new in, as an owner does.
  ///
  /// - Parameters:
  ///   - role: what they may do, such as `vs_logger`.
  ///   - ledger: the one that they may see.
  /// - Returns: the name they log in by.
  func admit(_ role: String, to ledger: String = "main") throws -> String {
    let user = "user_\(UInt32.random(in: 0 ... .max))"
    try sql(
      """
      CREATE ROLE \(user) LOGIN IN ROLE \(role);
      INSERT INTO vendorscore.member SELECT ledger, '\(user)' FROM vendorscore.ledger WHERE name = '\(ledger)'
      """)
    return user
  }

  /// A folder with the small store's catalog, whose ledger is here.
  func folder(of user: String = Team.owner, ledger: String? = nil) throws -> Store {
    try Store(catalog: Team.catalog(ledger: place(of: user, ledger: ledger)))
  }

  private func place(of user: String, ledger: String?) -> String {
    guard let ledger else { return "\"\(address(user))\"" }
    return "{ \"server\": \"\(address(user))\", \"name\": \"\(ledger)\" }"
  }

  private static func catalog(ledger: String) -> String {
    Store.catalog.replacing("{", with: "{\n  \"ledger\": \(ledger),", maxReplacements: 1)
  }
}
