import ScorecardLedger
import ScorecardModel

/// The rows of a ledger on a server, inside one transaction.
///
/// What is written waits, and goes out with the next question or with COMMIT, many rows in one statement: the way to the
/// server is what takes time. What is asked for again in the same transaction is remembered.
final class PostgreSQLStore: LedgerStore {
  let connection: ServerConnection
  let ledger: Int32
  let state: LedgerState
  private var registry: IDRegistry
  private var statedCurrency: String?
  private var statedKey: String?
  private var lastIncident: Int64
  private var lastRecord: Int64
  /// The number and chain value of the newest change that this transaction appended.
  private(set) var newest: (number: Int64, chain: Int64)?
  /// Whether it changed anything.
  private(set) var isChanged = false

  /// Statements that the next question takes along.
  private var waiting: [ServerStatement] = []
  private var newChanges = RowBatch(ChangeRow.batchColumns)
  private var movedChanges = RowBatch(ChangeRow.batchColumns + [.texts])
  private var newIncidents = RowBatch(IncidentRow.columns)
  private var changedIncidents = RowBatch(IncidentRow.columns)
  private var changedIncidentIDs: Set<Int64> = []
  private var newRecords = RowBatch(SourceRecordRow.columns)
  private var changedRecords = RowBatch(SourceRecordRow.columns)
  private var changedRecordIDs: Set<Int64> = []
  private var newVolumes = RowBatch(VolumeRow.columnsWithChecksum)
  private var newCheckIns = RowBatch(CheckInRow.columnsWithChecksum)
  private var months = RowBatch([.int8s, .int8s, .byteas])
  private var harmsToPut = RowBatch(Array(repeating: .int8s, count: 6))
  private var countsToPut = RowBatch(Array(repeating: .int8s, count: 5))

  /// What is being looked for, so that it needn't be asked for one by one.
  var search: Search?
  var knownIncidents = KnownRows<IncidentRow>()
  var knownRecords = KnownRows<SourceRecordRow>()
  /// A month that is asked for beside the next question, and what was found of it.
  private var expectedMonth: EvidenceMonth?
  var foundMonth: (month: EvidenceMonth, cells: [UInt8]?)?
  /// Questions that the next one takes along.
  private var expected: Set<Question> = []
  /// Their answers, for as long as nothing changes.
  private var answered: [Question: ServerResult] = [:]
  private var cursors = 0
  /// Whose indexes are not there until this transaction's end.
  var unindexed: Set<KeyedTable> = []

  /// Rows that one statement takes.
  static let rowsAtOnce = 4_096

  init(_ connection: ServerConnection, ledger: Int32, state: LedgerState) {
    self.connection = connection
    self.ledger = ledger
    self.state = state
    registry = state.names
    statedCurrency = state.currency
    statedKey = state.evidenceKey
    (lastIncident, lastRecord) = (state.head.lastIncident, state.head.lastRecord)
  }

  // MARK: Names and the ledger's row

  func names() -> IDRegistry { registry }

  func append(_ name: String, number: Int64, to list: IDRegistry.List) {
    let (table, column) = list == .vendors ? ("vendor", "id") : ("source", "name")
    put(
      "INSERT INTO \(table) (ledger, number, \(column)) VALUES ($1, $2::int8, $3)",
      [.int8(number), .text(name)])
    registry.add(name, number: number, to: list)
  }

  func currency() -> String? { statedCurrency }

  func state(currency: String) {
    put("UPDATE ledger SET currency = $2 WHERE ledger = $1", [.text(currency)])
    statedCurrency = currency
  }

  func evidenceKey() -> String? { statedKey }

  func state(evidenceKey: String) {
    put("UPDATE ledger SET evidence_key = $2 WHERE ledger = $1", [.text(evidenceKey)])
    statedKey = evidenceKey
  }

  func head() -> LedgerHead {
    var head = state.head
    if let newest {
      (head.number, head.chain) = (newest.number, newest.chain)
      head.newestOnRecord = max(head.newestOnRecord, newest.number)
    }
    (head.lastIncident, head.lastRecord) = (lastIncident, lastRecord)
    return head
  }

  // MARK: Writing

  /// Has a statement wait; `$1` in it is the ledger's number.
  func put(_ sql: String, _ values: [ServerValue] = []) {
    isChanged = true
    // What it changes may be among the rows that wait.
    collect()
    waiting.append(ServerStatement(sql, [.int4(ledger)] + values))
  }

