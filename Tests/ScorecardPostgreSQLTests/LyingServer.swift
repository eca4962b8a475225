import Foundation
import TestSupport

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
