/// Why the ledger did not do what was asked. Nothing was stored, unless the case says otherwise.
///
/// A place is the path of a ledger's file, or what ``ServerPlace`` describes itself as.
public enum LedgerError: Error, Hashable, Sendable {
  case duplicate(of: Int64)
  case noIncident(Int64)
  case retracted(Int64)
  case overlap(Volume)
  /// The incident with this number is another vendor's, so it is no part of the same event.
  case otherVendor(Int64)
  /// The incident with this number was to be the same event as itself.
  case sameAsItself(Int64)
  /// An amount in a currency, where the money on record is in another one.
  case otherCurrency(String, recorded: String)
  /// Planned work of a vendor is no incident that could count.
  case maintenance(Int64)
  /// The change with this number has been taken back already.
  case undone(Int64)
  /// A whole record can only go into a ledger without changes.
  case notEmpty
  /// No change with this number, or one that is no import.
  case noImport(Int64)
  /// Not this program's file, or damaged; left untouched.
  case damaged(place: String, LedgerDamage)
  /// Gone or empty, though backups of one lie beside it.
  case missing(place: String)
  /// Not a vendorscore ledger at all.
  case foreign(place: String)
  case newerSchema(found: Int, known: Int)
  /// Has to be brought up to date, which a reader must not do.
  case olderSchema(found: Int, known: Int)
  /// Another file was put in its place while it was open, as a restore does.
  case moved(place: String)
  /// Another process held the lock for the whole wait.
  case locked(seconds: Int)
  case readOnly(place: String)
  /// Its file or folder may not be written.
  case noPermission(place: String)
  /// Something was left half done, and nothing can be read before that is ended, which takes writing.
  case cutShort(place: String)
  case cannotOpen(place: String, problem: FileProblem)
  /// Input/output error while reading, which may be after something was stored.
  case cannotRead(place: String, problem: FileProblem)
  /// Disk full, input/output error.
  case cannotWrite(place: String, problem: FileProblem)
  /// The disk failed at the last step: it is stored, or will be gone after a power cut.
  case unsure(place: String, problem: FileProblem)
  case unstorable(Unstorable)
  /// What a server says, or libpq of the way to it. Whether something may be stored: ``ServerFailure``.
  case server(ServerPlace, ServerFailure)
}
