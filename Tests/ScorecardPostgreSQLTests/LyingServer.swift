import Foundation

/// A socket on 127.0.0.1 that waits for visitors.
final class Listener: Sendable {
  struct NoSocket: Error { var code: Int32 }

  let port: Int
  private let socket: Int32

  init() throws {
    #if canImport(Glibc)
      socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      socket = Darwin.socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let socket = socket
    let code = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(socket, address, length) == 0 && listen(socket, 16) == 0
          && getsockname(socket, address, &length) == 0
          ? 0 : errno
      }
    }
    guard code == 0 else { throw NoSocket(code: code) }
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  /// A visitor; nil when there will be no more.
  func visitor() -> Int32? {
    let visitor = accept(socket, nil, nil)
    return visitor < 0 ? nil : visitor
  }

  /// No more visitors. The socket itself stays for as long as somebody may wait for one: its number must not become
  /// another one's.
  func stop() { shutdown(socket, Int32(SHUT_RDWR)) }

  deinit { close(socket) }
}

/// A server of our own that answers what it is told to, right or wrong, and keeps what it was sent.
final class LyingServer {
  /// What it says after each time that something comes; then it closes.
  private let listener: Listener
  private let received: Received

  var port: Int { listener.port }

  final class Received: @unchecked Sendable {
    private let lock = NSLock()
    private var bytes: [UInt8] = []
    var all: [UInt8] { lock.withLock { bytes } }
    func add(_ more: ArraySlice<UInt8>) { lock.withLock { bytes += more } }
  }

  /// - Parameter patience: milliseconds that it waits for something to answer; nil = without end.
  init(answers: [[UInt8]], patience: Int? = nil) throws {
    let (listener, received) = (try Listener(), Received())
    (self.listener, self.received) = (listener, received)
    Thread.detachNewThread {
      while let visitor = listener.visitor() {
        if let patience { Self.limit(visitor, patience) }
        Self.serve(visitor, answers: answers, received: received)
        close(visitor)
      }
    }
  }

  deinit { listener.stop() }

  var sent: [UInt8] { received.all }

  private static func limit(_ visitor: Int32, _ milliseconds: Int) {
    var limit = timeval(tv_sec: 0, tv_usec: .init(milliseconds * 1_000))
    setsockopt(visitor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  private static func serve(_ visitor: Int32, answers: [[UInt8]], received: Received) {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    for answer in answers {
      let count = recv(visitor, &buffer, buffer.count, 0)
      if count == 0 { return }
      if count > 0 { received.add(buffer[..<count]) }
      #if canImport(Glibc)
        _ = send(visitor, answer, answer.count, Int32(MSG_NOSIGNAL))
      #else
        _ = send(visitor, answer, answer.count, 0)
      #endif
    }
    // Only now that the other side has nothing more to say: a reset would throw away what it has not read yet.
    shutdown(visitor, Int32(SHUT_WR))
    while true {
      let count = recv(visitor, &buffer, buffer.count, 0)
      if count == 0 || count < 0 && errno != EAGAIN { return }
    }
  }
}
