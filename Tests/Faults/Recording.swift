import Foundation

/// What a program did to the files of one folder, in its order.
enum DiskEvent {
  case create(String)
  case write(String, offset: Int, bytes: [UInt8])
  case append(String, [UInt8])
  case truncate(String, size: Int)
  case sync(String)
  case unlink(String)
  case rename(String, String)
  case link(String, String)
  /// The program said that something is done for good.
  case acknowledged
}

/// Reads what strace wrote with `-f -y -xx`.
struct Recording {
  static let calls = "openat,write,pwrite64,fdatasync,fsync,unlink,ftruncate,rename,link"
  private static let names = Set(calls.components(separatedBy: ","))

  /// `anon_inode:` as strace writes it.
  private static let anonymous = "anon_inode:".utf8.map { byte in
    "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }.joined()

  let folder: String
  private(set) var events: [DiskEvent] = []
  /// The first half of calls during which another thread made one.
  private var unfinished: [Substring: String] = [:]

  init(_ trace: String, folder: String, acknowledgement: String?) throws {
    self.folder = folder
    for line in trace.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, let call = whole(parts[0], String(parts[1].drop { $0 == " " })) else {
        continue
      }
      try add(call, acknowledgement)
    }
  }

  private mutating func whole(_ process: Substring, _ text: String) -> String? {
    if text.hasSuffix(" <unfinished ...>") {
      unfinished[process] = String(text.dropLast(" <unfinished ...>".count))
      return nil
    }
    guard text.hasPrefix("<... "), let end = text.range(of: " resumed>") else { return text }
    return (unfinished.removeValue(forKey: process) ?? "") + text[end.upperBound...]
  }

  private mutating func add(_ text: String, _ acknowledgement: String?) throws {
    // strace tells of threads that it lets go, too.
    guard let open = text.firstIndex(of: "("), Recording.names.contains(String(text[..<open])) else { return }
    // What threads tell each other is no file, and may be cut off by the end of the program.
    if text.contains("<\(Recording.anonymous)") { return }
    // A thread that only looks may be ended in the middle of it.
    if text.hasPrefix("openat("), !text.contains("O_CREAT") { return }
    // Short calls, and those that another thread interrupted, are padded before the result.
    guard let equals = text.range(of: " = ", options: .backwards),
      let close = text[..<equals.lowerBound].lastIndex(of: ")")
    else { throw HarnessError("the recording has a line that is not understood: \(text.prefix(80))") }
    if text[equals.upperBound...].hasPrefix("-1") { return }
    let arguments = text[text.index(after: open)..<close].components(separatedBy: ", ")
    switch (text[..<open], arguments.count) {
    case ("openat", 3...):
      if arguments[2].contains("O_CREAT"), let file = name(quoted: arguments[1]) {
        events.append(.create(file))
      }
    case ("pwrite64", 4):
      guard let file = name(described: arguments[0]), let offset = Int(arguments[3]) else { return }
      events.append(.write(file, offset: offset, bytes: Recording.bytes(arguments[1])))
    case ("write", 3):
      let bytes = Recording.bytes(arguments[1])
      if let file = name(described: arguments[0]) { events.append(.append(file, bytes)) }
      let said = String(decoding: bytes, as: UTF8.self)
      if arguments[0].hasPrefix("1<"), let acknowledgement, said.contains(acknowledgement) {
        events.append(.acknowledged)
      }
    case ("fdatasync", 1), ("fsync", 1):
      if let file = name(described: arguments[0]) { events.append(.sync(file)) }
    case ("ftruncate", 2):
      guard let file = name(described: arguments[0]), let size = Int(arguments[1]) else { return }
      events.append(.truncate(file, size: size))
    case ("unlink", 1): if let file = name(quoted: arguments[0]) { events.append(.unlink(file)) }
    case ("rename", 2), ("link", 2):
      guard let old = name(quoted: arguments[0]), let new = name(quoted: arguments[1]) else { return }
      events.append(text.hasPrefix("link") ? .link(old, new) : .rename(old, new))
    default: throw HarnessError("the recording has a call that is not understood: \(text.prefix(80))")
    }
  }

  /// The name within the folder, "" for the folder itself; nil for what lies elsewhere.
  private func name(_ path: String) -> String? {
    if path == folder { return "" }
    return path.hasPrefix(folder + "/") ? String(path.dropFirst(folder.count + 1)) : nil
  }

  private func name(quoted text: String) -> String? {
    name(String(decoding: Recording.bytes(text), as: UTF8.self))
  }

  /// Of `3<\x2f…>`.
  private func name(described text: String) -> String? {
    guard let start = text.firstIndex(of: "<") else { return nil }
    return name(quoted: String(text[start...].dropFirst().prefix { $0 != ">" }))
  }

  /// Of `"\x2f\x74"`, with or without the quotes.
  private static func bytes(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var value: UInt8 = 0
    var digits = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "x"): continue
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | (byte - 0x30)
      default: value = value << 4 | (byte - UInt8(ascii: "a") + 10)
      }
      digits += 1
      if digits % 2 == 0 {
        bytes.append(value)
        value = 0
      }
    }
    return bytes
  }
}
