package import ScorecardModel

/// Why a use case was refused, in a sentence; what next is for the front end to say.
package enum WorkspaceErrorText {
  package static func sentence(_ error: WorkspaceError) -> String {
    switch error {
    case .noCatalog(let from, let named):
      named
        ? "no \(WorkspaceLayout.catalogName) in \(from)" : "no \(WorkspaceLayout.catalogName) here or above"
    case .catalogLost(let directory, let copy):
      "\(WorkspaceLayout.catalogName) is missing beside the ledger in \(directory). "
        + (copy.map { "Its last copy: \($0)" }
          ?? "No copy is in \(WorkspaceLayout.backupsName)/: write it again, or create one in another folder")
    case .badCatalog(let diagnostics), .badFiles(let diagnostics), .badRules(let diagnostics):
      diagnostics.map(\.description).joined(separator: "\n")
    case .alreadyExists(let path): "\(path) exists; nothing written. Choose another folder"
    case .noFolder: "this workspace is in memory and has no folder. Open one in a folder to write files"
    case .unknownVendor(let typed, let closest): unknownVendor(typed, closest)
    case .unknownStage(let typed, let journey):
      "no stage \"\(typed)\". Stages: \(journey.map(\.id).joined(separator: ", "))"
    case .futureDay(let day, let today): futureDay(day, today: today)
    case .emptyPeriod(let quarter, let days): emptyPeriod(quarter, onRecord: days)
    case .onlyUncatalogued(let quarter, let ids):
      "the entries in \(quarter) are about \(NameList.and(ids)), which \(ids.count == 1 ? "is" : "are") not in "
        + "\(WorkspaceLayout.catalogName). Report not written"
    case .fewerOrders(let month, let given, let recorded, let through, _):
      "\(DayText.month(month)) has \(NumberText.count(recorded, "order")) on record up to "
        + "\(DayText.short(through)); \(NumberText.grouped(given)) is fewer"
    case .unusualOrders(let orders): "not saved: " + unusual(orders)
    case .moreThanStore(let vendor, let orders, let store, let from, let through):
      "\(NumberText.count(orders, "order")) of \(vendor.name) \(days(from, through)), but the whole store had "
        + "\(NumberText.grouped(store)). Nothing saved"
    case .ordersOutOfRange(let orders): "\(orders) orders: use 0 to \(Volume.mostOrders)"
    case .nothingToResolve(let id): "#\(id) is good: there is nothing to resolve"
    case .alreadyResolved(let id): "#\(id) is already resolved"
    case .changedMeanwhile: "something else was changed since. Nothing was taken back"
    case .noReplacement(let old, let new): noReplacement(of: old, by: new)
    case .nothingToCompare: "comparing takes at least two vendors"
    case .noFile(let path): "no file \(path). Is that its name, and is it in this folder?"
    case .backupUnfinished(let name, let error):
      "\(FileProblemText.text(error)). The ledger's copy is in place and verified: \(name)"
    case .notesUnmarked(let path):
      "\(path) has lost the marks around the owner's notes; left as it is. Rename it and try again"
    case .notesNotUTF8(let path): "can't read \(path): the owner's notes are not UTF-8; save it as UTF-8"
    case .noBackup(let typed): "no backup \"\(typed)\""
    case .badBackup(let name, let error):
      "backup \(name) can't be restored: \(BackupText.reason(error)). Nothing changed"
    case .notImportable(let path, let what): "\(path) " + notImportable(what)
    case .ownFile(let path): "\(path) is one of the workspace's own files; left as it is. Choose another name"
    case .recordAlone(let file, let company):
      "\(file) is the whole record of a ledger: " + goesAlone(company)
    case .nothingToWrite(let kind, let vendor, let since):
      nothingToWrite(kind) + " about \(vendor.name)" + (since.map { " since \(DayText.short($0))" } ?? "")
        + ". Letter not written"
    case .badDateFormat(let text):
      "\"\(text)\" isn't a date format. Use one such as d/M/yyyy, M/d/yyyy or yyyy-MM-dd"
    case .badNumberFormat(let text): "\"\(text)\" isn't a number format. Use 1,234.50 or 1.234,50 or 1 234,50"
    case .ambiguousDates(let file, let example, let patterns):
      "\(file): \"\(example)\" can be read as \(patterns.joined(separator: " or ")) (d day, M month)"
    case .newVendors(let names, let proposal): newVendors(names, proposal)
    case .catalogRefused(let refusal): CatalogRefusalText.sentence(refusal)
    case .changeRefused(let problems):
      "\(WorkspaceLayout.catalogName) not changed: " + problems.map(\.message).joined(separator: "; ")
    case .noEarlierCatalog: "no change of \(WorkspaceLayout.catalogName) to undo"
    case .badAddress(let problem): problem.description
    case .ledgerFilled(let place, let changes, let filling):
      "the ledger on \(place.server) holds \(NumberText.count(changes, "change")); "
        + WorkspaceErrorText.name(filling) + " goes into an empty one only"
    case .notRepairable(let place):
      "nothing repaired: the ledger is on \(place.server), and only a file is rebuilt here. To make all but the record "
        + "anew, restore a backup into a new ledger there"
    case .oneShop, .sameShop, .otherPolicy, .noSharedCarrier, .shopLedger: AcrossErrorText.sentence(error)
    }
  }

  private static func name(_ filling: LedgerFilling) -> String {
    switch filling {
    case .backup: "a backup"
    case .sampleData: "sample data"
    case .wholeRecord: "a whole record"
    }
  }

  /// `4,200 orders are 30 times the usual 140`.
  package static func unusual(_ orders: UnusualOrders) -> String {
    let times = Double(orders.orders) / orders.usual
    let usual = NumberText.fixed(orders.usual, digits: 0, grouped: true)
    let many = NumberText.count(orders.orders, "order")
    return many + (orders.orders == 1 ? " is " : " are ")
      + (times >= 1
        ? "\(NumberText.fixed(times, digits: 0, grouped: true)) times the usual \(usual)"
        : "less than a tenth of the usual \(usual)")
  }

  private static func days(_ first: Day, _ last: Day) -> String {
    if first == last { return "on " + DayText.short(first) }
    let isMonth = first == first.month.firstDay && last == first.month.lastDay
    return isMonth
      ? "in " + DayText.month(first.month) : "from \(DayText.short(first)) to \(DayText.short(last))"
  }

  private static func nothingToWrite(_ kind: VendorLetter.Kind) -> String {
    switch kind {
    case .complaint: "nothing to complain of: no bad entry"
    case .claim: "nothing to claim: no entry that can still be claimed for and is not handed in yet,"
    case .thanks: "nothing to give thanks for: no good entry"
    }
  }

  private static func unknownVendor(_ typed: String, _ closest: [Vendor]) -> String {
    "no vendor \"\(typed)\""
      + (closest.isEmpty ? "" : ". Closest: \(closest.map(\.name).joined(separator: ", "))")
  }

  private static func futureDay(_ day: Day, today: Day) -> String {
    let parts = day.components
    let earlier = [today.components.year, today.components.year - 1]
      .compactMap { try? Day(year: $0, month: parts.month, day: parts.day) }.first { $0 <= today }
    return "\(day) is in the future. " + (earlier.map { "Did you mean \($0)?" } ?? "Today is \(today)")
  }

  private static func emptyPeriod(_ quarter: Quarter, onRecord days: ClosedRange<Day>?) -> String {
    guard let days else { return "no entries on record yet. Report not written" }
    let (first, last) = ("the first is from \(days.lowerBound)", "the last is from \(days.upperBound)")
    let known =
      days.lowerBound > quarter.lastDay
      ? first : days.upperBound < quarter.firstDay ? last : "\(first), \(last)"
    return "no entries in \(quarter); \(known). Report not written"
  }

  private static func noReplacement(of old: Vendor, by new: Vendor) -> String {
    old.stage == new.stage
      ? "\(old.name) carries no counted orders that \(new.name) could take over"
      : "\(new.name) is in \(new.stage), \(old.name) in \(old.stage). Swap within a stage"
  }

  private static func notImportable(_ what: NotImportable) -> String {
    switch what {
    case .ledger: "is the ledger itself, not a file to import"
    case .database: "is a database, not a file to import"
    case .folder: "is a folder"
    case .repeated: "is given twice. Name it once"
    }
  }

  private static func goesAlone(_ company: RecordCompany) -> String {
    switch company {
    case .otherFiles: "import it alone"
    case .textBefore: "something was put before its first line"
    case .options: "it is taken as it is; only a dry run goes with it"
    }
  }

  private static func newVendors(_ names: [String], _ proposal: String?) -> String {
    let shown = names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", …" : "")
    let count = names.count == 1 ? "1 vendor is" : "\(names.count) vendors are"
    return "\(count) not in \(WorkspaceLayout.catalogName): \(shown). Nothing imported. "
      + (proposal.map { "\($0) has them added" } ?? "A dry run writes no catalog with them added")
  }
}
