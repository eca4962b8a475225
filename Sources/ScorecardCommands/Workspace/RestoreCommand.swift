import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct RestoreCommand: VendorscoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Restore a backup; without a name, list the backups and change nothing.",
    discussion: """
      The backup is verified first, and the present ledger is kept beside it. \(WorkspaceLayout.catalogName) stays as it is. \
      On a server a backup goes into an empty ledger only.
      """)

  @Argument(
    help: """
      The start of its name, such as its day (the newest of that day is taken); a file; or a folder of backups, to list them.
      """,
    completion: .file(extensions: ["sqlite"]))
  var name: String?

  @Flag(help: "Don't ask, even if the ledger has entries that the backup lacks.")
  var yes = false

  @OptionGroup var output: OutputOptions

  func run(in session: Session) throws {
    let folder = try session.folder(output.common)
    let named = name.flatMap { Workspace.backupFolder(named: $0, in: folder) }
    try Workspace.checkBackups(in: folder, folder: named)
    guard let name, named == nil else {
      let backups = Workspace.backups(in: folder, folder: named)
      return try output.write(session) {
        .backups(backups)
      } text: {
        $0.backups(backups, in: named)
      }
    }
    guard !output.json else {
      throw Failure.usage("--json lists the backups. Leave the name or --json out")
    }
    let restoring = try Workspace.restoring(name, in: folder, ledgerAddress: session.ledgerAddress)
    if case .longer(let present) = restoring.present, !yes {
      try confirm(restoring, typed: name, over: present, in: session)
    }
    let replacedFile = try restoring.run(at: try session.now())
    let screen = output.common.screen(session)
    try session.done(
      screen.restored(
        restoring.backup, restoring.extent, replacedFile: replacedFile, otherCatalog: restoring.otherCatalog),
      see: "`\(session.hints[.backups()])`")
  }

  private func confirm(
    _ restoring: RestorePlan, typed: String, over present: LedgerExtent, in session: Session
  ) throws {
    let what = RestoreCommand.loss(of: present, to: restoring.extent)
    let name = Escaping.terminal(restoring.backup.name)
    guard session.terminal.isInteractive else {
      throw Failure(
        "not restored: \(what)", .declined, .init("Restore it anyway", .restore(typed, confirmed: true)))
    }
    let question = "\(what.capitalizedFirst).\nRestore \(name)? The ledger is kept aside"
    guard try session.prompt().confirm(question, enter: false) else {
      throw Failure("not restored", .declined)
    }
  }

  /// `the ledger has 12 entries more than this backup (224, not 212)`.
  private static func loss(of present: LedgerExtent, to backup: LedgerExtent) -> String {
    let more = present.incidentCount - backup.incidentCount
    if more > 0 {
      return "the ledger has \(NumberText.entries(more)) more than this backup "
        + "(\(NumberText.grouped(present.incidentCount)), not \(NumberText.grouped(backup.incidentCount)))"
    }
    guard present.changes > backup.changes else { return "the ledger has changes that this backup lacks" }
    return
      "the ledger has changes that this backup lacks (\(NumberText.count(Int(present.changes), "change")), "
      + "not \(NumberText.grouped(Int(backup.changes))))"
  }
}
