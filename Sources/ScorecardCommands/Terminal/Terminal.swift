import Glibc

/// What is known about the screen and the keyboard, read once at start.
struct Terminal: Sendable {
  /// Somebody sits there and can be asked: input, output and messages are all on a terminal.
  let isInteractive: Bool
  /// Standard output may carry colour.
  let hasColor: Bool
  /// Standard error is a screen, so a progress line can be rewritten in place.
  let showsProgress: Bool
  /// Characters in a line; nil when standard output is no terminal.
  let columns: Int?

  init(environment: [String: String]) {
    let input = isatty(STDIN_FILENO) == 1
    let output = isatty(STDOUT_FILENO) == 1
    let messages = isatty(STDERR_FILENO) == 1
    let dumb = environment["TERM"] == "dumb"
    isInteractive = input && output && messages
    hasColor = output && !dumb && (environment["NO_COLOR"] ?? "").isEmpty
    showsProgress = messages && !dumb
    columns = output ? Terminal.width() ?? environment["COLUMNS"].flatMap { Int($0) } ?? 80 : nil
  }

  private static func width() -> Int? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}

/// Asks on the terminal. Ctrl-C and Ctrl-D end the program with 130, and nothing is saved.
struct Prompt {
  let output: Output

  init(output: Output = .messages) {
    self.output = output
    // The handler may only call what is async-signal-safe.
    signal(SIGINT) { _ in
      let farewell: StaticString = "\nNothing saved.\n"
      _ = Glibc.write(STDERR_FILENO, farewell.utf8Start, farewell.utf8CodeUnitCount)
      _exit(ExitStatus.interrupted.rawValue)
    }
  }

  /// The answer without the blanks around it.
  func ask(_ question: String) throws(Failure) -> String {
    while true {
      try output.write(question)
      guard let answer = readLine() else {
        try output.write("\nNothing saved.\n")
        throw .interrupted
      }
      // What arrow and function keys send would become part of the text.
      guard answer.utf8.contains(0x1B) else { return answer.trimmed }
      try output.line("  arrow and function keys do nothing here; please type it again")
    }
  }

  /// - Parameter enter: what Enter means.
  func confirm(_ question: String, enter: Bool = true) throws(Failure) -> Bool {
    while true {
      switch try ask("\(question) [\(enter ? "Y/n" : "y/N")] ").lowercased() {
      case "": return enter
      case "y", "yes": return true
      case "n", "no": return false
      default: try output.line("Please answer y or n.")
      }
    }
  }
}
