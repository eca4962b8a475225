internal import ScorecardModel

/// Disputes and money held back, each with all rows that tell of it.
struct PayPalCases {
  private var rows: [(row: PayPalRow, line: Int)] = []
  /// Transaction ID → what it refers to.
  private var references: [String: String] = [:]
  private(set) var inOtherCurrency = 0

  var hasDisputes: Bool { rows.contains { $0.row.isOfDispute } }

  mutating func add(_ row: PayPalRow, line: Int) {
    rows.append((row, line))
    if !row.reference.isEmpty { references[row.id] = row.reference }
    if row.isInOtherCurrency { inOtherCurrency += 1 }
  }

  /// In the order of their first rows.
  var all: [PayPalCase] {
    var cases: [PayPalCase] = []
    var places: [String: Int] = [:]
    for (row, line) in rows {
      let key = root(of: row) + (row.isOfDispute ? ":dispute" : ":hold")
      let place = places[key] ?? cases.count
      if place == cases.count { cases.append(PayPalCase(key: key, first: row, line)) }
      places[key] = place
      cases[place].add(row)
    }
    return cases
  }

  /// The payment that it is about in the end: a fee refers to the chargeback, and that to the payment.
  private func root(of row: PayPalRow) -> String {
    var id = row.reference.isEmpty ? row.id : row.reference
    var passed: Set<String> = [row.id]
    while let next = references[id], passed.insert(id).inserted { id = next }
    return id
  }
}

/// One dispute from its hold to its end, or money that was held back.
struct PayPalCase {
  let key: String
  let line: Int
  private let isDispute: Bool
  private(set) var words: String
  private var firstDay, lastDay: Day
  /// Whether its rows say what they are about, so that other files' rows can be about the same.
  private var isLinked = false
  private var isHeld = false
  private var isReleased = false
  private var isTaken = false
  private var isReturned = false
  private var claimed = 0.0
  private var recovered = 0.0
  private var fees = 0.0

  init(key: String, first row: PayPalRow, _ line: Int) {
    (self.key, isDispute, self.line) = (key, row.isOfDispute, line)
    (words, firstDay, lastDay) = (row.words, row.day, row.day)
  }

  mutating func add(_ row: PayPalRow) {
    (firstDay, lastDay) = (min(firstDay, row.day), max(lastDay, row.day))
    if !row.reference.isEmpty { isLinked = true }
    let amount = row.isInOtherCurrency ? 0 : row.gross
    switch row.kind {
    case .dispute(.taken):
      if !isTaken { words = row.words }
      isTaken = true
      claimed -= amount
    case .dispute(.returned):
      isReturned = true
      recovered += amount
    case .dispute(.fee): fees -= amount
    case .dispute(.released), .hold(.released): isReleased = true
    case .dispute(.held), .hold(.held):
      if !isHeld, !isTaken { words = row.words }
      isHeld = true
    case .hold, .payment, .other: break
    }
  }

  /// The day on which it last moved, as far as the file goes.
  var stateAt: Timestamp { Timestamp(seconds: Int64(lastDay.number) * 86_400) }

  /// nil when money was set free of which this file does not say that it was held.
  func incident(of vendor: Vendor.ID, _ output: FormatOutput) -> Incident? {
    let isReleasedOnly = isReleased && !isHeld && !isTaken && !isReturned
    if isReleasedOnly, !isDispute || !isLinked { return nil }
    var incident = Incident(
      vendor: vendor, day: firstDay, outcome: .bad(level: severity), dimension: .reliability,
      summary: (isHeld && !isTaken ? words + ": money held back" : words).asSummary, resolved: resolved,
      attribution: isDispute ? .customer : .vendor, cost: money(fees),
      source: ImportKey(source: output.source, id: key))
    // What came back was taken before, if in a file of an earlier month.
    incident.details.claimed = money(max(claimed, recovered))
    incident.details.recovered = money(recovered)
    return incident
  }

  private var severity: Int {
    if !isDispute { return 3 }
    if isTaken || isReturned { return 4 }
    return isHeld || isReleased ? 2 : 1
  }

  /// nil while it is not known how it ends.
  private var resolved: Bool? {
    if isTaken || isReturned { return isReturned && recovered >= claimed ? true : nil }
    return isReleased ? true : nil
  }

  private func money(_ value: Double) -> Money? {
    value <= 0 ? nil : Money(thousandths: Int64((value * 1000).rounded()))
  }
}
