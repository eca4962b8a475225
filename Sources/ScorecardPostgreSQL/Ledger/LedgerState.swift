import ScorecardLedger
import ScorecardModel

/// What a transaction begins with: asked for in the same trip as BEGIN.
struct LedgerState {
  let head: LedgerHead
  let names: IDRegistry
  let currency: String?
  /// nil = the sums have to be made.
  let evidenceKey: String?

  /// Begins a transaction.
  ///
  /// - Parameter writing: whether it waits for the ledger's other writers, and keeps them waiting until its end.
  /// - Returns: nil when there is no such ledger any more, or none that this user may see.
  static func begin(
    _ connection: ServerConnection, ledger: Int32, writing: Bool
  ) throws -> LedgerState? {
    let lock = writing ? " FOR NO KEY UPDATE" : ""
    let number = [ServerValue.int4(ledger)]
    // Each statement sees what was committed before it, so that those after the lock see the last change.
    let questions = [
      ServerStatement(
        "SELECT head, chain, last_incident, last_record, evidence_key, currency FROM ledger "
          + "WHERE ledger = $1" + lock, number),
      ServerStatement(newestOnRecord, number),
      ServerStatement("SELECT number, id FROM vendor WHERE ledger = $1", number),
      ServerStatement("SELECT number, name FROM source WHERE ledger = $1", number),
    ]
    let answers = try connection.begin(writing ? .writing : .reading, questions)
    guard let row = answers[0].first else {
      connection.rollBack()
      return nil
    }
    return try LedgerState(ServerColumns(row), newest: answers[1], vendors: answers[2], sources: answers[3])
  }

  private init(
    _ row: ServerColumns, newest: ServerResult, vendors: ServerResult, sources: ServerResult
  ) throws {
    var names = IDRegistry()
    try names.add(vendors, to: .vendors)
    try names.add(sources, to: .sources)
    self.names = names
    head = LedgerHead(
      number: try row.integer(0), chain: try row.integer(1),
      newestOnRecord: try ServerColumns(newest.onlyRow()).integer(0), lastIncident: try row.integer(2),
      lastRecord: try row.integer(3))
    let key = try row.text(4)
    evidenceKey = key.isEmpty ? nil : key
    currency = try row.optionalText(5)
  }

  /// A few looks, however large the ledger is.
  private static let newestOnRecord = """
    SELECT greatest(
      (SELECT max(number) FROM change WHERE ledger = $1),
      (SELECT change FROM incident WHERE ledger = $1 ORDER BY id DESC LIMIT 1),
      (SELECT max(ended_by) FROM incident_revision WHERE ledger = $1),
      (SELECT change FROM source_record WHERE ledger = $1 ORDER BY id DESC LIMIT 1),
      (SELECT max(ended_by) FROM source_record_revision WHERE ledger = $1),
      (SELECT change FROM volume WHERE ledger = $1 ORDER BY number DESC LIMIT 1),
      (SELECT change FROM check_in WHERE ledger = $1 ORDER BY number DESC LIMIT 1), 0)
    """
}
