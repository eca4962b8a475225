/// What the program answers to the shell (sysexits.h).
enum ExitStatus: Int32 {
  /// Also when a list is empty.
  case fine = 0
  /// Declined, or a gate failed.
  case declined = 1
  /// What was typed.
  case usage = 64
  /// What is in a file.
  case data = 65
  /// A file or data is missing.
  case missing = 66
  /// Our defect.
  case software = 70
  case cannotCreate = 73
  case inputOutput = 74
  case tryAgain = 75
  case permission = 77
  /// Version or configuration.
  case configuration = 78
  /// Ctrl-C.
  case interrupted = 130
}

/// Why a command ends without having done what was asked, and the answer to the shell.
struct Failure: Error, Hashable {
  /// Place, what, and what next, without the leading `Error: `; empty = say nothing.
  var message: String
  var status: ExitStatus

  init(_ message: String, _ status: ExitStatus) {
    self.message = message
    self.status = status
  }

  /// What was typed is wrong.
  static func usage(_ message: String) -> Failure { Failure(message, .usage) }

  /// Ctrl-C or the end of the input while asking: nothing was saved.
  static let interrupted = Failure("", .interrupted)
}
