internal import ScorecardModel

extension ImportFormat {
  /// Orders as a Shopify store exports them: `orders_export.csv`, whatever its last columns.
  package static let shopify = ImportFormat(
    name: Shopify.name, title: "Shopify: orders_export.csv (the store's orders)",
    marks: ["Name", "Financial Status", "Created at", "Lineitem quantity", "Cancelled at"],
    read: { file, output in try Shopify.read(file, output) })
}

/// Counts a store's orders. One with several items spans several rows, of which only one is complete: the first, unless
/// the file was sorted.
enum Shopify {
  static let name = "shopify"

  static func read(_ file: SampledFile, _ output: FormatOutput) throws {
    var table = try Table(file, fileName: output.fileName)
    let name = try table.required("Name")
    let created = try table.required("Created at")
    let status = try table.required("Financial Status")
    let cancelled = try table.required("Cancelled at")
    let dates = try table.habits(dates: [created], output).dates
    var orders = OrdersOfItems()
    var passedOver = PassedOver()
    try table.read(to: output.sink) { row in
      let order = row.field(name)
      if order.isEmpty { throw RowProblem(message: "without Name, the order's number", field: name.index) }
      // Only the first row of an order has its state; some exports repeat its day for each item.
      let isItem = row.field(created).isEmpty || (row.field(status).isEmpty && orders.isWhole(order))
      if isItem { return orders.addItem(of: order, line: row.line) }
      // The day as it is written: in the time zone of the store.
      let day = try row.parse(created) { bytes throws(FieldProblem) in
        try output.check(try dates.read(bytes).day)
      }
      let isVoided = row.field(status).equals("voided")
      let isOrder = row.field(cancelled).isEmpty && !isVoided
      if !isOrder {
        let reason = isVoided ? (status.name, "voided") : (cancelled.name, nil)
        passedOver.add(.init(field: reason.0, text: reason.1))
      }
      // What is cancelled stays so: an older export, whose states have no time, does not bring it back.
      let stateAt =
        row.field(cancelled).isEmpty
        ? nil
        : try row.parse(cancelled) { bytes throws(FieldProblem) in
          let date = try dates.read(bytes)
          return date.moment(elseOffset: 0) ?? Timestamp(seconds: Int64(date.day.number) * 86_400)
        }
      try output.add(
        id: order.text, stateAt: stateAt, orders: isOrder ? .order(nil, on: day) : nil, incidents: [],
        countsAtOnce: true,
        line: row.line
      ) { row.original }
      orders.addWhole(order)
    }
    try output.sink.passedOver(passedOver)
    for (order, line) in orders.missing {
      let message = "order \(quoted(order)) has no row with Created at; is its first row missing?"
      try output.refuse(Diagnostic(file: output.fileName, line: line, message: message))
    }
  }
}

/// Which orders were met, whole or by an item only.
private struct OrdersOfItems {
  private var whole: Set<UInt64> = []
  private var items: [UInt64: (order: String, line: Int)] = [:]

  mutating func addItem(of order: FieldBytes, line: Int) {
    let hash = order.hash
    if !whole.contains(hash), items[hash] == nil { items[hash] = (order.text, line) }
  }

  func isWhole(_ order: FieldBytes) -> Bool { whole.contains(order.hash) }

  mutating func addWhole(_ order: FieldBytes) {
    whole.insert(order.hash)
    items[order.hash] = nil
  }

  /// Those of which no whole row came, by their lines.
  var missing: [(order: String, line: Int)] { items.values.sorted { $0.line < $1.line } }
}
