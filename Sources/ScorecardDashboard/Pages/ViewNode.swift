import Mustache

/// A view or a part of it, as templates look things up in it.
///
/// Made by what the compiler writes for `Encodable`: to ask a struct for its fields at run time takes twenty times as long.
final class ViewNode: MustacheParent {
  private var fields: [String: Any] = [:]

  func child(named name: String) -> Any? { fields[name] }

  fileprivate func set(_ name: String, _ value: Any) { fields[name] = value }

  /// A field without a value, which is not looked for further out.
  fileprivate struct Nothing: MustacheCustomRenderable {
    var renderText: String { "" }
    var isNull: Bool { true }
  }

  /// What a template gets to see: texts, flags, lists and parts.
  static func of(_ value: some Encodable) throws -> Any {
    if value is String || value is Bool { return value }
    let encoder = ViewEncoder()
    try value.encode(to: encoder)
    return encoder.result.value
  }
}

private struct ViewEncoder: Encoder {
  /// What the value came to.
  final class Result {
    var single: Any = ViewNode.Nothing()
    /// Of a list; nil for anything else.
    var list: [Any]?

    var value: Any { list ?? single }
  }

  let result = Result()
  let codingPath: [any CodingKey] = []
  let userInfo: [CodingUserInfoKey: Any] = [:]

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    let node = ViewNode()
    result.single = node
    return KeyedEncodingContainer(Fields(node: node))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer { Elements(result: result) }

  func singleValueContainer() -> any SingleValueEncodingContainer { Single(result: result) }

  /// What a view is not made of.
  private static func refused() -> EncodingError {
    .invalidValue("", .init(codingPath: [], debugDescription: "a view has fields, lists, texts and flags"))
  }

  private struct Fields<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let node: ViewNode
    let codingPath: [any CodingKey] = []

    func encodeNil(forKey key: Key) { node.set(key.stringValue, ViewNode.Nothing()) }

    func encode(_ value: some Encodable, forKey key: Key) throws {
      node.set(key.stringValue, try ViewNode.of(value))
    }

    func encodeIfPresent(_ value: (some Encodable)?, forKey key: Key) throws {
      if let value { try encode(value, forKey: key) } else { encodeNil(forKey: key) }
    }

    func encodeIfPresent(_ value: String?, forKey key: Key) {
      node.set(key.stringValue, value ?? ViewNode.Nothing())
    }

    func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
      let nested = ViewNode()
      node.set(key.stringValue, nested)
      return KeyedEncodingContainer(Fields<Nested>(node: nested))
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
      Elements(result: Result())
    }
    func superEncoder() -> any Encoder { ViewEncoder() }
    func superEncoder(forKey key: Key) -> any Encoder { ViewEncoder() }
  }

  private struct Elements: UnkeyedEncodingContainer {
    let result: Result
    let codingPath: [any CodingKey] = []
    var count: Int { result.list?.count ?? 0 }

    init(result: Result) {
      self.result = result
      result.list = []
    }

    private func add(_ value: Any) { result.list?.append(value) }

    func encodeNil() { add(ViewNode.Nothing()) }
    func encode(_ value: some Encodable) throws { add(try ViewNode.of(value)) }

    func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type
    ) -> KeyedEncodingContainer<Nested> {
      let node = ViewNode()
      add(node)
      return KeyedEncodingContainer(Fields<Nested>(node: node))
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { Elements(result: Result()) }
    func superEncoder() -> any Encoder { ViewEncoder() }
  }

  private struct Single: SingleValueEncodingContainer {
    let result: Result
    let codingPath: [any CodingKey] = []

    func encodeNil() { result.single = ViewNode.Nothing() }
    func encode(_ value: some Encodable) throws { throw ViewEncoder.refused() }
    func encode(_ value: String) { result.single = value }
    func encode(_ value: Bool) { result.single = value }
  }
}
