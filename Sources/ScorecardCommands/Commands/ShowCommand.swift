import ArgumentParser
import ScorecardModel
import ScorecardReport
import VendorScorecard

struct ShowCommand: VendorscoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show all that is on record of one incident.")

  @Argument(help: "Its number, such as 214.")
  var id: String

  @OptionGroup var reading: ReadingOptions

  func run(in session: Session) throws {
    let id = try AmountPhrase.incidentID(id)
    let workspace = try session.open(reading.common, readOnly: true)
    let recorded = try workspace.incident(id)
    try reading.write(session) {
      .incident(recorded)
    } text: { screen in
      screen.incident(recorded, in: workspace.catalog)
    }
  }
}
