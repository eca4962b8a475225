import ScorecardModel

/// What a database has under the name of the ledgers' schema. To look changes nothing.
struct ServerSchemaState {
  enum Kind {
    /// No such schema.
    case absent
    /// A schema without anything in it, as an administrator makes one for who may not.
    case empty
    case ours
    /// Somebody else's.
    case foreign
  }

  let kind: Kind
  /// 0 where there are no tables.
  let version: Int
  /// Whether this user may make the tables, or change them.
  let isOwner: Bool

  /// - Throws: ``ServerFailure/notAllowed(_:)`` where the tables are there, and not for this user.
  init(_ connection: ServerConnection) throws(ServerFailure) {
    guard let schema = try connection.run(Self.look).first else {
      let row = try connection.run(
        "SELECT has_database_privilege(current_database(), 'CREATE')"
      ).onlyRow()
      (kind, version, isOwner) = (.absent, 0, try row.value(0))
      return
    }
    isOwner = try schema.value(0)
    if try schema.value(1) {
      (kind, version) = (.empty, 0)
    } else if try schema.value(2), let found = try Self.version(connection) {
      (kind, version) = (.ours, found)
    } else {
      (kind, version) = (.foreign, 0)
    }
  }

  /// Owner, whether nothing is there, whether `setting` is a table as ours. A view of that name might do anything when it
  /// is read.
  private static let look = ServerStatement(
    """
    SELECT pg_has_role(n.nspowner, 'USAGE'),
      NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = n.oid)
        AND NOT EXISTS (SELECT FROM pg_proc WHERE pronamespace = n.oid)
        AND NOT EXISTS (SELECT FROM pg_type WHERE typnamespace = n.oid),
      EXISTS (SELECT FROM pg_class AS c WHERE c.relnamespace = n.oid AND c.relname = 'setting' AND c.relkind = 'r'
        AND 2 = (SELECT count(*) FROM pg_attribute AS a WHERE a.attrelid = c.oid AND NOT a.attisdropped
          AND a.attname IN ('name', 'value') AND a.atttypid = 'text'::regtype))
    FROM pg_namespace AS n WHERE n.nspname = $1::text
    """, [.text(ServerSchema.name)])

  /// nil when the table's rows don't say that it is ours.
  private static func version(_ connection: ServerConnection) throws(ServerFailure) -> Int? {
    let row = try connection.run(
      """
      SELECT (SELECT value FROM \(ServerSchema.qualifier)setting WHERE name = $1),
        (SELECT value FROM \(ServerSchema.qualifier)setting WHERE name = 'schema')
      """, [.text(ServerSchema.mark.name)]
    ).onlyRow()
    guard try row.optional(0, as: String.self) == ServerSchema.mark.value,
      let version = try row.optional(1, as: String.self).flatMap({ Int($0) }), version > 0
    else { return nil }
    return version
  }
}
