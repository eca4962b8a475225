import ScorecardModel

/// The one-line summaries of the change log.
enum ChangeText {
  static func incident(_ record: RecordedIncident) -> String {
    let incident = record.incident
    let severity = incident.outcome.severity.map { ", severity \($0.level)" } ?? ""
    return "#\(record.id) \(incident.vendor) \(incident.outcome.name)\(severity)"
  }

  /// Several as `12 incidents: #3, #4, #5, …`.
  static func incidents(_ records: [RecordedIncident]) -> String {
    if records.count == 1, let only = records.first { return incident(only) }
    let named = records.prefix(10).map { "#\($0.id)" }.joined(separator: ", ")
    return "\(grouped(records.count)) incidents: \(named)" + (records.count > 10 ? ", …" : "")
  }

  /// `420 orders of parcelo in 2026-11`, or `from 2026-11-01 to 2026-11-20`, both days included.
  static func volume(_ volume: Volume) -> String {
    let month = Month(from: volume.from, to: volume.to)
    let days = month.map { "in \($0)" } ?? "from \(volume.from) to \(volume.to - 1)"
    let orders = grouped(volume.orders) + (volume.orders == 1 ? " order" : " orders")
    return orders + (volume.vendor.map { " of \($0)" } ?? "") + " " + days
  }

  /// Several of one vendor, by their days, as one.
  static func volumes(_ volumes: [Volume]) -> String {
    let orders = volumes.reduce(0) { $0 + $1.orders }
    guard let first = volumes.first, let last = volumes.last,
      let whole = Volume(from: first.from, to: last.to, orders: orders, vendor: first.vendor)
    else { return volumes.map(volume).joined(separator: ", ") }
    return volume(whole)
  }

  static func checkIn(_ day: Day) -> String { "nothing happened on \(day)" }

  static func undone(_ change: ChangeRow) -> String { "\(change.action): \(change.summary)" }

  /// `1186` as `1,186`.
  static func grouped(_ number: Int) -> String {
    let digits = Array(String(number).utf8)
    var text: [UInt8] = []
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index) % 3 == 0 { text.append(0x2C) }
      text.append(digit)
    }
    return String(decoding: text, as: UTF8.self)
  }
}

/// How many rows an import has stored, for the change log.
struct ImportTally {
  private static let namedFiles = 20

  private(set) var new = 0
  private(set) var changed = 0
  private(set) var newOrders = 0
  private(set) var changedOrders = 0
  private var takenBack = 0
  private var watched = 0
  /// Whether anything was stored, be it the time of a state alone.
  private(set) var isEmpty = true

  mutating func count(_ outcome: ImportOutcome) {
    switch outcome {
    case .new: new += 1
    case .changed: changed += 1
    case .alreadyPresent, .keptLocal, .refused: return
    }
    isEmpty = false
  }

  /// Of an incident that is no longer told.
  mutating func countTakenBack() {
    takenBack += 1
    isEmpty = false
  }

  /// Of a record whose incidents were counted.
  ///
  /// - Parameters:
  ///   - orders: that it counts.
  ///   - wasStored: whether anything of it was.
  mutating func count(_ outcome: RecordOutcome, orders: Int, wasStored: Bool) {
    switch outcome.orders {
    case .new: newOrders += orders
    case .changed: changedOrders += 1
    case .none, .alreadyPresent: break
    }
    takenBack += outcome.takenBack
    if outcome.isWatchedNew { watched += 1 }
    if wasStored || outcome.takenBack > 0 { isEmpty = false }
  }

  func summary(files: [String]) -> String {
    if files.isEmpty { return counts }
    // A call may name more files than a summary may hold.
    let named = files.prefix(ImportTally.namedFiles).joined(separator: ", ")
    let others = files.count - ImportTally.namedFiles
    return named + (others > 0 ? " and \(ChangeText.grouped(others)) more" : "") + ": " + counts
  }

  private var counts: String {
    var parts = [hasOrders ? orders : "\(ChangeText.grouped(new)) new"]
    if hasOrders, new > 0 { parts.append("\(ChangeText.grouped(new)) new") }
    if changed > 0 { parts.append("\(ChangeText.grouped(changed)) changed") }
    if takenBack > 0 { parts.append("\(ChangeText.grouped(takenBack)) taken back") }
    if watched > 0 {
      parts.append("watched in \(ChangeText.grouped(watched)) " + (watched == 1 ? "span" : "spans"))
    }
    return parts.joined(separator: ", ")
  }

  private var hasOrders: Bool { newOrders > 0 || changedOrders > 0 }

  /// `420 orders, 3 orders changed`.
  private var orders: String {
    func text(_ number: Int) -> String { ChangeText.grouped(number) + (number == 1 ? " order" : " orders") }
    let new = newOrders > 0 ? [text(newOrders)] : []
    return (new + (changedOrders > 0 ? [text(changedOrders) + " changed"] : [])).joined(separator: ", ")
  }
}
