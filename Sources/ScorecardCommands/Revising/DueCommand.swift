import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct DueCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "due",
    abstract: "What is due: claims, their evidence, and what you meant to raise with a vendor.")

  @OptionGroup var reading: ReadingOptions
  var common: CommonOptions { reading.common }
  var access: LedgerAccess { .reading }

  func run(in session: Session) throws {
    let workspace = try session.open(self)
    let asOf = try reading.day(in: workspace, session)
    let due = try workspace.snapshot { try $0.due(asOf: asOf) }
    try reading.write(session) {
      .due(due)
    } text: { screen in
      screen.due(due, asOf: asOf, in: workspace.catalog)
    }
  }
}
