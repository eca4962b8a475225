/// A JSON value and where it stands.
package struct JSONValue: Sendable {
  package enum Content: Sendable {
    case null
    case bool(Bool)
    case number(JSONNumber)
    case string(String)
    case array([JSONValue])
    case object([JSONMember])
  }

  package var content: Content
  package var position: JSONPosition

  /// What it is, for messages: `a text`, `a number`, …
  package var kind: String {
    switch content {
    case .null: "null"
    case .bool(let value): String(value)
    case .number: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }

  package var string: String? { if case .string(let value) = content { value } else { nil } }
  package var number: JSONNumber? { if case .number(let value) = content { value } else { nil } }
  package var array: [JSONValue]? { if case .array(let value) = content { value } else { nil } }
  package var object: [JSONMember]? { if case .object(let value) = content { value } else { nil } }

  /// The member of an object with this key.
  package subscript(key: String) -> JSONValue? { object?.first { $0.key == key }?.value }
}

/// A key of an object with its value, in the order of the file.
package struct JSONMember: Sendable {
  package var key: String
  package var keyPosition: JSONPosition
  package var value: JSONValue
}

/// A number as it is written, and as the nearest Double (always finite).
package struct JSONNumber: Hashable, Sendable {
  package var text: String
  package var value: Double
}

/// 1-based line and column, the latter in characters.
package struct JSONPosition: Hashable, Sendable {
  package var line: Int
  package var column: Int

  package static let start = JSONPosition(line: 1, column: 1)
}
