internal import Glibc
internal import ScorecardModel

/// The bytes of one field.
typealias FieldBytes = UnsafeRawBufferPointer

/// Why a field's text is not the value it should be.
struct FieldProblem: Error {
  /// What follows the column's name, such as `"high" isn't 1–5`, unless it is a sentence of its own.
  var message: String
  var isSentence = false
  /// What may be done about it in the call.
  var next: NextStep?

  init(_ bytes: FieldBytes, _ reason: String, next: NextStep? = nil) {
    message = quoted(bytes.text) + " " + reason
    self.next = next
  }
  init(_ bytes: FieldBytes, because reason: String) { message = quoted(bytes.text) + ": " + reason }
  init(reason: String) { message = reason }
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

  /// Without blanks and TABs at its ends.
  @inline(__always)
  var trimmed: UnsafeRawBufferPointer {
    guard let first, let last, first.mayBeginBlank || last.mayEndBlank else { return self }
    return withoutBlanks
  }

  private var withoutBlanks: UnsafeRawBufferPointer {
    var start = startIndex
    var end = endIndex
    while start < end {
      let length = self[start].isBlank ? 1 : WideBlank.length(in: self, at: start)
      if length == 0 { break }
      start += length
    }
    while start < end {
      let length = self[end - 1].isBlank ? 1 : WideBlank.length(in: self, endingAt: end)
      if length == 0 || length > end - start { break }
      end -= length
    }
    return UnsafeRawBufferPointer(rebasing: self[start..<end])
  }

  /// A number of at most nine digits and nothing else.
  @inline(__always)
  func digits(_ range: Range<Int>) -> Int? {
    guard range.upperBound <= count, (1...9).contains(range.count) else { return nil }
    var value = 0
    for index in range {
      guard self[index].isDigit else { return nil }
      value = value * 10 + Int(self[index] - UInt8(ascii: "0"))
    }
    return value
  }

  /// The digits of a number and how many of them are decimals; nil when it has more than 15, or other signs.
  private var fixedPoint: (value: Int64, decimals: Int)? {
    guard let first, let last, first.isDigit, last.isDigit, count <= 16 else { return nil }
    var value: Int64 = 0
    var point: Int?
    for index in 0..<count {
      if self[index].isDigit {
        value = value * 10 + Int64(self[index] - UInt8(ascii: "0"))
      } else if self[index] == UInt8(ascii: "."), point == nil {
        point = index
      } else {
        return nil
      }
    }
    guard value < 1_000_000_000_000_000 else { return nil }
    return (value, point.map { count - 1 - $0 } ?? 0)
  }

  /// A whole number without sign, such as `42`.
  var wholeNumber: Int? {
    guard let parts = fixedPoint, parts.decimals == 0 else { return nil }
    return Int(parts.value)
  }

  /// A number with digits and at most one point between them, such as `2.5`; no sign, no exponent.
  var decimalNumber: Double? {
    // Up to 15 digits both parts are exact, and so the quotient is rounded once (Clinger 1990).
    if let parts = fixedPoint { return Double(parts.value) / Double(powerOfTen(parts.decimals)) }
    guard count <= 40, let first, let last, first.isDigit, last.isDigit,
      allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ".") }), count(where: { $0 == UInt8(ascii: ".") }) <= 1
    else { return nil }
    return Double(text)
  }

  /// An amount with at most three decimals, such as `12.50`.
  var amount: Money? {
    guard let parts = fixedPoint, parts.decimals <= 3 else { return nil }
    return Money(thousandths: parts.value * powerOfTen(3 - parts.decimals))
  }
}

private func powerOfTen(_ exponent: Int) -> Int64 {
  (0..<exponent).reduce(1) { power, _ in power * 10 }
}

extension UInt8 {
  var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }
  var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
  /// Blanks beyond ASCII have a first byte of their own, and a last one that continues a character.
  fileprivate var mayBeginBlank: Bool { isBlank || self == 0xC2 || self == 0xE2 || self == 0xE3 }
  fileprivate var mayEndBlank: Bool { isBlank || self & 0xC0 == 0x80 }
}
