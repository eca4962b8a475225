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
    let master = posix_openpt(O_RDWR | O_NOCTTY)
    try #require(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0)
    defer { close(master) }
    let name = try #require(ptsname(master).map { String(cString: $0) })
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    let running: RunningProgram
    do {
      // Held open until the program has it: otherwise reading could end before it starts.
      let slave = open(name, O_RDWR | O_NOCTTY)
      try #require(slave >= 0 && ioctl(slave, UInt(TIOCSWINSZ), &size) == 0)
      defer { close(slave) }
      running = try program.spawn(arguments) { actions in
        posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        posix_spawn_file_actions_addclose(&actions, master)
      }
    }
    var screen = ""
    for (prompt, answer) in dialogue {
      let seen = screen.endIndex
      while !screen[seen...].contains(prompt) {
        guard let more = read(master) else {
          Issue.record("never asked \"\(prompt)\"; said: \(screen)")
          return (screen, running.wait())
        }
        screen += more
      }
      let bytes = Array(answer.utf8)
      try #require(Glibc.write(master, bytes, bytes.count) == bytes.count)
    }
    while let more = read(master) { screen += more }
    return (screen.replacingOccurrences(of: "\r\n", with: "\n"), running.wait())
  }

  /// What came next; nil when the other side has closed.
  private func read(_ master: Int32) -> String? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = Glibc.read(master, &buffer, buffer.count)
    return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
  }
}
