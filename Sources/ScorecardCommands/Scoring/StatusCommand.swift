import ArgumentParser
import ScorecardPresentation
import VendorScorecard

struct StatusCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract:
      "Show what to do today: what waits, what an order suffers, how fresh all is. So does `vendorscore` alone."
  )

  @OptionGroup var reading: ReadingOptions
  var common: CommonOptions { reading.common }
  var access: LedgerAccess { .reading }

  func run(in session: Session) throws {
    let workspace = try session.open(self)
    let day = try reading.day(in: workspace, session)
    let report = try workspace.snapshot { try $0.status(asOf: day) }
    try reading.write(session) {
      .status(report)
    } text: { screen in
      screen.status(report)
    }
  }
}
