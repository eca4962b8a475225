import ScorecardModel
import ScorecardPresentation

/// Reads the days, months and quarters that people type: `2026-09-21`, `yesterday`, `3 days ago`, `last fri`, `21 sep`;
/// `last month`, `oct`; `Q3`, `last`.
struct DateParser {
  /// Today in the store's time zone.
  let today: Day

  /// - Throws: exit 64: what is wrong, and three ways to say it.
  func day(_ text: String) throws(Failure) -> Day {
    let words = Self.words(of: text)
    if words.count == 1, text.utf8.contains(UInt8(ascii: "/")) || Self.isDotted(text) {
      if let meant = meant(by: text) { return meant }
      if let words = Self.dayOfMonth(text), let day = try monthAndDay(words, typed: text) { return day }
      throw refused(text, "is the day or the month first?")
    }
    if words.count == 1, let first = text.trimmed.utf8.first, (0x30...0x39).contains(first) {
      do throws(DayError) { return try Day(text.trimmed) } catch { throw refused(text, error.description) }
    }
    if let day = relative(words) ?? weekday(words) { return day }
    if let day = try monthAndDay(words, typed: text) { return day }
    throw refused(text, DayError.notADate(text).description)
  }

  /// A day by which something is to be done: without a year, or as a weekday, the next one, today included; `next week`,
  /// `in 7 days`.
  ///
  /// - Throws: as ``day(_:)``.
  func deadline(_ text: String) throws(Failure) -> Day {
    let words = Self.words(of: text)
    if words.count == 1, let past = weekday(words) { return past == today ? past : past + 7 }
    if let day = ahead(words) { return day }
    let named = words.count == 2 ? words : Self.dayOfMonth(text) ?? []
    if named.count == 2, let day = try monthAndDay(named, typed: text, looksAhead: true) { return day }
    return try day(text)
  }

  /// A day on which something happened: not after today.
  ///
  /// - Throws: also for the future, with the year that was likely meant.
  func pastDay(_ text: String) throws(Failure) -> Day {
    let day = try day(text)
    guard day > today else { return day }
    throw .usage(
      "\(day) is in the future. " + (likelyMeant(day).map { "Did you mean \($0)?" } ?? "Today is \(today)"))
  }

  /// The same day of a year before, when the typed one is more than two months ahead: the year was mistyped.
  private func likelyMeant(_ day: Day) -> Day? {
    guard day - today > 61 else { return nil }
    let (_, month, number) = day.components
    let thisYear = today.components.year
    return [thisYear, thisYear - 1].lazy.compactMap { try? Day(year: $0, month: month, day: number) }
      .first { $0 <= today }
  }

  private func refused(_ text: String, _ reason: String) -> Failure {
    .usage("\"\(text)\": \(reason)\(reason.hasSuffix("?") ? "" : ".") Try \(today), yesterday, last fri")
  }

  /// The only day that `2026/09/21`, `09/21/2026` or `21.9.2026` can be; nil when it can be two.
  private func meant(by text: String) -> Day? {
    let parts = text.trimmed.split { $0 == "/" || $0 == "." }.map(String.init)
    let numbers = parts.compactMap { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int($0) : nil }
    guard parts.count == 3, numbers.count == 3 else { return nil }
    if parts[0].utf8.count == 4 { return try? Day(year: numbers[0], month: numbers[1], day: numbers[2]) }
    guard parts[2].utf8.count == 4 else { return nil }
    let days = [(numbers[0], numbers[1]), (numbers[1], numbers[0])].compactMap { month, day in
      try? Day(year: numbers[2], month: month, day: day)
    }
    return Set(days).count == 1 ? days[0] : nil
  }

  /// `20 nov` for `11/20` or `20.11.`, when it can be no other; the year is still to be found.
  private static func dayOfMonth(_ text: String) -> [String]? {
    let numbers = text.trimmed.split { $0 == "/" || $0 == "." }.map { part in
      part.utf8.count <= 2 && part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(part) : nil
    }
    guard numbers.count == 2, let first = numbers[0], let second = numbers[1] else { return nil }
    // In a leap year, in which every day of a year exists.
    let days = [(first, second), (second, first)].compactMap { month, day in
      try? Day(year: 2024, month: month, day: day)
    }
    guard Set(days).count == 1, let day = days.first else { return nil }
    return DayText.short(day).lowercased().split(separator: " ").prefix(2).map(String.init)
  }

  // MARK: Longer spans

  /// A month in which something happened: without a year the latest that has begun.
  ///
  /// - Throws: exit 64: what is wrong, and three ways to say it.
  func month(_ text: String) throws(Failure) -> Month {
    if let month = Month(text.trimmed) { return month }
    let words = Self.words(of: text)
    switch words {
    case ["this", "month"]: return today.month
    case ["last", "month"]: return Month(index: today.month.index - 1)
    default: break
    }
    if let number = words.first.flatMap(Self.month), words.count <= 2 {
      let year =
        words.count == 2
        ? Self.year(words[1])
        : today.month.number >= number ? today.components.year : today.components.year - 1
      if let year, (1...9999).contains(year) { return Month(index: year * 12 + number - 1) }
    }
    throw .usage("\"\(text)\" isn't a month. Try \(today.month), sep, last month")
  }

