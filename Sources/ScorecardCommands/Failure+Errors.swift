import ScorecardModel
import ScorecardPresentation
import VendorScorecard

extension Failure {
  /// What to say and to answer for any error that a command may meet.
  ///
  /// - Parameters:
  ///   - recovery: what `Workspace.recovery(after:)` has found; it is looked for before anything is put into words.
  ///   - hints: for the diagnostics among them.
  init(_ error: any Error, _ recovery: LedgerRecovery?, _ hints: CommandHints) {
    switch error {
    case let failure as Failure: self = failure
    case let error as WorkspaceError: self.init(error, hints)
    case let error as LedgerError: self.init(error, recovery)
    case let error as FileError:
      let other = error.operation == .read ? ExitStatus.missing : .cannotCreate
      self.init(FileProblemText.text(error), error.problem == .noPermission ? .permission : other)
    case let diagnostic as Diagnostic: self.init(diagnostic.withCaret(hints.hints), .data)
    default: self.init("unexpected: \(error). This is a defect of vendorscore; please report it", .software)
    }
  }

  // MARK: Workspace

  private init(_ error: WorkspaceError, _ hints: CommandHints) {
    switch error {
    case .badCatalog(let problems), .badFiles(let problems), .badRules(let problems):
      self.init(problems.map { $0.withCaret(hints.hints) }.joined(separator: "\nError: "), .data)
    default:
      self.init(WorkspaceErrorText.sentence(error), Failure.status(of: error))
      next = Failure.advice(on: error)
    }
  }

  private static func status(of error: WorkspaceError) -> ExitStatus {
    switch error {
    case .unknownVendor, .unknownStage, .futureDay, .fewerOrders, .ordersOutOfRange, .nothingToResolve,
      .alreadyResolved, .noReplacement, .nothingToCompare, .notImportable, .badDateFormat, .badNumberFormat,
      .ownFile, .recordAlone, .catalogRefused, .oneShop, .sameShop, .notRepairable:
      .usage
    case .unusualOrders, .noEarlierCatalog, .changedMeanwhile: .declined
    case .moreThanStore: .usage
    case .badBackup, .badCatalog, .badFiles, .badRules, .notesUnmarked, .ambiguousDates, .newVendors,
      .changeRefused, .otherPolicy, .noSharedCarrier, .badAddress:
      .data
    case .noBackup, .noCatalog, .catalogLost, .emptyPeriod, .onlyUncatalogued, .nothingToWrite, .noFile,
      .notesNotUTF8:
      .missing
    // As a ledger in a file refuses it.
    case .ledgerFilled(_, _, .wholeRecord): .data
    case .noFolder, .alreadyExists, .backupUnfinished, .ledgerFilled: .cannotCreate
    case .shopLedger(_, let error): status(of: error)
    }
  }

  private static func advice(on error: WorkspaceError) -> [Advice] {
    switch error {
    case .noCatalog:
      [Advice("Create one", .initialize()), Advice("With sample data", .initialize(demo: true))]
    case .catalogLost(let directory, let copy):
      copy.map { [Advice("Put it back", .putBackCatalog(from: $0, to: WorkspaceLayout(directory).catalog))] }
        ?? [Advice("", .initialize())]
    case .unknownVendor, .nothingToCompare: [Advice("See all", .vendors)]
    case .oneShop: [Advice("To see one", .scores)]
    case .changeRefused, .catalogRefused: [Advice("See them", .vendors)]
    case .onlyUncatalogued: [Advice("Look closer", .doctor)]
    case .emptyPeriod(_, onRecord: nil): [Advice("Put the first one on record", .log())]
    case .emptyPeriod(_, let days?): [Advice("Try", .report(Quarter(of: days.upperBound)))]
    case .fewerOrders(let month, let given, _, _, let vendor):
      [
        Advice(
          "If it is right, set the whole month", .recordOrders(given, month: month, vendor: vendor))
      ]
    case .unusualOrders: [Advice("Save it anyway", .saveAnyway)]
    case .moreThanStore(_, _, _, let from, _):
      [Advice("If the store's number is too low, correct it first", .recordOrders(month: from.month))]
    case .noReplacement(let old, let new) where old.stage == new.stage: [Advice("Who carries them", .journey)]
    case .noBackup(let typed): [Advice("See them", .backups(in: folder(of: typed)))]
    case .nothingToWrite(_, let vendor, _): [Advice("What is on record", .entries(of: vendor.id))]
    case .badBackup: [Advice("See the others", .backups())]
    case .notImportable(let path, let what): advice(on: what, at: path)
    case .ledgerFilled(let place, _, let filling):
      [Advice("Make one", .makeLedger(place.naming(String(place.ledger.prefix(180)) + ending(for: filling))))]
    case .notRepairable: [Advice("Back it up", .backUp)]
    case .recordAlone(_, .textBefore): [Advice("Export it again", .exportRecord())]
    case .ambiguousDates(_, _, let patterns): [Advice("Say which", .chooseDateFormat(patterns))]
    case .newVendors(_, let proposal?):
      [Advice("Read it, then adopt it and import again", .adoptCatalog(proposal))]
    default: []
    }
  }