  /// Who made it says the server.
  func append(_ row: ChangeRow) throws {
    isChanged = true
    row.write(to: &newChanges)
    newest = (row.number, row.chain)
    if newChanges.count == Self.rowsAtOnce { try send() }
  }

  /// One that was made elsewhere, by whom its record says; only the tables' owner may.
  func append(movedIn row: ChangeRow) throws {
    isChanged = true
    row.write(to: &movedChanges)
    movedChanges.add(row.author ?? "")
    newest = (row.number, row.chain)
    if movedChanges.count == Self.rowsAtOnce { try send() }
  }

  func insert(_ row: IncidentRow, checksum: Int64) throws {
    isChanged = true
    row.write(to: &newIncidents, checksum: checksum)
    lastIncident = max(lastIncident, row.id)
    knownIncidents.add(row, id: row.id, key: row.key)
    if newIncidents.count == Self.rowsAtOnce { try send() }
  }

  func update(_ row: IncidentRow, checksum: Int64, saysTheSame: Bool) throws {
    isChanged = true
    // One statement gives a row one new state.
    if !changedIncidentIDs.insert(row.id).inserted || changedIncidents.count == Self.rowsAtOnce {
      try send()
      changedIncidentIDs.insert(row.id)
    }
    row.write(to: &changedIncidents, checksum: checksum)
    knownIncidents.add(row, id: row.id, key: row.key)
  }

  func insert(_ row: SourceRecordRow, checksum: Int64) throws {
    isChanged = true
    row.write(to: &newRecords, checksum: checksum)
    lastRecord = max(lastRecord, row.id)
    knownRecords.add(row, id: row.id, key: row.key)
    if newRecords.count == Self.rowsAtOnce { try send() }
  }

  func update(_ row: SourceRecordRow, checksum: Int64) throws {
    isChanged = true
    if !changedRecordIDs.insert(row.id).inserted || changedRecords.count == Self.rowsAtOnce {
      try send()
      changedRecordIDs.insert(row.id)
    }
    row.write(to: &changedRecords, checksum: checksum)
    knownRecords.add(row, id: row.id, key: row.key)
  }

  func append(_ row: VolumeRow, checksum: Int64) throws {
    isChanged = true
    row.write(to: &newVolumes, checksum: checksum)
    if newVolumes.count == Self.rowsAtOnce { try send() }
  }

  func append(_ row: CheckInRow, checksum: Int64) throws {
    isChanged = true
    row.write(to: &newCheckIns, checksum: checksum)
    if newCheckIns.count == Self.rowsAtOnce { try send() }
  }

  func put(cells: [UInt8], of month: EvidenceMonth) {
    isChanged = true
    months.beginRow()
    months.add(month.vendor)
    months.add(Int64(month.month.index))
    months.add(cells)
    if foundMonth?.month == month { foundMonth = nil }
  }

  func put(_ row: HarmRow) {
    isChanged = true
    harmsToPut.beginRow()
    for value in row.span.values + [row.harm, row.harmSquared] { harmsToPut.add(value) }
  }

  func put(_ row: OrderCountRow) {
    isChanged = true
    countsToPut.beginRow()
    for value in row.range.values + [row.orders] { countsToPut.add(value) }
  }

  func clearSums() {
    foundMonth = nil
    for table in ["evidence", "passing_harm", "order_count"] {
      put("DELETE FROM \(table) WHERE ledger = $1")
    }
  }

  /// Makes statements of the rows that wait: first what is new, then what is changed of it.
  private func collect() {
    collect(&newChanges, Self.insertChanges)
    collect(&movedChanges, Self.insertMovedChanges)
    collect(&newIncidents, Self.insertIncidents)
    collect(&changedIncidents, Self.updateIncidents)
    collect(&newRecords, Self.insertRecords)
    collect(&changedRecords, Self.updateRecords)
    collect(&newVolumes, Self.insertVolumes)
    collect(&newCheckIns, Self.insertCheckIns)
    collect(&months, Self.putMonths)
    collect(&harmsToPut, Self.putHarms)
    collect(&countsToPut, Self.putCounts)
    changedIncidentIDs = []
    changedRecordIDs = []
  }

  private func collect(_ batch: inout RowBatch, _ sql: String) {
    if batch.isEmpty { return }
    waiting.append(ServerStatement(sql, [.int4(ledger)] + batch.values))
    batch.removeAll()
  }

