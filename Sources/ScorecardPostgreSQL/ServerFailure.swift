/// Why a server did not do what was asked. Nothing was stored, unless the case says otherwise.
///
/// The texts within are a server's or libpq's own words, one line, without passwords (``MessageFilter``).
package enum ServerFailure: Error, Hashable, Sendable {
  /// libpq is not installed.
  case noLibrary
  /// libpq is older than 14, which can't send several statements in one trip.
  case oldLibrary
  /// libpq knows no such setting, or finds no such service.
  case badSetting(String)
  /// Nobody answers there, or the connection ended.
  case unreachable(String)
  /// Wrong password, unknown user, or not from here.
  case refusedLogin(String)
  /// It wants a password, and none was found.
  case noPassword
  /// The server has no database of that name.
  case noDatabase(String)
  /// It can't prove who it is. No password was sent.
  case untrusted(String)
  /// Older than ``ServerConnection/oldestVersion``; 140011 = 14.11.
  case tooOld(version: Int)
  /// It keeps text in this encoding, not in UTF-8.
  case otherEncoding(String)
  /// It runs with `fsync = off`: a power cut would lose what was acknowledged.
  case unsafeDisk
  /// A setting of the session didn't take: its name, what it is, what it was to be.
  case unsettled(name: String, found: String, wanted: String)
  /// What its user may not do.
  case notAllowed(String)
  /// Another connection held the lock for the whole wait.
  case locked(seconds: Int)
  /// A standby, or a transaction that only reads.
  case readOnly
  /// Disk full, memory full, input/output error.
  case cannotWrite(String)
  /// Its files are damaged, or its answer is none that a PostgreSQL server gives.
  case damaged(String)
  /// Two transactions met in a way that one had to give way; the same again may succeed.
  case conflict
  /// A rule of the schema, by its name, refuses it; empty when the server doesn't name it.
  case violates(constraint: String, String)
  /// The server ended it at its administrator's wish, or after the time that it allows.
  case cancelled(String)
  /// The connection ended after COMMIT had been sent: it is stored, or not.
  case unsure(String)
  /// A statement that the server does not accept: SQLSTATE, and its words.
  case refused(state: String, String)
  /// The database's schema `vendorscore` is somebody else's; it was left untouched.
  case foreignSchema
  /// Its tables are older than this program's, and this user may not change them; 0 = there are none.
  case olderSchema(found: Int, known: Int)
  /// Its tables are newer than this program.
  case newerSchema(found: Int, known: Int)
  /// It has no ledger of that name that this user may see; those that they may, ascending.
  case noLedger(name: String, others: [String])
}

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
