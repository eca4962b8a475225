import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct ShowCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show everything on record about one entry.")

  @Argument(help: "Its number, such as 214.")
  var id: String

  @OptionGroup var output: OutputOptions
  var common: CommonOptions { output.common }
  var access: LedgerAccess { .reading }

  func run(in session: Session) throws {
    let id = try AmountParser.incidentID(id)
    let workspace = try session.open(self)
    let (recorded, event) = try workspace.snapshot { snapshot in
      let recorded = try snapshot.incident(id)
      return (recorded, try snapshot.event(of: recorded))
    }
    try output.write(session) {
      .incident(recorded)
    } text: { screen in
      screen.incident(
        recorded, in: workspace.catalog,
        recordedAt: DayText.moment(
          workspace.calendar.local(recorded.recordedAt), zone: DayText.zone(workspace.catalog.timeZone)),
        event: event)
    }
  }
}
