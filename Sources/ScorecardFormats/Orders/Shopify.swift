internal import ScorecardModel

extension ImportFormat {
  /// Orders as a Shopify store exports them: `orders_export.csv`, whatever its last columns.
  package static let shopify = ImportFormat(
    name: Shopify.name, title: "Shopify: orders_export.csv (the store's orders by month)",
    recognises: { sample in
      Set(sample.columns.map(Table.fold)).isSuperset(of: [
        "name", "financial status", "created at", "lineitem quantity", "cancelled at",
      ])
    },
    read: { file, output in try Shopify.read(file, output) })
}

/// Counts a store's orders by month. An order with several items spans several rows; only the first is complete.
enum Shopify {
  static let name = "shopify"

  static func read(_ file: SampledFile, _ output: FormatOutput) throws {
    var table = try Table(file, fileName: output.fileName)
    let name = try table.required("Name")
    let created = try table.required("Created at")
    let status = try table.required("Financial Status")
    let cancelled = try table.required("Cancelled at")
    let dates = try table.habits(dates: [created], output).dates
    var counts = OrderCounts()
    try table.read(to: output.sink) { row in
      let order = row.field(name)
      if order.isEmpty { throw RowProblem(message: "without Name, the order's number", field: name.index) }
      let isFirst = counts.isNew(order)
      guard isFirst else { return }
      if row.field(created).isEmpty {
        let message = "order \(quoted(order.text)) begins without Created at; is its first row missing?"
        throw RowProblem(message: message, field: created.index)
      }
      // The day as it is written: in the time zone of the store.
      let day = try row.parse(created) { bytes throws(FieldProblem) in
        try output.check(try dates.read(bytes).day)
      }
      if !row.field(cancelled).isEmpty || row.field(status).equals("voided") { return }
      counts.add(vendor: nil, month: day.month, line: row.line)
    }
    try counts.emit(to: output.sink)
  }
}
