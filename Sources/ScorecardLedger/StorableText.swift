import Foundation
import ScorecardModel

/// Refuses what no ledger may hold; the schema's CHECKs are the second line.
enum Storable {
  /// Largest number of UTF-8 bytes in a vendor id, source, channel or foreign key.
  static let longestName = 1_000

  static func check(_ incident: Incident) throws(LedgerError) {
    try check(incident.vendor, .vendor, atLeast: 1)
    try check(incident.summary, .summary, atMost: Incident.longestText)
    try check(incident.channel, .channel)
    if let key = incident.source {
      try check(key.source, .source, atLeast: 1)
      try check(key.id, .id)
    }
    if let kind = incident.kind, kind.isGood != (incident.outcome == .good) { throw .unstorable(.kind(kind)) }
    if let minutes = incident.holdMinutes, !(0...100_000).contains(minutes) {
      throw .unstorable(.holdMinutes(minutes))
    }
    if let hours = incident.hoursToResolve, !(0...100_000).contains(hours) {
      throw .unstorable(.hoursToResolve(hours))
    }
    if incident.hasDetails { try check(incident.details) }
  }

  /// For what is written anew: a ledger or a record of before may hold such a day, and is taken as it is.
  static func checkDeadline(_ incident: Incident) throws(LedgerError) {
    guard let last = incident.details.claimBy, last < incident.day else { return }
    throw .unstorable(.claimBeforeIncident(last, of: incident.day))
  }

  static func check(_ details: IncidentDetails) throws(LedgerError) {
    if let claimed = details.claimed, claimed.thousandths <= 0 { throw .unstorable(.claimed) }
    if let recovered = details.recovered, recovered.thousandths < 0 { throw .unstorable(.recovered) }
    if let reference = details.reference {
      try check(reference, .reference, atLeast: 1, atMost: IncidentDetails.longestReference)
    }
    if let minutes = details.minutesSpent, !(0...100_000).contains(minutes) {
      throw .unstorable(.minutesSpent(minutes))
    }
    if let other = details.sameAs, other < 1 { throw .unstorable(.impossibleNumber(other)) }
    guard let outage = details.outage else { return }
    for moment in [outage.startedAt, outage.endedAt ?? outage.startedAt] where !years.contains(moment.seconds)
    {
      throw .unstorable(.outageOutsideYears)
    }
    if let end = outage.endedAt, end < outage.startedAt { throw .unstorable(.outageEndsBeforeItBegins) }
  }

  /// Seconds since 1970 that lie on a ``Day``.
  private static let years =
    Int64(Day.earliest.number) * 86_400..<(Int64(Day.latest.number) + 1) * 86_400

  static func check(_ volume: Volume) throws(LedgerError) {
    if let vendor = volume.vendor { try check(vendor, .vendor, atLeast: 1) }
  }

  static func check(_ watched: WatchedSpan, orders: Volume?) throws(LedgerError) {
    try check(watched.vendor, .vendor, atLeast: 1)
    guard watched.from.isInYears, watched.to.isInYears else { throw .unstorable(.watchedOutsideYears) }
    if orders?.orders ?? 0 > 0 { throw .unstorable(.watchedWithOrders) }
  }

  /// A Swift string is valid Unicode by construction (a lone surrogate cannot get in), so NUL is what is left
  /// to refuse: SQLite would keep only the text before it.
  static func check(
    _ text: String, _ field: Unstorable.Field, atLeast least: Int = 0, atMost most: Int = longestName
  ) throws(LedgerError) {
    let count = text.utf8.count
    guard count >= least else { throw .unstorable(.empty(field)) }
    guard count <= most else { throw .unstorable(.tooLong(field, limit: most)) }
    var text = text
    let hasNUL = text.withUTF8 { $0.baseAddress.map { memchr($0, 0, count) != nil } ?? false }
    guard !hasNUL else { throw .unstorable(.containsNUL(field)) }
  }
}

/// A summary as two people would compare it: without case, width and outer white space.
func comparable(_ text: String) -> String { CaseFolding.folded(text).trimmed }

/// Looks for a text inside others, without case.
package struct TextSearch {
  private let needle: String
  private let bytes: [UInt8]
  private let isASCII: Bool

  package init?(_ text: String?) {
    guard let text, !text.isEmpty else { return nil }
    needle = comparable(text)
    bytes = Array(needle.utf8)
    isASCII = bytes.allSatisfy { $0 < 0x80 }
  }

  /// The plain byte search settles texts in ASCII, which is nearly all of them and 40 times as fast.
  package func isFound(in text: String) -> Bool {
    var text = text
    let found = text.withUTF8 { utf8 in utf8.allSatisfy { $0 < 0x80 } ? isASCII && isFound(in: utf8) : nil }
    return found ?? comparable(text).contains(needle)
  }

  private func isFound(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count <= text.count else { return false }
    return (0...(text.count - bytes.count)).contains { start in
      bytes.indices.allSatisfy { TextSearch.lowercase(text[start + $0]) == bytes[$0] }
    }
  }

  private static func lowercase(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
  }
}

extension IncidentFilter {
  /// Whether an incident passes; the limit is not looked at.
  func matches(_ record: RecordedIncident) -> Bool {
    let incident = record.incident
    if !standings.isEmpty && !standings.contains(record.standing) { return false }
    if !vendors.isEmpty && !vendors.contains(incident.vendor) { return false }
    if let event, record.event != event { return false }
    if hasDetails && !incident.hasDetails || inEvent && record.event == nil { return false }
    if !dueReasons.isEmpty, !(incident.dueReason.map(dueReasons.contains) ?? false) { return false }
    if let from, incident.day < from { return false }
    if let through, incident.day > through { return false }
    if let good, (incident.outcome == .good) != good { return false }
    if let dimension, incident.dimension != dimension { return false }
    if !kinds.isEmpty, !(incident.kind.map(kinds.contains) ?? false) { return false }
    if let minimumSeverity, (incident.outcome.severity.map { $0 < minimumSeverity } ?? true) { return false }
    if open && (incident.outcome == .good || incident.resolved != false) { return false }
    if let source {
      let own = incident.source?.id.isEmpty ?? true
      guard source.isEmpty ? own : incident.source?.source == source else { return false }
    }
    return TextSearch(text)?.isFound(in: incident.summary) ?? true
  }
}