  /// Sends what waits; the server writes it while more is made.
  private func send() throws {
    collect()
    if !waiting.isEmpty { _ = try sendAhead([]) }
  }

  /// Sends what waits, and these after it.
  func sendAhead(_ statements: [ServerStatement]) throws(ServerFailure) -> AnswersAhead {
    collect()
    let all = waiting + statements
    waiting = []
    return try connection.sendAhead(all)
  }

  /// Sends what waits, and makes it for good.
  func commit() throws(ServerFailure) {
    if let newest {
      put(
        "UPDATE ledger SET head = $2, chain = $3, last_incident = $4, last_record = $5 WHERE ledger = $1",
        [.int8(newest.number), .int8(newest.chain), .int8(lastIncident), .int8(lastRecord)])
    }
    collect()
    let statements = waiting
    waiting = []
    try connection.pipeline(statements + [.commit])
  }

  // MARK: Asking

  private struct Question: Hashable {
    let sql: String
    let values: [ServerValue]
  }

  /// Says that this is asked next, so that it can come along with another answer.
  func expect(_ sql: String, _ values: [ServerValue] = []) {
    if !isChanged { expected.insert(Question(sql: sql, values: values)) }
  }

  /// - Parameter sql: `$1` in it is the ledger's number.
  func ask(_ sql: String, _ values: [ServerValue] = []) throws -> ServerResult {
    let question = Question(sql: sql, values: values)
    if !isChanged, let known = answered.removeValue(forKey: question) { return known }
    expected.remove(question)
    return try answers(to: [statement(question)])
  }

  private func statement(_ question: Question) -> ServerStatement {
    ServerStatement(question.sql, [.int4(ledger)] + question.values)
  }

  /// - Returns: what the last of these statements answers; what waits goes before them.
  private func answers(to statements: [ServerStatement]) throws -> ServerResult {
    collect()
    let before = waiting + (expectedMonth.map { [Self.question(about: $0, ledger: ledger)] } ?? [])
    let along = isChanged ? [] : Array(expected)
    (waiting, expected) = ([], [])
    var answers = try connection.pipeline(before + along.map(statement) + statements)
    for (number, question) in along.enumerated() { answered[question] = answers[before.count + number] }
    answers.removeSubrange(before.count..<(before.count + along.count))
    if let month = expectedMonth {
      let row = answers[before.count - 1].first
      foundMonth = (month, try row.map { try ServerColumns($0).bytes(0) })
      expectedMonth = nil
    }
    return answers[answers.count - 1]
  }

  func expect(cellsOf month: EvidenceMonth) { expectedMonth = month }

  func all<Row>(
    _ sql: String, _ values: [ServerValue] = [], _ make: (ServerColumns) throws -> Row
  ) throws -> [Row] {
    try ask(sql, values).rows.map { try make(ServerColumns($0)) }
  }

  func first<Row>(
    _ sql: String, _ values: [ServerValue] = [], _ make: (ServerColumns) throws -> Row
  ) throws -> Row? {
    try ask(sql, values).first.map { try make(ServerColumns($0)) }
  }

  /// Hands out rows in bounded memory until `body` has enough; it may ask meanwhile.
  func forEach(_ sql: String, _ values: [ServerValue] = [], _ body: (ServerColumns) throws -> Bool) throws {
    cursors += 1
    let name = "rows_\(cursors)"
    var size = 64
    let declare = ServerStatement(
      "DECLARE \(name) NO SCROLL CURSOR FOR \(sql)", [.int4(ledger)] + values)
    var statements = [declare, ServerStatement("FETCH \(size) FROM \(name)")]
    while true {
      let rows = try answers(to: statements)
      for row in rows.rows {
        if try !body(ServerColumns(row)) { return waiting.append(ServerStatement("CLOSE \(name)")) }
      }
      if rows.count < size { return waiting.append(ServerStatement("CLOSE \(name)")) }
      size = min(size * 8, Self.rowsAtOnce)
      statements = [ServerStatement("FETCH \(size) FROM \(name)")]
    }
  }
}

extension IDRegistry {
  /// - Parameter rows: numbers and names.
  mutating func add(_ rows: ServerResult, to list: List) throws {
    for row in rows.rows {
      let columns = ServerColumns(row)
      add(try columns.text(1), number: try columns.integer(0), to: list)
    }
  }
}
