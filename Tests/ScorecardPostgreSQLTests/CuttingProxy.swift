import Foundation
import TestSupport

/// Stands between a client and a server on a socket, and cuts the connection once, where it is told to.
final class CuttingProxy: @unchecked Sendable {
  enum Cut: Hashable, Sendable {
    case never
    /// Instead of passing on this message of the client's, counted from 1 over all of its connections.
    case before(message: Int)
    case commit(CommitMoment)
  }

  enum CommitMoment: CaseIterable, Sendable {
    /// COMMIT never leaves.
    case before
    /// The server has it, and nobody waits for what it says.
    case meanwhile
    /// The server has answered, and nobody hears it.
    case after
  }

  private let listener: Listener
  private let lock = NSLock()
  private var cut: Cut
  private var passed = 0
  private var synced = 0
  private var hasCut = false

  var port: Int { listener.port }
  /// Messages of clients that were passed on.
  var messages: Int { lock.withLock { passed } }
  /// Times that a client waited for an answer.
  var trips: Int { lock.withLock { synced } }
  var didCut: Bool { lock.withLock { hasCut } }

  /// What becomes of each message of a client's.
  private let alter: @Sendable ([UInt8]) -> [UInt8]

  /// - Parameter path: of the server's socket.
  init(
    to path: String, cut: Cut = .never, alter: @escaping @Sendable ([UInt8]) -> [UInt8] = { $0 }
  ) throws {
    self.cut = cut
    self.alter = alter
    listener = try Listener()
    let listener = listener
    Thread.detachNewThread { [weak self] in
      while let client = listener.visitor() {
        guard let self, let server = Self.connect(to: path) else {
          close(client)
          continue
        }
        let pair = Pair(client: client, server: server)
        Thread.detachNewThread { pair.passAnswers() }
        Thread.detachNewThread { self.passMessages(of: pair) }
      }
    }
  }

  deinit { listener.stop() }

  private static func connect(to path: String) -> Int32? {
    #if canImport(Glibc)
      let server = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let server = Darwin.socket(AF_UNIX, SOCK_STREAM, 0)
    #endif
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
    let isThere = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Foundation.connect(server, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
    if isThere { return server }
    close(server)
    return nil
  }

  private func passMessages(of pair: Pair) {
    var reader = MessageReader(socket: pair.client)
    var isCommitting = false
    while let message = reader.next() {
      if message.bytes.first == UInt8(ascii: "S") { lock.withLock { synced += 1 } }
      let isCommit = message.bytes.first == UInt8(ascii: "P") && message.says("COMMIT")
      isCommitting = isCommitting || isCommit
      switch decide(isCommit: isCommit, isEnd: isCommitting && message.bytes.first == UInt8(ascii: "S")) {
      case .pass: pair.toServer(alter(message.bytes))
      case .cut: return pair.end()
      case .passAndCut:
        pair.toServer(message.bytes)
        return pair.end()
      case .passMuted:
        pair.mute()
        pair.toServer(message.bytes)
        pair.waitForAnswer()
        return pair.end()
      }
    }
    pair.end()
  }

  private enum Decision { case pass, cut, passAndCut, passMuted }

  private func decide(isCommit: Bool, isEnd: Bool) -> Decision {
    lock.withLock {
      passed += 1
      let decision: Decision =
        switch cut {
        case .before(passed): .cut
        case .commit(.before) where isCommit: .cut
        case .commit(.meanwhile) where isEnd: .passAndCut
        case .commit(.after) where isEnd: .passMuted
        default: .pass
        }
      if decision != .pass { (cut, hasCut) = (.never, true) }
      return decision
    }
  }
}

/// Both ends of one visit.
private final class Pair: @unchecked Sendable {
  let client: Int32
  private let server: Int32
  private let lock = NSLock()
  private var isMuted = false
  private var mutedBytes = 0
  private var open = 2

  init(client: Int32, server: Int32) { (self.client, self.server) = (client, server) }

  func passAnswers() {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(server, &buffer, buffer.count)
      guard count > 0 else { break }
      let isForNobody = lock.withLock {
        if isMuted { mutedBytes += count }
        return isMuted
      }
      if !isForNobody { Self.send(buffer[..<count], to: client) }
    }
    end()
  }

  func toServer(_ bytes: [UInt8]) { Self.send(bytes[...], to: server) }
  func mute() { lock.withLock { isMuted = true } }

  func waitForAnswer() {
    for _ in 0..<100 where lock.withLock({ mutedBytes }) == 0 { usleep(10_000) }
  }

  func end() {
    shutdown(client, Int32(SHUT_RDWR))
    shutdown(server, Int32(SHUT_RDWR))
    // Each of the two threads comes here once at its end; a number is free for others when both have.
    if lock.withLock({
      open -= 1
      return open == 0
    }) {
      close(client)
      close(server)
    }
  }

  private static func send(_ bytes: ArraySlice<UInt8>, to socket: Int32) {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Foundation.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}

/// A client's messages: the first without a letter, each with its length.
private struct MessageReader {
  let socket: Int32
  private var buffer: [UInt8] = []
  private var isFirst = true

  struct Message {
    var bytes: [UInt8]

    /// Whether a statement is exactly this.
    func says(_ sql: String) -> Bool { bytes.dropFirst(5).starts(with: [0] + Array(sql.utf8) + [0]) }
  }

  init(socket: Int32) { self.socket = socket }

  mutating func next() -> Message? {
    while true {
      let start = isFirst ? 0 : 1
      if buffer.count >= start + 4 {
        let length = buffer[start..<(start + 4)].reduce(0) { $0 << 8 | Int($1) } + start
        if buffer.count >= length {
          let message = Message(bytes: Array(buffer[..<length]))
          buffer.removeFirst(length)
          isFirst = false
          return message
        }
      }
      var more = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(socket, &more, more.count)
      guard count > 0 else { return nil }
      buffer += more[..<count]
    }
  }
}
