import Foundation

/// What a process left behind.
struct Outcome {
  var output: String
  var messages: String
  /// Exit code, or 128 + the signal that ended it.
  var status: Int32
  var hung = false

  var isCrash: Bool { status >= 128 }
  /// For a list of losses.
  var described: String {
    let said = messages.isEmpty ? output : messages
    return
      "exit \(hung ? "never" : String(status)): \(said.prefix(160).replacingOccurrences(of: "\n", with: " ⏎ "))"
  }
}

/// A process that is run with everything it may depend on given.
struct Command {
  enum Channel {
    case file(String)
    case descriptor(Int32)
    case closed
  }

  /// Tuesday, 22 September 2026.
  static let now = "2026-09-22T10:00:00Z"

  var words: [String]
  var environment: [String: String] = [:]
  var input = Channel.file("/dev/null")
  /// nil = kept for the outcome.
  var output: Channel?
  var messages: Channel?

  /// Runs to the end; what takes longer than a minute or two hangs.
  func run() throws -> Outcome { try start().finish() }

  /// Starts it as the leader of a group of its own, so that it can be killed with all that it started.
  func start() throws -> Running {
    let folder = try Scratch()
    let (out, err) = (folder.path + "/out", folder.path + "/err")
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    for (number, channel) in [input, output ?? .file(out), messages ?? .file(err)].enumerated() {
      Command.open(channel, as: Int32(number), &actions)
    }
    let given = [
      "VENDORSCORE_NOW": Command.now, "TZ": "UTC", "NO_COLOR": "1", "SWIFT_BACKTRACE": "enable=no",
    ]
    let variables = ProcessInfo.processInfo.environment.merging(given) { $1 }.merging(environment) { $1 }
    var arguments = words.map { strdup($0) } + [nil]
    var environment = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (arguments + environment).forEach { free($0) } }
    var process = pid_t()
    let code = posix_spawnp(&process, words[0], &actions, &attributes, &arguments, &environment)
    guard code == 0 else { throw HarnessError("can't start \(words[0]): \(String(cString: strerror(code)))") }
    return Running(process: process, folder: folder)
  }

  private static func open(_ channel: Channel, as number: Int32, _ actions: inout posix_spawn_file_actions_t)
  {
    switch channel {
    case .file(let path):
      let flags = number == 0 ? O_RDONLY : O_WRONLY | O_CREAT
      posix_spawn_file_actions_addopen(&actions, number, path, flags, 0o600)
    case .descriptor(let descriptor): posix_spawn_file_actions_adddup2(&actions, descriptor, number)
    case .closed: posix_spawn_file_actions_addclose(&actions, number)
    }
  }
}

/// A process under way.
struct Running {
  let process: pid_t
  let folder: Scratch

  /// Without taking its exit code from ``finish(within:)``.
  var isUnderWay: Bool {
    var information = siginfo_t()
    waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT)
    return information.si_signo == 0
  }

  func kill() { Glibc.kill(-process, SIGKILL) }

  func finish(within seconds: Double = 120) throws -> Outcome {
    var status: Int32 = 0
    var outcome = Outcome(output: "", messages: "", status: 0)
    let deadline = Date(timeIntervalSinceNow: seconds)
    while waitpid(process, &status, WNOHANG) == 0 {
      usleep(500)
      guard Date() > deadline, !outcome.hung else { continue }
      outcome.hung = true
      kill()
    }
    let signal = status & 0x7F
    outcome.status = signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    outcome.output = output
    outcome.messages = text("err")
    return outcome
  }

  /// What it has printed so far.
  var output: String { text("out") }

  private func text(_ name: String) -> String {
    let data = FileManager.default.contents(atPath: folder.path + "/" + name) ?? Data()
    return String(decoding: data, as: UTF8.self)
  }
}

/// The harness itself cannot go on.
struct HarnessError: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}

/// A folder that goes with its last holder; in memory where there is such a place, since a killed or failing
/// process leaves the same there as on a disk.
final class Scratch {
  let path: String

  init() throws {
    let root = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : NSTemporaryDirectory()
    path = "\(root)/vendorscore-faults-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
