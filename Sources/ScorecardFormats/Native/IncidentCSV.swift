internal import ScorecardModel

/// Reads the rows of an incidents file.
///
/// A class, since sixteen columns are much to copy for each of a million rows.
final class IncidentCSV {
  /// Bytes that a channel, or another system's key, may have.
  static let longestKey = 200

  private let date, vendor, outcome: Column
  private let severity, dimension, summary, resolved, mitigated, attribution, channel: Column?
  private let holdMinutes, hoursToResolve, cost, id, event: Column?
  private let source: String

  init?(_ header: InterchangeHeader, source: String) {
    guard let date = Column("date", in: header), let vendor = Column("vendor", in: header),
      let outcome = Column("outcome", in: header)
    else { return nil }
    (self.date, self.vendor, self.outcome, self.source) = (date, vendor, outcome, source)
    severity = Column("severity", in: header)
    dimension = Column("dimension", in: header)
    summary = Column("summary", in: header)
    resolved = Column("resolved", in: header)
    mitigated = Column("mitigated", in: header)
    attribution = Column("attribution", in: header)
    channel = Column("channel", in: header)
    holdMinutes = Column("hold_minutes", in: header)
    hoursToResolve = Column("hours_to_resolve", in: header)
    cost = Column("cost", in: header)
    id = Column("id", in: header)
    event = Column("event", in: header)
  }

  /// The incident of the reader's current record.
  func incident(
    _ row: borrowing CSVReader, vendors: inout VendorLookup, latestDay: Day?, dayOf: (Timestamp) -> Day?
  ) throws(RowProblem) -> Incident {
    let day = try row.day(date, latest: latestDay, dayOf: dayOf)
    let vendor = try row.value(self.vendor) { bytes throws(FieldProblem) in try vendors.id(bytes) }
    return Incident(
      vendor: vendor, day: day, outcome: try outcome(row),
      dimension: try row.optional(dimension, IncidentCSV.dimension) ?? .general,
      summary: try row.text(summary, limit: Incident.longestText),
      resolved: try row.optional(resolved, IncidentCSV.yesOrNo),
      mitigated: try row.optional(mitigated, IncidentCSV.yesOrNo),
      attribution: try row.optional(attribution, IncidentCSV.attribution) ?? .vendor,
      channel: try row.text(channel, limit: IncidentCSV.longestKey),
      holdMinutes: try row.optional(holdMinutes, IncidentCSV.minutes),
      hoursToResolve: try row.optional(hoursToResolve, IncidentCSV.hours),
      cost: try row.optional(cost, IncidentCSV.money),
      source: ImportKey(source: source, id: try row.text(id, limit: IncidentCSV.longestKey)))
  }

  /// The id, or other name, of the event that the current record says it is a part of; nil when it says none.
  ///
  /// - Parameter header: the file's first line, for when the record has to be set aside.
  func event(_ row: borrowing CSVReader, header: [UInt8]) throws(RowProblem) -> RowEvent? {
    guard let event, !row.isEmpty(event.index) else { return nil }
    let name = try row.text(event, limit: IncidentCSV.longestKey)
    if name.isEmpty { return nil }
    return RowEvent(
      name: name, place: row.diagnostic("", field: event.index),
      row: RejectedRow(line: row.line, header: header, row: Array(row.raw)))
  }

  private func outcome(_ row: borrowing CSVReader) throws(RowProblem) -> Outcome {
    let good = try row.value(outcome) { bytes throws(FieldProblem) in
      if bytes.equals("bad") { return false }
      if bytes.equals("good") { return true }
      throw FieldProblem(bytes, "isn't good or bad")
    }
    let severity = try row.optional(severity, IncidentCSV.severity)
    switch (good, severity) {
    case (false, let severity?): return .bad(severity)
    case (true, nil): return .good
    case (true, _?):
      throw RowProblem(
        message: "severity of a good experience; leave it empty", field: self.severity?.index ?? 0)
    case (false, nil):
      let message = "a bad experience without severity; write 1 (annoyance) to 5 (lost sale or money)"
      throw RowProblem(message: message, field: self.severity?.index ?? outcome.index)
    }
  }
}

// MARK: Values

extension IncidentCSV {
  private static func severity(_ bytes: FieldBytes) throws(FieldProblem) -> Severity {
    guard bytes.count == 1, let level = bytes.digits(0..<1), let severity = try? Severity(level) else {
      throw FieldProblem(bytes, "isn't 1–5")
    }
    return severity
  }

  private static func yesOrNo(_ bytes: FieldBytes) throws(FieldProblem) -> Bool {
    if bytes.equals("yes") { return true }
    if bytes.equals("no") { return false }
    throw FieldProblem(bytes, "isn't yes, no or empty")
  }

  private static let dimensions = Choice<Dimension>()
  private static let attributions = Choice<Attribution>()

  private static func dimension(_ bytes: FieldBytes) throws(FieldProblem) -> Dimension {
    try dimensions.value(bytes)
  }

  private static func attribution(_ bytes: FieldBytes) throws(FieldProblem) -> Attribution {
    try attributions.value(bytes)
  }

  private static func minutes(_ bytes: FieldBytes) throws(FieldProblem) -> Int {
    guard let value = bytes.wholeNumber, value <= 100_000 else {
      throw FieldProblem(bytes, "isn't a whole number of minutes from 0 to 100000")
    }
    return value
  }

  private static func hours(_ bytes: FieldBytes) throws(FieldProblem) -> Double {
    guard let value = bytes.decimalNumber, value <= 100_000 else {
      throw FieldProblem(bytes, "isn't a number of hours from 0 to 100000, such as 2.5")
    }
    return value
  }

  private static func money(_ bytes: FieldBytes) throws(FieldProblem) -> Money {
    guard let value = bytes.amount else {
      throw FieldProblem(bytes, "isn't an amount such as 12.50 (digits, at most three decimals)")
    }
    return value
  }
}

/// A field that holds one of a few words.
private struct Choice<Value: RawRepresentable & CaseIterable & Sendable>: Sendable
where Value.RawValue == String {
  private let words = Value.allCases.map { (bytes: Array($0.rawValue.utf8), value: $0) }

  func value(_ bytes: FieldBytes) throws(FieldProblem) -> Value {
    for word in words where word.bytes.withUnsafeBytes({ $0.hasBytes(of: bytes) }) { return word.value }
    let names = Value.allCases.map(\.rawValue)
    throw FieldProblem(
      bytes, "isn't " + names.dropLast().joined(separator: ", ") + " or " + (names.last ?? ""))
  }
}
