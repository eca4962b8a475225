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
    for line in OrderText.lines(orders, in: evaluation) {
      table.add([line.days, line.orders, safe(line.whose), line.note])
    }
    let leftOut = OrderText.leftOut(orders)
    return lines(
      heading("Orders", asOf: evaluation.asOf) + table.lines(columns: columns) + (leftOut.isEmpty ? [] : [""])
        + leftOut + estimates(evaluation))
  }
}
