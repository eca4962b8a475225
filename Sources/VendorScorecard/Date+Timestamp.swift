public import Foundation
public import ScorecardModel

extension Timestamp {
  /// The second that a moment falls in; one beyond what 64 bits of seconds hold is the last that they do.
  public init(_ date: Date) {
    let seconds = date.timeIntervalSince1970.rounded(.down)
    self.init(seconds: Int64(exactly: seconds) ?? (seconds < 0 ? .min : .max))
  }
}

extension Date {
  /// The beginning of the second.
  public init(_ moment: Timestamp) { self.init(timeIntervalSince1970: Double(moment.seconds)) }
}

extension Day {
  /// The day that a moment falls on in a time zone; the earliest or the latest there is for one beyond them.
  public init(_ date: Date, in timeZone: TimeZone) {
    self = StoreCalendar(timeZone).day(of: Timestamp(date))
  }

  /// The first moment of the day in a time zone, also of one on which the clocks change.
  public func start(in timeZone: TimeZone) -> Date { Date(StoreCalendar(timeZone).start(of: self)) }
}
