import ScorecardModel

/// Which incidents tell of the same outage, and which of them counts.
///
/// Two are linked when both were down at some moment, for the same vendor, told by different sources; what
/// overlapping links join is one group. Of its confirmed members the one with the smallest number counts. Nothing
/// here depends on the order in which they came, so a group can be settled again after any change.
enum OutageLinks {
  /// An outage is linked by its first 31 days, and only while its incident's day lies no further from its
  /// beginning, so that a search over days finds all that it overlaps.
  static let longestDays = 31
  private static let secondsPerDay: Int64 = 86_400

  /// An incident that can be linked.
  struct Member {
    var id: Int64
    var vendor: Vendor.ID
    var source: String?
    /// Seconds since 1970, inclusive.
    var start: Int64
    var end: Int64
    var standing: Standing
    var outageOf: Int64?

    /// - Returns: nil for what takes part in no group.
    init?(id: Int64, incident: Incident, standing: Standing, outageOf: Int64?) {
      guard !standing.isHidden, let span = OutageLinks.span(of: incident) else { return nil }
      self.id = id
      vendor = incident.vendor
      source = incident.source?.source
      start = span.lowerBound
      end = span.upperBound
      self.standing = standing
      self.outageOf = outageOf
    }

    /// Days, counted from 1970, on which incidents may lie that it overlaps.
    var searched: ClosedRange<Int64> {
      let reach = Int64(longestDays)
      return OutageLinks.day(start) - 2 * reach...OutageLinks.day(end) + reach
    }
  }

  private static func day(_ seconds: Int64) -> Int64 {
    seconds >= 0 ? seconds / secondsPerDay : (seconds - secondsPerDay + 1) / secondsPerDay
  }

  private static func span(of incident: Incident) -> ClosedRange<Int64>? {
    guard incident.hasDetails, let outage = incident.details.outage, outage.impact.isDowntime else {
      return nil
    }
    let start = outage.startedAt.seconds
    guard abs(Int64(incident.day.number) - day(start)) <= Int64(longestDays) else { return nil }
    let end = min(outage.endedAt?.seconds ?? start, start + Int64(longestDays) * secondsPerDay)
    return start...max(start, end)
  }

  /// What is left of a link by itself: none for what can be in no group.
  static func left(
    of outageOf: Int64?, standing: Standing, incident: Incident
  ) -> (outageOf: Int64?, standing: Standing) {
    guard !standing.isHidden, span(of: incident) != nil else { return (nil, standing.unlinked) }
    return (outageOf, standing)
  }

  /// The members whose group or standing has to change, with the new ones, by number.
  ///
  /// - Parameter members: every member of every group that may have changed, in any order.
  static func settle(_ members: [Member]) -> [Member] {
    var changed: [Member] = []
    for group in Dictionary(grouping: members, by: \.vendor).values.flatMap(groups) {
      let first = group.count > 1 ? group.first?.id : nil
      let counting = group.first { $0.standing != .unconfirmed }?.id
      for member in group {
        var settled = member
        settled.outageOf = first
        if member.standing != .unconfirmed { settled.standing = member.id == counting ? .inForce : .linked }
        if settled.standing != member.standing || settled.outageOf != member.outageOf {
          changed.append(settled)
        }
      }
    }
    return changed.sorted { $0.id < $1.id }
  }

  /// Groups of one vendor's members, each ascending by number; most have one member.
  private static func groups(_ members: [Member]) -> [[Member]] {
    let members = members.sorted { ($0.start, $0.id) < ($1.start, $1.id) }
    var joined = Joined(count: members.count)
    // What may still overlap, by source; what one later member joined is one entry from then on, so that many
    // overlapping outages cost no more than few.
    var open: [String?: [(index: Int, end: Int64)]] = [:]
    for (index, member) in members.enumerated() {
      for source in open.keys where source != member.source {
        let overlapping = (open[source] ?? []).filter { $0.end >= member.start }
        for other in overlapping { joined.join(other.index, index) }
        open[source] = overlapping.map(\.end).max().map { [(index, $0)] }
      }
      open[member.source, default: []].append((index, member.end))
    }
    let groups = Dictionary(grouping: members.indices) { joined.root($0) }
    return groups.values.map { $0.map { members[$0] }.sorted { $0.id < $1.id } }
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
