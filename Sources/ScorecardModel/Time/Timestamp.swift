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
    let bytes = Array(text.utf8)
    guard bytes.count == 20, bytes[10] == 0x54, bytes[13] == 0x3A, bytes[16] == 0x3A, bytes[19] == 0x5A,
      let day = try? Day(text.prefix(10))
    else { return nil }
    let parts = [11, 14, 17].map { (start: Int) -> Int? in
      let digits = bytes[start..<start + 2]
      return digits.allSatisfy { (0x30...0x39).contains($0) }
        ? digits.reduce(0) { $0 * 10 + Int($1 - 0x30) } : nil
    }
    guard let hour = parts[0], let minute = parts[1], let second = parts[2], hour < 24, minute < 60,
      second < 60
    else { return nil }
    self.init(seconds: Int64(day.number) * 86_400 + Int64(hour * 3600 + minute * 60 + second))
  }
}
