import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct ScoresCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "scores", abstract: "Show every vendor: advice, score with its likely range, entries.")

  @Argument(help: "Only this stage.", completion: .stagesAndVendors)
  var stage: String?

  @Option(
    name: .long,
    help: ArgumentHelp("A column for each quarter since this one: 2026-Q1, Q1.", valueName: "quarter"))
  var since: String?

  @OptionGroup var reading: ReadingOptions
  var common: CommonOptions { reading.common }
  var access: LedgerAccess { .reading }

  func run(in session: Session) throws {
    let workspace = try session.open(self)
    let choice = session.choice(in: workspace)
    let stage = try stage.map { name throws(Failure) in try choice.existingStage(name) }
    let day = try reading.day(in: workspace, session)
    if let since { return try showTrend(since: since, stage, asOf: day, in: workspace, session) }
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

  /// Columns that a screen has room for.
  private static let mostQuarters = 12

  private func showTrend(
    since text: String, _ stage: Stage?, asOf day: Day, in workspace: Workspace, _ session: Session
  ) throws {
    let dates = DateParser(today: day)
    let first: Quarter
    do { first = try dates.quarter(text) } catch {
      guard let month = try? dates.month(text) else { throw error }
      first = Quarter(of: month.firstDay)
    }
    let last = Quarter(of: day)
    guard first <= last else { throw Failure.usage("\(first) begins after \(day)") }
    let count = (last.firstDay.month.index - first.firstDay.month.index) / 3 + 1
    guard count <= ScoresCommand.mostQuarters else {
      throw Failure.usage(
        "\(count) quarters since \(first): at most \(ScoresCommand.mostQuarters). Begin later, or end earlier with --as-of"
      )
    }
    let trend = try workspace.snapshot { try $0.trend(since: first, asOf: day) }
    let vendors = workspace.catalog.vendors.filter { stage == nil || $0.stage == stage?.id }.map(\.id)
    try reading.write(session) {
      .trend(trend, of: vendors)
    } text: { screen in
      screen.trend(trend, stage: stage?.id, in: workspace.catalog)
    }
  }
}
