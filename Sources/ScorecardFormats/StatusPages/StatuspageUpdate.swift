internal import ScorecardModel

/// One update of an incident, as it appears in a feed's HTML:
/// `<small>Aug <var>21</var>, <var>00:37</var> UTC</small><br><strong>Resolved</strong> - …`.
struct StatuspageUpdate: Hashable {
  /// nil = in a zone other than UTC, or in words of another language.
  var at: Timestamp?
  /// In lower case: `investigating`, `resolved`, `in progress`, …
  var status: String

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
      let at = moment(small.text, notAfter: latest)
      guard let strong = rest.text(between: "<strong>", and: "</strong>") else { break }
      rest = strong.rest
      updates.append(StatuspageUpdate(at: at, status: plain(strong.text).lowercased()))
      if let at { latest = Timestamp(seconds: at.seconds + 86_400) }
    }
    return updates
  }

  private static let format = DateFormat("MMM d yyyy H:mm Z")

  /// `Aug 21, 00:37 UTC`, in the latest year in which it is not after `latest`, or `Aug 21, 2024 - 00:37 UTC`.
  private static func moment(_ html: Substring.UTF8View, notAfter latest: Timestamp) -> Timestamp? {
    let words = plain(html).split { $0 == " " || $0 == "," || $0 == "-" }
    guard words.count >= 4, words.last == "UTC" else { return nil }
    func inYear(_ year: some CustomStringConvertible) -> Timestamp? {
      let text = "\(words[0].prefix(3)) \(words[1]) \(year) \(words[words.count - 2]) UTC"
      return (try? format?.read(text))?.moment()
    }
    if words.count == 5 { return inYear(words[2]) }
    guard let day = Day(number: Int(latest.seconds / 86_400)) else { return nil }
    // Eight years hold a 29 February, 1900 and 2100 too.
    return (0...8).lazy.compactMap { inYear(day.components.year - $0) }.first { $0 <= latest }
  }

  /// Without tags, and with one space for any run of white space.
  private static func plain(_ html: Substring.UTF8View) -> String {
    var result: [UInt8] = []
    var isTag = false
    for byte in html {
      switch byte {
      case UInt8(ascii: "<"): isTag = true
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
