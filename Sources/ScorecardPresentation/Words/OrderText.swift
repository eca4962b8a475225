package import ScorecardModel

/// The orders on record in words, the same for every front end; not escaped.
package enum OrderText {
  /// A span of days and its orders.
  package struct Line {
    package var days: String
    package var orders: String
    package var whose: String
    /// `not on record`, `counted on 30 days`; empty for what was stated.
    package var note: String
    /// Nothing is on record, or it is only reckoned.
    package var isGap: Bool
  }

  /// By vendor and day, the store's first, with the days between that lack any, and what is estimated last. What imports
  /// counted day by day is one line a month.
  package static func lines(_ orders: OrderList, in evaluation: Evaluation) -> [Line] {
    var lines: [Line] = []
    func whose(_ vendor: Vendor.ID?) -> String {
      vendor.map(evaluation.catalog.vendorName) ?? "the whole store"
    }
    var covered: (vendor: Vendor.ID?, to: Day, isCounted: Bool)?
    for line in VolumeLine.lines(orders) {
      let volume = line.volume
      if let covered, covered.vendor == volume.vendor, covered.to < volume.from, volume.vendor == nil,
        // Days without an order are no gap in what is counted by the day.
        !(line.isCounted && covered.isCounted && (covered.to.month.lastDay + 1).month >= volume.from.month)
      {
        let days = DayText.range(covered.to, volume.from - 1, withYear: true)
        lines.append(Line(days: days, orders: "–", whose: "not on record", note: "", isGap: true))
      }
      lines.append(
        Line(
          days: DayText.period(volume.from, volume.to - 1), orders: NumberText.grouped(volume.orders),
          whose: whose(volume.vendor),
          note: line.isCounted ? line.days > 1 ? "counted on \(line.days) days" : "counted" : "",
          isGap: false))
      covered = (volume.vendor, volume.to, line.isCounted)
    }
    for estimate in evaluation.estimates {
      let days = Double(estimate.to - estimate.from) / 30.4375
      lines.append(
        Line(
          days: DayText.period(estimate.from, estimate.to - 1),
          orders: "~" + NumberText.fixed(estimate.perMonth * days, digits: 0, grouped: true),
          whose: whose(estimate.vendor), note: "not on record, reckoned", isGap: true))
    }
    return lines
  }

  /// What counts nowhere, since another source told of the same days.
  package static func leftOut(_ orders: OrderList) -> [String] {
    orders.leftOut.map { total in
      let line = OrderConflictText.line(total)
      return line.prefix(1).uppercased() + line.dropFirst()
    }
  }
}

/// A line of the list.
private struct VolumeLine {
  /// From the first day with orders to the last one, where it is made of several days.
  var volume: Volume
  var isCounted: Bool
  /// Of those that were counted by the day.
  var days: Int

  static func lines(_ orders: OrderList) -> [VolumeLine] {
    var lines: [VolumeLine] = []
    for volume in orders.volumes {
      let isCounted = orders.counted.contains(volume)
      let isDay = isCounted && volume.to == volume.from + 1
      if isDay, let last = lines.last, last.days > 0, last.volume.vendor == volume.vendor,
        last.volume.from.month == volume.from.month
      {
        lines[lines.count - 1].volume.to = volume.to
        lines[lines.count - 1].volume.orders += volume.orders
        lines[lines.count - 1].days += 1
      } else {
        lines.append(VolumeLine(volume: volume, isCounted: isCounted, days: isDay ? 1 : 0))
      }
    }
    return lines
  }
}
