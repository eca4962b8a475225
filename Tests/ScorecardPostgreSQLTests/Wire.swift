/// Messages as a server sends them: a letter, a length that counts itself, and the rest.
enum Wire {
  static func message(_ letter: Character, _ body: [UInt8], length: Int32? = nil) -> [UInt8] {
    Array(String(letter).utf8) + int4(length ?? Int32(body.count + 4)) + body
  }

  static func int4(_ value: Int32) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { Array($0) } }
  static func int2(_ value: Int16) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { Array($0) } }
  static func text(_ text: String) -> [UInt8] { Array(text.utf8) + [0] }

  /// The login that asks for nothing, up to the moment where statements are welcome.
  static func welcome(version: String = "15.18") -> [UInt8] {
    message("R", int4(0)) + message("S", text("server_version") + text(version))
      + message("S", text("client_encoding") + text("UTF8")) + message("K", int4(7) + int4(9)) + ready
  }

  static let ready = message("Z", Array("I".utf8))

  /// An answer to one statement of a pipeline.
  static func answer(types: [Int32], values: [[UInt8]?]) -> [UInt8] {
    parsed + description(types) + row(values) + message("C", text("SELECT 1"))
  }

  static let parsed = message("1", []) + message("2", [])

  static func description(_ types: [Int32], count: Int? = nil) -> [UInt8] {
    let columns = types.flatMap { type in
      text("c") + int4(0) + int2(0) + int4(type) + int2(-1) + int4(-1) + int2(1)
    }
    return message("T", int2(Int16(count ?? types.count)) + columns)
  }

  static func row(_ values: [[UInt8]?], lengths: [Int32]? = nil) -> [UInt8] {
    let fields = values.enumerated().flatMap { number, value in
      int4(lengths?[number] ?? Int32(value?.count ?? -1)) + (value ?? [])
    }
    return message("D", int2(Int16(values.count)) + fields)
  }

  /// What a server answers when a transaction is set to what a ledger needs, and says what it is set to.
  static func settled(
    server: String = "UTF8", client: String = "UTF8", fsync: String = "on",
    path: String = "vendorscore, pg_temp",
    commit: String = "on", strings: String = "on", lock: [UInt8] = [0, 0, 0, 0, 0, 0, 0x75, 0x30]
  ) -> [UInt8] {
    let texts = [server, client, fsync, path, commit, strings].map { Array($0.utf8) }
    return begun + answer(types: [25, 25, 25, 25, 25, 25, 20], values: texts + [lock]) + done("ROLLBACK")
      + ready
  }

  /// The beginning of that.
  static let begun =
    done("BEGIN") + answer(types: Array(repeating: 25, count: 5), values: Array(repeating: [120], count: 5))

  /// What a statement without rows is answered.
  static func done(_ tag: String) -> [UInt8] { parsed + message("n", []) + message("C", text(tag)) }
}
