import Foundation
import Glibc
import Testing

/// The real program, run with everything it may depend on given: arguments, input, environment, folder, time.
struct Program {
  /// What it left behind.
  struct Outcome {
    let output: String
    let messages: String
    /// Exit code, or 128 + the signal that ended it.
    let status: Int32
  }

  /// Tuesday, 22 September 2026.
  static let now = "2026-09-22T10:00:00Z"

  /// Folder of the built products: the test bundle's own.
  static let products = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    .deletingLastPathComponent().path

  var path = products + "/vendorscore"
  var directory = NSTemporaryDirectory()
  var environment: [String: String] = [:]

  /// Runs to the end.
  ///
  /// - Parameters:
  ///   - input: comes through a pipe, which holds no more than 64 KiB.
  ///   - output: where standard output goes instead of into the outcome.
  func run(_ arguments: [String], input: String = "", output: String? = nil) throws -> Outcome {
    let scratch = try Scratch()
    let ends = try Pipe.ends()
    defer { close(ends.read) }
    try #require(Pipe.write(input, to: ends.write))
    close(ends.write)
    let (out, err) = (output ?? scratch.path + "/out", scratch.path + "/err")
    let status = try spawn(arguments) { actions in
      posix_spawn_file_actions_adddup2(&actions, ends.read, 0)
      posix_spawn_file_actions_addopen(&actions, 1, out, O_WRONLY | O_CREAT, 0o600)
      posix_spawn_file_actions_addopen(&actions, 2, err, O_WRONLY | O_CREAT, 0o600)
    }.wait()
    return Outcome(
      output: output == nil ? try text(out) : "", messages: try text(err), status: status)
  }

  /// POSIX_SPAWN_SETSID of spawn.h, which only shows with _GNU_SOURCE.
  private static let newSession: Int16 = 0x80

  private func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
  }

  /// Starts the program with its own session, so that a terminal opened as its input becomes its own.
  func spawn(
    _ arguments: [String], _ open: (inout posix_spawn_file_actions_t) -> Void
  ) throws -> RunningProgram {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    // The threads of the tests block signals, and a blocked Ctrl-C would be inherited.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Program.newSession | Int16(POSIX_SPAWN_SETSIGMASK))
    open(&actions)
    var variables = environment.merging(["VENDORSCORE_NOW": Program.now, "TZ": "UTC"]) { given, _ in given }
    // How a sanitizer works, if there is one in the program.
    for name in ["ASAN_OPTIONS", "TSAN_OPTIONS"] {
      if let options = ProcessInfo.processInfo.environment[name] { variables[name] = options }
    }
    let argv = CStrings(["env", "--chdir=\(directory)", path] + arguments)
    let envp = CStrings(variables.map { "\($0.key)=\($0.value)" }.sorted())
    var pid = pid_t()
    let code = posix_spawn(&pid, "/usr/bin/env", &actions, &attributes, argv.pointers, envp.pointers)
    try #require(code == 0, "can't start \(path): \(String(cString: strerror(code)))")
    return RunningProgram(pid: pid)
  }
}

struct RunningProgram {
  let pid: pid_t

  /// Exit code, or 128 + the signal that ended it.
  func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) == -1, errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }
}

/// A pipe of which no program inherits an end unless it is given one.
enum Pipe {
  static func ends() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  static func write(_ text: String, to end: Int32) -> Bool {
    _ = fcntl(end, F_SETFL, O_NONBLOCK)
    let bytes = Array(text.utf8)
    return Glibc.write(end, bytes, bytes.count) == bytes.count
  }

  /// Waits, half a minute at most, until a program has read what was written.
  static func isTaken(_ end: Int32) -> Bool {
    var waiting: Int32 = 1
    for _ in 0..<3000 where waiting > 0 {
      usleep(10_000)
      _ = ioctl(end, UInt(FIONREAD), &waiting)
    }
    return waiting == 0
  }
}

/// Null-terminated copies for C.
private final class CStrings {
  let pointers: [UnsafeMutablePointer<CChar>?]

  init(_ texts: [String]) { pointers = texts.map { strdup($0) } + [nil] }

  deinit { for pointer in pointers { free(pointer) } }
}

/// A folder of its own that goes when the test does.
final class Scratch {
  let path: String

  init() throws {
    path =
      URL(fileURLWithPath: NSTemporaryDirectory()).resolvingSymlinksInPath()
      .appendingPathComponent("vendorscore-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
