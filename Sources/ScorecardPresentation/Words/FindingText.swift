package import ScorecardModel

/// What a checkup noticed, and what to do about it.
package struct FindingText {
  let catalog: Catalog
  let hints: Hints

  package init(in catalog: Catalog, hints: Hints) {
    self.catalog = catalog
    self.hints = hints
  }

  /// For the screen, a finding and what to do about it in two lines; what the next one says as well is said once.
  package func lines(_ findings: [Finding]) -> [String] {
    let nexts = findings.map(next)
    return zip(findings, zip(nexts, nexts.dropFirst() + [""])).map { finding, next in
      let mark = finding.kind == .problem ? "✗" : "!"
      let line = "\(mark) \(Escaping.terminal(message(finding)))"
      return next.0 == next.1 ? line : line + "\n  Next    " + Escaping.terminal(next.0)
    }
  }

  package func message(_ finding: Finding) -> String {
    switch finding {
    case .damage(let damage, _): LedgerDamageText.clause(damage)
    case .ledgerLost(let report, _):
      "the ledger is missing: \(WorkspaceLayout.ledgerName) is empty, though \(report) was made from one"
    case .ledgerUnused(let changes, let place):
      "\(WorkspaceLayout.ledgerName) holds \(NumberText.count(changes, "change")) that no score counts: the ledger is "
        + "\(place)"
    case .otherLedger(let backup, let count):
      "this is not the ledger that was backed up: it lacks changes of backup \(backup) "
        + "(\(NumberText.entries(count)))"
    case .uncataloguedVendor(let id, _):
      "\"\(id)\" has entries, but is not in \(WorkspaceLayout.catalogName); no score counts them"
    case .futureEntries(let count, let first, let today):
      (count == 1 ? "#\(first) is" : "\(NumberText.entries(count)), #\(first) first, are")
        + " dated after today, \(DayText.short(today))"
    case .policyChanged:
      "the policy in \(WorkspaceLayout.catalogName) has changed; scores follow the new one already"
    case .otherPolicy(let place):
      "the policy in \(WorkspaceLayout.catalogName) is not the one that the sums of \(place) are made with; scores "
        + "follow \(WorkspaceLayout.catalogName), and take longer"
    case .clockBehind(let last, let now):
      "the newest change was made on \(DayText.moment(last)), but this computer's clock says \(DayText.moment(now))"
    case .openToOthers: "other users of this computer can open \(WorkspaceLayout.ledgerName)"
    case .readOnlyFolder: "this folder is read-only; reading works"
    case .evidence(let warning): EvidenceText.sentence(warning, in: catalog)
    case .stageWithoutPrimary(let stage):
      "\(stage.name) has no primary vendor, so the journey leaves it out"
    case .quietVendors(let vendors):
      "no entries for half a year about " + NameList.and(vendors.map(FindingText.quiet))
    case .unreadableBackup(let name): "the newest backup, \(name), can't be read"
    case .rebuilt: FindingText.rebuilt
    }
  }

  /// Also said where the ledger could not be opened even then.
  private static let rebuilt = "the ledger file was rebuilt; it holds everything that was on record"

  /// `the ledger file was rebuilt …; the damaged file is kept as …`.
  package static func rebuilt(keptAs file: String, additions: [String]) -> String {
    rebuilt + "; " + kept(file, additions)
  }

  private static func quiet(_ quiet: QuietVendor) -> String {
    quiet.vendor.name + (quiet.lastDay.map { " (last on \(DayText.short($0)))" } ?? "")
  }

  private static func kept(_ file: String, _ additions: [String]) -> String {
    let only = additions.isEmpty ? "" : " Only it has what someone added: \(NameList.and(additions))."
    return "the damaged file is kept as \(file).\(only) Delete it when you like"
  }

  /// What to do about it.
  package func next(_ finding: Finding) -> String {
    switch finding {
    case .damage(_, let recovery):
      way(recovery)
        ?? (catalog.ledger == nil
          ? "no backup of it is known; copy \(WorkspaceLayout.ledgerName) elsewhere before you try anything"
          : "no backup of it is known; ask who looks after the server for theirs before you try anything")
    case .ledgerLost(_, let recovery):
      way(recovery)
        ?? "put your own copy of \(WorkspaceLayout.ledgerName) in its place, or import what you have exported"
    case .ledgerUnused:
      "move it into a folder of its own, with a copy of \(WorkspaceLayout.catalogName) without \"ledger\""
        .followed(by: hints.closing("To take what it holds along, export it there", .exportRecord()))
    case .otherLedger:
      "was it replaced by an older copy or another ledger?".followed(by: hints.closing("Backups", .backups()))
        .followed(by: hints.closing("If you meant to replace it", .backUp))
    case .uncataloguedVendor(_, let closest):
      "add it there, even if you have left it"
        + (closest.map { ", or give \($0.name) its old id again" } ?? "")
    case .futureEntries: step("check this computer's clock, or correct the date", finding)
    case .policyChanged: "nothing: the next change updates the stored sums"
    case .otherPolicy:
      "if all who log there are to have this one, its owner makes it so"
        .followed(by: hints.closing("Then", .adoptPolicy))
    case .clockBehind: "set the clock right; the order of the entries does not depend on it"
    case .openToOthers: "chmod 600 \(WorkspaceLayout.ledgerName)"
    case .readOnlyFolder(let folder): "see who owns \(folder)"
    case .evidence(.primariesWithoutOrders): step("record its orders", finding)
    case .evidence(.formerWithoutPeriod): "give its role, since and until in \(WorkspaceLayout.catalogName)"
    case .evidence(.uncataloguedVendors): "add it to \(WorkspaceLayout.catalogName), even if you have left it"
    case .stageWithoutPrimary: "name its primary vendor in \(WorkspaceLayout.catalogName)"
    case .quietVendors: step("log your next experience, good or bad", finding)
    case .unreadableBackup: step("make another", finding)
    case .rebuilt(let file, let additions): FindingText.kept(file, additions)
    }
  }

  /// nil when there is none.
  private func way(_ recovery: LedgerRecovery) -> String? {
    RecoveryText.sentence(recovery).map { text in
      (text.prefix(1).lowercased() + text.dropFirst()).followed(by: closing(recovery))
    }
  }

  private func closing(_ recovery: LedgerRecovery) -> String? {
    recovery.next.flatMap { hints.closing(RecoveryText.lead(recovery), $0) }
  }

  private func step(_ text: String, _ finding: Finding) -> String {
    text + (finding.next.flatMap { hints[$0] }.map { ": `\($0)`" } ?? "")
  }
}
