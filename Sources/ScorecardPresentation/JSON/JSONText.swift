import ScorecardModel

/// A JSON value whose keys keep their order, so that the same data gives the same bytes.
package enum JSONText: Hashable, Sendable {
  case object([Member])
  case array([JSONText])
  case string(String)
  /// Written with full precision; NaN and infinity as null.
  case number(Double)
  case integer(Int64)
  case bool(Bool)
  case null

  package struct Member: Hashable, Sendable {
    package var key: String
    package var value: JSONText
    package init(_ key: String, _ value: JSONText) {
      self.key = key
      self.value = value
    }
  }

  /// The document, indented by two spaces, with a line end after it.
  package var document: String {
    var text = ""
    write(to: &text, indent: 0)
    return text + "\n"
  }

  /// The value on one line, for a stream of lines.
  package var line: String {
    var text = ""
    write(to: &text, indent: nil)
    return text
  }

  private func write(to text: inout String, indent: Int?) {
    switch self {
    case .null: text += "null"
    case .bool(let flag): text += flag ? "true" : "false"
    case .integer(let number): text += String(number)
    case .number(let number): text += DecimalText.exact(number) ?? "null"
    case .string(let string): text += "\"" + JSONEscaping.escaped(string) + "\""
    case .array(let values):
      JSONText.write(values, between: "[", "]", to: &text, indent: indent) { value, text, indent in
        value.write(to: &text, indent: indent)
      }
    case .object(let members):
      JSONText.write(members, between: "{", "}", to: &text, indent: indent) { member, text, indent in
        text += "\"" + JSONEscaping.escaped(member.key) + (indent == nil ? "\":" : "\": ")
        member.value.write(to: &text, indent: indent)
      }
    }
  }

  private static func write<Item>(
    _ items: [Item], between open: String, _ close: String, to text: inout String, indent: Int?,
    item write: (Item, inout String, Int?) -> Void
  ) {
    text += open
    let inner = indent.map { $0 + 2 }
    for (index, item) in items.enumerated() {
      if index > 0 { text += "," }
      if let inner { text += "\n" + String(repeating: " ", count: inner) }
      write(item, &text, inner)
    }
    if let indent, !items.isEmpty { text += "\n" + String(repeating: " ", count: indent) }
    text += close
  }
}

extension JSONText: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByNilLiteral {
  package init(dictionaryLiteral members: (String, JSONText)...) {
    self = .object(members.map { Member($0.0, $0.1) })
  }
  package init(arrayLiteral values: JSONText...) { self = .array(values) }
  package init(nilLiteral: ()) { self = .null }
}

extension JSONText {
  static func optional(_ string: String?) -> JSONText { string.map { .string($0) } ?? .null }
  static func optional(_ number: Double?) -> JSONText { number.map { .number($0) } ?? .null }
  static func optional(_ number: Int?) -> JSONText { number.map { .integer(Int64($0)) } ?? .null }
  static func optional(_ number: Int64?) -> JSONText { number.map { .integer($0) } ?? .null }
  static func optional(_ money: Money?) -> JSONText { optional(money.map { Double($0.thousandths) / 1000 }) }
  static func optional(_ flag: Bool?) -> JSONText { flag.map { .bool($0) } ?? .null }
  static func count(_ number: Int) -> JSONText { .integer(Int64(number)) }
  static func list<Item>(_ items: some Sequence<Item>, _ value: (Item) -> JSONText) -> JSONText {
    .array(items.map(value))
  }

  /// The object with more members at its end.
  func adding(_ more: JSONText) -> JSONText {
    guard case .object(let members) = self, case .object(let added) = more else { return self }
    return .object(members + added)
  }
}
