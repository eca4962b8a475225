import ScorecardModel

extension ServerConnection {
  /// Adds rows to a table, as many as are wanted, at the server's fastest.
  ///
  /// - Parameters:
  ///   - target: the table and its columns, such as `incident (ledger, id)`; never made of what somebody wrote.
  ///   - columns: how many these are.
  ///   - body: writes the rows; what it throws ends the copy without a row.
  /// - Returns: how many rows the server took.
  /// - Throws: what `body` throws, or a ``ServerFailure``.
  @discardableResult
  package func copy(into target: String, columns: Int16, _ body: (inout RowWriter) throws -> Void) throws
    -> Int
  {
    let isOwnTransaction = !isInTransaction
    try beginCopy(into: target)
    var writer = RowWriter(columns: columns) { bytes throws(ServerFailure) in try self.put(bytes) }
    do {
      try body(&writer)
      try writer.finish()
    } catch {
      giveUpCopy()
      throw error
    }
    return try endCopy(mayBeStored: isOwnTransaction)
  }

  private func beginCopy(into target: String) throws(ServerFailure) {
    let statement = ServerStatement("COPY \(target) FROM STDIN (FORMAT binary)")
    guard isThere else { throw .unreachable(problem) }
    let result = execute(statement)
    if let result, library.resultStatus(result) == LibPQ.Outcome.copyIn { return library.clear(result) }
    _ = try answer(result, to: statement, mayBeStored: false)
    throw .damaged("it doesn't wait for rows")
  }

  private func put(_ bytes: [UInt8]) throws(ServerFailure) {
    let outcome = bytes.withUnsafeBytes { buffer in
      library.putCopyData(handle, buffer.bindMemory(to: CChar.self).baseAddress, Int32(buffer.count))
    }
    guard outcome == 1 else { throw .unreachable(problem) }
  }

  private func endCopy(mayBeStored: Bool) throws(ServerFailure) -> Int {
    guard library.putCopyEnd(handle, nil) == 1 else { throw lost(mayBeStored: mayBeStored, problem) }
    let result = nextAnswer()
    defer { drain() }
    return try answer(result, to: "COPY", mayBeStored: mayBeStored).affected
  }

  private func giveUpCopy() {
    _ = library.putCopyEnd(handle, "given up")
    drain()
  }

  private func drain() {
    while let result = nextAnswer() { library.clear(result) }
  }
}
