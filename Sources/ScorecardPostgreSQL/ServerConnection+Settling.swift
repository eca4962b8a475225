import ScorecardModel

extension ServerConnection {
  /// What a ledger's session is set to. Nothing of it is left to a server's or a role's configuration.
  private static let set: ServerStatement = """
    SELECT set_config('search_path', 'vendorscore, pg_temp', false), \
    set_config('synchronous_commit', CASE current_setting('synchronous_commit') \
    WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, false), \
    set_config('standard_conforming_strings', 'on', false), \
    set_config('client_encoding', 'UTF8', false)
    """

  /// Read in a statement of its own: setting answers with what was asked for.
  private static let read: ServerStatement = """
    SELECT current_setting('server_encoding'), current_setting('client_encoding'), current_setting('fsync'), \
    current_setting('search_path'), current_setting('synchronous_commit'), \
    current_setting('standard_conforming_strings'), \
    (extract(epoch FROM current_setting('lock_timeout')::interval) * 1000)::int8
    """

  /// Sets the session and reads that back, in one trip.
  ///
  /// - Throws: ``ServerFailure/tooOld(version:)``, ``ServerFailure/otherEncoding(_:)``, ``ServerFailure/unsafeDisk``,
  ///   ``ServerFailure/unsettled(name:found:wanted:)``.
  func settle() throws(ServerFailure) {
    guard serverVersion > 0 else { throw .damaged("it doesn't say its version") }
    guard serverVersion >= Self.oldestVersion else { throw .tooOld(version: serverVersion) }
    // 0 would be to wait for ever.
    let wait = max(1, Int64(lockSeconds) * 1_000)
    let lock = ServerStatement("SELECT set_config('lock_timeout', $1, false)", [.text("\(wait)")])
    let answers = try pipeline([Self.set, lock, Self.read])
    let row = try answers[2].onlyRow()
    let encoding: String = try row.value(0)
    guard encoding == "UTF8" else { throw .otherEncoding(filter.clean(encoding)) }
    guard try row.value(2) == "on" else { throw .unsafeDisk }
    try check("client_encoding", try row.value(1), ["UTF8"])
    try check("search_path", try row.value(3), ["vendorscore, pg_temp"])
    // `on` waits for a standby that is said to be one to wait for; `remote_apply` for longer.
    try check("synchronous_commit", try row.value(4), ["on", "remote_apply"])
    try check("standard_conforming_strings", try row.value(5), ["on"])
    let found: Int64 = try row.value(6)
    try check("lock_timeout", "\(found) ms", ["\(wait) ms"])
  }

  private func check(_ name: String, _ found: String, _ wanted: [String]) throws(ServerFailure) {
    if wanted.contains(found) { return }
    throw .unsettled(name: name, found: filter.clean(found), wanted: wanted[0])
  }
}
