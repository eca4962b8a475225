import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct ReviewCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Go through everything that waits, one key each: the five-minute month.",
    discussion: """
      Claims, follow-ups, contracts, reported outages, what was never resolved, and what the record lacks. Enter \
      leaves a thing for later, q stops; each answer is saved at once, and `vendorscore undo` takes the last one back. \
      Without a terminal, with --json or with --as-of it only lists.
      """)

  @OptionGroup var reading: ReadingOptions
  var common: CommonOptions { reading.common }
  /// Whether somebody answers is only known in the session.
  var access: LedgerAccess { .reading }

  func run(in session: Session) throws {
    let asks = session.terminal.isInteractive && !reading.json && reading.asOf == nil
    let workspace = try session.open(self, to: asks ? .writing : .reading)
    let day = try reading.day(in: workspace, session)
    let review = try workspace.snapshot { try $0.monthReview(asOf: day) }
    if asks, review.count > 0 {
      var guide = GuidedReview(review, in: workspace, session)
      return try guide.run()
    }
    try reading.write(session) {
      .monthReview(review)
    } text: { screen in
      screen.monthReview(review, in: workspace.catalog)
    }
  }
}
