/// So that what `--json` prints is also what any encoder makes of a value.
extension JSONText: Encodable {
  package func encode(to encoder: any Encoder) throws {
    switch self {
    case .object(let members):
      var container = encoder.container(keyedBy: MemberKey.self)
      for member in members { try container.encode(member.value, forKey: MemberKey(stringValue: member.key)) }
    case .array(let values):
      var container = encoder.unkeyedContainer()
      for value in values { try container.encode(value) }
    case .string(let string): try encoder.encode(string)
    case .number(let number): try number.isFinite ? encoder.encode(number) : encoder.encodeNull()
    case .integer(let number): try encoder.encode(number)
    case .bool(let flag): try encoder.encode(flag)
    case .null: try encoder.encodeNull()
    }
  }
}

extension Encoder {
  fileprivate func encode(_ value: some Encodable) throws {
    var container = singleValueContainer()
    try container.encode(value)
  }

  fileprivate func encodeNull() throws {
    var container = singleValueContainer()
    try container.encodeNil()
  }
}

private struct MemberKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
