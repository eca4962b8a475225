import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct ExplainCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show where a vendor's score and advice come from, and what would change them.")

  @Argument(help: "Id, name or alias.", completion: .vendors)
  var vendor: String

  @OptionGroup var reading: ReadingOptions
  var common: CommonOptions { reading.common }
  var access: LedgerAccess { .reading }

  func run(in session: Session) throws {
    let workspace = try session.open(self)
    let vendor = try session.choice(in: workspace).vendor(vendor)
    let asOf = try reading.day(in: workspace, session)
    let (explanation, evaluation) = try workspace.snapshot { try $0.explain(vendor.id, asOf: asOf) }
    try reading.write(session) {
      .explanation(explanation, in: evaluation)
    } text: { screen in
      screen.explain(explanation, in: evaluation)
    }
  }
}
