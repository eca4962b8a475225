import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct BackupCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract:
      "Back up the ledger: a copy verified row by row, with \(WorkspaceLayout.catalogName) beside it.",
    discussion: """
      Others can keep writing meanwhile. A damaged record is not backed up. A copy on the same disk is lost with it: \
      use --to for another disk.
      """)

  @Option(
    help: ArgumentHelp("Folder to put it into: by default backups/ in the workspace.", valueName: "dir"),
    completion: .directory, transform: PathParser.typed)
  var to: String?

  @Option(
    help: ArgumentHelp(
      "Keep this many there, including this one; older ones are removed if this one holds everything that they do.",
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
    try session.done(
      common.screen(session).backedUp(extent, path: path, bytes: result.bytes, removed: result.removed),
      see: Escaping.terminal(path))
    if result.isLedgerDamaged {
      let (what, closing) =
        if case .server(let place) = workspace.place {
          ("ledger on \(Escaping.terminal(place.server))", session.hints.closing("What is wrong", .doctor))
        } else {
          ("ledger file", session.hints.closing("Rebuild the ledger file", .repair))
        }
      try session.messages.line(
        "Warning: the \(what) is damaged, but every record is readable and this copy is sound. " + closing)
    }
    if !result.unrelated.isEmpty {
      let count = NumberText.count(result.unrelated.count, "older backup")
      try session.messages.line(
        "Warning: kept \(count) that this ledger doesn't continue, or that can't be read: "
          + result.unrelated.joined(separator: ", ") + ". Is this the right ledger? "
          + Escaping.terminal(session.hints.closing("What they hold", .backups(in: to))))
    }
  }
}
