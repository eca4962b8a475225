public import Foundation
public import ScorecardModel

/// Which calendar day a moment falls on in the store's time zone.
public struct StoreCalendar: Sendable {
  private let zone: TimeZone?

  /// - Parameter timeZone: IANA name such as `Europe/Berlin`, or `UTC`.
  /// - Returns: nil for a zone that this machine does not know.
  public init?(timeZone: String) {
    // UTC needs no time zone data, and is what most commands run with.
    if timeZone == "UTC" {
      zone = nil
    } else if let zone = StoreCalendar.zone(named: timeZone) {
      self.zone = zone
    } else {
      return nil
    }
  }

  /// - Parameter timeZone: any of Foundation's.
  public init(_ timeZone: TimeZone) { zone = timeZone }

  /// The moment whose UTC time is this one's local time, for showing.
  public func local(_ moment: Timestamp) -> Timestamp {
    let offset = zone?.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment.seconds))) ?? 0
    let (seconds, isBeyond) = moment.seconds.addingReportingOverflow(Int64(offset))
    return isBeyond ? moment : Timestamp(seconds: seconds)
  }

  /// A value with one of its moments by this clock, for showing.
  public func local<Value>(_ value: Value, _ moment: WritableKeyPath<Value, Timestamp>) -> Value {
    var value = value
    value[keyPath: moment] = local(value[keyPath: moment])
    return value
  }

  public func day(of moment: Timestamp) -> Day {
    let (days, rest) = local(moment).seconds.quotientAndRemainder(dividingBy: 86_400)
    let number = rest < 0 ? days - 1 : days
    return Day(number: Int(number)) ?? (number < 0 ? .earliest : .latest)
  }

  /// The first moment of a day, also of one on which the clocks change.
  public func start(of day: Day) -> Timestamp {
    let midnight = Int64(day.number) * 86_400
    let offset = { (seconds: Int64) in
      Int64(zone?.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))) ?? 0)
    }
    // The offset that holds at the day's start; of two, the earlier moment that falls on the day.
    let candidates = [midnight - offset(midnight - 86_400), midnight - offset(midnight + 86_400)].sorted()
    return Timestamp(seconds: candidates.first { self.day(of: Timestamp(seconds: $0)) == day } ?? midnight)
  }

  /// From its first moment to that of the next quarter.
  public func span(of quarter: Quarter) -> Range<Timestamp> {
    start(of: quarter.firstDay)..<start(of: quarter.lastDay + 1)
  }

  /// Whether `name` is a time zone of the IANA database; abbreviations such as `CET` and offsets are not.
  public static func isTimeZone(_ name: String) -> Bool { name == "UTC" || zone(named: name) != nil }

  /// The zone that somebody means: `Europe/Berlin`, `berlin`, `new york`, `US Eastern`; nil = none, or several.
  public static func timeZone(named typed: String) -> String? {
    let words = typed.split(whereSeparator: \.isWhitespace).joined(separator: "_")
    if words.lowercased() == "utc" { return "UTC" }
    if isTimeZone(words) { return words }
    let wanted = words.lowercased()
    let known = TimeZone.knownTimeZoneIdentifiers.filter {
      let name = $0.lowercased()
      return name == wanted || name.split(separator: "/").last.map(String.init) == wanted
    }
    if let zone = known.first { return known.count == 1 && isTimeZone(zone) ? zone : nil }
    let alias = words.replacing("_", with: "/")
    return isTimeZone(alias) ? alias : nil
  }

  /// The zone that this machine is set to, for a new workspace; `UTC` when it has none of the database.
  public static var localTimeZone: String {
    let name = TimeZone.current.identifier
    return isTimeZone(name) ? name : "UTC"
  }

  private static func zone(named name: String) -> TimeZone? {
    // `TimeZone(identifier:)` also takes `GMT+3` and `EST`, which are no places.
    guard name.utf8.contains(UInt8(ascii: "/")), !name.hasPrefix("/"), !name.utf8.contains(UInt8(ascii: "."))
    else { return nil }
    return TimeZone(identifier: name)
  }
}
