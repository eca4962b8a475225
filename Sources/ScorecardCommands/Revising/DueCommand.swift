import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct DueCommand: VendorscoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "due",
    abstract: "What runs out: claims, their evidence, and what you meant to raise with a vendor.")

  @OptionGroup var reading: ReadingOptions

  func run(in session: Session) throws {
    let workspace = try session.open(reading.common, readOnly: true)
    let asOf = try reading.day(in: workspace, session)
    let due = try workspace.due(asOf: asOf)
    try reading.write(session) {
      .due(due)
    } text: { screen in
      screen.due(due, asOf: asOf, in: workspace.catalog)
    }
  }
}
