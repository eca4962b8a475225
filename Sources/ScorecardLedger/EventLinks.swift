import ScorecardModel

/// Which incidents of one vendor are one event (Scoring §1).
///
/// Two are joined when one names the other as the same, or when both tell of an outage and were down at some moment,
/// told by different sources; what such links join is one event. Nothing here depends on the order in which they
/// came, so events can be settled again after any change.
enum EventLinks {
  /// An outage is linked by its first 31 days, and only while its incident's day lies no further from its
  /// beginning, so that a search over days finds all that it overlaps.
  static let longestDays = 31
  private static let secondsPerDay: Int64 = 86_400

  /// An incident that may be part of an event.
  struct Node {
    var id: Int64
    var vendor: Vendor.ID
    var source: String?
    /// What is hidden tells nothing, but those that name it are one event, and it with them: so they are found again
    /// when it comes back.
    var isHidden: Bool
    /// The number that it names as the same.
    var sameAs: Int64?
    /// When it was down, in seconds since 1970, inclusive; nil for what links by no outage.
    var outage: ClosedRange<Int64>?
    /// The number of the event that it is a part of now.
    var event: Int64?

    init(id: Int64, incident: Incident, standing: Standing, event: Int64?) {
      self.id = id
      self.event = event
      vendor = incident.vendor
      source = incident.source?.source
      isHidden = standing.isHidden
      guard !isHidden, incident.hasDetails else { return }
      sameAs = incident.details.sameAs
      outage = EventLinks.span(of: incident)
    }

    /// Days, counted from 1970, on which incidents may lie whose outages overlap its own.
    var searched: ClosedRange<Int64>? {
      let reach = Int64(longestDays)
      return outage.map {
        EventLinks.day($0.lowerBound) - 2 * reach...EventLinks.day($0.upperBound) + reach
      }
    }
  }

  /// Incidents that are one event, or one that is none with others.
  struct Event {
    /// The smallest number of them; nil for a single one.
    var number: Int64?
    /// Ascending by number.
    var nodes: [Node]

    var changed: [Node] { nodes.filter { $0.event != number } }
  }

  private static func day(_ seconds: Int64) -> Int64 {
    seconds >= 0 ? seconds / secondsPerDay : (seconds - secondsPerDay + 1) / secondsPerDay
  }

  private static func span(of incident: Incident) -> ClosedRange<Int64>? {
    guard let outage = incident.details.outage, outage.impact.isDowntime else { return nil }
    let start = outage.startedAt.seconds
    guard abs(Int64(incident.day.number) - day(start)) <= Int64(longestDays) else { return nil }
    let end = min(outage.endedAt?.seconds ?? start, start + Int64(longestDays) * secondsPerDay)
    return start...max(start, end)
  }

  /// The events that incidents make.
  ///
  /// - Parameter nodes: all of every event that may have changed, and what they name, once each, in any order.
  static func events(_ nodes: [Node]) -> [Event] {
    let places = Dictionary(nodes.indices.map { (nodes[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
    var joined = Joined(count: nodes.count)
    for (index, node) in nodes.enumerated() {
      guard let other = node.sameAs.flatMap({ places[$0] }), nodes[other].vendor == node.vendor else {
        continue
      }
      joined.join(index, other)
    }
    let down = nodes.indices.filter { nodes[$0].outage != nil }
    for outages in Dictionary(grouping: down, by: { nodes[$0].vendor }).values {
      joinOverlapping(outages, of: nodes, &joined)
    }
    return Dictionary(grouping: nodes.indices) { joined.root($0) }.values.map { members in
      let members = members.map { nodes[$0] }.sorted { $0.id < $1.id }
      return Event(number: members.count > 1 ? members.first?.id : nil, nodes: members)
    }
  }

  private static func joinOverlapping(_ outages: [Int], of nodes: [Node], _ joined: inout Joined) {
    let spans = outages.compactMap { index in
      nodes[index].outage.map {
        (index: index, source: nodes[index].source, from: $0.lowerBound, to: $0.upperBound)
      }
    }.sorted { ($0.from, nodes[$0.index].id) < ($1.from, nodes[$1.index].id) }
    // What may still overlap, by source; what one later outage joined is one entry from then on, so that many
    // overlapping outages cost no more than few.
    var open: [String?: [(index: Int, end: Int64)]] = [:]
    for span in spans {
      for source in open.keys where source != span.source {
        let overlapping = (open[source] ?? []).filter { $0.end >= span.from }
        for other in overlapping { joined.join(other.index, span.index) }
        open[source] = overlapping.map(\.end).max().map { [(span.index, $0)] }
      }
      open[span.source, default: []].append((span.index, span.to))
    }
  }

  /// Disjoint sets of indexes with path halving (Tarjan & van Leeuwen, 1984, "Worst-case Analysis of Set Union
  /// Algorithms", JACM 31).
  private struct Joined {
    private var parents: [Int]

    init(count: Int) { parents = Array(0..<count) }

    mutating func root(_ index: Int) -> Int {
      var index = index
      while parents[index] != index {
        parents[index] = parents[parents[index]]
        index = parents[index]
      }
      return index
    }

    mutating func join(_ a: Int, _ b: Int) { parents[root(a)] = root(b) }
  }
}

// MARK: Links that are told

extension EventLinks {
  /// Whether an incident may name another one as the same event.
  ///
  /// What was told before stays as it is, whatever became of the other one since.
  /// - Parameters:
  ///   - id: its own number; nil while it has none.
  ///   - mayBeHidden: an import's rows may name what was hidden here.
  ///   - other: finds the incident on record with a number.
  /// - Throws: ``LedgerError/noIncident(_:)``, ``LedgerError/sameAsItself(_:)``, ``LedgerError/retracted(_:)``,
  ///   ``LedgerError/otherVendor(_:)``.
  static func check(
    _ incident: Incident, of id: Int64?, before: Incident?, mayBeHidden: Bool = false,
    _ other: (Int64) throws -> (vendor: Vendor.ID, standing: Standing)?
  ) throws {
    guard incident.hasDetails, let named = incident.details.sameAs, named != before?.details.sameAs else {
      return
    }
    if named == id { throw LedgerError.sameAsItself(named) }
    guard let found = try other(named) else { throw LedgerError.noIncident(named) }
    if found.standing.isHidden, !mayBeHidden { throw LedgerError.retracted(named) }
    if found.vendor != incident.vendor { throw LedgerError.otherVendor(named) }
  }
}
