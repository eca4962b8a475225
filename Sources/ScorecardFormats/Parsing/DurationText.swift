internal import ScorecardModel

/// Reads how long something took: `49:12:10`, `1d 2h`, `2 hrs, 5 mins`, `30 minutes`, `PT1H30M`.
///
/// Strict: a number without a unit, a unit twice or out of order, and anything behind it make it no duration.
enum DurationText {
  /// Longer is no length of anything that this program knows: a thousand years.
  private static let longest = 1000 * 366 * 86_400.0

  private static let units: [(names: Set<String>, seconds: Double)] = [
    (["w", "wk", "wks", "week", "weeks"], 604_800), (["d", "day", "days"], 86_400),
    (["h", "hr", "hrs", "hour", "hours"], 3600), (["m", "min", "mins", "minute", "minutes"], 60),
    (["s", "sec", "secs", "second", "seconds"], 1),
  ]

  /// Seconds, or nil when it is no duration.
  static func seconds(_ text: String) -> Double? {
    let text = text.trimmed.lowercased()
    guard text.utf8.count <= 60 else { return nil }
    let seconds = text.contains(":") ? clock(text) : text.hasPrefix("p") ? iso(text) : words(text)
    return seconds.flatMap { $0 <= longest ? $0 : nil }
  }

  /// `h:mm:ss`; two numbers could be hours and minutes as well as minutes and seconds.
  private static func clock(_ text: String) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3, let hours = number(parts[0]), let minutes = number(parts[1]),
      let seconds = number(parts[2]), parts[1].utf8.count == 2, parts[2].utf8.prefix(2).count == 2,
      !parts[0].contains("."), !parts[1].contains("."), minutes < 60, seconds < 60
    else { return nil }
    return hours * 3600 + minutes * 60 + seconds
  }

  /// ISO 8601 §5.5.2, without years and months, which have no one length.
  private static func iso(_ text: String) -> Double? {
    let parts = text.dropFirst().split(separator: "t", maxSplits: 1, omittingEmptySubsequences: false)
    guard let days = parts.first else { return nil }
    let time = parts.count == 2 ? parts[1] : ""
    guard !(days.isEmpty && time.isEmpty), parts.count == 1 || !time.isEmpty else { return nil }
    guard let first = days.isEmpty ? 0 : sum(days, of: units[...1].map { ($0.names, $0.seconds) }),
      let second = time.isEmpty ? 0 : sum(time, of: units[2...].map { ($0.names, $0.seconds) }),
      !text.contains(" "), !text.contains(",")
    else { return nil }
    return first + second
  }

  private static func words(_ text: String) -> Double? { sum(text[...], of: units) }

  /// Numbers with units, the longest unit first.
  private static func sum(_ text: Substring, of units: [(names: Set<String>, seconds: Double)]) -> Double? {
    var rest = text
    var left = units[...]
    var total: Double?
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isNumber || $0 == "." }
      rest = rest[digits.endIndex...].drop { $0 == " " }
      let name = rest.prefix { $0.isLetter }
      rest = rest[name.endIndex...].drop { $0 == " " || $0 == "," }
      if rest.hasPrefix("and ") { rest = rest.dropFirst(4) }
      guard let value = number(digits), let unit = left.firstIndex(where: { $0.names.contains(String(name)) })
      else { return nil }
      total = (total ?? 0) + value * left[unit].seconds
      left = left[(unit + 1)...]
    }
    return total
  }

  private static func number(_ text: Substring) -> Double? {
    Array(text.utf8).withUnsafeBytes(\.decimalNumber)
  }
}
