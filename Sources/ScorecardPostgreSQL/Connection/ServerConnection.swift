package import ScorecardModel

/// A connection to a server, for one user at a time; closed with the value, which ends what was not committed.
package final class ServerConnection {
  /// 150000 = 15.0.
  package static let oldestVersion = ServerFailure.oldestVersion
  /// A day, in seconds.
  private static let longestLock = 86_400

  let library: LibPQ
  let handle: LibPQ.Connection
  /// How long a statement waits for another connection's lock: 0 (not at all) ... 86,400.
  package let lockSeconds: Int
  /// Whether the server began a copy that nobody asked for: libpq would go on answering that for ever.
  private var isAbandoned = false
  /// What nobody has waited for yet.
  var ahead: AnswersAhead?
  /// Whether that ends the transaction.
  var isRollingBack = false
  /// Whether it was found out that way that the connection has ended, which libpq may say otherwise for a while.
  var isGone = false

  /// Connects, and sees to it that the server keeps what it acknowledges.
  ///
  /// - Throws: why there is no connection, or none that a ledger can be kept on.
  package convenience init(to place: ServerPlace, lockSeconds: Int) throws(ServerFailure) {
    let library = try LibPQ.shared()
    let settings = try ConnectionSettings(place, library: library)
    try self.init(library: library, handle: library.start(settings.settings), lockSeconds: lockSeconds)
    try logIn(settings)
    try checkServer()
  }

  private init(library: LibPQ, handle: LibPQ.Connection, lockSeconds: Int) {
    self.library = library
    self.handle = handle
    self.lockSeconds = min(max(0, lockSeconds), Self.longestLock)
  }

  deinit { library.finish(handle) }

  /// 150018 = 15.18.
  package var serverVersion: Int { Int(library.serverVersion(handle)) }

  /// Who logged in.
  package var user: String? { library.user(of: handle) }

  /// Whether a transaction has begun that hasn't ended, as far as is known.
  package var isInTransaction: Bool {
    !isRollingBack
      && ![LibPQ.Transaction.idle, LibPQ.Transaction.unknown].contains(library.transactionStatus(handle))
  }

  /// Runs one statement, and waits for its answer.
  ///
  /// - Throws: what the server says against it; ``ServerFailure/unsure(_:)`` when the connection ends before COMMIT
  ///   is answered, or a change without a transaction. A transaction that had begun is then to be rolled back.
  @discardableResult
  package func run(_ statement: ServerStatement) throws(ServerFailure) -> ServerResult {
    try settleAhead()
    guard isThere else { throw .unreachable(problem) }
    let mayBeStored = statement.isCommit || !isInTransaction && statement.isChange
    return try answer(expected(execute(statement)), to: statement, mayBeStored: mayBeStored)
  }

  /// The same for a statement without values.
  @discardableResult
  package func run(_ sql: String, _ parameters: [ServerValue] = []) throws(ServerFailure) -> ServerResult {
    try run(ServerStatement(sql, parameters))
  }

  /// Takes back what the transaction did, if one has begun, and doesn't wait for it. What goes wrong here changes nothing:
  /// the server takes it back when the connection ends, too, which the next call meets.
  package func rollBack() {
    try? settleAhead()
    if isInTransaction { isRollingBack = (try? sendAhead(["ROLLBACK"])) != nil }
  }

  func execute(_ statement: ServerStatement) -> LibPQ.Result? {
    statement.withArguments { arguments in
      library.execParams(
        handle, arguments.sql, arguments.count, arguments.types, arguments.values, arguments.lengths,
        arguments.formats, 1)
    }
  }

  // MARK: Answers

  var isThere: Bool { !isAbandoned && !isGone && library.status(handle) == LibPQ.ConnectionStatus.ok }

  /// The next answer; nil when there is none, or the connection ended.
  func nextAnswer() -> LibPQ.Result? { isThere ? expected(library.getResult(handle)) : nil }

  private func expected(_ result: LibPQ.Result?) -> LibPQ.Result? {
    guard let result else { return nil }
    let copies = [LibPQ.Outcome.copyIn, LibPQ.Outcome.copyOut, LibPQ.Outcome.copyBoth]
    guard copies.contains(library.resultStatus(result)) else { return result }
    isAbandoned = true
    library.clear(result)
    return nil
  }

  var filter: MessageFilter { MessageFilter(secrets: library.secrets(of: handle)) }

  /// What libpq says of the last failure that no answer tells of.
  var problem: String {
    if isAbandoned { return "it copies what nobody asked for" }
    let message = filter.clean(LoginMessage(library.message(of: handle)).reason)
    return message.isEmpty ? "the connection ended" : message
  }

  /// Takes over an answer.
  ///
  /// - Parameter mayBeStored: whether COMMIT was sent, or what needs none, so that without an answer nobody knows.
  func answer(
    _ result: LibPQ.Result?, to statement: ServerStatement, mayBeStored: Bool
  ) throws(ServerFailure) -> ServerResult {
    guard let result else { throw lost(mayBeStored: mayBeStored, problem) }
    guard [LibPQ.Outcome.commandOK, LibPQ.Outcome.tuplesOK].contains(library.resultStatus(result)) else {
      defer { library.clear(result) }
      throw failure(of: result, to: statement, mayBeStored: mayBeStored)
    }
    let answer = ServerResult(result, library: library)
    // Of a transaction that had failed COMMIT says ROLLBACK, and no error.
    if statement.isCommit, answer.tag != "COMMIT" { throw .refused(state: "25P02", "rolled back") }
    return answer
  }

  /// - Parameter mayBeStored: as for ``answer(_:to:mayBeStored:)``.
  private func failure(
    of result: LibPQ.Result, to statement: ServerStatement, mayBeStored: Bool
  ) -> ServerFailure {
    let field = { (code: Int32) in
      self.library.resultErrorField(result, code).map { String(cString: $0) }
    }
    let message = field(LibPQ.ErrorField.message).map(filter.clean) ?? problem
    // libpq may learn that the server has closed the connection only after its last words.
    let hasEnded = !isThere || ["FATAL", "PANIC"].contains(field(LibPQ.ErrorField.severity))
    guard let state = field(LibPQ.ErrorField.state) else {
      return hasEnded ? lost(mayBeStored: mayBeStored, message) : .damaged(message)
    }
    // A server that ends while it commits may have done so, whatever its last words are.
    if hasEnded, mayBeStored, statement.isCommit || statement.isChange { return .unsure(message) }
    let failure = ServerFailure(
      state: state, constraint: filter.clean(field(LibPQ.ErrorField.constraint) ?? ""), message: message,
      lockSeconds: lockSeconds)
    if hasEnded, case .refused = failure { return .unreachable(message) }
    return failure
  }

  func lost(mayBeStored: Bool, _ message: String) -> ServerFailure {
    if mayBeStored { return .unsure(message) }
    // It is there, and says nothing, or what makes no sense.
    return isAbandoned || isThere ? .damaged(message) : .unreachable(message)
  }
}
