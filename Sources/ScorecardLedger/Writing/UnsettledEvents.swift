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
  func nodes(_ store: any LedgerStore) throws -> [EventLinks.Node] {
    let names = try store.names()
    var found: [Int64: EventLinks.Node] = [:]
    func read(_ filter: IncidentFilter, where isWanted: (EventLinks.Node) -> Bool = { _ in true }) throws {
      var filter = filter
      filter.standings = []
      try store.forEachIncident(filter, newestFirst: false) { row in
        if isWanted(row.node) { found[row.id] = row.node }
        return true
      }
    }
    func read(_ id: Int64) throws {
      if found[id] == nil, let row = try store.incident(id) { found[id] = row.node }
    }
    for (vendor, ranges) in days {
      guard let id = names.vendors[vendor] else { throw DamagedRow(table: "vendor", number: vendor) }
      for range in UnsettledEvents.merged(ranges) {
        let days = Self.days(within: range)
        try read(
          IncidentFilter(vendors: [id], from: days.lowerBound, through: days.upperBound, hasDetails: true))
      }
    }
    for id in named.sorted() { try read(id) }
    for (vendor, ids) in moved {
      guard let name = names.vendors[vendor] else { throw DamagedRow(table: "vendor", number: vendor) }
      try read(IncidentFilter(vendors: [name], hasDetails: true)) { $0.sameAs.map(ids.contains) ?? false }
      for id in ids { try read(id) }
    }
    for event in events.union(found.values.compactMap(\.event)).sorted() {
      try read(IncidentFilter(event: event))
    }
    return Array(found.values)
  }

  /// Incidents are of no other days.
  private static func days(within range: ClosedRange<Int64>) -> ClosedRange<Day> {
    func day(_ number: Int64) -> Day {
      Day(number: Int(number)) ?? (number < 0 ? .earliest : .latest)
    }
    return day(range.lowerBound)...day(range.upperBound)
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
