package import ScorecardModel

extension Screen {
  /// `volume` without a number: the orders on record, the days between them that lack any, and what is estimated.
  ///
  /// - Parameter volumes: in force, by (vendor, from).
  package func volumes(_ volumes: [Volume], in evaluation: Evaluation) -> String {
    guard !volumes.isEmpty else {
      return lines([hinted("No orders on record yet", .recordOrders(month: evaluation.asOf.month))])
    }
    var table = TextTable([.left, .right, .left])
    table.add(heads("days", "orders", ""))
    var covered: (vendor: Vendor.ID?, to: Day)?
    for volume in volumes {
      if let covered, covered.vendor == volume.vendor, covered.to < volume.from, volume.vendor == nil {
        table.add([DayText.range(covered.to, volume.from - 1, withYear: true), "–", "not on record"])
      }
      table.add([
        DayText.range(volume.from, volume.to - 1, withYear: true), NumberText.grouped(volume.orders),
        volume.vendor.map { name($0, in: evaluation.catalog) } ?? "the whole store",
      ])
      covered = (volume.vendor, volume.to)
    }
    return lines(
      heading("Orders", asOf: evaluation.asOf) + table.lines(columns: columns) + estimates(evaluation))
  }
}
