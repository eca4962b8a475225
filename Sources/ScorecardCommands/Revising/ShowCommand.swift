import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct ShowCommand: VendorscoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show all that is on record of one incident.")

  @Argument(help: "Its number, such as 214.")
  var id: String

  @OptionGroup var output: OutputOptions

  func run(in session: Session) throws {
    let id = try AmountParser.incidentID(id)
    let workspace = try session.open(output.common, readOnly: true)
    let recorded = try workspace.incident(id)
    let event = try workspace.event(of: recorded)
    try output.write(session) {
      .incident(recorded)
    } text: { screen in
      screen.incident(
        recorded, in: workspace.catalog,
        recordedAt: DayText.moment(
          workspace.calendar.local(recorded.recordedAt), zone: workspace.catalog.timeZone),
        event: event)
    }
  }
}
