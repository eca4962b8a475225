import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct ScoresCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "scores", abstract: "Show every vendor: advice, score with its likely range, entries.")

  @Argument(help: "Only this stage.", completion: .stagesAndVendors)
  var stage: String?

  @OptionGroup var reading: ReadingOptions
  var common: CommonOptions { reading.common }
  var access: LedgerAccess { .reading }

  func run(in session: Session) throws {
    let workspace = try session.open(self)
    let choice = session.choice(in: workspace)
    let stage = try stage.map { name throws(Failure) in try choice.existingStage(name) }
    let day = try reading.day(in: workspace, session)
    let (evaluation, uncatalogued, lastNews) = try workspace.snapshot {
      (try $0.evaluate(asOf: day), try $0.uncataloguedVendors(asOf: day), try $0.lastNews(asOf: day))
    }
    try reading.write(session) {
      .scores(evaluation, evaluation.scorecards.filter { stage == nil || $0.vendor.stage == stage?.id })
    } text: { screen in
      screen.scores(evaluation, stage: stage?.id, lastNews: lastNews)
    }
    if !uncatalogued.isEmpty {
      let warning = EvidenceText.sentence(.uncataloguedVendors(uncatalogued), in: workspace.catalog)
      try session.messages.line(
        "! " + Escaping.terminal(warning.followed(by: session.hints.closing("Look closer", .doctor))))
    }
  }
}
