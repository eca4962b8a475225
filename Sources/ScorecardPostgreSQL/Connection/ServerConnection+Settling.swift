package import ScorecardModel

/// What a ledger's transactions are set to: nothing of it is left to a server's or a role's configuration.
///
/// Each transaction is set anew and says what it is set to, in the trip that begins it. Nothing is set for longer: between a
/// program and a server may stand a pooler such as PgBouncer, which hands each transaction to another session and a session
/// to others.
extension ServerConnection {
  package enum Purpose {
    /// All of it as of one moment.
    case reading
    /// Each statement sees what was committed before it.
    case writing
  }

  /// Begins a transaction, and runs these statements in the same trip: questions, since they run before the settings are
  /// looked at.
  ///
  /// - Returns: what they answer.
  /// - Throws: ``ServerFailure/otherEncoding(_:)``, ``ServerFailure/unsafeDisk``,
  ///   ``ServerFailure/unsettled(name:found:wanted:)``, and what the server says against a statement. A transaction that has
  ///   begun is then to be rolled back.
  @discardableResult
  package func begin(
    _ purpose: Purpose, _ statements: [ServerStatement] = []
  ) throws(ServerFailure) -> [ServerResult] {
    let beginning = settings(for: purpose)
    let answers = try pipeline(beginning + statements)
    try checkSettings(answers[beginning.count - 1].onlyRow())
    return Array(answers.dropFirst(beginning.count))
  }

  /// Sees to it that a ledger can be kept there.
  ///
  /// - Throws: ``ServerFailure/tooOld(version:)``, and as ``begin(_:_:)``.
  func checkServer() throws(ServerFailure) {
    guard serverVersion > 0 else { throw .damaged("it doesn't say its version") }
    guard serverVersion >= Self.oldestVersion else { throw .tooOld(version: serverVersion) }
    try begin(.reading, ["ROLLBACK"])
  }

  /// 0 would be to wait for ever.
  private var lockMilliseconds: Int64 { max(1, Int64(lockSeconds) * 1_000) }

  private func settings(for purpose: Purpose) -> [ServerStatement] {
    // Who writes keeps others waiting; who reads may hand on what is read to somebody slow, and waits as long as the
    // server lets them.
    let idle = purpose == .writing ? "60s" : nil
    return [
      purpose == .writing ? .begin : .beginReading,
      ServerStatement(Self.set, [.text("\(lockMilliseconds)"), ServerValue(idle)]), Self.read,
    ]
  }

  private static let set = """
    SELECT set_config('search_path', 'vendorscore, pg_temp', true), \
    set_config('synchronous_commit', CASE current_setting('synchronous_commit') \
    WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, true), \
    set_config('standard_conforming_strings', 'on', true), \
    set_config('lock_timeout', $1, true), \
    set_config('idle_in_transaction_session_timeout', \
    coalesce($2::text, current_setting('idle_in_transaction_session_timeout')), true)
    """

  /// Read in a statement of its own: setting answers with what was asked for.
  private static let read: ServerStatement = """
    SELECT current_setting('server_encoding'), current_setting('client_encoding'), current_setting('fsync'), \
    current_setting('search_path'), current_setting('synchronous_commit'), \
    current_setting('standard_conforming_strings'), \
    (extract(epoch FROM current_setting('lock_timeout')::interval) * 1000)::int8
    """

  private func checkSettings(_ row: ServerRow) throws(ServerFailure) {
    let encoding: String = try row.value(0)
    guard encoding == "UTF8" else { throw .otherEncoding(filter.clean(encoding)) }
    guard try row.value(2) == "on" else { throw .unsafeDisk }
    try check("client_encoding", try row.value(1), ["UTF8"])
    try check("search_path", try row.value(3), ["vendorscore, pg_temp"])
    // `on` waits for a standby that is said to be one to wait for; `remote_apply` for longer.
    try check("synchronous_commit", try row.value(4), ["on", "remote_apply"])
    try check("standard_conforming_strings", try row.value(5), ["on"])
    let found: Int64 = try row.value(6)
    try check("lock_timeout", "\(found) ms", ["\(lockMilliseconds) ms"])
  }

  private func check(_ name: String, _ found: String, _ wanted: [String]) throws(ServerFailure) {
    if wanted.contains(found) { return }
    throw .unsettled(name: name, found: filter.clean(found), wanted: wanted[0])
  }
}
