import GRDB
import ScorecardModel

/// One transaction on the file: what it reads is of one state, with what it has changed itself.
struct SQLiteTransaction: LedgerTransaction {
  let database: Database
  /// Of the file, for messages.
  let path: String
  /// What the sums are made with.
  let policy: ScoringPolicy
  /// Of money that it records; nil = not known.
  var catalogCurrency: String?
  /// Who makes its changes; nil = nobody says so.
  var author: String?

  /// Makes one change.
  func changing<T>(at now: Timestamp, _ body: (LedgerWriter) throws -> T) throws -> T {
    try body(try LedgerWriter(database, policy: policy, currency: catalogCurrency, author: author, at: now))
  }
}
