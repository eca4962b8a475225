import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct ScoresCommand: VendorscoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "scores", abstract: "Show every vendor: advice, score with its likely range, entries.")

  @Argument(help: "Only this stage.", completion: .stagesAndVendors)
  var stage: String?

  @OptionGroup var reading: ReadingOptions

  func run(in session: Session) throws {
    let workspace = try session.open(reading.common, readOnly: true)
    let choice = VendorChoice(catalog: workspace.catalog, session: session)
    let stage = try stage.map { name throws(Failure) in try choice.existingStage(name) }
    let evaluation = try workspace.evaluate(asOf: try reading.day(in: workspace, session))
    try reading.write(session) {
      .scores(evaluation, evaluation.scorecards.filter { stage == nil || $0.vendor.stage == stage?.id })
    } text: { screen in
      screen.scores(evaluation, stage: stage?.id)
    }
    if let warning = try workspace.uncataloguedVendorsWarning(asOf: evaluation.asOf) {
      try session.messages.line("! \(Escaping.terminal(warning)). See `vendorscore doctor`")
    }
  }
}
