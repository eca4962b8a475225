internal import Glibc
internal import ScorecardModel

/// The bytes of one field.
typealias FieldBytes = UnsafeRawBufferPointer

/// Why a field's text is not the value it should be.
struct FieldProblem: Error {
  /// What follows the column's name, such as `"high" isn't 1–5`, unless it is a sentence of its own.
  var message: String
  var isSentence = false

  init(_ bytes: FieldBytes, _ reason: String) { message = quoted(bytes.text) + " " + reason }
  init(_ bytes: FieldBytes, because reason: String) { message = quoted(bytes.text) + ": " + reason }
  init(sentence: String) { (message, isSentence) = (sentence, true) }
}

/// Strict readings of a field: straight from its bytes, without a String where none is kept.
extension UnsafeRawBufferPointer {
  var text: String { String(decoding: self, as: UTF8.self) }

  func equals(_ text: StaticString) -> Bool {
    hasBytes(of: UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  func hasBytes(of other: UnsafeRawBufferPointer) -> Bool {
    guard count == other.count, let mine = baseAddress, let others = other.baseAddress else {
      return count == other.count
    }
    return memcmp(mine, others, count) == 0
  }

  /// Without spaces and TABs at its ends.
  var trimmed: UnsafeRawBufferPointer {
    var start = startIndex
    var end = endIndex
    while start < end, self[start].isBlank { start += 1 }
    while start < end, self[end - 1].isBlank { end -= 1 }
    return UnsafeRawBufferPointer(rebasing: self[start..<end])
  }

  /// A number of at most nine digits and nothing else.
  func digits(_ range: Range<Int>) -> Int? {
    guard range.upperBound <= count, (1...9).contains(range.count) else { return nil }
    var value = 0
    for index in range {
      guard self[index].isDigit else { return nil }
      value = value * 10 + Int(self[index] - UInt8(ascii: "0"))
    }
    return value
  }

  /// A whole number without sign, such as `42`.
  var wholeNumber: Int? {
    let zeros = Swift.min(Swift.max(0, count - 9), prefix { $0 == UInt8(ascii: "0") }.count)
    if let short = digits(zeros..<count) { return short }
    guard count - zeros == 10, let head = digits(zeros..<count - 1), let last = digits(count - 1..<count)
    else { return nil }
    return head * 10 + last
  }

  /// A number with digits and at most one point between them, such as `2.5`; no sign, no exponent.
  var decimalNumber: Double? {
    var points = 0
    for byte in self {
      if byte == UInt8(ascii: ".") { points += 1 } else if !byte.isDigit { return nil }
    }
    guard let first, let last, first.isDigit, last.isDigit, points <= 1, count <= 40 else { return nil }
    return Double(text)
  }
}

extension UInt8 {
  var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }
  var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
}
