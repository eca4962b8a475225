import GRDB
import ScorecardModel

/// Where the outages lie that one change touched: the groups they were in, and the days on which others may
/// overlap them.
struct UnsettledOutages {
  private var groups: Set<Int64> = []
  /// Days since 1970, by the vendor's number.
  private var days: [Int64: [ClosedRange<Int64>]] = [:]

  /// Notes a state that was there before the change, or that the change brings.
  mutating func note(_ row: IncidentRow) {
    if let group = row.outageOf { groups.insert(group) }
    guard row.incident.hasDetails else { return }
    let member = OutageLinks.Member(
      id: row.id, incident: row.incident, standing: row.standing, outageOf: row.outageOf)
    if let member { days[row.vendor, default: []].append(member.searched) }
  }

  /// Every incident that may be linked with them, and the other members of its group.
  func members(_ database: Database, names: Names) throws -> [OutageLinks.Member] {
    var found: [Int64: OutageLinks.Member] = [:]
    for (vendor, ranges) in days {
      for range in UnsettledOutages.merged(ranges) {
        let sql = "vendor = ? AND day BETWEEN ? AND ? AND details IS NOT NULL"
        try read(database, names, sql, [vendor, range.lowerBound, range.upperBound], into: &found)
      }
    }
    for group in groups.union(found.values.compactMap(\.outageOf)) {
      try read(database, names, "outage_of = ?", [group], into: &found)
    }
    return Array(found.values)
  }

  private func read(
    _ database: Database, _ names: Names, _ condition: String, _ values: [Int64],
    into found: inout [Int64: OutageLinks.Member]
  ) throws {
    let rows = try RawStatement(database, "SELECT \(IncidentRow.columns) FROM incident WHERE \(condition)")
    defer { rows.reset() }
    for (index, value) in values.enumerated() { rows.bind(value, at: Int32(index + 1)) }
    while try rows.next() {
      let row = try IncidentRow(rows, names: names)
      found[row.id] = OutageLinks.Member(
        id: row.id, incident: row.incident, standing: row.standing, outageOf: row.outageOf)
    }
  }

  private static func merged(_ ranges: [ClosedRange<Int64>]) -> [ClosedRange<Int64>] {
    var result: [ClosedRange<Int64>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = result.last, range.lowerBound <= last.upperBound {
        result[result.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
    return result
  }
}
