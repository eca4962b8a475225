import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct AcrossCommand: VendorscoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "across",
    abstract: "Carriers over many shops: which carrier for whom.",
    usage: "vendorscore across DIR|ADDRESS… [--stage shipping] [--json] [--as-of DATE]",
    discussion: """
      Adds what the shops have on record of one carrier: of the vendors with the same "carrier" in \
      \(WorkspaceLayout.catalogName), or without it the same id, in stages of the same id. Records nothing, and shows no \
      text of any entry.

      The address of a PostgreSQL server stands for every ledger there that you may see, each a shop of that name, but for \
      those of the folders given. There is no \(WorkspaceLayout.catalogName) for them: a vendor's id is its carrier, its \
      stage is the one that the folders' catalogs have for that carrier, else its own, only its own orders count, and \
      there is no advice.
      """)

  @Argument(
    help:
      "The shops: folders with a \(WorkspaceLayout.catalogName), or postgresql://host/database; two or more.",
    completion: .directory,
    transform: PathParser.typed)
  var shops: [String] = []

  @Option(help: ArgumentHelp("Only this stage.", valueName: "stage"))
  var stage: String?

  @OptionGroup var reading: ReadingOptions

  func run(in session: Session) throws {
    guard reading.common.workspace == nil else {
      throw Failure.usage("--workspace names one shop. Name the folders of all by themselves")
    }
    let shops = try Shops.open(shops, busySeconds: session.busySeconds)
    let report = try shops.across(stage, asOf: try reading.day(upTo: shops.today(at: try session.now())))
    try reading.write(session) {
      .across(report)
    } text: { screen in
      screen.across(report)
    }
  }
}
