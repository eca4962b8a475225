import GRDB
import ScorecardModel

/// Where the events lie that one change touched: those that incidents were parts of, what they name as the same, and
/// the days on which other outages may overlap theirs.
struct UnsettledEvents {
  private var events: Set<Int64> = []
  private var named: Set<Int64> = []
  /// Those that are another vendor's now, by that vendor's number: incidents there may have named them before.
  private var moved: [Int64: Set<Int64>] = [:]
  /// Days since 1970, by the vendor's number.
  private var days: [Int64: [ClosedRange<Int64>]] = [:]

  /// Notes a state that the change brings, and the one that was there before.
  mutating func note(_ row: IncidentRow, replacing old: IncidentRow? = nil) {
    if let event = row.event { events.insert(event) }
    if let old, old.vendor != row.vendor { moved[row.vendor, default: []].insert(row.id) }
    guard row.incident.hasDetails else { return }
    let node = row.node
    if let other = node.sameAs { named.insert(other) }
    if let range = node.searched { days[row.vendor, default: []].append(range) }
    // It may be a single one until something overlaps it or it names something; then it is found by itself.
    if node.sameAs != nil || node.outage != nil { named.insert(row.id) }
  }

  /// Every incident that may be linked with them, and all of its event.
  func nodes(_ database: Database, names: IDRegistry) throws -> [EventLinks.Node] {
    var found: [Int64: EventLinks.Node] = [:]
    for (vendor, ranges) in days {
      for range in UnsettledEvents.merged(ranges) {
        let sql = "vendor = ? AND day BETWEEN ? AND ? AND details IS NOT NULL"
        try read(database, names, sql, [vendor, range.lowerBound, range.upperBound], into: &found)
      }
    }
    for id in named.sorted() where found[id] == nil {
      try read(database, names, "id = ?", [id], into: &found)
    }
    for (vendor, ids) in moved {
      try read(
        database, names, "vendor = ? AND details IS NOT NULL AND instr(details, '\"sameAs\":') > 0", [vendor],
        into: &found
      ) { $0.sameAs.map(ids.contains) ?? false }
      for id in ids where found[id] == nil { try read(database, names, "id = ?", [id], into: &found) }
    }
    for event in events.union(found.values.compactMap(\.event)).sorted() {
      try read(database, names, "outage_of = ?", [event], into: &found)
    }
    return Array(found.values)
  }

  private func read(
    _ database: Database, _ names: IDRegistry, _ condition: String, _ values: [Int64],
    into found: inout [Int64: EventLinks.Node], where isWanted: (EventLinks.Node) -> Bool = { _ in true }
  ) throws {
    let sql = "SELECT \(IncidentRow.columns) FROM incident WHERE \(condition)"
    for row in try IncidentRow.fetchAll(database, sql, values, names: names) {
      if isWanted(row.node) { found[row.id] = row.node }
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
