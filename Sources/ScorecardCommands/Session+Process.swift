import Glibc
import ScorecardModel
import VendorScorecard

extension Session {
  /// What this process finds around it.
  static func process() -> Session {
    var environment: [String: String] = [:]
    for name in variables {
      if let value = getenv(name) { environment[name] = String(cString: value) }
    }
    return Session(
      environment: environment, terminal: .process(environment: environment), keyboard: .process,
      output: Output(descriptor: STDOUT_FILENO, name: "standard output"),
      messages: Output(descriptor: STDERR_FILENO, name: "standard error"),
      clock: { Timestamp(seconds: Int64(time(nil))) }, timeZone: { StoreCalendar.localTimeZone },
      directory: currentDirectory)
  }

  private static func currentDirectory() throws(Failure) -> String {
    guard let path = getcwd(nil, 0) else {
      throw Failure("the current folder is gone. cd to another", .missing)
    }
    defer { free(path) }
    guard let text = String(validatingCString: path) else {
      throw Failure(
        "the path of the current folder is not UTF-8. Rename that folder, or cd to another", .missing)
    }
    return text
  }
}

extension Terminal {
  fileprivate static func process(environment: [String: String]) -> Terminal {
    Terminal(
      environment: environment, isInput: isatty(STDIN_FILENO) == 1, isOutput: isatty(STDOUT_FILENO) == 1,
      isMessages: isatty(STDERR_FILENO) == 1, width: width)
  }

  private static func width() -> Int? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}

extension Keyboard {
  fileprivate static var process: Keyboard {
    Keyboard(
      willAsk: {
        // The handler may only call what is async-signal-safe.
        signal(SIGINT) { _ in
          let farewell: StaticString = "\nNothing saved.\n"
          _ = Glibc.write(STDERR_FILENO, farewell.utf8Start, farewell.utf8CodeUnitCount)
          _exit(ExitStatus.interrupted.rawValue)
        }
      }, nextLine: { readLine() })
  }
}
