package import ScorecardModel

/// Whether a database defines the tables of ledgers as this program makes them.
///
/// Without one of them a promise of the schema silently does not hold, such as that an earlier state is kept, or that a
/// shop sees its own rows only. Tables, views and functions that someone added harm nothing.
package struct ServerSchemaCheck {
  private static let temporary = "pg_temp."

  private let migrations: ServerMigrations

  package init(_ migrations: ServerMigrations = .released) { self.migrations = migrations }

  /// What is not as a fresh migration makes it, by kind and name.
  ///
  /// The server itself is asked how it describes them: the same tables are made once more, temporary ones, in a
  /// transaction that is rolled back, since versions of PostgreSQL word definitions differently.
  ///
  /// - Throws: ``ServerFailure/notAllowed(_:)`` where this user may make no temporary tables.
  package func deviations(_ connection: ServerConnection) throws(ServerFailure) -> [ServerSchemaDeviation] {
    defer { connection.rollBack() }
    try connection.begin(.writing)
    let statements = migrations.steps.flatMap { $0 }.map {
      ServerStatement($0.replacing(ServerSchema.qualifier, with: Self.temporary))
    }
    try connection.pipeline(statements)
    // With no schema to leave out, each name is written with its own.
    try connection.run("SELECT set_config('search_path', 'pg_catalog', true)")
    let expected = try objects(connection, of: "pg_my_temp_schema()")
    let found = try objects(
      connection, of: "(SELECT oid FROM pg_namespace WHERE nspname = '\(ServerSchema.name)')")
    return Self.compare(expected, found)
  }

  private struct Object {
    var id: ID
    var table: String
    var definition: String

    struct ID: Hashable {
      var kind: ServerSchemaDeviation.Kind
      var name: String
    }
  }

  private func objects(
    _ connection: ServerConnection, of namespace: String
  ) throws(ServerFailure) -> [Object] {
    var objects: [Object] = []
    for row in try connection.run(ServerSchemaCatalog.objects(of: namespace)).rows {
      guard let kind = ServerSchemaDeviation.Kind(rawValue: try row.value(0)) else { continue }
      objects.append(
        Object(
          id: Object.ID(kind: kind, name: try row.value(2)), table: try row.value(1),
          definition: try row.value(3)))
    }
    return objects
  }

  private static func compare(_ expected: [Object], _ found: [Object]) -> [ServerSchemaDeviation] {
    let definitions = Dictionary(found.map { ($0.id, $0.definition) }) { first, _ in first }
    let known = Set(expected.map(\.id))
    // A function is of no table.
    let tables = Set(expected.map(\.table)).subtracting([""])
    let wrong = expected.compactMap { object -> ServerSchemaDeviation? in
      guard let definition = definitions[object.id] else { return deviation(object, .missing) }
      return definition == object.definition ? nil : deviation(object, .otherDefinition)
    }
    let added = found.filter { !known.contains($0.id) && tables.contains($0.table) }
    return wrong + added.map { deviation($0, .added) }
  }

  private static func deviation(
    _ object: Object, _ change: ServerSchemaDeviation.Change
  ) -> ServerSchemaDeviation {
    ServerSchemaDeviation(kind: object.id.kind, name: object.id.name, change: change)
  }
}

/// Something of the schema that is not as the program makes it.
package struct ServerSchemaDeviation: Hashable, Sendable {
  package enum Kind: String, Sendable {
    case table
    case column
    case constraint
    case index
    case trigger
    case policy
    case rule
    case function
    /// What one of the program's roles, or everybody, may do with a table or a column.
    case grant
  }

  package enum Change: Sendable {
    case missing
    case otherDefinition
    case added
  }

  package var kind: Kind
  /// With the table's before a dot, where names are the table's own: `incident.members`.
  package var name: String
  package var change: Change
}
