import ArgumentParser
import ScorecardModel
import ScorecardReport
import VendorScorecard

struct VendorsCommand: VendorscoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "vendors", abstract: "List the catalog, or check it.", subcommands: [Check.self])

  @OptionGroup var reading: ReadingOptions

  func run(in session: Session) throws {
    let catalog = try session.open(reading.common, readOnly: true).catalog
    try reading.write(session) {
      .vendors(catalog.vendors)
    } text: { screen in
      screen.vendors(catalog)
    }
  }

  struct Check: VendorscoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "check", abstract: "Say what is wrong with vendors.json, all of it at once.")

    @OptionGroup var common: CommonOptions

    func run(in session: Session) throws {
      let workspace = try session.open(common, readOnly: true)
      let count = NumberText.count(workspace.catalog.vendors.count, "vendor")
      let stages = NumberText.count(workspace.catalog.journey.count, "stage")
      try session.output.line("✓ vendors.json is fine: \(count) in \(stages)")
    }
  }
}
