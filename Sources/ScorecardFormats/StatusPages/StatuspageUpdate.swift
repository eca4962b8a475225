internal import ScorecardModel

/// One update of an incident, as it appears in a feed's HTML:
/// `<small>Aug <var>21</var>, <var>00:37</var> UTC</small><br><strong>Resolved</strong> - …`.
struct StatuspageUpdate: Hashable {
  /// nil = in a zone that nobody here knows, or in words of another language.
  var at: Timestamp?
  /// As it is written, taken for UTC.
  var clock: Timestamp?
  /// `UTC`, `PDT`, `GMT+0`, …
  var zone = ""
  /// In lower case: `investigating`, `resolved`, `in progress`, …
  var status: String

  /// Of an incident that goes on.
  static let openStates: Set<String> = [
    "investigating", "identified", "monitoring", "update", "in progress", "verifying", "ongoing",
  ]

  var isEnd: Bool { status == "resolved" || status == "completed" }
  var isOfMaintenance: Bool { ["scheduled", "in progress", "verifying", "completed"].contains(status) }

  /// Updates in the order of the page, newest first.
  ///
  /// - Parameter last: when the entry was last touched: years are not written, and no update is newer.
  static func all(in html: String, notAfter last: Timestamp) -> [StatuspageUpdate] {
    var updates: [StatuspageUpdate] = []
    var rest = html.utf8[...]
    // Edited times may be a little out of order, and time zones differ by a day.
    var latest = Timestamp(seconds: last.seconds + 86_400)
    while let small = rest.text(between: "<small>", and: "</small>") {
      rest = small.rest
      let (clock, zone) = moment(small.text, notAfter: latest)
      let at = clock.flatMap { StatuspageUpdate.moment($0, in: zone) }
      guard let strong = rest.text(between: "<strong>", and: "</strong>") else { break }
      rest = strong.rest
      updates.append(
        StatuspageUpdate(at: at, clock: clock, zone: zone, status: plain(strong.text).lowercased()))
      if let clock { latest = Timestamp(seconds: clock.seconds + 86_400) }
    }
    return updates
  }

  /// Seconds between two updates, whatever zone their times are in, if it is the same.
  static func length(from begun: StatuspageUpdate?, to ended: StatuspageUpdate?) -> Int64? {
    guard let begun, let ended, begun != ended, begun.zone == ended.zone, let start = begun.clock,
      let end = ended.clock, start <= end
    else { return nil }
    return end.seconds - start.seconds
  }

  private static let format = DateFormat("MMM d yyyy H:mm:ss Z")

  /// `Aug 21, 00:37 UTC`, in the latest year in which it is not after `latest`, or `Aug 21, 2024 - 00:37 UTC`.
  private static func moment(
    _ html: Substring.UTF8View, notAfter latest: Timestamp
  ) -> (clock: Timestamp?, zone: String) {
    let words = plain(html).split { $0 == " " || $0 == "," || $0 == "-" }
    guard words.count >= 4, let zone = words.last.map(String.init) else { return (nil, "") }
    let time = words[words.count - 2]
    let seconds = time.utf8.count { $0 == UInt8(ascii: ":") } == 1 ? ":00" : ""
    func inYear(_ year: some CustomStringConvertible) -> Timestamp? {
      (try? format?.read("\(words[0].prefix(3)) \(words[1]) \(year) \(time)\(seconds) UTC"))?.moment()
    }
    if words.count == 5 { return (inYear(words[2]), zone) }
    guard let day = Day(number: Int(latest.seconds / 86_400)) else { return (nil, zone) }
    // Eight years hold a 29 February, 1900 and 2100 too.
    let clock = (0...8).lazy.compactMap { inYear(day.components.year - $0) }.first { $0 <= latest }
    return (clock, zone)
  }

  /// nil in a zone that is neither UTC nor so many hours from it: three letters name several zones.
  private static func moment(_ clock: Timestamp, in zone: String) -> Timestamp? {
    for name in ["UTC", "GMT"] where zone.hasPrefix(name) {
      let rest = zone.dropFirst(3)
      if rest.isEmpty { return clock }
      guard rest.first == "+", let hours = Int64(rest.dropFirst()), (0...14).contains(hours) else {
        return nil
      }
      return Timestamp(seconds: clock.seconds - hours * 3600)
    }
    return nil
  }

  /// Without tags, and with one space for any run of white space.
  ///
  /// - Parameter tagsSeparate: whether a tag is white space, too.
  static func plain(_ html: Substring.UTF8View, tagsSeparate: Bool = false) -> String {
    var result: [UInt8] = []
    var isTag = false
    for byte in html {
      switch byte {
      case UInt8(ascii: "<"):
        isTag = true
        if tagsSeparate, result.last != 0x20, !result.isEmpty { result.append(0x20) }
      case UInt8(ascii: ">"): isTag = false
      case _ where isTag: break
      case 0...0x20: if result.last != 0x20, !result.isEmpty { result.append(0x20) }
      default: result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self).trimmed
  }
}

extension Substring.UTF8View {
  /// What stands between the first `start` and the `end` after it, and what follows.
  fileprivate func text(between start: String, and end: String) -> (text: Self, rest: Self)? {
    guard let opening = range(of: start) else { return nil }
    let after = self[opening.upperBound...]
    guard let closing = after.range(of: end) else { return nil }
    return (after[..<closing.lowerBound], after[closing.upperBound...])
  }

  private func range(of text: String) -> Range<Index>? {
    var start = startIndex
    while let found = self[start...].firstIndex(of: UInt8(ascii: "<")) {
      if self[found...].starts(with: text.utf8) { return found..<index(found, offsetBy: text.utf8.count) }
      start = index(after: found)
    }
    return nil
  }
}
