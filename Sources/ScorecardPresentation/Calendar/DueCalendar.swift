package import ScorecardModel

/// What is due as a calendar (iCalendar, RFC 5545), to be opened or subscribed to in any calendar program.
///
/// Each item with a day is an event of that whole day which keeps its name, so that it is moved and not doubled when the
/// file is read again. The same items at the same moment give the same bytes.
package struct DueCalendar {
  /// Days before an item's day on which a calendar reminds of it.
  private static let daysOfWarning = 3
  /// Most bytes of a line, without its end (RFC 5545 §3.1).
  private static let longestLine = 75

  private let catalog: Catalog
  private let ledger: Int64?
  private let today: Day
  private let stamp: String

  /// - Parameters:
  ///   - ledger: what tells this store's ledger from every other one.
  ///   - now: when the file is made.
  package init(in catalog: Catalog, ledger: Int64?, asOf today: Day, at now: Timestamp) {
    self.catalog = catalog
    self.ledger = ledger
    self.today = today
    stamp = now.description.filter { $0 != "-" && $0 != ":" }
  }

  package func text(_ items: [DueItem]) -> String {
    let lines =
      ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//vendorscore//due//EN"]
      + items.flatMap(event) + ["END:VCALENDAR"]
    return lines.map { DueCalendar.folded($0) + "\r\n" }.joined()
  }

  /// Nothing for what has no known day.
  private func event(_ item: DueItem) -> [String] {
    guard let day = item.day else { return [] }
    let summary = DueCalendar.value(Escaping.terminal(DueText(in: catalog, asOf: today).task(item)))
    let alarm = [
      "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:" + summary,
      "TRIGGER:-P\(DueCalendar.daysOfWarning)D", "END:VALARM",
    ]
    return [
      "BEGIN:VEVENT", "UID:" + uid(item), "DTSTAMP:" + stamp, "DTSTART;VALUE=DATE:" + DueCalendar.date(day),
      "SUMMARY:" + summary, "DESCRIPTION:" + DueCalendar.value(description(item)), "TRANSP:TRANSPARENT",
    ] + (day < today ? [] : alarm) + ["END:VEVENT"]
  }

  /// The same for as long as it is the same thing to do, whatever day it is moved to.
  private func uid(_ item: DueItem) -> String {
    let own = String(UInt64(bitPattern: ledger ?? 0), radix: 16)
    switch item {
    case .entry(let entry):
      return "\(entry.kind == .followUp ? "followup" : "claim")-\(entry.incident.id)-\(own)@vendorscore"
    case .contract(let due):
      let kind = due.state == .renewed ? "renewed" : "contract"
      return "\(kind)-\(due.vendor)-\(DueCalendar.date(due.contract.renews))-\(own)@vendorscore"
    }
  }

  /// A fact a line.
  private func description(_ item: DueItem) -> String {
    switch item {
    case .entry(let entry): description(entry)
    case .contract(let due):
      due.state == .renewed
        ? DueText.nextDate.capitalizedFirst
        : [
          "Renews on \(DayText.short(due.contract.renews))",
          "Notice until \(DayText.short(due.contract.decideBy))",
          due.advice.map { "Advice on \(DayText.short(today)): \($0.rawValue)" },
        ].compactMap { $0 }.joined(separator: "\n")
    }
  }

  private func description(_ entry: DueEntry) -> String {
    let incident = entry.incident.incident
    return [
      "Entry #\(entry.incident.id) of \(DayText.short(incident.day))",
      incident.details.reference.map { "Their number: " + Escaping.terminal($0) },
      catalog.vendor(incident.vendor)?.contact.map { "Contact: " + Escaping.terminal($0) },
      entry.isShortest ? "By the shortest of the terms that may apply" : nil,
    ].compactMap { $0 }.joined(separator: "\n")
  }

  private static func date(_ day: Day) -> String { day.description.filter { $0 != "-" } }

  /// A TEXT value (RFC 5545 §3.3.11) of lines in which no control acts any more.
  private static func value(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case ";": result += "\\;"
      case ",": result += "\\,"
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Cut between characters' bytes never, and continued behind a space.
  private static func folded(_ line: String) -> String {
    var result = ""
    var length = 0
    for scalar in line.unicodeScalars {
      let size = UTF8.width(scalar)
      if length + size > longestLine {
        result += "\r\n "
        length = 1
      }
      result.unicodeScalars.append(scalar)
      length += size
    }
    return result
  }
}
