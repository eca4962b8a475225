import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct QuietCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "quiet",
    abstract: "Check in: nothing happened in a week. Silence alone isn't evidence.",
    usage: """
      vendorscore quiet [--on DATE]
      vendorscore quiet --list
      """)

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A day of the week: 2026-09-21, yesterday, last fri. By default today.", valueName: "date"))
  var on: String?

  @Flag(name: .long, help: "Check nothing in: list the weeks, and what is on record of them.")
  var list = false

  @OptionGroup var reading: ReadingOptions
  var common: CommonOptions { reading.common }
  var access: LedgerAccess { list ? .reading : .writing }

  /// Weeks in the list, and below a check-in.
  private static let listed = 26
  private static let shown = 5

  func run(in session: Session) throws {
    if list { return try show(session) }
    guard !reading.json, reading.asOf == nil else {
      throw Failure.usage("--json and --as-of go with --list")
    }
    let workspace = try session.open(self)
    let dates = try session.dates(in: workspace)
    let day = try on.map { text throws(Failure) in try dates.pastDay(text) } ?? dates.today
    let result = try workspace.checkIn(day, at: try session.now())
    let weeks = try workspace.snapshot { try $0.weeks(QuietCommand.shown, asOf: dates.today) }
    try session.done(common.screen(session).checkedIn(result, weeks, in: workspace.catalog))
  }

  private func show(_ session: Session) throws {
    guard on == nil else { throw Failure.usage("--list and --on don't go together. Keep one") }
    let workspace = try session.open(self)
    let day = try reading.day(in: workspace, session)
    let weeks = try workspace.snapshot { try $0.weeks(QuietCommand.listed, asOf: day) }
    try reading.write(session) {
      .weeks(weeks)
    } text: { screen in
      screen.weeks(weeks, asOf: day)
    }
  }
}
