package import ScorecardModel

/// One transaction on a ledger: what it reads is of one state, with what it has changed itself.
package struct StoredTransaction: LedgerTransaction {
  let store: any LedgerStore & RecordSource
  /// Of the ledger, for messages.
  let place: String
  /// What the sums are made with.
  let policy: ScoringPolicy
  /// Of money that it records; nil = not known.
  let catalogCurrency: String?
  /// Who makes its changes; nil = nobody says so.
  let author: String?

  package init(
    _ store: any LedgerStore & RecordSource, place: String, policy: ScoringPolicy,
    catalogCurrency: String? = nil,
    author: String? = nil
  ) {
    (self.store, self.place, self.policy) = (store, place, policy)
    (self.catalogCurrency, self.author) = (catalogCurrency, author)
  }

  /// Makes one change.
  func changing<T>(at now: Timestamp, _ body: (LedgerWriter) throws -> T) throws -> T {
    try body(try LedgerWriter(store, policy: policy, currency: catalogCurrency, author: author, at: now))
  }

  /// Makes one change of an import.
  ///
  /// - Returns: whether to keep what was done.
  package func importing(
    files: [String], at now: Timestamp, commit: Bool, _ body: (any ImportSession) throws -> Void
  ) throws -> Bool {
    try changing(at: now) { writer in
      let session = try StoredImport(writer, in: self)
      try body(session)
      guard commit, !session.tally.isEmpty else { return false }
      try session.close()
      try writer.finish(.imported, summary: session.tally.summary(files: files))
      return true
    }
  }

  /// - Throws: ``LedgerError/notEmpty``.
  package func checkEmpty() throws {
    let head = try store.head()
    guard head.number == 0, head.newestOnRecord == 0 else { throw LedgerError.notEmpty }
  }

  /// Makes all sums anew where they were made by another policy.
  ///
  /// - Returns: false where they were not.
  package func adoptPolicy() throws -> Bool {
    if try store.evidenceKey() == policy.evidenceKey { return false }
    try rebuildSums()
    return true
  }

  /// Makes all sums anew.
  package func rebuildSums() throws { try Rollup.rebuild(store, policy: policy) }
}
