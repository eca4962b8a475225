import Glibc

/// A file descriptor to which everything is written whole, or an error is thrown.
///
/// Swift's `print` ignores a full disk and a closed pipe; a report that was cut short must not look complete.
struct Output: Sendable {
  let descriptor: Int32
  let name: String

  /// Writes all bytes of `text`.
  ///
  /// - Throws: exit 74 with the reason; quietly for a closed pipe, since its reader has gone.
  func write(_ text: String) throws(Failure) {
    var text = text
    try text.withUTF8 { bytes in Result { () throws(Failure) in try write(bytes) } }.get()
  }

  /// The same for bytes.
  func write(_ bytes: UnsafeBufferPointer<UInt8>) throws(Failure) {
    let code = Output.writeAll(bytes, to: descriptor)
    switch code {
    case 0: return
    case EPIPE: throw Failure("", .inputOutput)
    default: throw Failure("can't write \(name): \(String(cString: strerror(code)))", .inputOutput)
    }
  }

  /// Writes `text` and ends the line unless `text` ends it.
  func line(_ text: String) throws(Failure) {
    try write(text.utf8.last == 0x0A ? text : text + "\n")
  }

  /// Writes what was done for good. Whoever cannot read it must not take it for undone and do it again.
  ///
  /// - Parameter place: where it can be seen.
  /// - Throws: exit 74, saying that it is done, also for a closed pipe.
  func done(_ text: String, see place: String) throws(Failure) {
    var text = text.utf8.last == 0x0A ? text : text + "\n"
    let code = text.withUTF8 { Output.writeAll($0, to: descriptor) }
    guard code != 0 else { return }
    throw Failure(
      "can't write \(name): \(String(cString: strerror(code))). It was saved anyway; see \(place)",
      .inputOutput)
  }

  /// - Returns: 0, or the system's error number.
  private static func writeAll(_ bytes: UnsafeBufferPointer<UInt8>, to descriptor: Int32) -> Int32 {
    var rest = UnsafeRawBufferPointer(bytes)
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if count >= 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
      } else if errno == EAGAIN {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&waiting, 1, -1)
      } else if errno != EINTR {
        return errno
      }
    }
    return 0
  }
}
