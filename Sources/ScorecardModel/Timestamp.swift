/// A moment in UTC, to the second.
public struct Timestamp: Hashable, Comparable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z.
  public let seconds: Int64

  public init(seconds: Int64) { self.seconds = seconds }

  public static func < (a: Timestamp, b: Timestamp) -> Bool { a.seconds < b.seconds }
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
