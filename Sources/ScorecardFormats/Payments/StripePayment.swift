internal import ScorecardModel

/// A row of the file.
struct StripePayment {
  let id: String
  let day: Day
  /// In lower case.
  let status: String
  /// In lower case; empty when nothing is disputed.
  let disputeStatus: String
  /// False for a payment that was only authorized: it took no money.
  let isCaptured: Bool
  /// nil when nothing is disputed, or in another currency than the store's.
  let disputed: Money?
  let isInOtherCurrency: Bool

  var isDisputed: Bool { !disputeStatus.isEmpty }
  /// A bank's question before a dispute, which moves no money.
  private var isInquiry: Bool { disputeStatus.hasPrefix("warning") }

  init(
    _ row: borrowing CSVReader, _ columns: StripeColumns, _ habits: FileHabits, _ output: FormatOutput
  ) throws {
    id = row.field(columns.id).text
    if id.isEmpty { throw RowProblem(message: "without id", field: columns.id.index) }
    day = try StripePayment.day(row, columns.created, habits.dates, output)
    status = row.field(columns.status).text.lowercased()
    if status.isEmpty { throw RowProblem(message: "without Status", field: columns.status.index) }
    disputeStatus = row.field(columns.disputeStatus).text.lowercased()
    isCaptured = row.field(columns.captured).text.lowercased() != "false"
    var amount: Money?
    if !disputeStatus.isEmpty, let column = columns.disputedAmount, !row.field(column).isEmpty {
      amount = try row.parse(column) { bytes throws(FieldProblem) in
        let amount = try habits.numbers.amount(bytes, else: "isn't an amount such as 12.50")
        return amount == .zero ? nil : amount
      }
    }
    let currency = row.field(columns.currency).text.uppercased()
    isInOtherCurrency =
      amount != nil && !currency.isEmpty && currency != output.context.catalog.currency.uppercased()
    disputed = isInOtherCurrency ? nil : amount
  }

  private static func day(
    _ row: borrowing CSVReader, _ column: TableColumn, _ dates: DateReading, _ output: FormatOutput
  ) throws(RowProblem) -> Day {
    let moment = try row.moment(column, dates, elseOffset: 0)
    return try row.parse(column) { _ throws(FieldProblem) in try output.day(of: moment) }
  }

  /// The payment's failure and its dispute, if there were any.
  func incidents(
    _ row: borrowing CSVReader, _ columns: StripeColumns, _ dates: DateReading, vendor: Vendor.ID,
    _ output: FormatOutput
  ) throws -> [Incident] {
    var incidents: [Incident] = []
    let failedKey = try row.parse(columns.id) { _ throws(FieldProblem) in try output.key(id + ":failed") }
    if status == "failed" {
      let reason = row.field(columns.declineReason).text
      incidents.append(
        Incident(
          vendor: vendor, day: day, outcome: .bad(level: 1), dimension: .reliability,
          summary: (reason.isEmpty ? "payment failed" : "payment failed: " + reason).asSummary,
          attribution: .customer, source: failedKey))
    }
    if isDisputed { incidents.append(try dispute(row, columns, dates, vendor: vendor, output)) }
    return incidents
  }

  /// nil while it is open.
  private var outcome: Bool? {
    switch disputeStatus {
    case "won", "warning_closed": true
    case "lost": false
    default: nil
    }
  }

  private func dispute(
    _ row: borrowing CSVReader, _ columns: StripeColumns, _ dates: DateReading, vendor: Vendor.ID,
    _ output: FormatOutput
  ) throws -> Incident {
    var disputeDay = day
    if let column = columns.disputeDate, !row.field(column).isEmpty {
      disputeDay = try StripePayment.day(row, column, dates, output)
    }
    let reason = row.field(columns.disputeReason).text
    let key = try row.parse(columns.id) { _ throws(FieldProblem) in try output.key(id + ":dispute") }
    let word = isInquiry ? "inquiry" : "disputed"
    var incident = Incident(
      vendor: vendor, day: disputeDay, outcome: .bad(level: isInquiry ? 2 : 4), dimension: .reliability,
      summary: (reason.isEmpty ? word : word + ": " + reason).asSummary, resolved: outcome,
      attribution: .customer, source: key)
    if !isInquiry {
      incident.details.claimed = disputed
      if outcome == true { incident.details.recovered = disputed }
      if outcome == false { incident.details.recovered = .zero }
      // All evidence is there.
      incident.details.claimDone = disputeStatus == "under_review"
    }
    // Nothing is asked any more of an inquiry that was closed or is looked at.
    let wantsEvidence = !isInquiry || disputeStatus == "warning_needs_response"
    if wantsEvidence, let column = columns.evidenceDue, !row.field(column).isEmpty {
      // A deadline lies ahead, so that it is not held against today.
      let due = try row.moment(column, dates, elseOffset: 0)
      incident.details.claimBy = output.context.dayOf(due)
    }
    return incident
  }
}
