package import ScorecardModel

/// Why a ledger did not do what was asked, in a sentence; what next is for the front end to say.
package enum LedgerErrorText {
  package static func sentence(_ error: LedgerError) -> String {
    switch error {
    case .duplicate(let id): "not saved: same vendor, day and text as #\(id)"
    case .noIncident(let id): "no entry #\(id)"
    case .retracted(let id): "#\(id) has been taken out"
    case .otherVendor(let id): "#\(id) is about another vendor, and an event belongs to one vendor"
    case .otherCurrency(let currency, let recorded):
      "nothing saved: in \(WorkspaceLayout.catalogName) "
        + CurrencyText.mismatch(currency, recorded: recorded)
    case .sameAsItself(let id): "#\(id) can't be the same event as itself. Name another entry"
    case .overlap(let volume):
      "not saved: \(NumberText.count(volume.orders, "order")) on record for "
        + "\(DayText.range(volume.from, volume.to - 1, withYear: true)) overlap with it"
    case .unstorable(let reason): "not saved: \(UnstorableText.clause(reason))"
    case .maintenance(let id): "#\(id) is planned maintenance, which never counts"
    case .undone(let number): "import \(number) has already been undone"
    case .notEmpty:
      "this workspace already has entries, and a whole record goes only into an empty one. Nothing imported. "
        + "Copy \(WorkspaceLayout.catalogName) into a new folder and import it there"
    case .noImport(let number): "no import \(number)"
    case .newerSchema(let found, let known):
      "the ledger has schema \(found), this vendorscore knows \(known). Nothing changed. Update vendorscore"
    case .olderSchema(let found, let known):
      "the ledger has schema \(found), this vendorscore writes \(known), and may not update it here"
    case .locked(let seconds):
      "another vendorscore is writing (waited \(seconds) s). Nothing saved; try again"
    case .damaged(let path, let damage):
      "\(name(path)) is damaged (\(LedgerDamageText.clause(damage))); left untouched"
    case .missing(let path):
      "\(name(path)) is missing or empty, though it was backed up; no new ledger was created"
    case .foreign(let path): "\(name(path)) is not a vendorscore ledger; left untouched"
    case .moved(let path): "\(name(path)) was replaced while it was in use. Nothing saved; try again"
    case .readOnly(let path): "can't write \(name(path)): read-only disk. Reading still works"
    case .noPermission(let path): "can't write \(name(path)): no permission. Reading still works"
    case .cutShort(let path):
      "\(name(path)) can't be read here: an unfinished change has to be rolled back, which needs write access. "
        + "Copy the whole folder to where you may write"
    case .cannotOpen(let path, let problem): "can't open \(name(path)): \(FileProblemText.text(problem))"
    case .cannotWrite(let path, let problem):
      "can't write \(name(path)): \(FileProblemText.text(problem)). Nothing saved"
    case .cannotRead(let path, let problem): "can't read \(name(path)): \(FileProblemText.text(problem))"
    case .unsure(let path, let problem):
      "\(name(path)): \(FileProblemText.text(problem)); it may or may not be saved"
    case .server(let place, let failure): ServerFailureText.sentence(failure, at: place)
    }
  }

  /// The file itself, for the folder is the one that the owner works in; a ledger on a server as it describes itself.
  private static func name(_ place: String) -> Substring {
    isOnServer(place) ? place[...] : place.split(separator: "/").last ?? place[...]
  }

  /// Whether an error's place is what a ``ServerPlace`` describes itself as, and no path.
  package static func isOnServer(_ place: String) -> Bool {
    !place.hasPrefix("/") && place.contains(" at ")
  }
}
