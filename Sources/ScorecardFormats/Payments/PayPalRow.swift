internal import ScorecardModel

/// A row of PayPal's activity.
struct PayPalRow {
  enum Kind: Equatable {
    case payment
    case dispute(Stage)
    case hold(Stage)
    case other
  }

  enum Stage: Equatable {
    case held, released
    /// The money was taken, or came back.
    case taken, returned
    case fee
  }

  let id: String
  let reference: String
  let day: Day
  /// As it is written, and in lower case.
  let words, type: String
  /// In lower case.
  let status: String
  let gross: Double
  let kind: Kind
  let isInOtherCurrency: Bool

  var isOfDispute: Bool { if case .dispute = kind { true } else { false } }

  init(
    _ row: borrowing CSVReader, _ columns: PayPalColumns, _ habits: FileHabits, _ output: FormatOutput
  ) throws {
    day = try row.parse(columns.date) { bytes throws(FieldProblem) in
      guard let day = try habits.dates.read(bytes).day(in: output.context.dayOf) else {
        throw FieldProblem(bytes, because: "outside the years 1 to 9999")
      }
      return try output.check(day)
    }
    words = row.field(columns.type).text
    type = words.lowercased()
    status = row.field(columns.status).text.lowercased()
    gross = try row.parse(columns.gross) { bytes throws(FieldProblem) in
      bytes.isEmpty ? 0 : try habits.numbers.number(bytes)
    }
    kind = PayPalRow.kind(type, gross: gross)
    id = try PayPalRow.key(row, columns.id)
    reference =
      try columns.reference.map { column throws(RowProblem) in try PayPalRow.key(row, column) } ?? ""
    let currency = row.field(columns.currency).text.uppercased()
    isInOtherCurrency = !currency.isEmpty && currency != output.context.catalog.currency.uppercased()
    if id.isEmpty, kind != .other {
      throw RowProblem(message: "without Transaction ID", field: columns.id.index)
    }
  }

  private static func key(_ row: borrowing CSVReader, _ column: TableColumn) throws(RowProblem) -> String {
    let bytes = row.field(column)
    if bytes.isRoundedNumber {
      throw RowProblem(message: column.name + " " + RoundedKey.message(bytes.text), field: column.index)
    }
    return bytes.text
  }

  /// By the words of the type, as the download names them in English.
  private static func kind(_ type: String, gross: Double) -> Kind {
    func says(_ words: String...) -> Bool { words.contains(where: type.contains) }
    let isRelease = says("release") || says("hold") && says("cancellation", "reversal")
    if says("open authori") { return .other }
    if says("chargeback", "dispute", "payment reversal") || type == "reversal" {
      if says("hold", "release") { return .dispute(isRelease ? .released : .held) }
      if says("fee") { return .dispute(.fee) }
      return .dispute(gross < 0 ? .taken : .returned)
    }
    if isRelease { return .hold(.released) }
    if says("hold") { return gross < 0 ? .hold(.held) : .other }
    return says("payment") && !says("refund", "reversal") && gross > 0 ? .payment : .other
  }
}
