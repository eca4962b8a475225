import Foundation
import Glibc
import Testing

/// Runs the program on a terminal of its own and talks with it.
struct PseudoTerminal {
  var program: Program
  var columns: UInt16 = 80

  /// Waits for each prompt in turn and then types its answer.
  ///
  /// - Returns: all that was on the screen, and the exit code.
  func talk(_ arguments: [String], _ dialogue: [(prompt: String, answer: String)]) throws -> (
    screen: String, status: Int32
  ) {
    var (master, slave): (Int32, Int32) = (-1, -1)
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    try #require(openpty(&master, &slave, nil, nil, &size) == 0)
    for end in [master, slave] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(master) }
    let name = "/proc/self/fd/\(slave)"
    let running = try program.spawn(arguments) { actions in
      // Opened by name, so that it becomes the controlling terminal of the new session.
      posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
      posix_spawn_file_actions_adddup2(&actions, 0, 1)
      posix_spawn_file_actions_adddup2(&actions, 0, 2)
    }
    close(slave)
    var screen = ""
    for (prompt, answer) in dialogue {
      let seen = screen.endIndex
      while !screen[seen...].contains(prompt) {
        guard let more = read(master) else {
          Issue.record("never asked \"\(prompt)\"; said: \(screen)")
          kill(running.pid, SIGKILL)
          return (screen, running.wait())
        }
        screen += more
      }
      let bytes = Array(answer.utf8)
      try #require(Glibc.write(master, bytes, bytes.count) == bytes.count)
    }
    while let more = read(master) { screen += more }
    // It has closed the terminal, or waits for an answer that nobody gives.
    kill(running.pid, SIGKILL)
    return (screen.replacingOccurrences(of: "\r\n", with: "\n"), running.wait())
  }

  /// Long enough for any machine: a program that waits for another answer must not hang the tests.
  private static let patience: Int32 = 20_000

  /// What came next; nil when the other side has closed, or says nothing more.
  private func read(_ master: Int32) -> String? {
    var waiting = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, PseudoTerminal.patience) > 0 else { return nil }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = Glibc.read(master, &buffer, buffer.count)
    return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
  }
}
