import ArgumentParser
import ScorecardReport
import VendorScorecard

struct DoctorCommand: VendorscoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check the workspace: catalog, ledger, sums. Changes nothing, unless told to.")

  @Flag(help: "First make sums and indexes anew from the record, which stays as it is.")
  var repair = false

  @OptionGroup var common: CommonOptions

  func run(in session: Session) throws {
    let workspace = try session.open(common, readOnly: !repair)
    if repair { try workspace.repair() }
    let findings = try workspace.doctor(at: try session.now())
    for finding in findings {
      let mark = finding.kind == .problem ? "✗" : "!"
      let next = finding.next.isEmpty ? "" : "\n  Next    " + Escaping.terminal(finding.next)
      try session.output.line("\(mark) \(Escaping.terminal(finding.message))\(next)")
    }
    if findings.contains(where: { $0.kind == .problem }) { throw Failure("", .declined) }
    try session.output.line(findings.isEmpty ? "✓ All is well" : "✓ No damage")
  }
}
