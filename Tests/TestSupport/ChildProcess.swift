import Foundation
import Glibc

/// Another program, run to its end. Foundation's `Process` learns of an end from a socket that other programs, started
/// at the same moment, may hold as well, and then waits for ever.
package enum ChildProcess {
  package struct CannotStart: Error {
    package let path: String
    package let code: Int32
  }

  /// - Parameters:
  ///   - output: where its standard output goes.
  ///   - messages: where its standard error goes.
  /// - Returns: its exit code, or 128 + the signal that ended it.
  package static func run(
    _ path: String, _ arguments: [String], output: String = "/dev/null", messages: String = "/dev/null"
  ) throws -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, file) in [(Int32(1), output), (2, messages)] {
      posix_spawn_file_actions_addopen(&actions, number, file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    }
    let variables = ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }
    var pid = pid_t()
    let code = withPointers([path] + arguments) { words in
      withPointers(variables) { environment in posix_spawn(&pid, path, &actions, nil, words, environment) }
    }
    guard code == 0 else { throw CannotStart(path: path, code: code) }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) == -1, errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  private static func withPointers<Result>(
    _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var pointers = texts.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    return pointers.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else {
        preconditionFailure("a list that ends with nil is not empty")
      }
      return body(base)
    }
  }
}
