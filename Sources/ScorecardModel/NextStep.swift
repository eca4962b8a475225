/// What may be done next, as a fact: how to do it is for a front end to say, with a command line, a button or a link.
///
/// What is nil is left for the reader to choose.
public enum NextStep: Hashable, Sendable {
  // MARK: Recording
  case log(about: Vendor.ID? = nil, outcome: Outcome? = nil)
  case recordOrders(Int? = nil, month: Month? = nil, vendor: Vendor.ID? = nil)
  case undo
  case redo

  // MARK: Scores
  case status
  /// To go through everything that waits.
  case review
  case scores
  case compare(Stage.ID? = nil)
  case explain(Vendor.ID? = nil)
  case journey
  /// A letter that claims what can be claimed from a vendor.
  case claim(from: Vendor.ID)
  case report(Quarter)
  /// The quarter's report as a page to print.
  case printReport(Quarter)

  // MARK: Entries
  case entries(of: Vendor.ID? = nil)
  /// Those that await the owner's confirmation.
  case unconfirmedEntries
  case confirm
  case show(Int64)
  /// Of one entry, or the latest changes of all.
  case history(of: Int64? = nil)
  case edit(Int64? = nil, EditedField? = nil)
  case retract(Int64)
  case due
  /// Of one entry, all that is due.
  case tickOff(Int64?)

  // MARK: Workspace
  case initialize(demo: Bool = false)
  /// Makes a ledger on a server.
  case makeLedger(ServerPlace)
  /// Makes the sums on a server those of the catalog's policy.
  case adoptPolicy
  case vendors
  case checkVendors
  /// States which currency all money on record is in.
  case stateCurrency(String)
  /// A vendor that the catalog lacks.
  case addVendor(Stage.ID? = nil)
  /// Gives a vendor's place to another one.
  case switchVendors(from: Vendor.ID, to: Vendor.ID?)
  case undoCatalogChange
  /// Files to import; all of a folder that is named.
  case importFiles(in: String? = nil)
  /// A vendor's outages, from its status page or a monitor.
  case importOutages(of: Vendor.ID)
  case importFormats
  case imports
  case undoImport(Int64? = nil)
  case export
  /// With all history, in one file.
  case exportRecord(to: String? = nil)
  case backUp
  /// The list of backups, in `backups/` or another folder.
  case backups(in: String? = nil)
  /// By the backup's name or path; `confirmed` also where something would be lost.
  case restore(String, confirmed: Bool = false)
  /// Puts the last copy of a lost catalog in its place.
  case putBackCatalog(from: String, to: String)
  /// Makes a catalog that was proposed the catalog.
  case adoptCatalog(String)
  case doctor
  case fullCheckup
  case repair

  // MARK: The same again, with more said
  /// Though the same is on record.
  case allowDuplicate
  /// Though the number is far from the usual.
  case saveAnyway
  /// Whose the file is.
  case nameVendor
  /// Which columns of the file hold these fields.
  case mapColumns([ColumnMapping])
  /// One of these ways to write dates.
  case chooseDateFormat([String])
  /// One of these ways to write numbers.
  case chooseNumberFormat([String])
  /// Why a row became what it did; its line, or its number in a list.
  case explainRow(Int)
  case writeRules
  /// A rules file for its mistakes.
  case checkRules
  /// To set refused rows aside.
  case skipBad
}

/// What of an entry may be edited next.
public enum EditedField: Hashable, Sendable {
  case text
  case severity
  case day
  /// Money that was claimed.
  case claimed
  /// Money that came back.
  case recovered
  /// It was raised with the vendor.
  case followedUp
}

/// A field of an import and the column to read it from.
public struct ColumnMapping: Hashable, Sendable {
  public var field: String
  /// nil = to be chosen.
  public var column: String?

  public init(field: String, column: String?) {
    self.field = field
    self.column = column
  }
}

/// How a front end says what to do next, such as `vendorscore undo`.
public struct Hints: Sendable {
  private let words: @Sendable (NextStep) -> String?

  /// For readers to whom no way of doing anything is offered.
  public static let none = Hints { _ in nil }

  /// - Parameter words: nil for a step that the front end does not offer.
  public init(_ words: @escaping @Sendable (NextStep) -> String?) { self.words = words }

  public subscript(_ step: NextStep) -> String? { words(step) }
}
