import ScorecardModel
import ScorecardPresentation

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
  /// What may be done about it, such as `See them`.
  struct Advice: Hashable {
    var lead: String
    var step: NextStep

    init(_ lead: String, _ step: NextStep) {
      self.lead = lead
      self.step = step
    }
  }

  /// Place and what, without the leading `Error: `; empty = say nothing.
  var message: String
  var status: ExitStatus
  /// What next, in their order; the words of the commands are ``CommandHints``' to give.
  var next: [Advice]

  init(_ message: String, _ status: ExitStatus, _ next: Advice...) {
    self.message = message
    self.status = status
    self.next = next
  }

  /// What was typed is wrong.
  static func usage(_ message: String, _ next: Advice...) -> Failure {
    var failure = Failure(message, .usage)
    failure.next = next
    return failure
  }

  /// The message with what may be done next.
  func text(_ hints: CommandHints) -> String {
    next.reduce(message) { $0.followed(by: hints.closing($1.lead, $1.step)) }
  }

  /// Ctrl-C or the end of the input while asking: nothing was saved.
  static let interrupted = Failure("", .interrupted)
}
