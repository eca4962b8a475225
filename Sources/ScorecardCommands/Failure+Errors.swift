import ScorecardModel
import ScorecardPresentation
import VendorScorecard

extension Failure {
  /// What to say and to answer for any error that a command may meet.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as WorkspaceError: self.init(error)
    case let error as LedgerError: self.init(error)
    case let error as FileError:
      self.init(FileProblemText.text(error), error.operation == .read ? .missing : .cannotCreate)
    case let diagnostic as Diagnostic: self.init(diagnostic.withCaret, .data)
    default: self.init("unexpected: \(error). This is a defect of vendorscore; please report it", .software)
    }
  }

  private init(_ error: WorkspaceError) {
    switch error {
    case .badCatalog(let problems), .badFiles(let problems), .badRules(let problems):
      self.init(problems.map(\.withCaret).joined(separator: "\nError: "), .data)
    default: self.init(error.message, Failure.status(of: error))
    }
  }

  private static func status(of error: WorkspaceError) -> ExitStatus {
    switch error {
    case .unknownVendor, .unknownStage, .futureDay, .fewerOrders, .ordersOutOfRange, .noReplacement,
      .nothingToCompare, .notImportable, .badDateFormat, .ownFile, .recordAlone:
      .usage
    case .badBackup, .badCatalog, .badFiles, .badRules, .notesUnmarked, .ambiguousDates, .newVendors: .data
    case .noBackup, .noCatalog, .catalogLost, .emptyPeriod, .noFile, .notesNotUTF8: .missing
    case .noFolder, .alreadyExists, .backupUnfinished: .cannotCreate
    }
  }

  private init(_ error: LedgerError) {
    switch error {
    case .duplicate(let id):
      self.init("not saved: same vendor, day and text as #\(id). Add anyway: `--allow-duplicate`", .declined)
    case .noIncident(let id): self.init("no incident #\(id). See them: `vendorscore incidents`", .usage)
    case .retracted(let id):
      self.init("#\(id) is retracted. What happened to it: `vendorscore history \(id)`", .declined)
    case .otherVendor(let id):
      self.init(
        "#\(id) is about another vendor: an event is of one vendor. See it: `vendorscore show \(id)`", .usage)
    case .sameAsItself(let id):
      self.init("#\(id) can't be the same event as itself. Name another entry", .usage)
    case .overlap(let volume):
      let days = DayText.range(volume.from, volume.to - 1, withYear: true)
      let orders = NumberText.count(volume.orders, "order")
      self.init(
        "not saved: \(orders) are on record for \(days), which overlaps. Give the number of a whole month: "
          + "`vendorscore volume ORDERS --month YYYY-MM`", .usage)
    case .unstorable(let reason): self.init("not saved: \(reason)", .usage)
    case .maintenance(let id):
      self.init(
        "#\(id) is planned maintenance, which never counts. Hide it: `vendorscore retract \(id)`", .declined)
    case .undone(let number):
      self.init(
        "import \(number) has been taken back already. See them: `vendorscore imports`", .declined)
    case .notEmpty:
      self.init(
        "this workspace holds a record already, and a whole one goes into an empty workspace only. Nothing "
          + "imported. Copy vendors.json into a new folder and import it there", .data)
    case .noImport(let number):
      self.init("no import \(number). See them: `vendorscore imports`", .usage)
    default: self.init(file: error)
    }
  }

  /// What is wrong with the ledger's file.
  private init(file error: LedgerError) {
    switch error {
    case .damaged(let path, let detail):
      self.init(
        "\(Self.name(path)) is damaged (\(detail)); left untouched. "
          + (Self.repair(of: path) ?? Self.recoveryHint(from: path)
            ?? "No backup of it is known. If you kept a copy of your own, put it in its place; whatever you try, "
            + "try it on a copy"),
        .data)
    case .missing(let path):
      self.init(
        "\(Self.name(path)) is missing or empty, though it was backed up; none was begun in its place. "
          + (Self.recoveryHint(from: path)
            ?? "No backup of it can be read: see them with `vendorscore restore`")
          + ". To begin anew, move \(WorkspaceLayout.backupsName)/ away", .missing)
    case .foreign(let path):
      self.init(
        "\(Self.name(path)) is not a ledger of vendorscore; left untouched. "
          + (Self.recoveryHint(from: path) ?? "Move it away"),
        .data)
    case .newerSchema(let found, let known):
      let versions = "the ledger has schema \(found), this vendorscore knows \(known)"
      self.init("\(versions). Nothing changed. Update vendorscore", .configuration)
    case .olderSchema(let found, let known):
      let versions = "the ledger has schema \(found), this vendorscore writes \(known)"
      self.init("\(versions), and may not bring it up to date here", .configuration)
    case .moved(let path):
      self.init("\(Self.name(path)) was replaced while it was in use. Nothing saved; try again", .tryAgain)
    case .locked(let seconds):
      self.init("another vendorscore is writing (waited \(seconds) s). Nothing saved; try again", .tryAgain)
    case .readOnly(let path):
      self.init("can't write \(Self.name(path)): read-only disk. Reading still works", .cannotCreate)
    case .noPermission(let path):
      self.init("can't write \(Self.name(path)): no permission. Reading still works", .permission)
    case .cutShort(let path):
      self.init(
        "\(Self.name(path)) can't be read here: something in it was left half done, and ending that takes writing. "
          + "Copy the whole folder to where you may write", .permission)
    case .cannotOpen(let path, let problem):
      self.init("can't open \(Self.name(path)): \(FileProblemText.text(problem))", .missing)
    case .cannotWrite(let path, let problem):
      self.init(
        "can't write \(Self.name(path)): \(FileProblemText.text(problem)). Nothing saved", .inputOutput)
    case .cannotRead(let path, let problem):
      self.init(
        "can't read \(Self.name(path)): \(FileProblemText.text(problem)). If you were changing something, see `vendorscore history` "
          + "before you do it again", .inputOutput)
    case .unsure(let path, let problem):
      let look = Self.name(path) == WorkspaceLayout.ledgerName ? "history" : "restore"
      self.init(
        "\(Self.name(path)): \(FileProblemText.text(problem)); it may be saved or not. Look before you try again: "
          + "`vendorscore \(look)`", .inputOutput)
    default: self.init("\(error)", .software)
    }
  }

  /// nil when the damage is in the record.
  private static func repair(of ledger: String) -> String? {
    guard let folder = workspace(of: ledger), Workspace.isRecordWhole(in: folder) else { return nil }
    return "All that is on record can be read: `vendorscore doctor --repair` makes the rest anew from it"
  }

  private static func workspace(of ledger: String) -> String? {
    name(ledger) == WorkspaceLayout.ledgerName
      ? String(ledger.dropLast(WorkspaceLayout.ledgerName.count + 1)) : nil
  }

  /// The newest good backup of the workspace that the ledger is in; nil when there is none.
  private static func recoveryHint(from ledger: String) -> String? {
    guard let folder = workspace(of: ledger) else { return nil }
    guard let backup = Workspace.newestGoodBackup(in: folder), let extent = backup.extent else { return nil }
    return BackupText.recoveryHint(to: backup, extent, named: Workspace.shortName(of: backup, in: folder))
  }

  /// The file itself: the folder is the one that the owner works in.
  private static func name(_ path: String) -> Substring {
    path.split(separator: "/").last ?? path[...]
  }
}

extension Diagnostic {
  /// With the line of the file and a caret below the column.
  var withCaret: String {
    guard let excerpt, let column else { return description }
    // A long line is cut so that the place stays in sight.
    let start = max(0, column - 60)
    let shown = excerpt.dropFirst(start).prefix(100)
    let caret = String(repeating: " ", count: max(0, column - 1 - start)) + "^"
    return "\(description)\n  \(shown)\n  \(caret)"
  }
}
