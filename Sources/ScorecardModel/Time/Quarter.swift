/// A calendar quarter, the period of a scorecard.
public struct Quarter: Hashable, Comparable, Sendable {
  public let year: Int
  /// 1...4.
  public let number: Int

  public init?(year: Int, number: Int) {
    guard (1...9999).contains(year), (1...4).contains(number) else { return nil }
    self.year = year
    self.number = number
  }

  /// Parses `2026-Q3` (also `2026q3` and `2026-q3`).
  public init?(_ text: some StringProtocol) {
    var bytes = Array(text.utf8.prefix(8))
    if bytes.count == 7, bytes[4] == 0x2D { bytes.remove(at: 4) }
    guard bytes.count == 6, bytes[4] | 0x20 == 0x71 else { return nil }
    bytes.remove(at: 4)
    guard bytes.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    let year = bytes[..<4].reduce(0) { $0 * 10 + Int($1 - 0x30) }
    let number = Int(bytes[4] - 0x30)
    self.init(year: year, number: number)
  }

  /// The quarter that holds this day.
  public init(of day: Day) {
    let parts = day.components
    year = parts.year
    number = (parts.month - 1) / 3 + 1
  }

  public var firstDay: Day { Month(index: year * 12 + (number - 1) * 3).firstDay }
  public var lastDay: Day { Month(index: year * 12 + (number - 1) * 3 + 2).lastDay }
  /// From this day on its report is final: what was logged late had 30 days to come.
  public var finalDay: Day { lastDay + 30 }
  public var previous: Quarter { Quarter(of: firstDay - 1) }

  public static func < (a: Quarter, b: Quarter) -> Bool { (a.year, a.number) < (b.year, b.number) }
}

extension Quarter: CustomStringConvertible {
  /// `2026-Q3`.
  public var description: String { padded(year, 4) + "-Q\(number)" }
}
