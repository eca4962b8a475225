/// Why a use case was refused, beside what the ledger (``LedgerError``) and the disk say (``FileError``). Nothing was
/// stored or written.
public enum WorkspaceError: Error, Hashable, Sendable {
  /// No `vendors.json` in this folder, nor above it unless the folder was named.
  case noCatalog(from: String, named: Bool)
  /// A ledger is here, and no `vendors.json` beside it; where its last copy is.
  case catalogLost(directory: String, copy: String?)
  /// `vendors.json` has mistakes; all of them, in the order of the file.
  case badCatalog([Diagnostic])
  /// `init` where a workspace is already; the file that is in the way.
  case alreadyExists(path: String)
  /// The workspace is in memory, and what was asked for needs files.
  case noFolder
  case unknownVendor(typed: String, closest: [Vendor])
  case unknownStage(typed: String, journey: [Stage])
  /// An incident, check-in or as-of day after today.
  case futureDay(Day, today: Day)
  /// No entries in the quarter; the first and the last day on record, if any.
  case emptyPeriod(Quarter, onRecord: ClosedRange<Day>?)
  /// All entries in the quarter are about vendors that the catalog lacks.
  case onlyUncatalogued(Quarter, [Vendor.ID])
  /// The month has more orders on record through `through` than were given for all of it.
  case fewerOrders(month: Month, given: Int, recorded: Int, through: Day, vendor: Vendor.ID?)
  /// Far from the months around it, so that a digit may be wrong; not stored unless its owner is sure.
  case unusualOrders(UnusualOrders)
  /// A vendor would have carried more on these days than the whole store had.
  case moreThanStore(vendor: Vendor, orders: Int, store: Int, from: Day, through: Day)
  /// Orders outside 0...``Volume/mostOrders``.
  case ordersOutOfRange(Int)
  /// An incident that is to be resolved is a good one.
  case nothingToResolve(Int64)
  /// An incident that is to be resolved is so already, and nothing else was said of it.
  case alreadyResolved(Int64)
  /// What was to be taken back is no longer the newest change.
  case changedMeanwhile
  /// They are not of one stage, or the first carries no counted orders.
  case noReplacement(of: Vendor, by: Vendor)
  /// Fewer than two vendors to compare.
  case nothingToCompare([Vendor.ID])
  /// A file to read that is not there.
  case noFile(path: String)
  /// The backup of this name is in place and verified, but what belongs to it could not be written or removed.
  case backupUnfinished(name: String, FileError)
  /// The report on disk lost the marks around its owner's notes.
  case notesUnmarked(path: String)
  /// The owner's notes in the report on disk are in another encoding.
  case notesNotUTF8(path: String)
  /// No backup whose name begins so.
  case noBackup(typed: String)
  /// A backup that cannot be restored, and why.
  case badBackup(name: String, LedgerError)
  /// Something was given as a file to import that is none.
  case notImportable(path: String, NotImportable)
  /// A file of the workspace's own was named to be written over.
  case ownFile(path: String)
  /// A whole record was given with what does not go with it.
  case recordAlone(file: String, RecordCompany)
  /// The files cannot be imported as they are: unknown columns, unreadable encoding; all mismatches at once.
  case badFiles([Diagnostic])
  /// A rules file has mistakes; all of them, in the order of the file.
  case badRules([Diagnostic])
  /// A letter of this kind, since a day; nil = at any time.
  case nothingToWrite(VendorLetter.Kind, to: Vendor, since: Day?)
  case badDateFormat(String)
  case badNumberFormat(String)
  /// The files' dates can be read in more than one way.
  case ambiguousDates(file: String, example: String, patterns: [String])
  /// Files name vendors that the catalog lacks; a catalog with them was written beside it, unless nothing was to be
  /// stored (nil).
  case newVendors([String], proposal: String?)
  /// The catalog is not changed as it was asked for.
  case catalogRefused(CatalogRefusal)
  /// It would have these mistakes; without places, since there is no such text.
  case changeRefused([Diagnostic])
  /// No change of the catalog can be taken back: the program made none.
  case noEarlierCatalog
  /// Fewer than two shops to look across.
  case oneShop
  /// Two folders as they were given, or places of ledgers, that are one shop: the same folder, or copies of one ledger.
  case sameShop(String, String)
  /// Two shops, by their folders, that score by different policies.
  case otherPolicy(String, String)
  /// No two shops have a carrier in common in one stage; one that they have in different stages.
  case noSharedCarrier(apart: Apart?)
  /// What was given as a server's address is none, or has mistakes; with the column in it.
  case badAddress(Diagnostic)
  /// The ledger on a server holds so many changes already, and what was to go into it needs an empty one.
  case ledgerFilled(ServerPlace, changes: Int, LedgerFilling)
  /// A ledger on a server is no file that could be made anew.
  case notRepairable(ServerPlace)
  /// One shop of many whose ledger cannot be read, by its folder.
  case shopLedger(folder: String, LedgerError)

  /// A carrier in different stages of different shops.
  public struct Apart: Hashable, Sendable {
    public var carrier: String
    /// By their letters, two or more.
    public var stages: [Stage.ID]

    public init(carrier: String, stages: [Stage.ID]) {
      self.carrier = carrier
      self.stages = stages
    }
  }
}

/// What goes into an empty ledger only.
public enum LedgerFilling: Hashable, Sendable {
  case backup
  case sampleData
  /// As `export --all` writes it.
  case wholeRecord
}

/// What was given as a file to import and is none.
public enum NotImportable: Hashable, Sendable {
  /// The ledger of this workspace.
  case ledger
  /// Another database, such as a backup.
  case database
  case folder
  /// The same file was given before.
  case repeated
}

/// What a whole record was given with, though it goes by itself.
public enum RecordCompany: Hashable, Sendable {
  case otherFiles
  /// Something before its first line.
  case textBefore
  /// Options that would change what is in it.
  case options
}

/// A month's orders that are ten times what is usual, or a tenth.
public struct UnusualOrders: Hashable, Sendable {
  public static let factor = 10.0

  public var orders: Int
  /// What the months around it make of the same days; > 0.
  public var usual: Double
  public var month: Month
  public var vendor: Vendor.ID?

  public init(orders: Int, usual: Double, month: Month, vendor: Vendor.ID?) {
    self.orders = orders
    self.usual = usual
    self.month = month
    self.vendor = vendor
  }
}
