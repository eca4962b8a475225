import Glibc

/// What one run of a process cost, by the system's own accounting.
struct Run {
  var wall: Double
  var peakMegabytes: Double
}

struct CommandFailed: Error {
  var command: String
  var status: Int32
}

/// A command that is run as a whole process, its output thrown away.
struct Command {
  var words: [String]
  /// Redirected from a file, such as SQL for a shell.
  var input = "/dev/null"

  func run() throws -> Run {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var arguments = words.map { strdup($0) } + [nil]
    defer { arguments.forEach { free($0) } }
    var process = pid_t()
    let start = Command.now()
    let failure = posix_spawnp(&process, words[0], &actions, nil, &arguments, environ)
    guard failure == 0 else { throw CommandFailed(command: words.joined(separator: " "), status: failure) }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(process, &status, 0, &usage) < 0 && errno == EINTR {}
    let wall = Command.now() - start
    guard status == 0 else { throw CommandFailed(command: words.joined(separator: " "), status: status >> 8) }
    return Run(wall: wall, peakMegabytes: Double(usage.ru_maxrss) / 1024)
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// Two commands in turn, A B A B …, so that a drift of the machine's speed touches both.
struct Pair {
  var a: [Run] = []
  var b: [Run] = []

  /// - Parameter before: makes the ground for a run, such as an empty folder; not measured.
  init(_ a: Command, _ b: Command, runs: Int, before: () throws -> Void = {}) throws {
    for run in 0...runs {
      try before()
      let (first, second) = (try a.run(), try b.run())
      if run == 0 { continue }
      self.a.append(first)
      self.b.append(second)
    }
  }

  var ratio: Double { median(zip(a, b).map { $0.wall / $1.wall }) }
  var difference: Double { median(zip(a, b).map { $0.wall - $1.wall }) }
  var peakMegabytes: Double { a.map(\.peakMegabytes).max() ?? 0 }
}

func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

func milliseconds(_ runs: [Run]) -> String { milliseconds(median(runs.map(\.wall))) }
func milliseconds(_ seconds: Double) -> String { "\(rounded(seconds * 1000, 1)) ms" }
func rounded(_ value: Double, _ digits: Int) -> String {
  let scale = digits == 1 ? 10.0 : 100.0
  return "\((value * scale).rounded() / scale)"
}
