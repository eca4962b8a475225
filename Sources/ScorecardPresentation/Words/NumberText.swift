internal import ScorecardModel

/// Numbers as people read them, the same in every locale.
package enum NumberText {
  /// A number with exactly `digits` decimals, rounded half away from zero, never `-0`.
  ///
  /// Rounds the shortest decimal that stands for the value, so 1.005 with two digits is 1.01 as people expect.
  /// - Returns: `–` for NaN and infinity.
  package static func fixed(_ value: Double, digits: Int, grouped: Bool = false) -> String {
    guard let text = DecimalText.withoutExponent(abs(value)) else { return "–" }
    let parts = text.split(separator: ".")
    let fraction = Array((parts.count > 1 ? parts[1] : "").utf8)
    let padding = [UInt8](repeating: UInt8(ascii: "0"), count: max(0, digits - fraction.count))
    var shown = Array(parts[0].utf8) + fraction.prefix(digits) + padding
    if let next = fraction.dropFirst(digits).first, next >= UInt8(ascii: "5") { roundUp(&shown) }
    let sign = value < 0 && shown.contains { $0 != UInt8(ascii: "0") } ? "-" : ""
    let whole = String(decoding: shown.dropLast(digits), as: UTF8.self)
    let decimals = String(decoding: shown.suffix(digits), as: UTF8.self)
    return sign + (grouped ? groupedDigits(whole) : whole) + (digits > 0 ? "." + decimals : "")
  }

  /// The next number with as many digits, or with one more.
  private static func roundUp(_ digits: inout [UInt8]) {
    for index in digits.indices.reversed() {
      if digits[index] < UInt8(ascii: "9") {
        digits[index] += 1
        return
      }
      digits[index] = UInt8(ascii: "0")
    }
    digits.insert(UInt8(ascii: "1"), at: 0)
  }

  /// A difference with its sign: `+4`, `−3` (with a minus sign, not a hyphen), `±0`.
  package static func signed(_ value: Double, digits: Int) -> String {
    let text = fixed(abs(value), digits: digits)
    if text.utf8.allSatisfy({ $0 == 0x30 || $0 == 0x2E }) { return "±" + text }
    return (value < 0 ? "−" : "+") + text
  }

  /// `1186` as `1,186`.
  package static func grouped(_ number: some BinaryInteger) -> String {
    number < 0 ? "-" + groupedDigits(String(number.magnitude)) : groupedDigits(String(number))
  }

  /// A part of a whole as `92 %`.
  /// - Parameter fraction: 0...1.
  package static func percent(_ fraction: Double, digits: Int = 0) -> String {
    fixed(fraction * 100, digits: digits) + " %"
  }

  /// How sure something is: `92 %`, but `over 99 %` and `under 1 %`, because nothing is certain.
  package static func probability(_ probability: Double) -> String {
    if probability > 0.99 { return "over 99 %" }
    if probability < 0.01 { return "under 1 %" }
    return percent(probability)
  }

  /// `1 order`, `4 orders`, `1,186 orders`.
  package static func count(_ number: some BinaryInteger, _ singular: String, plural: String? = nil) -> String
  {
    grouped(number) + " " + (number == 1 ? singular : plural ?? singular + "s")
  }

  /// `1 entry`, `20 entries`: what is on record.
  package static func entries(_ number: some BinaryInteger) -> String {
    count(number, "entry", plural: "entries")
  }

  /// `40 min`, `2 h 5 min`, `3 h`.
  package static func span(minutes: Int) -> String {
    let (hours, rest) = minutes.quotientAndRemainder(dividingBy: 60)
    let parts = [hours > 0 ? "\(grouped(hours)) h" : nil, rest > 0 || hours == 0 ? "\(rest) min" : nil]
    return parts.compactMap { $0 }.joined(separator: " ")
  }

  /// `six` for 6; digits above twelve.
  package static func inWords(_ number: Int) -> String {
    let words = [
      "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ]
    return words.indices.contains(number) ? words[number] : grouped(number)
  }

  private static func groupedDigits(_ digits: String) -> String {
    var result: [UInt8] = []
    for (index, byte) in digits.utf8.enumerated() {
      if index > 0, (digits.utf8.count - index).isMultiple(of: 3) { result.append(0x2C) }
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }
}

extension String {
  /// With its first letter in upper case, for the start of a sentence.
  package var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }

  /// With a full stop; one that a name ends with, such as `Inc.`, will do.
  package var sentence: String { hasSuffix(".") ? self : self + "." }
}
