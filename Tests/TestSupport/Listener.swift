import Foundation

/// A socket on 127.0.0.1 that waits for visitors.
package final class Listener: Sendable {
  package struct NoSocket: Error { package var code: Int32 }

  package let port: Int
  private let socket: Int32

  package init() throws {
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
  package func visitor() -> Int32? {
    let visitor = accept(socket, nil, nil)
    return visitor < 0 ? nil : visitor
  }

  /// No more visitors. The socket itself stays for as long as somebody may wait for one: its number must not become
  /// another one's.
  package func stop() { shutdown(socket, Int32(SHUT_RDWR)) }

  deinit { close(socket) }
}