  /// A quarter: without a year the latest that has begun, `last` the latest that is over, which on its last day is the
  /// present one.
  ///
  /// - Throws: exit 64: what is wrong, and three ways to say it.
  func quarter(_ text: String) throws(Failure) -> Quarter {
    if let quarter = Quarter(text.trimmed) { return quarter }
    let current = Quarter(of: today)
    switch Self.words(of: text) {
    case ["last"], ["last", "quarter"]: return today == current.lastDay ? current : current.previous
    case ["this"], ["this", "quarter"]: return current
    case let words where words.count == 1 && words[0].utf8.count == 2 && words[0].hasPrefix("q"):
      if let number = Int(words[0].dropFirst()), (1...4).contains(number),
        let quarter = Quarter(year: number > current.number ? current.year - 1 : current.year, number: number)
      {
        return quarter
      }
    default: break
    }
    throw .usage("\"\(text)\" isn't a quarter. Try \(current.previous), Q\(current.number), last")
  }

  private static func year(_ word: String) -> Int? {
    word.utf8.count == 4 && word.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(word) : nil
  }

  // MARK: Forms

  /// `next week`, `in 7 days`, `in a month`.
  private func ahead(_ words: [String]) -> Day? {
    if words == ["next", "week"] { return today + 7 }
    if words == ["next", "month"] { return monthsAhead(1) }
    if words.count == 2, words[0] == "next", let past = weekday([words[1]]) { return past + 7 }
    guard words.count == 3, words[0] == "in" else { return nil }
    guard let count = words[1] == "a" || words[1] == "an" ? 1 : Int(words[1]), (0...10_000).contains(count)
    else { return nil }
    switch words[2] {
    case "day", "days": return today + count
    case "week", "weeks": return today + 7 * count
    case "month", "months": return monthsAhead(count)
    default: return nil
    }
  }

  /// The same day of a later month, or its last one where it has no such day.
  private func monthsAhead(_ count: Int) -> Day {
    let month = Month(index: today.month.index + count)
    return min(month.firstDay + (today.components.day - 1), month.lastDay)
  }

  private func relative(_ words: [String]) -> Day? {
    switch words {
    case ["today"]: return today
    case ["yesterday"]: return today - 1
    case ["tomorrow"]: return today + 1
    default: break
    }
    guard words.count == 3, words[2] == "ago" else { return nil }
    guard let count = words[0] == "a" || words[0] == "an" ? 1 : Int(words[0]), (0...100_000).contains(count)
    else { return nil }
    switch words[1] {
    case "day", "days": return today - count
    case "week", "weeks": return today - 7 * count
    default: return nil
    }
  }

  /// `fri` is the latest Friday, today included; `last fri` lies before today.
  private func weekday(_ words: [String]) -> Day? {
    guard let name = words.last, words.count == 1 || (words.count == 2 && words[0] == "last"),
      let weekday = Self.position(of: name, in: Self.weekdays)
    else { return nil }
    let back = (today.weekday - weekday + 7) % 7
    return today - (words.count == 2 && back == 0 ? 7 : back)
  }

  /// `21 sep`, `sep 21`, with or without a year; without one the latest that is not in the future, or the next that is
  /// not in the past.
  private func monthAndDay(
    _ words: [String], typed: String, looksAhead: Bool = false
  ) throws(Failure) -> Day? {
    guard (2...3).contains(words.count) else { return nil }
    let monthFirst = Self.month(words[0])
    guard let month = monthFirst ?? Self.month(words[1]),
      let number = Self.ordinal(words[monthFirst == nil ? 0 : 1])
    else { return nil }
    let thisYear = today.components.year
    do throws(DayError) {
      if words.count == 3 {
        guard words[2].utf8.count == 4, let year = Int(words[2]) else { return nil }
        return try Day(year: year, month: month, day: number)
      }
      // 29 February exists in a leap year only, which may lie up to eight years away.
      let day = (0...8).lazy
        .compactMap { try? Day(year: thisYear + (looksAhead ? $0 : -$0), month: month, day: number) }
        .first { looksAhead ? $0 >= today : $0 <= today }
      if let day { return day }
      return try Day(year: thisYear, month: month, day: number)
    } catch { throw refused(typed, error.description) }
  }

  // MARK: Words

  private static let weekdays = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]

  /// `september`, `sep`, `sept.`
  private static func month(_ word: String) -> Int? {
    MonthName.number(ofBeginning: word.hasSuffix(".") ? word.dropLast().utf8 : word[...].utf8)
  }

  /// 1-based, for at least three letters of the name.
  private static func position(of word: String, in names: [String]) -> Int? {
    guard word.utf8.count >= 3 else { return nil }
    return names.firstIndex { $0.hasPrefix(word) }.map { $0 + 1 }
  }

  /// `21`, `21.`, `21st`.
  private static func ordinal(_ word: String) -> Int? {
    let digits = word.prefix { $0.isASCII && $0.isNumber }
    guard (1...2).contains(digits.count),
      ["", ".", "st", "nd", "rd", "th"].contains(word.dropFirst(digits.count))
    else { return nil }
    return Int(digits)
  }

  /// `21.9.` and `21.9.2026`.
  private static func isDotted(_ text: String) -> Bool {
    let bytes = text.trimmed.utf8
    return bytes.contains(UInt8(ascii: ".")) && bytes.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
  }

  private static func words(of text: String) -> [String] {
    text.lowercased().split { $0.isWhitespace || $0 == "," }.prefix(8).map(String.init)
  }
}
