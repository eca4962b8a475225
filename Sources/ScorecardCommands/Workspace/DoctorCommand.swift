import ArgumentParser
import ScorecardPresentation
import VendorScorecard

struct DoctorCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check the workspace: catalog, ledger, sums. Changes nothing, unless told to.")

  @Flag(
    help: "First mend the ledger's file, if all that is on record can still be read; keeps the damaged one.")
  var repair = false

  @Flag(help: "Read every row and count the sums again; seconds for a million logs.")
  var full = false

  @OptionGroup var output: OutputOptions
  var common: CommonOptions { output.common }
  var access: LedgerAccess { .reading }

  func run(in session: Session) throws {
    let done =
      repair ? try Workspace.repair(in: try session.folder(output.common), at: try session.now()) : nil
    var findings = done.map { [$0] } ?? []
    do {
      let workspace = try session.open(self)
      findings += try workspace.doctor(at: session.now(), full: full || repair)
    } catch {
      guard let done else { throw error }
      let failure = Failure(error)
      throw Failure("\(done.message); \(done.next). But then: \(failure.message)", failure.status)
    }
    let isSound = !findings.contains { $0.kind == .problem }
    try output.write(session, done: done.map { _ in "`vendorscore doctor`" }) {
      .findings(findings.map { ($0.kind.rawValue, $0.message, $0.next) })
    } text: { _ in
      let closing = isSound ? [closing(noticed: !findings.isEmpty)] : []
      // What the next one says as well is said once.
      let shown = zip(findings, findings.dropFirst().map(\.next) + [""]).map { finding, following in
        DoctorCommand.text(finding, saysNext: finding.next != following)
      }
      return (shown + closing).joined(separator: "\n")
    }
    if !isSound { throw Failure("", .declined) }
  }

  private func closing(noticed: Bool) -> String {
    if full || repair { return noticed ? "✓ No damage" : "✓ All is well" }
    return "✓ No damage at a quick look. Every row: `vendorscore doctor --full`"
  }

  private static func text(_ finding: Finding, saysNext: Bool) -> String {
    let mark = finding.kind == .problem ? "✗" : "!"
    let next = finding.next.isEmpty || !saysNext ? "" : "\n  Next    " + Escaping.terminal(finding.next)
    return "\(mark) \(Escaping.terminal(finding.message))\(next)"
  }
}
