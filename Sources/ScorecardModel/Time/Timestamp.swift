/// A moment in UTC, to the second.
public struct Timestamp: Hashable, Comparable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z.
  public let seconds: Int64

  public init(seconds: Int64) { self.seconds = seconds }

  public static func < (a: Timestamp, b: Timestamp) -> Bool { a.seconds < b.seconds }

  /// Whether it lies in the years 1 to 9999 of UTC, as every ``Day`` does; a ledger holds no other moments.
  package var isInYears: Bool {
    seconds >= Int64(Day.earliest.number) * 86_400 && seconds < (Int64(Day.latest.number) + 1) * 86_400
  }
}

extension Timestamp: CustomStringConvertible {
  /// `2026-09-21T08:30:00Z`.
  public var description: String {
    var (day, rest) = Int(seconds).quotientAndRemainder(dividingBy: 86_400)
    if rest < 0 { (day, rest) = (day - 1, rest + 86_400) }
    let date = Day(number: day) ?? (day < 0 ? .earliest : .latest)
    return "\(date)T\(padded(rest / 3600, 2)):\(padded(rest / 60 % 60, 2)):\(padded(rest % 60, 2))Z"
  }
}

extension Timestamp {
  /// Parses `2026-09-21T08:30:00Z`, as ``description`` writes it.
  public init?(_ text: some StringProtocol) {
    guard let moment = try? DateFormat.moment.read(text).moment() else { return nil }
    self = moment
  }
}
