import ScorecardModel
import ScorecardPresentation

/// Reads the numbers and words that options take. Each throws exit 64 that names the option, what was
/// typed, and what it takes.
enum AmountParser {
  /// `4` → severity 4.
  static func severity(_ text: String) throws(Failure) -> Severity {
    guard let level = Int(text) else {
      throw .usage("severity \"\(text)\": use 1 (annoyance) to 5 (lost sale or money)")
    }
    do { return try Severity(level) } catch { throw .usage(error.description) }
  }

  /// Minutes of `40`, `40m`, `1h`, `1h30m`, `1:30`.
  static func minutes(_ text: String, option: String) throws(Failure) -> Int {
    guard let minutes = minutes(of: Array(text.lowercased().utf8)), minutes <= 100_000 else {
      throw .usage("\(option) \"\(text)\": use minutes up to 100000, such as 40, 40m or 1h30m")
    }
    return minutes
  }

  private static func minutes(of bytes: [UInt8]) -> Int? {
    var total = 0
    var number: Int?
    var units: [UInt8] = []
    for byte in bytes {
      switch byte {
      case 0x30...0x39 where (number ?? 0) <= 100_000: number = (number ?? 0) * 10 + Int(byte - 0x30)
      case UInt8(ascii: "h"), UInt8(ascii: ":"), UInt8(ascii: "m"):
        guard let value = number else { return nil }
        total += byte == UInt8(ascii: "m") ? value : value * 60
        units.append(byte == UInt8(ascii: "m") ? byte : UInt8(ascii: "h"))
        number = nil
      default: return nil
      }
    }
    // `40` and the minutes of `1h30` and `1:30` need no unit.
    if let number { total += number } else if units.isEmpty { return nil }
    return units == [] || units == Array("h".utf8)
      || (number == nil && [Array("m".utf8), Array("hm".utf8)].contains(units))
      ? total : nil
  }

  /// Hours of `5`, `1.5`, `90m`, `2d`.
  static func hours(_ text: String, option: String) throws(Failure) -> Double {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let scale: Double? =
      switch text.dropFirst(digits.count).lowercased() {
      case "", "h": 1
      case "m": 1 / 60
      case "d": 24
      default: nil
      }
    guard let scale, digits.utf8.count <= 12, let number = Double(digits), number * scale <= 100_000 else {
      throw .usage("\(option) \"\(text)\": use hours up to 100000, such as 5, 1.5 or 90m")
    }
    return number * scale
  }

  static func money(_ text: String, option: String, currency: String) throws(Failure) -> Money {
    guard let money = MoneyInput.amount(text, currency: currency) else {
      throw .usage("\(option) \"\(text)\": use an amount in \(currency) such as 30 or 12.50")
    }
    return money
  }

  /// A part of the orders, 0...1, of `40%` or `0.4`.
  static func share(_ text: String, option: String) throws(Failure) -> Double {
    let typed = text.trimmed
    let digits = typed.hasSuffix("%") ? String(typed.dropLast()).trimmed : typed
    // A part of 1 is no whole number above it; 1.5 may be anything.
    let isPercent = typed.hasSuffix("%") || (Int(digits) ?? 0) > 1
    let isPlain = digits.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
    guard isPlain, digits.utf8.count <= 12, let number = Double(digits), number <= (isPercent ? 100 : 1)
    else {
      throw .usage("\(option) \"\(text)\": use a part of the orders such as 40% or 0.4")
    }
    return isPercent ? number / 100 : number
  }

  /// A whole number in a range, digits only.
  static func count(_ text: String, of what: String, in range: ClosedRange<Int>) throws(Failure) -> Int {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text),
      range.contains(number)
    else {
      throw .usage("\(what) \"\(text)\": use a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// The number of an incident: `214` or `#214`.
  static func incidentID(_ text: String) throws(Failure) -> Int64 {
    if let id = number(text.hasPrefix("#") ? text.dropFirst() : text[...]) { return id }
    throw .usage(
      "\"\(text)\" isn't the number of an entry, such as 214", .init("See them", .entries()))
  }

  /// The number of an import, such as `7`.
  static func importNumber(_ text: String) throws(Failure) -> Int64 {
    if let number = number(text[...]) { return number }
    throw .usage("\"\(text)\" isn't the number of an import, such as 7", .init("See them", .imports))
  }

  private static func number(_ digits: Substring) -> Int64? {
    digits.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int64(digits) : nil
  }

  /// Money claimed: more than nothing.
  static func claim(
    _ text: String, option: String = "--claimed", currency: String
  ) throws(Failure) -> Money {
    let money = try money(text, option: option, currency: currency)
    guard money > .zero else {
      throw .usage("\(option) \(text): a claim needs an amount above 0. Leave it out")
    }
    return money
  }

  /// The vendor's number of a case, parcel or order, without blanks around it.
  static func reference(_ text: String, option: String = "--ref") throws(Failure) -> String {
    let reference = text.trimmed
    guard (1...IncidentDetails.longestReference).contains(reference.utf8.count) else {
      throw .usage(
        "\(option) \"\(text)\": use 1 to \(IncidentDetails.longestReference) bytes, such as 1Z999AA10123456784"
      )
    }
    return reference
  }

  /// `severity=2`: what stands on either side of the first `=`.
  ///
  /// - Parameter form: how to write it.
  static func pair(
    _ text: String, of option: String, _ form: String
  ) throws(Failure) -> (String, String) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(\.trimmed)
    guard parts.count == 2, !parts.contains("") else {
      throw .usage("\(option) \"\(text)\": write it as \(form)")
    }
    return (parts[0], parts[1])
  }

  /// One of a few words, or the beginning of one.
  static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ text: String, option: String
  ) throws(Failure) -> Choice {
    let names = Choice.allCases.map(\.rawValue)
    let found = completions(of: text, among: names)
    if found.count == 1, let choice = Choice(rawValue: found[0]) { return choice }
    if found.count > 1 {
      throw .usage("\(option) \"\(text)\" may be \(found.joined(separator: " or ")). Write one more letter")
    }
    let hint = closestMatch(text, among: names).map { " Did you mean \($0)?" } ?? ""
    throw .usage("no \(option) \"\(text)\".\(hint) Use \(NameList.or(names))")
  }
}
