import ScorecardLedger
import ScorecardModel

/// A filter as a query of a server.
struct ServerIncidentQuery {
  private(set) var values: [ServerValue] = []
  /// It names only vendors, or a source, of which nothing is on record.
  private(set) var findsNothing = false
  private var conditions = ["ledger = $1"]

  init(_ filter: IncidentFilter, names: IDRegistry) {
    if !filter.standings.isEmpty, filter.standings.count < IncidentStanding.allCases.count {
      let standings = filter.standings.flatMap(Standing.shown).map(\.rawValue).sorted()
      // Word for word what the index of the unconfirmed says.
      conditions.append(
        standings.count == 1
          ? "standing = \(standings[0])"
          : "standing IN (\(standings.map { String($0) }.joined(separator: ", ")))")
    }
    if !filter.vendors.isEmpty {
      let numbers = filter.vendors.compactMap { names.vendors.number(of: $0) }.sorted()
      findsNothing = numbers.isEmpty
      conditions.append("vendor IN (\(numbers.map { String($0) }.joined(separator: ", ")))")
    }
    if filter.hasDetails { conditions.append("details IS NOT NULL") }
    if filter.inEvent { conditions.append("outage_of IS NOT NULL") }
    if let event = filter.event { add("outage_of =", event) }
    if !filter.dueReasons.isEmpty {
      let numbers = filter.dueReasons.map(\.number).sorted().map { String($0) }
      let reason = "(\(ServerSchema.dueReason))"
      conditions.append("\(reason) IS NOT NULL AND \(reason) IN (\(numbers.joined(separator: ", ")))")
    }
    if let from = filter.from { add("day >=", Int64(from.number)) }
    if let through = filter.through { add("day <=", Int64(through.number)) }
    if let good = filter.good { conditions.append(good ? "severity IS NULL" : "severity IS NOT NULL") }
    if let dimension = filter.dimension { add("dimension =", Int64(dimension.index)) }
    if !filter.kinds.isEmpty {
      let numbers = filter.kinds.map(\.number).sorted().map { String($0) }
      conditions.append("kind IN (\(numbers.joined(separator: ", ")))")
    }
    if let severity = filter.minimumSeverity { add("severity >=", Int64(severity.level)) }
    if filter.open { conditions.append("severity IS NOT NULL AND resolved = false") }
    if let source = filter.source { add(source: source, names) }
  }

  private mutating func add(_ condition: String, _ value: Int64) {
    values.append(.int8(value))
    conditions.append("\(condition) $\(values.count + 1)")
  }

  private mutating func add(source: String, _ names: IDRegistry) {
    if source.isEmpty {
      conditions.append("(source IS NULL OR source_id = '')")
    } else if let number = names.sources.number(of: source) {
      add("source =", number)
    } else {
      findsNothing = true
    }
  }

  func sql(_ columns: String, newestFirst: Bool) -> String {
    "SELECT \(columns) FROM incident WHERE \(conditions.joined(separator: " AND ")) ORDER BY "
      + (newestFirst ? "day DESC, id DESC" : "day, id")
  }
}
