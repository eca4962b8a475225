package import ScorecardModel

/// Makes the tables of a database, or brings those of any earlier version up to the ones that this program uses.
package struct ServerMigrations: Sendable {
  /// Step n leads from version n to n + 1: statements, each name of a table with ``ServerSchema/qualifier``.
  let steps: [[String]]

  /// Released steps never change; tests add one.
  package static let released = ServerMigrations(steps: [ServerSchema.version1, ServerSchema.version2])

  /// The schema that this program knows.
  package var current: Int { steps.count }

  func adding(_ step: [String]) -> ServerMigrations { ServerMigrations(steps: steps + [step]) }

  /// Sees to it that the tables are there and of the current version. All steps or none are done; of several programs one
  /// does them, and the others wait for it.
  ///
  /// Begins and ends a transaction of its own where there is something to do.
  ///
  /// - Returns: whether anything was changed.
  /// - Throws: ``ServerFailure/foreignSchema``, ``ServerFailure/newerSchema(found:known:)``, or
  ///   ``ServerFailure/olderSchema(found:known:)`` where this user doesn't own the tables.
  @discardableResult
  package func migrate(_ connection: ServerConnection) throws(ServerFailure) -> Bool {
    if try step(to: current, from: ServerSchemaState(connection)) == nil { return false }
    do {
      try connection.begin(
        .writing, [ServerStatement("SELECT pg_advisory_xact_lock($1)", [.int8(ServerSchema.lock)])])
      // Somebody else may have done it while this one waited.
      let state = try ServerSchemaState(connection)
      guard let missing = try step(to: current, from: state) else {
        connection.rollBack()
        return false
      }
      try connection.pipeline(statements(missing, from: state).map { ServerStatement($0) })
      try connection.run(.commit)
      return true
    } catch {
      connection.rollBack()
      throw error
    }
  }

  /// The same for who changes nothing.
  ///
  /// - Throws: as ``migrate(_:)``, and ``ServerFailure/olderSchema(found:known:)`` to the owner, too.
  package func check(_ connection: ServerConnection) throws(ServerFailure) {
    guard let missing = try step(to: current, from: ServerSchemaState(connection)) else { return }
    throw .olderSchema(found: missing.lowerBound, known: current)
  }

  /// The steps that are missing; nil for none.
  private func step(
    to current: Int, from state: ServerSchemaState
  ) throws(ServerFailure) -> Range<Int>? {
    guard state.kind != .foreign else { throw .foreignSchema }
    let found = state.version
    guard found <= current else { throw .newerSchema(found: found, known: current) }
    if found == current { return nil }
    guard state.isOwner else { throw .olderSchema(found: found, known: current) }
    return found..<current
  }

  private func statements(_ missing: Range<Int>, from state: ServerSchemaState) -> [String] {
    let schema = state.kind == .absent ? ["CREATE SCHEMA \(ServerSchema.name)"] : []
    // Whoever of several owners does it, the tables are the schema's owner's. Roles are not made by that one.
    let ownership = """
      SELECT set_config('role', pg_get_userbyid(nspowner)::text, true)
      FROM pg_namespace WHERE nspname = '\(ServerSchema.name)'
      """
    let start = missing.lowerBound == 0 ? ServerSchema.roles + schema : []
    let usage = missing.lowerBound == 0 ? [ServerSchema.usage] : []
    let version = """
      INSERT INTO \(ServerSchema.qualifier)setting VALUES ('schema', '\(current)')
      ON CONFLICT (name) DO UPDATE SET value = excluded.value
      """
    return start + [ownership] + usage + steps[missing].flatMap { $0 } + [version]
  }
}
