internal import ScorecardModel

extension ImportFormat {
  /// Payments as the Stripe dashboard exports them: `payments.csv`, `unified_payments.csv`.
  package static let stripe = ImportFormat(
    name: Stripe.name, title: "Stripe: payments.csv",
    marks: ["id", "Status", "Amount", "Currency", "Captured", "Decline Reason", "Created (UTC)"],
    recognises: { sample in
      let columns = Set(sample.columns.map(Table.fold))
      return columns.isSuperset(of: ["id", "status", "amount", "currency"])
        && !columns.isDisjoint(with: ["created (utc)", "created date (utc)"])
        && (columns.contains("disputed amount") || columns.isSuperset(of: ["captured", "decline reason"]))
    },
    read: { file, output in try Stripe.read(file, output) })
}

/// Turns payments into orders by day, and into payments that failed or were disputed.
///
/// A declined card and a dispute are the customer's doing, not the processor's: on record, in no sum.
enum Stripe {
  static let name = "stripe"
  /// States of payments that never went through, or not yet.
  private static let unpaid: Set<String> = [
    "failed", "canceled", "cancelled", "incomplete", "blocked", "uncaptured", "expired", "pending",
    "processing",
  ]

  static func read(_ file: SampledFile, _ output: FormatOutput) throws {
    var table = try Table(file, fileName: output.fileName)
    let columns = try StripeColumns(table)
    let habits = try table.habits(dates: columns.dates, numbers: columns.amounts, output)
    let vendor = try output.vendor(named: "Stripe")
    var others = 0
    var passedOver = PassedOver()
    try table.read(to: output.sink) { row in
      let mode = row.field(columns.mode)
      if mode.equals("test") || mode.equals("Test") {
        return passedOver.add(.init(field: "Mode", text: "test"))
      }
      let payment = try StripePayment(row, columns, habits, output)
      if payment.isInOtherCurrency { others += 1 }
      let incidents = try payment.incidents(row, columns, habits.dates, vendor: vendor, output)
      let isOrder = isPaid(payment)
      if !isOrder, incidents.isEmpty {
        passedOver.add(.init(field: "Status", text: row.field(columns.status).text))
      }
      try output.add(
        id: payment.id, orders: isOrder ? .order(vendor, on: payment.day) : nil, incidents: incidents,
        extent: columns.disputedAmount == nil ? .orders : .whole, countsAtOnce: true, line: row.line
      ) { row.original }
    }
    try output.sink.passedOver(passedOver)
    if columns.disputedAmount == nil {
      try output.warn(
        "no column Disputed Amount: disputes are not in this file. Export all columns to have them")
    }
    if others > 0 {
      let rows = others == 1 ? "1 dispute is" : "\(others) disputes are"
      try output.warn("\(rows) in another currency than \(output.context.catalog.currency): without amount")
    }
  }

  private static func isPaid(_ payment: StripePayment) -> Bool {
    payment.isCaptured && !unpaid.contains(payment.status) && !payment.status.hasPrefix("requires")
  }
}

/// Where the columns are that are read. Names, cards and addresses are not among them.
struct StripeColumns {
  let id, created, status: TableColumn
  let mode, currency, captured, declineReason: TableColumn?
  let disputedAmount, disputeStatus, disputeReason, disputeDate, evidenceDue: TableColumn?
  /// More amounts, which show how the file writes them.
  private let otherAmounts: [TableColumn?]

  var dates: [TableColumn?] { [created, disputeDate, evidenceDue] }
  var amounts: [TableColumn?] { [disputedAmount] + otherAmounts }

  init(_ table: borrowing Table) throws {
    id = try table.required("id")
    if let column = table.column("Created (UTC)", "Created date (UTC)") {
      created = column
    } else {
      created = try table.required("Created (UTC)")
    }
    status = try table.required("Status")
    mode = table.column("Mode")
    currency = table.column("Currency")
    captured = table.column("Captured")
    declineReason = table.column("Decline Reason")
    disputedAmount = table.column("Disputed Amount")
    disputeStatus = table.column("Dispute Status")
    disputeReason = table.column("Dispute Reason")
    disputeDate = table.column("Dispute Date (UTC)")
    evidenceDue = table.column("Dispute Evidence Due (UTC)")
    otherAmounts = [table.column("Amount"), table.column("Amount Refunded"), table.column("Fee")]
  }
}
