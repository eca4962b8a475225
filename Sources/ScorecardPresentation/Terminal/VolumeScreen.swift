package import ScorecardModel

extension Screen {
  /// `volume` without a number: the orders on record, the days between them that lack any, what is left out, and what is
  /// estimated. What imports counted day by day is one line a month.
  package func volumes(_ orders: OrderList, in evaluation: Evaluation) -> String {
    guard !orders.volumes.isEmpty else {
      return lines([hinted("No orders on record yet", .recordOrders(month: evaluation.asOf.month))])
    }
    var table = TextTable([.left, .right, .left, .left])
    table.add(heads("days", "orders", "", ""))
    var covered: (vendor: Vendor.ID?, to: Day, isCounted: Bool)?
    for line in VolumeLine.lines(orders) {
      let volume = line.volume
      if let covered, covered.vendor == volume.vendor, covered.to < volume.from, volume.vendor == nil,
        // Days without an order are no gap in what is counted by the day.
        !(line.isCounted && covered.isCounted && (covered.to.month.lastDay + 1).month >= volume.from.month)
      {
        table.add([DayText.range(covered.to, volume.from - 1, withYear: true), "–", "not on record", ""])
      }
      table.add([
        DayText.period(volume.from, volume.to - 1), NumberText.grouped(volume.orders),
        volume.vendor.map { name($0, in: evaluation.catalog) } ?? "the whole store",
        line.isCounted ? line.days > 1 ? "counted on \(line.days) days" : "counted" : "",
      ])
      covered = (volume.vendor, volume.to, line.isCounted)
    }
    for estimate in evaluation.estimates {
      let days = Double(estimate.to - estimate.from) / 30.4375
      table.add([
        DayText.period(estimate.from, estimate.to - 1),
        "~" + NumberText.fixed(estimate.perMonth * days, digits: 0, grouped: true),
        estimate.vendor.map { name($0, in: evaluation.catalog) } ?? "the whole store",
        "not on record, reckoned",
      ])
    }
    let leftOut = orders.leftOut.map { total in
      let line = OrderConflictText.line(total)
      return line.prefix(1).uppercased() + line.dropFirst()
    }
    return lines(
      heading("Orders", asOf: evaluation.asOf) + table.lines(columns: columns) + (leftOut.isEmpty ? [] : [""])
        + leftOut + estimates(evaluation))
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
