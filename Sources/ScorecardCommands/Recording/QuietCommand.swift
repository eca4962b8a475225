import ArgumentParser
import ScorecardPresentation
import VendorScorecard

struct QuietCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "quiet", abstract: "Check in: nothing happened. Silence alone isn't evidence.")

  @Option(
    name: .long,
    help: ArgumentHelp("Day: 2026-09-21, yesterday, last fri. By default today.", valueName: "date"))
  var on: String?

  @OptionGroup var common: CommonOptions
  var access: LedgerAccess { .writing }

  func run(in session: Session) throws {
    let workspace = try session.open(self)
    let dates = try session.dates(in: workspace)
    let day = try on.map { text throws(Failure) in try dates.pastDay(text) } ?? dates.today
    let isNew = try workspace.checkIn(day, at: try session.now())
    let text = DayText.withWeekday(day)
    try session.done(
      isNew ? "✓ Checked in  \(text): nothing happened" : "✓ \(text) was already checked in")
  }
}
