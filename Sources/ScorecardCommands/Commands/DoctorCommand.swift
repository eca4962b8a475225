import ArgumentParser
import ScorecardReport
import VendorScorecard

struct DoctorCommand: VendorscoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Check the workspace: catalog, ledger, sums. Changes nothing.")

  @OptionGroup var common: CommonOptions

  func run(in session: Session) throws {
    let findings = try session.open(common, readOnly: true).doctor()
    guard !findings.isEmpty else { return try session.output.line("✓ All is well") }
    for finding in findings { try session.output.line("✗ " + Escaping.terminal(finding.message)) }
    throw Failure("", .declined)
  }
}
