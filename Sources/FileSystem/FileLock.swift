import Glibc
import SystemPackage

/// Locks that end with the process, whatever ends it.
package enum FileLock {
  enum Outcome {
    case taken
    /// Somebody else holds it.
    case busy
    /// This disk has no locks.
    case unsupported
  }

  /// Another process held a folder for the whole wait.
  package struct Busy: Error {}

  /// Locks an open file until it is closed.
  static func take(_ descriptor: FileDescriptor) -> Outcome {
    while flock(descriptor.rawValue, LOCK_EX | LOCK_NB) != 0 {
      switch errno {
      case EINTR: continue
      case EWOULDBLOCK: return .busy
      default: return .unsupported
      }
    }
    return .taken
  }

  /// Runs `body` while no other process does so with the same folder, where the disk has locks.
  ///
  /// - Parameter seconds: how long to wait for the other one.
  /// - Throws: ``Busy``, and what `body` throws.
  package static func holding<Result>(
    _ folder: String, waiting seconds: Int, _ body: () throws -> Result
  ) throws -> Result {
    guard let descriptor = try? FileDescriptor.open(folder, .readOnly, options: [.directory, .closeOnExec])
    else { return try body() }
    return try descriptor.closeAfter {
      var pauses = seconds * 50
      while case .busy = take(descriptor) {
        guard pauses > 0 else { throw Busy() }
        pauses -= 1
        usleep(20_000)
      }
      return try body()
    }
  }
}
