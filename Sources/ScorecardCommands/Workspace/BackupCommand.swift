import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct BackupCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Make a copy of the ledger, verified row by row, with vendors.json beside it.",
    discussion: """
      Anyone may go on writing meanwhile. A damaged record is not saved. Copies on the disk that you guard against \
      help little: --to another one.
      """)

  @Option(
    help: ArgumentHelp("Folder to put it into: by default backups/ in the workspace.", valueName: "dir"),
    completion: .directory, transform: PathParser.typed)
  var to: String?

  @Option(
    help: ArgumentHelp(
      "Keep this many there, this one included; older ones are removed if this one holds all that they hold.",
      valueName: "number"))
  var keep: String?

  @OptionGroup var common: CommonOptions
  var access: LedgerAccess { .reading }

  func run(in session: Session) throws {
    let keep = try keep.map { text throws(Failure) in
      try AmountParser.count(text, of: "--keep", in: 1...10_000)
    }
    let workspace = try session.open(self)
    let result = try workspace.backUp(to: to, keep: keep, at: try session.now())
    guard let extent = result.backup.extent else { return }
    let path = to == nil ? "\(WorkspaceLayout.backupsName)/\(result.backup.file)" : result.backup.path
    try session.output.done(
      common.screen(session).backedUp(extent, path: path, bytes: result.bytes, removed: result.removed),
      see: Escaping.terminal(path))
    if result.isLedgerDamaged {
      try session.messages.line(
        "Warning: the ledger's file is damaged, but not what is on record; this copy is sound. "
          + "Mend the ledger: `vendorscore doctor --repair`")
    }
    if !result.unrelated.isEmpty {
      let count = NumberText.count(result.unrelated.count, "older backup")
      try session.messages.line(
        "Warning: \(count) left that this ledger does not continue, or that cannot be read: "
          + result.unrelated.joined(separator: ", ") + ". Is this the right ledger? What they hold: "
          + "`vendorscore restore\(to.map { " " + Escaping.terminal(Escaping.shell($0)) } ?? "")`")
    }
  }
}
