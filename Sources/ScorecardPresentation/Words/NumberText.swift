/// Numbers as people read them, the same in every locale.
package enum NumberText {
  /// A number with exactly `digits` decimals, rounded half away from zero, never `-0`.
  ///
  /// Rounds the shortest decimal that stands for the value, so 1.005 with two digits is 1.01 as people expect.
  /// - Returns: `–` for NaN and infinity.
  package static func fixed(_ value: Double, digits: Int, grouped: Bool = false) -> String {
    guard let decimal = ShortestDecimal(value)?.rounded(to: digits) else { return "–" }
    let whole = decimal.wholePart
    let fraction = decimal.fraction(digits: digits)
    let sign = decimal.isNegative && !decimal.digits.isEmpty ? "-" : ""
    return sign + (grouped ? groupedDigits(whole) : whole) + (digits > 0 ? "." + fraction : "")
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

/// The decimal digits by which Swift prints a double: the fewest that read back as it.
struct ShortestDecimal {
  var isNegative: Bool
  /// 0...9, without leading zeros; empty for zero.
  var digits: [UInt8]
  /// How many digits stand before the decimal point; negative for small numbers.
  var point: Int

  init?(_ value: Double) {
    guard value.isFinite else { return nil }
    isNegative = value < 0
    let text = Array("\(abs(value))".utf8)
    let mantissa = text.prefix { $0 != UInt8(ascii: "e") }
    let exponent = Int(String(decoding: text.dropFirst(mantissa.count + 1), as: UTF8.self)) ?? 0
    let whole = mantissa.prefix { $0 != UInt8(ascii: ".") }.count
    let all = mantissa.filter { $0 != UInt8(ascii: ".") }.map { $0 - UInt8(ascii: "0") }
    digits = Array(all.drop { $0 == 0 })
    point = whole + exponent - (all.count - digits.count)
  }

  /// Half away from zero.
  func rounded(to decimals: Int) -> ShortestDecimal {
    let keep = point + decimals
    guard keep < digits.count else { return self }
    var result = self
    result.digits = keep > 0 ? Array(digits.prefix(keep)) : []
    guard keep >= 0, digits[keep] >= 5 else {
      // What is left may be nothing but zeros, which must not carry a sign.
      if result.digits.allSatisfy({ $0 == 0 }) { result.digits = [] }
      return result
    }
    var index = keep - 1
    while index >= 0, result.digits[index] == 9 {
      result.digits[index] = 0
      index -= 1
    }
    if index >= 0 {
      result.digits[index] += 1
    } else {
      result.digits.insert(1, at: 0)
      result.point += 1
    }
    return result
  }

  var wholePart: String {
    guard point > 0, !digits.isEmpty else { return "0" }
    return text((0..<point).map { digit(at: $0) })
  }

  func fraction(digits count: Int) -> String {
    text((0..<max(0, count)).map { digit(at: point + $0) })
  }

  private func digit(at index: Int) -> UInt8 { digits.indices.contains(index) ? digits[index] : 0 }
  private func text(_ digits: [UInt8]) -> String {
    String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
  }
}
