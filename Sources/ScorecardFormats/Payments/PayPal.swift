internal import ScorecardModel

extension ImportFormat {
  /// A PayPal account's activity, in either layout and either order of day and month.
  package static let payPal = ImportFormat(
    name: PayPal.name, title: "PayPal activity as CSV, either layout and date order",
    marks: ["TimeZone", "Type", "Gross", "Fee", "Net", "Transaction ID"],
    read: { file, output in try PayPal.read(file, output) })
}

/// Turns payments received into orders by day, and disputes and money held back into an incident each, whatever number
/// of rows tells of it.
///
/// The rows of one dispute name the payment in Reference Txn ID, some of them by way of each other, and a hold and its
/// release share one Transaction ID (phabricator.wikimedia.org/T418191 shows a whole life).
enum PayPal {
  static let name = "paypal"
  /// States of rows whose money moved, in lower case.
  private static let settled: Set<String> = [
    "completed", "refunded", "partially refunded", "held", "placed", "reversed", "on hold", "temporary hold",
  ]
  private static let dates = ["M/d/yyyy", "d/M/yyyy"].compactMap { DateFormat($0) }
  /// Words of types that say nothing of orders and troubles.
  private static let expected = [
    "withdrawal", "transfer", "deposit", "conversion", "refund", "open authori", "fee reversal",
  ]

  static func read(_ file: SampledFile, _ output: FormatOutput) throws {
    var table = try Table(file, fileName: output.fileName)
    let columns = try PayPalColumns(table)
    let habits = try table.habits(dates: [columns.date], numbers: columns.amounts, known: dates, output)
    let vendor = try output.vendor(named: "PayPal")
    var cases = PayPalCases()
    var passedOver = PassedOver()
    var rows = 0
    try table.read(to: output.sink) { row in
      rows += 1
      let entry = try PayPalRow(row, columns, habits, output)
      let isSettled = settled.contains(entry.status)
      if !isSettled {
        passedOver.add(.init(field: columns.status.name, text: row.field(columns.status).text))
      } else if entry.kind == .other {
        if entry.gross < 0 || expected.contains(where: entry.type.contains) {
          passedOver.expected += 1
        } else {
          passedOver.add(.init(field: columns.type.name, text: entry.words))
        }
      } else if entry.kind != .payment {
        cases.add(entry, line: row.line)
      }
      if entry.kind == .other { return }
      // What the row alone told before belongs to its case now.
      let isOrder = entry.kind == .payment && isSettled
      try output.add(
        id: entry.id, orders: isOrder ? .order(vendor, on: entry.day) : nil, incidents: [],
        countsAtOnce: true, line: row.line
      ) { row.original }
    }
    for item in cases.all {
      guard let incident = item.incident(of: vendor, output) else {
        passedOver.add(.init(field: columns.type.name, text: item.words))
        continue
      }
      try output.add(
        id: item.key, stateAt: item.stateAt, orders: nil, incidents: [incident], extent: .part,
        countsAtOnce: true, line: item.line)
    }
    try output.tell(passedOver, of: rows)
    try warn(cases, columns, output)
  }

  private static func warn(_ cases: PayPalCases, _ columns: PayPalColumns, _ output: FormatOutput) throws {
    if columns.reference == nil, cases.hasDisputes {
      try output.warn(
        "no column Reference Txn ID: the hold, the chargeback and the fee of a dispute are an entry each. Export that "
          + "column to have them as one")
    }
    if cases.inOtherCurrency > 0 {
      let rows = cases.inOtherCurrency == 1 ? "1 row is" : "\(cases.inOtherCurrency) rows are"
      try output.warn("\(rows) in another currency than \(output.context.catalog.currency): without amounts")
    }
  }
}

/// Where the columns are that are read. Names and addresses are not among them.
struct PayPalColumns {
  let date, type, status, gross, id: TableColumn
  let currency, reference: TableColumn?
  /// More amounts, which show how the file writes them.
  private let otherAmounts: [TableColumn?]

  var amounts: [TableColumn?] { [gross] + otherAmounts }

  init(_ table: borrowing Table) throws {
    date = try table.required("Date")
    type = try table.required("Type")
    status = try table.required("Status")
    gross = try table.required("Gross")
    id = try table.required("Transaction ID")
    currency = table.column("Currency")
    reference = table.column("Reference Txn ID")
    otherAmounts = [table.column("Fee"), table.column("Net")]
  }
}