  /// Of the name of another ledger.
  private static func ending(for filling: LedgerFilling) -> String {
    switch filling {
    case .backup: "-restored"
    case .sampleData: "-demo"
    case .wholeRecord: "-imported"
    }
  }

  private static func advice(on what: NotImportable, at path: String) -> [Advice] {
    switch what {
    case .ledger: [Advice("To bring in another store's entries, export them there", .export)]
    case .database:
      [Advice("If it is a backup of yours", .restore(path.contains("/") ? path : "./" + path))]
    case .folder: [Advice("Name its files", .importFiles(in: path))]
    case .repeated: []
    }
  }

  /// nil for a name without one.
  private static func folder(of path: String) -> String? {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  // MARK: Ledger

  private init(_ error: LedgerError, _ recovery: LedgerRecovery?) {
    self.init(LedgerErrorText.sentence(error), Failure.status(of: error))
    next = Failure.advice(on: error)
    guard let recovery else { return }
    if case .missing = error { message += ". To start over, move \(WorkspaceLayout.backupsName)/ away" }
    message = message.followed(by: RecoveryText.sentence(recovery) ?? Failure.noWayBack(from: error))
    if let step = recovery.next { next = [Advice(RecoveryText.lead(recovery), step)] }
  }

  private static func status(of error: LedgerError) -> ExitStatus {
    switch error {
    case .duplicate, .retracted, .maintenance, .undone: .declined
    case .noIncident, .otherVendor, .sameAsItself, .overlap, .unstorable, .noImport: .usage
    case .notEmpty, .damaged, .foreign, .otherCurrency: .data
    case .cannotOpen(_, .noPermission), .cannotRead(_, .noPermission), .cannotWrite(_, .noPermission):
      .permission
    case .missing, .cannotOpen: .missing
    case .newerSchema, .olderSchema: .configuration
    case .moved, .locked: .tryAgain
    case .readOnly: .cannotCreate
    case .noPermission, .cutShort: .permission
    case .cannotRead, .cannotWrite, .unsure: .inputOutput
    case .server(_, let failure): status(of: failure)
    }
  }

  private static func status(of failure: ServerFailure) -> ExitStatus {
    switch failure {
    case .damaged, .foreignSchema: .data
    case .noDatabase, .noLedger: .missing
    case .violates, .refused: .software
    case .readOnly: .cannotCreate
    case .cannotWrite, .unsure: .inputOutput
    case .unreachable, .locked, .conflict, .cancelled: .tryAgain
    case .refusedLogin, .noPassword, .untrusted, .notAllowed, .onlyReads, .notOwner: .permission
    case .noLibrary, .oldLibrary, .badSetting, .tooOld, .otherEncoding, .unsafeDisk, .unsettled,
      .olderSchema, .newerSchema:
      .configuration
    }
  }

  private static func advice(on error: LedgerError) -> [Advice] {
    switch error {
    case .duplicate: [Advice("Add it anyway", .allowDuplicate)]
    case .noIncident: [Advice("See them", .entries())]
    case .retracted(let id): [Advice("What happened to it", .history(of: id))]
    case .otherVendor(let id): [Advice("See it", .show(id))]
    case .overlap(let volume): [Advice("Set a whole month", .recordOrders(month: volume.from.month))]
    case .otherCurrency(let currency, _): [Advice("Say so", .stateCurrency(currency))]
    case .maintenance(let id): [Advice("Take it out", .retract(id))]
    case .undone, .noImport: [Advice("See them", .imports)]
    case .damaged(let place, _) where LedgerErrorText.isOnServer(place):
      [Advice("If its record can be read, back it up, and restore that into a new ledger", .backUp)]
    case .missing: [Advice("See them", .backups())]
    case .cannotRead: [Advice("If you were changing something, look before you do it again", .history())]
    case .unsure(let place, _):
      [
        Advice(
          "Look before you try again",
          place.hasPrefix("/") && !place.hasSuffix("/" + WorkspaceLayout.ledgerName)
            ? .backups() : .history())
      ]
    case .server(_, .unsure): [Advice("Look before you try again", .history())]
    case .server(let place, .noLedger), .server(let place, .olderSchema(found: 0, _)):
      [Advice("Make it", .makeLedger(place))]
    case .server(let place, .olderSchema): [Advice("The owner types", .makeLedger(place))]
    default: []
    }
  }

  private static func noWayBack(from error: LedgerError) -> String? {
    switch error {
    case .damaged:
      "No backup of it is known. If you kept a copy of your own, put it in its place; whatever you try, try it on "
        + "a copy"
    case .missing: "No backup of it can be read"
    case .foreign: "Move it away"
    default: nil
    }
  }
}
