/// A calendar month.
public struct Month: Hashable, Comparable, Sendable, Strideable {
  /// Months since year 0: `year × 12 + month − 1`.
  public let index: Int

  public init(index: Int) { self.index = index }

  /// Parses `YYYY-MM`.
  public init?(_ text: some StringProtocol) {
    guard let day = try? Day(text + "-01") else { return nil }
    self = day.month
  }

  public var year: Int { index / 12 }
  /// 1...12.
  public var number: Int { (index % 12 + 12) % 12 + 1 }

  /// The month with exactly the days from one to before the other; nil for any other span.
  package init?(from: Day, to: Day) {
    guard from == from.month.firstDay, to == from.month.lastDay + 1 else { return nil }
    self = from.month
  }

  public var firstDay: Day {
    guard index >= 12, index < 120_000 else { return index < 12 ? .earliest : .latest }
    return Day(number: Day.number(year: year, month: number, day: 1)) ?? .earliest
  }
  public var lastDay: Day { firstDay + (Day.length(ofMonth: number, year: year) - 1) }

  /// The day on which an event of unknown date in this month is counted: as many before it as after.
  var middleDay: Day { firstDay + (lastDay.number - firstDay.number) / 2 }

  public static func < (a: Month, b: Month) -> Bool { a.index < b.index }
  public func distance(to other: Month) -> Int { other.index - index }
  public func advanced(by months: Int) -> Month { Month(index: index + months) }
}

extension Month: CustomStringConvertible {
  /// `YYYY-MM`.
  public var description: String { padded(year, 4) + "-" + padded(number, 2) }
}
