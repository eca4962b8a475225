/// Why a server did not do what was asked. Nothing was stored, unless the case says otherwise.
///
/// The texts within are a server's or libpq's own words, one line, without passwords.
public enum ServerFailure: Error, Hashable, Sendable {
  /// The oldest server that may keep a ledger; 150000 = 15.0.
  package static let oldestVersion = 150_000
  /// The schema of a database that holds the tables.
  package static let schemaName = "vendorscore"

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
  /// Older than ``oldestVersion``; 140011 = 14.11.
  case tooOld(version: Int)
  /// It keeps text in this encoding, not in UTF-8.
  case otherEncoding(String)
  /// It runs with `fsync = off`: a power cut would lose what was acknowledged.
  case unsafeDisk
  /// A setting of the session didn't take: its name, what it is, what it was to be.
  case unsettled(name: String, found: String, wanted: String)
  /// What its user may not do.
  case notAllowed(String)
  /// Its user reads the ledger, and may not write it.
  case onlyReads
  /// Only the tables' owner makes ledgers, or the tables.
  case notOwner(String)
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
