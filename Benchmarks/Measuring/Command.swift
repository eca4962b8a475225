import Glibc

/// What one run of a process cost, by the system's own accounting.
package struct Run {
  package var wall: Double
  package var peakMegabytes: Double
}

package struct CommandFailed: Error, CustomStringConvertible {
  package var command: String
  /// Its exit code, or why it could not be started.
  package var status: Int32

  package var description: String { "\(command) ended with \(status)" }
}

/// A command that is run as a whole process, its output thrown away or written to a file.
package struct Command {
  package var words: [String]
  /// Redirected from a file, such as SQL for a shell.
  package var input = "/dev/null"
  package var output = "/dev/null"

  package init(words: [String], input: String = "/dev/null", output: String = "/dev/null") {
    (self.words, self.input, self.output) = (words, input, output)
  }

  /// - Throws: ``CommandFailed`` when it can't be started or doesn't end with 0.
  @discardableResult
  package func run() throws -> Run {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
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

/// All of a file's text.
package func contents(of path: String) throws -> String {
  guard let file = fopen(path, "r") else { throw CommandFailed(command: path, status: errno) }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  while case let byte = fgetc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
  return String(decoding: bytes, as: UTF8.self)
}
