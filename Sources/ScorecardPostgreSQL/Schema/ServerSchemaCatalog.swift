/// Asks a server how it describes the objects of a schema.
enum ServerSchemaCatalog {
  /// Rows of kind, table (empty for a function), name, definition, by kind and name. No definition names the schema.
  ///
  /// What an administrator may tune is no part of it: fill factors, storage, the order of columns.
  ///
  /// - Parameter namespace: an expression for the schema's oid.
  static func objects(of namespace: String) -> String {
    """
    WITH space AS (SELECT oid AS space, nspname AS spacename FROM pg_namespace WHERE oid = \(namespace)),
      relation AS (
        SELECT c.*, space.spacename FROM pg_class AS c JOIN space ON c.relnamespace = space WHERE c.relkind <> 'S'),
      object AS (
        \(parts.joined(separator: "\n    UNION ALL "))
      )
    SELECT kind, tablename::text, name::text,
      replace(replace(definition, spacename || '.', ''), 'pg_temp.', '') FROM object, space ORDER BY 1, 3
    """
  }

  private static let parts = [
    tables, columns, constraints, indexes, triggers, policies, rules, functions, grants,
  ]

  /// What is no table though it bears the name of one; one that a crash empties; one whose rows everybody sees.
  private static let tables = """
    SELECT 'table' AS kind, relname AS tablename, relname::text AS name,
      concat_ws(' ', relkind, CASE relpersistence WHEN 't' THEN 'p' ELSE relpersistence END,
        relrowsecurity, relforcerowsecurity) AS definition
    FROM relation WHERE relkind NOT IN ('i', 'I', 't')
    """

  /// What the planner may count of a ledger's number matters: see ``ServerSchema/version2``.
  private static let columns = """
    SELECT 'column', r.relname, r.relname || '.' || a.attname,
      concat_ws(' ', format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated,
        CASE a.attname WHEN 'ledger' THEN a.attstattarget = 0 END,
        (SELECT collname FROM pg_collation AS l WHERE l.oid = a.attcollation), pg_get_expr(d.adbin, d.adrelid))
    FROM relation AS r JOIN pg_attribute AS a ON a.attrelid = r.oid
      LEFT JOIN pg_attrdef AS d ON d.adrelid = r.oid AND d.adnum = a.attnum
    WHERE r.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
    """

  /// Since PostgreSQL 18 NOT NULL is one too; the columns tell that.
  private static let constraints = """
    SELECT 'constraint', r.relname, r.relname || '.' || c.conname, pg_get_constraintdef(c.oid)
    FROM relation AS r JOIN pg_constraint AS c ON c.conrelid = r.oid WHERE c.contype <> 'n'
    """

  private static let indexes = """
    SELECT 'index', r.relname, i.relname::text, concat_ws(' ', pg_get_indexdef(x.indexrelid), x.indisvalid, x.indisready)
    FROM relation AS r JOIN pg_index AS x ON x.indrelid = r.oid JOIN pg_class AS i ON i.oid = x.indexrelid
    WHERE r.relkind = 'r'
    """

  /// One that is switched off is another.
  private static let triggers = """
    SELECT 'trigger', r.relname, r.relname || '.' || t.tgname, concat_ws(' ', pg_get_triggerdef(t.oid), t.tgenabled)
    FROM relation AS r JOIN pg_trigger AS t ON t.tgrelid = r.oid WHERE NOT t.tgisinternal
    """

  private static let policies = """
    SELECT 'policy', r.relname, r.relname || '.' || p.polname,
      concat_ws(' ', p.polcmd, p.polpermissive, p.polroles::regrole[], pg_get_expr(p.polqual, p.polrelid),
        pg_get_expr(p.polwithcheck, p.polrelid))
    FROM relation AS r JOIN pg_policy AS p ON p.polrelid = r.oid
    """

  private static let rules = """
    SELECT 'rule', r.relname, r.relname || '.' || w.rulename, pg_get_ruledef(w.oid)
    FROM relation AS r JOIN pg_rewrite AS w ON w.ev_class = r.oid WHERE r.relkind = 'r'
    """

  private static let functions = """
    SELECT 'function', '', p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')',
      concat_ws(' ', p.prosrc, p.prosecdef, p.proconfig, p.prorettype::regtype,
        has_function_privilege('public', p.oid, 'EXECUTE'))
    FROM pg_proc AS p JOIN space ON p.pronamespace = space
    """

  /// Those of the program's roles and of everybody; whom else the owner lets in is theirs to say.
  private static let grants = """
    SELECT 'grant', relname, concat_ws(' ', relname || '.' || attname, privilege, 'to', role), grantable::text
    FROM (
      SELECT r.relname, a.attname, x.privilege_type AS privilege, x.is_grantable AS grantable,
        CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(x.grantee)::text END AS role
      FROM relation AS r JOIN pg_attribute AS a ON a.attrelid = r.oid AND a.attacl IS NOT NULL AND NOT a.attisdropped,
        aclexplode(a.attacl) AS x
      UNION ALL
      SELECT r.relname, '', x.privilege_type, x.is_grantable,
        CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(x.grantee)::text END
      FROM relation AS r, aclexplode(r.relacl) AS x
    ) AS entry WHERE role IN ('PUBLIC', '\(ServerSchema.viewer)', '\(ServerSchema.logger)')
    """
}
