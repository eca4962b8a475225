import ScorecardModel

extension ServerFailure {
  /// By SQLSTATE, the five letters of PostgreSQL's appendix A, as far as cases differ.
  ///
  /// - Parameter lockSeconds: how long this connection waits for a lock.
  init(state: String, constraint: String, message: String, lockSeconds: Int) {
    switch state {
    case "55P03": self = .locked(seconds: lockSeconds)
    case "25006": self = .readOnly
    case "42501": self = .notAllowed(message)
    case "3D000": self = .noDatabase(message)
    // Disk full, out of memory; of an operating system's errors the one of a disk.
    case "53100", "53200", "58030": self = .cannotWrite(message)
    case "XX001", "XX002": self = .damaged(message)
    case "40001", "40P01": self = .conflict
    case "57014": self = .cancelled(message)
    // Too many connections; shut down, crashed, starting up, database dropped, idle for too long.
    case "53300", "57P01", "57P02", "57P03", "57P04", "57P05", "25P03": self = .unreachable(message)
    default:
      switch state.prefix(2) {
      case "08": self = .unreachable(message)
      case "23": self = .violates(constraint: constraint, message)
      case "28": self = .refusedLogin(message)
      default: self = .refused(state: state, message)
      }
    }
  }
}
