import Testing

@testable import ScorecardFormats

/// As much of JSON Schema 2020-12 as the schemas at the root use; another keyword is a failed test.
struct SchemaCheck {
  let root: JSONValue

  func accepts(_ value: JSONValue) -> Bool { accepts(value, root) }

  private func accepts(_ value: JSONValue, _ schema: JSONValue) -> Bool {
    if case .bool(let always) = schema.content { return always }
    return (schema.object ?? []).allSatisfy { holds($0.key, $0.value, in: schema, of: value) }
  }

  private func holds(
    _ keyword: String, _ operand: JSONValue, in schema: JSONValue, of value: JSONValue
  ) -> Bool {
    switch keyword {
    case "title", "description", "default", "examples", "format", "$schema", "$defs", "then": true
    case "$ref": reference(operand).map { accepts(value, $0) } ?? false
    case "allOf": (operand.array ?? []).allSatisfy { accepts(value, $0) }
    case "anyOf": (operand.array ?? []).contains { accepts(value, $0) }
    case "if": !accepts(value, operand) || (schema["then"].map { accepts(value, $0) } ?? true)
    case "type": types(of: value).contains(operand.string ?? "")
    case "const": equal(value, operand)
    case "enum": (operand.array ?? []).contains { equal(value, $0) }
    case "required", "properties", "additionalProperties", "dependentSchemas":
      value.object.map { holds(keyword, operand, in: schema, members: $0, of: value) } ?? true
    case "minItems", "maxItems", "prefixItems", "items":
      value.array.map { holds(keyword, operand, in: schema, items: $0) } ?? true
    case "minimum", "maximum", "exclusiveMinimum":
      value.number.map { holds(keyword, operand.number?.value ?? .nan, number: $0.value) } ?? true
    case "minLength", "maxLength", "pattern":
      value.string.map { holds(keyword, operand, text: $0) } ?? true
    default: unknown(keyword)
    }
  }

  private func holds(
    _ keyword: String, _ operand: JSONValue, in schema: JSONValue, members: [JSONMember], of value: JSONValue
  ) -> Bool {
    let keys = members.map(\.key)
    switch keyword {
    case "required": return (operand.array ?? []).allSatisfy { keys.contains($0.string ?? "") }
    case "properties": return members.allSatisfy { accepts($0.value, operand[$0.key] ?? .always) }
    case "additionalProperties":
      return members.allSatisfy { schema["properties"]?[$0.key] != nil || accepts($0.value, operand) }
    default: return keys.allSatisfy { accepts(value, operand[$0] ?? .always) }
    }
  }

  private func holds(
    _ keyword: String, _ operand: JSONValue, in schema: JSONValue, items: [JSONValue]
  ) -> Bool {
    let first = schema["prefixItems"]?.array ?? []
    return switch keyword {
    case "minItems": items.count >= Int(operand.number?.value ?? .infinity)
    case "maxItems": items.count <= Int(operand.number?.value ?? 0)
    case "prefixItems": zip(items, first).allSatisfy { accepts($0, $1) }
    default: items.dropFirst(first.count).allSatisfy { accepts($0, operand) }
    }
  }

  private func holds(_ keyword: String, _ limit: Double, number: Double) -> Bool {
    switch keyword {
    case "minimum": number >= limit
    case "maximum": number <= limit
    default: number > limit
    }
  }

  private func holds(_ keyword: String, _ operand: JSONValue, text: String) -> Bool {
    switch keyword {
    case "minLength": text.unicodeScalars.count >= Int(operand.number?.value ?? .infinity)
    case "maxLength": text.unicodeScalars.count <= Int(operand.number?.value ?? 0)
    default: (try? Regex(operand.string ?? "").firstMatch(in: text)) != nil
    }
  }

  private func unknown(_ keyword: String) -> Bool {
    Issue.record("a keyword that this check does not know: \(keyword)")
    return false
  }

  private func reference(_ value: JSONValue) -> JSONValue? {
    let parts = value.string?.split(separator: "/").dropFirst() ?? []
    return parts.reduce(Optional(root)) { $0?[String($1)] }
  }

  private func types(of value: JSONValue) -> [String] {
    switch value.content {
    case .null: ["null"]
    case .bool: ["boolean"]
    case .number(let number): number.value == number.value.rounded() ? ["number", "integer"] : ["number"]
    case .string: ["string"]
    case .array: ["array"]
    case .object: ["object"]
    }
  }

  /// Texts and numbers; the schemas compare with nothing else.
  private func equal(_ a: JSONValue, _ b: JSONValue) -> Bool {
    if let number = a.number { return number.value == b.number?.value }
    return a.string.map { $0 == b.string } ?? false
  }
}

extension JSONValue {
  fileprivate static let always = JSONValue(content: .bool(true), position: .start)
}
