internal import FileSystem
public import ScorecardModel
internal import ScorecardPresentation

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
  /// No logs in the quarter; the first and the last day on record, if any.
  case emptyPeriod(Quarter, onRecord: ClosedRange<Day>?)
  /// The month has more orders on record through `through` than were given for all of it.
  case fewerOrders(month: Month, given: Int, recorded: Int, through: Day, vendor: Vendor.ID?)
  /// Orders outside 0...``Volume/mostOrders``.
  case ordersOutOfRange(Int)
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
  /// A backup that cannot be restored.
  case badBackup(name: String, reason: String)
  /// Something was given as a file to import that is none; what it is, and what to do instead.
  case notImportable(path: String, reason: String)
  /// A file of the workspace's own was named to be written over.
  case ownFile(path: String)
  /// A whole record was given with what does not go with it.
  case recordAlone(file: String, reason: String)
  /// The files cannot be imported as they are: unknown columns, unreadable encoding; all mismatches at once.
  case badFiles([Diagnostic])
  /// A rules file has mistakes; all of them, in the order of the file.
  case badRules([Diagnostic])
  case badDateFormat(String)
  /// The files' dates can be read in more than one way.
  case ambiguousDates(file: String, example: String, patterns: [String])
  /// Files name vendors that the catalog lacks; a catalog with them was written beside it, unless nothing was to be
  /// stored (nil).
  case newVendors([String], proposal: String?)

  /// What went wrong and what next, without `Error:`.
  public var message: String {
    switch self {
    case .noCatalog(let from, let named): Self.noCatalog(from, named: named)
    case .catalogLost(let directory, let copy):
      "vendors.json is missing beside the ledger in \(directory). "
        + (copy.map {
          "Its last copy: `cp \(Escaping.shell($0)) \(Escaping.shell(directory + "/vendors.json"))`"
        }
          ?? "No copy is in backups/: write it again, or make one in another folder with `vendorscore init`")
    case .badCatalog(let diagnostics), .badFiles(let diagnostics), .badRules(let diagnostics):
      diagnostics.map(\.description).joined(separator: "\n")
    case .alreadyExists(let path): "\(path) exists; nothing written. Choose another folder"
    case .noFolder: "this workspace is in memory and has no folder. Open one in a folder to write files"
    case .unknownVendor(let typed, let closest): Self.unknownVendor(typed, closest)
    case .unknownStage(let typed, let journey): Self.unknownStage(typed, journey)
    case .futureDay(let day, let today): Self.futureDay(day, today: today)
    case .emptyPeriod(let quarter, let days): Self.emptyPeriod(quarter, onRecord: days)
    case .fewerOrders(let month, let given, let recorded, let through, let vendor):
      "\(DayText.month(month)) has \(NumberText.count(recorded, "order")) on record up to "
        + "\(DayText.short(through)); \(NumberText.grouped(given)) is fewer. If it is right, say it of the month: "
        + "`vendorscore volume \(given) --month \(month)\(vendor.map { " --vendor \($0)" } ?? "")`"
    case .ordersOutOfRange(let orders): "\(orders) orders: use 0 to \(Volume.mostOrders)"
    case .noReplacement(let old, let new): Self.noReplacement(of: old, by: new)
    case .nothingToCompare: "comparing takes at least two vendors. See all: `vendorscore vendors`"
    case .noFile(let path): "no file \(path). Is it spelt so, and in this folder?"
    case .backupUnfinished(let name, let error):
      "\(FileProblemText.text(error)). The backup is in place and verified: \(name)"
    case .notesUnmarked(let path):
      "\(path) has lost the marks around the owner's notes; left as it is. Rename it and try again"
    case .notesNotUTF8(let path):
      "can't read \(path): the owner's notes are not UTF-8; save it as UTF-8"
    case .badDateFormat(let text):
      "\"\(text)\" is no way to write a date. Use one such as d/M/yyyy, M/d/yyyy or yyyy-MM-dd"
    case .ambiguousDates(let file, let example, let patterns):
      "\(file): \"\(example)\" can be read as \(patterns.joined(separator: " or ")) (d day, M month). "
        + "Say which: "
        + patterns.map { "--date-format " + ($0.contains(" ") ? "\"\($0)\"" : $0) }.joined(separator: " or ")
    case .newVendors(let names, let proposal): Self.newVendors(names, proposal)
    case .ownFile(let path): "\(path) is the workspace's own; left as it is. Choose another name"
    case .recordAlone(let file, let reason): "\(file) is the whole record of a ledger: \(reason)"
    case .noBackup(let typed):
      "no backup \"\(typed)\". See them: `vendorscore restore"
        + (typed.contains("/") ? " \(Escaping.shell(Folder.of(typed)))`" : "`")
    case .badBackup(let name, let reason):
      "backup \(name) can't be restored: \(reason). Nothing changed. See the others: `vendorscore restore`"
    case .notImportable(let path, let reason): "\(path) \(reason)"
    }
  }

  private static func noCatalog(_ from: String, named: Bool) -> String {
    (named ? "no vendors.json in \(from)." : "no vendors.json here or above.")
      + " `vendorscore init`, or sample data: `vendorscore init --demo`"
  }

  private static func unknownVendor(_ typed: String, _ closest: [Vendor]) -> String {
    let names =
      closest.isEmpty ? "" : " " + "Closest: \(closest.map(\.name).joined(separator: ", "))".sentence
    return "no vendor \"\(typed)\".\(names) See all: `vendorscore vendors`"
  }

  private static func newVendors(_ names: [String], _ proposal: String?) -> String {
    let shown = names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", …" : "")
    let count = names.count == 1 ? "1 vendor is" : "\(names.count) vendors are"
    let start = "\(count) not in vendors.json: \(shown). Nothing imported"
    guard let proposal else {
      return start + ". Without --dry-run a catalog with them added is written for you to read"
    }
    return start + ". \(proposal) has them added: "
      + "read it, then `mv \(proposal) vendors.json` and import again"
  }

  private static func unknownStage(_ typed: String, _ journey: [Stage]) -> String {
    "no stage \"\(typed)\". Stages: \(journey.map(\.id).joined(separator: ", "))"
  }

  private static func futureDay(_ day: Day, today: Day) -> String {
    let parts = day.components
    var earlier: [Day] = []
    for year in [today.components.year, today.components.year - 1] {
      if let same = try? Day(year: year, month: parts.month, day: parts.day), same <= today {
        earlier.append(same)
      }
    }
    return "\(day) is in the future." + (earlier.first.map { " Did you mean \($0)?" } ?? " Today is \(today)")
  }

  private static func emptyPeriod(_ quarter: Quarter, onRecord days: ClosedRange<Day>?) -> String {
    guard let days else {
      return "no entries on record yet. Report not written. Put the first one on record: `vendorscore log`"
    }
    let (first, last) = ("the first is of \(days.lowerBound)", "the last is of \(days.upperBound)")
    let known =
      days.lowerBound > quarter.lastDay
      ? first : days.upperBound < quarter.firstDay ? last : "\(first), \(last)"
    return "no entries in \(quarter); \(known). Report not written"
  }

  private static func noReplacement(of old: Vendor, by new: Vendor) -> String {
    guard old.stage == new.stage else {
      return "\(new.name) is in \(new.stage), \(old.name) in \(old.stage). Swap within a stage"
    }
    return "\(old.name) carries no counted orders that \(new.name) could take over. Who carries them: "
      + "`vendorscore journey`"
  }
}
