internal import ScorecardModel

/// Reads the date of a field, with the words for what is wrong with it.
extension WrittenDate {
  init(_ bytes: FieldBytes) throws(FieldProblem) {
    do throws(DateProblem) { self = try DateFormat.iso.read(bytes) } catch {
      throw FieldProblem(bytes, error)
    }
  }

  init(text: String) throws(FieldProblem) {
    var text = text
    let result = text.withUTF8 { bytes in
      Result { () throws(FieldProblem) in try WrittenDate(FieldBytes(bytes)) }
    }
    self = try result.get()
  }
}

extension Day {
  /// A day as it stands, or a moment that the store's time zone turns into a day.
  ///
  /// - Parameter dayOf: the day of a moment in the store's time zone.
  init(
    _ bytes: FieldBytes, _ dates: DateReading = .iso, dayOf: (Timestamp) -> Day?
  ) throws(FieldProblem) {
    guard let day = try dates.read(bytes).day(in: dayOf) else { throw FieldProblem(bytes, .outsideYears) }
    self = day
  }
}

extension FieldProblem {
  fileprivate init(_ bytes: FieldBytes, _ problem: DateProblem) {
    switch problem {
    case .notADate: self.init(bytes, "isn't a date. Write YYYY-MM-DD")
    case .notATime: self.init(bytes, "isn't a time. Write 2026-09-21T23:30:00Z")
    case .noSuchDay(let reason): self.init(bytes, because: "\(reason)")
    case .noSuchTime(let unit, let value): self.init(bytes, because: "no \(unit) \(value)")
    case .noLeapSecond: self.init(bytes, because: "no second 60 (leap seconds are at 23:59:60 UTC)")
    case .leapSecondWithoutOffset: self.init(bytes, because: "a leap second needs Z or an offset")
    case .noSuchOffset(let text): self.init(bytes, because: "no offset \(text)")
    case .outsideYears: self.init(bytes, because: "outside the years 1 to 9999")
    }
  }
}
