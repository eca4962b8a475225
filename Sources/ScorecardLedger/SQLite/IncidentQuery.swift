import GRDB
import ScorecardModel

/// A filter as a query of the file.
struct IncidentQuery {
  private let filter: IncidentFilter
  private let names: IDRegistry
  private var conditions: [String] = []
  private var values: [Int64] = []
  /// It names only vendors, or a source, of which nothing is on record. SQLite refuses to search an index for what is
  /// false from the start.
  private var findsNothing = false

  init(_ filter: IncidentFilter, names: IDRegistry) {
    self.filter = filter
    self.names = names
    addStandings()
    if !filter.vendors.isEmpty {
      // Numbers of our own, not text from outside.
      let numbers = filter.vendors.compactMap { names.vendors.number(of: $0) }.sorted()
      findsNothing = numbers.isEmpty
      add("vendor IN (\(numbers.map { String($0) }.joined(separator: ", ")))")
    }
    // With what always holds of the first column, the index can be searched.
    if filter.hasDetails { add("details IS NOT NULL AND vendor > 0") }
    if filter.inEvent { add("outage_of > 0") }
    if let event = filter.event { add("outage_of = ?", event) }
    if !filter.dueReasons.isEmpty {
      let numbers = filter.dueReasons.map(\.number).sorted().map { String($0) }
      add("\(Schema.dueReason) IS NOT NULL AND \(Schema.dueReason) IN (\(numbers.joined(separator: ", ")))")
    }
    if let from = filter.from { add("day >= ?", Int64(from.number)) }
    if let through = filter.through { add("day <= ?", Int64(through.number)) }
    if let good = filter.good { add(good ? "severity IS NULL" : "severity IS NOT NULL") }
    if let dimension = filter.dimension { add("dimension = ?", Int64(dimension.index)) }
    if !filter.kinds.isEmpty {
      add("kind IN (\(filter.kinds.map { String($0.number) }.sorted().joined(separator: ", ")))")
    }
    if let severity = filter.minimumSeverity { add("severity >= ?", Int64(severity.level)) }
    if filter.open { add("severity IS NOT NULL AND resolved IS 0") }
    if let source = filter.source { add(source: source) }
  }

  private mutating func add(_ condition: String, _ more: Int64...) {
    conditions.append(condition)
    values += more
  }

  private mutating func addStandings() {
    guard !filter.standings.isEmpty, filter.standings.count < IncidentStanding.allCases.count else { return }
    let standings = filter.standings.flatMap(Standing.shown).map(\.rawValue).sorted()
    // Word for word what the index of the unconfirmed says.
    add(
      standings.count == 1
        ? "standing = \(standings[0])"
        : "standing IN (\(standings.map { String($0) }.joined(separator: ", ")))")
  }

  private mutating func add(source: String) {
    if source.isEmpty {
      add("(source IS NULL OR source_id = '')")
    } else if let number = names.sources.number(of: source) {
      add("source = ?", number)
    } else {
      findsNothing = true
    }
  }

  /// Hands out what is found until `body` has enough.
  ///
  /// - Parameter newestFirst: so that a limit ends the search early.
  /// - Parameter body: returns whether it wants more.
  func run(in database: Database, newestFirst: Bool, _ body: (IncidentRow) throws -> Bool) throws {
    if findsNothing { return }
    let search = TextSearch(filter.text)
    let rows = try RawStatement(database, sql(newestFirst: newestFirst))
    defer { rows.reset() }
    for (index, value) in values.enumerated() { rows.bind(value, at: Int32(index + 1)) }
    while try rows.next() {
      if let search, !search.isFound(in: rows.text(IncidentRow.summaryColumn)) { continue }
      guard try body(try IncidentRow(rows, names: names)) else { return }
    }
  }

  private func sql(newestFirst: Bool) -> String {
    // Of few something is due, few have details, are parts of events or await confirmation; without statistics SQLite
    // would rather go through all by day.
    let index =
      if !filter.dueReasons.isEmpty {
        " INDEXED BY incident_due"
      } else if filter.hasDetails { " INDEXED BY incident_details" } else if filter.inEvent {
        " INDEXED BY incident_outage"
      } else if filter.standings == [.unconfirmed] { " INDEXED BY incident_unconfirmed" } else { "" }
    let clause = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
    let order = newestFirst ? "day DESC, id DESC" : "day, id"
    return "SELECT \(IncidentRow.columns) FROM incident\(index)\(clause) ORDER BY \(order)"
  }
}
