internal import ScorecardModel

/// Whether the shares of a stage's primaries add up to more than 1 on some day (Scoring §1 "Roles have dates").
enum ShareCheck {
  /// What the decimals of a file may be off by in sum.
  private static let most = 1 + 1e-9

  /// A share that is in force on a day.
  private struct Share {
    var value: Double
    var since: Day
    var position: JSONPosition
  }

  static func check(_ entries: [VendorReader.Entry], _ findings: inout JSONFindings) {
    let sound = entries.filter { $0.periods != nil && !$0.vendor.stage.isEmpty }
    let stages = Dictionary(grouping: sound, by: \.vendor.stage).sorted { $0.key < $1.key }
    for (stage, members) in stages { check(members, of: stage, &findings) }
  }

  /// The sum only rises where a share begins, so these are the days to look at.
  private static func check(
    _ members: [VendorReader.Entry], of stage: Stage.ID, _ findings: inout JSONFindings
  ) {
    // Nearly every catalog is done here; going through the days takes their number times the vendors'.
    let largest = members.map { $0.vendor.periods.compactMap(\.share).max() ?? 0 }
    guard largest.reduce(0, +) > most else { return }
    let schedule = RoleSchedule(members.map(\.vendor))
    let periods = members.flatMap(\.vendor.periods).filter { ($0.share ?? 0) > 0 }
    for day in Set(periods.map { $0.since ?? .earliest }).sorted() {
      let inForce = members.indices.compactMap { place in
        schedule.period(of: place, on: day).flatMap { share(of: members[place], in: $0) }
      }
      let sum = inForce.reduce(0) { $0 + $1.value }
      guard sum > most else { continue }
      var running = inForce.reduce(0) { $0 + ($1.since == day ? 0 : $1.value) }
      let first = inForce.first { share in
        guard share.since == day, share.value > 0 else { return false }
        running += share.value
        return running > most
      }
      let begun = first ?? inForce.last { $0.since == day && $0.value > 0 }
      if let begun { findings.note(message(stage, sum, day), at: begun.position) }
    }
  }

  private static func share(of entry: VendorReader.Entry, in period: RolePeriod) -> Share? {
    guard let value = period.share,
      let position = entry.periods?.first(where: { $0.period == period })?.fields["share"]?.position
    else { return nil }
    return Share(value: value, since: period.since ?? .earliest, position: position)
  }

  private static func message(_ stage: Stage.ID, _ sum: Double, _ day: Day) -> String {
    if day == .earliest { return "the shares of \(stage) add up to more than 1 here" }
    let billionths = (sum * 1e9).rounded()
    let shown = (billionths / 1e9).isWhole ? "\(Int(billionths / 1e9))" : "\(billionths / 1e9)"
    return "the shares of \(stage) add up to \(shown) on \(day), more than 1; "
      + "lower one, or let another end by then"
  }
}

extension Double {
  fileprivate var isWhole: Bool { self == rounded() }
}
