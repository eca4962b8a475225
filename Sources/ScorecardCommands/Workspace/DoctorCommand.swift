import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct DoctorCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check the workspace: catalog, ledger, sums. Changes nothing, unless told to.")

  @Flag(
    help: "Rebuild the ledger file if every record is readable; the damaged one is kept. Not on a server.")
  var repair = false

  @Flag(help: "Read every row and recompute the sums; takes seconds for a million entries.")
  var full = false

  @OptionGroup var output: OutputOptions
  var common: CommonOptions { output.common }
  var access: LedgerAccess { .reading }

  func run(in session: Session) throws {
    let done =
      repair
      ? try Workspace.repair(
        in: try session.folder(output.common), at: try session.now(), ledgerAddress: session.ledgerAddress)
      : nil
    var findings = done.map { [$0] } ?? []
    let catalog: Catalog
    do {
      let workspace = try session.open(self)
      catalog = workspace.catalog
      findings += try workspace.doctor(at: session.now(), full: full || repair)
    } catch {
      guard case .rebuilt(let file, let additions) = done else { throw error }
      var failure = Failure(error, Workspace.recovery(after: error), session.hints)
      failure.message =
        FindingText.rebuilt(keptAs: file, additions: additions) + ". But then: " + failure.message
      throw failure
    }
    let words = FindingText(in: catalog, hints: session.hints.hints)
    let isSound = !findings.contains { $0.kind == .problem }
    try output.write(session, done: done.map { _ in "`\(session.hints[.doctor])`" }) {
      .findings(findings, words)
    } text: { _ in
      let closing = isSound ? [closing(noticed: !findings.isEmpty, session.hints)] : []
      return (words.lines(findings) + closing).joined(separator: "\n")
    }
    if !isSound { throw Failure("", .declined) }
  }

  private func closing(noticed: Bool, _ hints: CommandHints) -> String {
    if full || repair {
      // A file whose last changes were cut off in whole is a whole file; only a backup knows that they were there.
      return (noticed ? "✓ No damage in what is there" : "✓ All is well with what is there")
        + ". Changes since the newest backup could be missing without a trace"
    }
    return "✓ No damage at a quick look. " + hints.closing("Check every row", .fullCheckup)
  }
}
