internal import ScorecardModel

/// A row of the file.
struct StripePayment {
  let id: String
  let day: Day
  /// In lower case.
  let status: String
  let disputeStatus: String
  /// nil when nothing is disputed, or in another currency than the store's.
  let disputed: Money?
  let isInOtherCurrency: Bool

  var isDisputed: Bool { !disputeStatus.isEmpty }

  init(
    _ row: borrowing CSVReader, _ columns: StripeColumns, _ habits: FileHabits, _ output: FormatOutput
  ) throws {
    id = row.field(columns.id).text
    if id.isEmpty { throw RowProblem(message: "without id", field: columns.id.index) }
    day = try StripePayment.day(row, columns.created, habits.dates, output)
    status = row.field(columns.status).text.lowercased()
    if status.isEmpty { throw RowProblem(message: "without Status", field: columns.status.index) }
    disputeStatus = row.field(columns.disputeStatus).text.lowercased()
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
    let outcome = disputeStatus == "won" ? true : disputeStatus == "lost" ? false : nil
    var incident = Incident(
      vendor: vendor, day: disputeDay, outcome: .bad(level: 4), dimension: .reliability,
      summary: (reason.isEmpty ? "disputed" : "disputed: " + reason).asSummary, resolved: outcome,
      attribution: .customer, source: key)
    incident.details.claimed = disputed
    if outcome == true { incident.details.recovered = disputed }
    if let column = columns.evidenceDue, !row.field(column).isEmpty {
      // A deadline lies ahead, so that it is not held against today.
      let due = try row.moment(column, dates, elseOffset: 0)
      incident.details.claimBy = output.context.dayOf(due)
    }
    return incident
  }
}
