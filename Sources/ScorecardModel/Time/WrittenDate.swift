/// A day, a moment or a whole month, as a text says it; ``DateFormat`` reads it.
package struct WrittenDate: Hashable, Sendable {
  /// Of the date as it is written, whatever the offset; a month's middle day.
  package var day: Day
  /// Seconds since midnight, 0...86 399, without their fraction (a leap second is the one before it); nil = only the
  /// day is written.
  package var second: Int?
  /// Seconds east of UTC; nil = none is written.
  package var offset: Int?
  /// Only year and month are written.
  package var isMonth = false

  /// Seconds since 1970, taken for UTC without an offset; midnight for a date alone.
  package var seconds: Int64 { Int64(day.number) * 86_400 + Int64(second ?? 0) - Int64(offset ?? 0) }

  /// The moment, or nil without a time or, when `elseOffset` is nil too, without an offset.
  ///
  /// - Parameter elseOffset: what is meant when no offset is written; 0 = UTC.
  package func moment(elseOffset: Int? = nil) -> Timestamp? {
    guard second != nil, offset != nil || elseOffset != nil else { return nil }
    return Timestamp(seconds: offset == nil ? seconds - Int64(elseOffset ?? 0) : seconds)
  }

  /// The day in the store's time zone; what has no offset is the store's own and stands on its date.
  ///
  /// - Returns: nil outside the years 1 to 9999.
  package func day(in dayOf: (Timestamp) -> Day?) -> Day? {
    guard let moment = moment() else { return day }
    return dayOf(moment)
  }

  /// The day by which it is compared with a promised one. A moment in UTC is what a computer wrote, and falls on the store's
  /// day; midnight there is how one writes a day alone, and a time with an offset is local to where it happened.
  package func calendarDay(in dayOf: (Timestamp) -> Day?) -> Day {
    guard offset == 0, second != 0, let moment = moment() else { return day }
    return dayOf(moment) ?? day
  }
}

/// Why a text is not the date it should be.
package enum DateProblem: Error, Hashable, Sendable {
  case notADate
  case notATime
  case noSuchDay(DayError)
  /// - Parameter unit: `hour`, `minute` or `second`.
  case noSuchTime(unit: String, Int)
  /// Leap seconds are inserted at 23:59:60 UTC (ITU-R TF.460), whatever the clock on the wall.
  case noLeapSecond
  case leapSecondWithoutOffset
  /// The clocks of the world run from UTC−12 to UTC+14.
  case noSuchOffset(String)
  case outsideYears
}

/// The parts of a date and a time of day, as they are read.
struct DateParts {
  var year = 0
  var month = 0
  /// nil for a month alone.
  var day: Int?
  /// nil for a date alone.
  var hour: Int?
  var minute = 0
  var second = 0
  var offset: Int?

  /// What they say, if there is such a day and time.
  func checked() throws(DateProblem) -> WrittenDate {
    let date = try existingDay()
    guard day != nil else { return WrittenDate(day: date.month.middleDay, isMonth: true) }
    guard let hour else { return WrittenDate(day: date, offset: offset) }
    for (value, most, unit) in [(hour, 23, "hour"), (minute, 59, "minute"), (second, 60, "second")]
    where value > most { throw .noSuchTime(unit: unit, value) }
    let time = hour * 3600 + minute * 60 + second
    if second == 60 {
      guard let offset else { throw .leapSecondWithoutOffset }
      guard (time - offset) % 86_400 == 0 else { throw .noLeapSecond }
    }
    let written = WrittenDate(day: date, second: second == 60 ? time - 1 : time, offset: offset)
    guard written.moment(elseOffset: 0)?.isInYears == true else { throw .outsideYears }
    return written
  }

  private func existingDay() throws(DateProblem) -> Day {
    do { return try Day(year: year, month: month, day: day ?? 1) } catch { throw .noSuchDay(error) }
  }
}
