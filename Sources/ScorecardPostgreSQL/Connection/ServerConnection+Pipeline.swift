package import ScorecardModel

extension ServerConnection {
  /// Runs several statements in one trip. From the first that fails on the server runs none.
  ///
  /// Without BEGIN, before or among them, they are one transaction: all or nothing. One that has begun stays open,
  /// failed, when they fail.
  ///
  /// - Returns: as many answers as there are statements.
  /// - Throws: what the server says against the first that fails; ``ServerFailure/unsure(_:)`` when the connection ends
  ///   before a COMMIT among them is answered, or their own.
  @discardableResult
  package func pipeline(_ statements: [ServerStatement]) throws(ServerFailure) -> [ServerResult] {
    try settleAhead()
    guard isThere, library.enterPipelineMode(handle) == 1 else { throw .unreachable(problem) }
    defer { _ = library.exitPipelineMode(handle) }
    let isOwnTransaction = !isInTransaction && !statements.contains(where: \.isBegin)
    // Its own transaction is committed by the end of the pipeline, after the last answer.
    let ending = isOwnTransaction && statements.contains(where: \.isChange) ? statements.endIndex : nil
    let sent = statements.prefix(while: send).count
    // What was sent may have arrived, even if not all could be.
    let commit = statements.prefix(sent + 1).firstIndex(where: \.isCommit) ?? ending
    guard sent == statements.count, library.pipelineSync(handle) == 1 else {
      throw lost(mayBeStored: commit != nil, problem)
    }
    return try readAnswers(to: statements, commit: commit)
  }

  /// Sends statements of a transaction that has begun, and goes on while the server works; one such call is under way at
  /// a time.
  ///
  /// - Throws: what the server said against those of the call before. What it says against these comes with the next call,
  ///   whichever that is, or with COMMIT.
  @discardableResult
  package func sendAhead(_ statements: [ServerStatement]) throws(ServerFailure) -> AnswersAhead {
    precondition(!statements.contains(where: \.isCommit), "nobody would know what is stored")
    try settleAhead()
    guard isThere, isInTransaction, library.enterPipelineMode(handle) == 1 else {
      throw .unreachable(problem)
    }
    guard statements.allSatisfy(send), library.pipelineSync(handle) == 1 else {
      defer { _ = library.exitPipelineMode(handle) }
      throw lost(mayBeStored: false, problem)
    }
    let answers = AnswersAhead(of: statements.count)
    ahead = answers
    return answers
  }

  /// Waits for the answers to what was sent ahead, if they are not there yet.
  package func settle(_ answers: AnswersAhead) throws(ServerFailure) -> [ServerResult] {
    if ahead === answers { try settleAhead() }
    // They failed, and whoever met that was told so.
    guard let results = answers.results else { throw .refused(state: "25P02", "it has failed before") }
    return results
  }

  func settleAhead() throws(ServerFailure) {
    guard let answers = ahead else { return }
    let wasRollingBack = isRollingBack
    (ahead, isRollingBack) = (nil, false)
    defer { _ = library.exitPipelineMode(handle) }
    let sent = [ServerStatement](repeating: "", count: answers.count)
    do { answers.results = try readAnswers(to: sent, commit: nil) } catch {
      // Nothing was to be kept: whoever comes next takes another connection.
      guard wasRollingBack else { throw error }
      isGone = true
    }
  }

  private func send(_ statement: ServerStatement) -> Bool {
    statement.withArguments { arguments in
      library.sendQueryParams(
        handle, arguments.sql, arguments.count, arguments.types, arguments.values, arguments.lengths,
        arguments.formats, 1) == 1
    }
  }

  /// - Parameter commit: the position of COMMIT, or the end: up to its answer a lost connection leaves it open.
  private func readAnswers(
    to statements: [ServerStatement], commit: Int?
  ) throws(ServerFailure) -> [ServerResult] {
    var answers: [ServerResult] = []
    var failure: ServerFailure?
    for (number, statement) in statements.enumerated() {
      let result = nextAnswer()
      if failure == nil {
        let mayBeStored = commit.map { number <= $0 } ?? false
        do { answers.append(try answer(result, to: statement, mayBeStored: mayBeStored)) } catch {
          failure = error
        }
      } else if let result {
        library.clear(result)
      }
      guard isThere else { break }
      // After each answer comes nothing, to tell it from the next.
      if result != nil, let more = nextAnswer() { library.clear(more) }
    }
    readSync()
    if let failure { throw failure }
    if isThere { return answers }
    // COMMIT was answered: what comes after it changes nothing.
    if let commit, commit < answers.count { return answers }
    throw lost(mayBeStored: commit != nil, problem)
  }

  /// The end of the pipeline: whatever else comes is thrown away.
  private func readSync() {
    while let result = nextAnswer() {
      let isEnd = library.resultStatus(result) == LibPQ.Outcome.pipelineSync
      library.clear(result)
      if isEnd { return }
    }
  }
}

/// What a server says to statements that were sent ahead.
package final class AnswersAhead {
  fileprivate let count: Int
  /// nil as long as nobody has waited for them.
  fileprivate var results: [ServerResult]?

  fileprivate init(of count: Int) { self.count = count }
}
