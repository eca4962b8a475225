import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

/// Options of every command.
struct CommonOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The workspace: by default VENDORSCORE_WORKSPACE, or the nearest \(WorkspaceLayout.catalogName) here or above.",
      valueName: "dir"),
    completion: .directory, transform: PathParser.typed)
  var workspace: String?

  @Flag(name: .customLong("no-color"), help: "No colour (also: NO_COLOR, TERM=dumb).")
  var noColor = false

  func screen(_ session: Session) -> Screen {
    Screen(
      columns: session.terminal.columns, color: session.terminal.hasColor && !noColor,
      hints: session.hints.hints)
  }
}

/// Options of every command that reads.
struct OutputOptions: ParsableArguments {
  @OptionGroup var common: CommonOptions

  @Flag(name: .long, help: "Print JSON with stable keys instead of text.")
  var json = false

  /// Writes one of the two forms, made only when it is wanted.
  ///
  /// - Parameter done: where that can be seen which was done before; nil when nothing was.
  func write(
    _ session: Session, done: String? = nil, json: () throws -> JSONText, text: (Screen) throws -> String
  ) throws {
    let text = try self.json ? json().document : text(common.screen(session))
    if let done { try session.done(text, see: done) } else { try session.output.line(text) }
  }
}

/// Options of every command that reads what depends on the day.
struct ReadingOptions: ParsableArguments {
  @OptionGroup var output: OutputOptions

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp(
      "As of this day: 2026-09-30, yesterday, last fri. By default today.", valueName: "date"))
  var asOf: String?

  var common: CommonOptions { output.common }
  var json: Bool { output.json }

  /// The day to see it as of.
  func day(in workspace: Workspace, _ session: Session) throws(Failure) -> Day {
    try day(upTo: try session.today(in: workspace))
  }

  /// - Parameter today: the latest day there is.
  func day(upTo today: Day) throws(Failure) -> Day {
    try asOf.map { text throws(Failure) in try DateParser(today: today).day(text) } ?? today
  }

  /// Writes one of the two forms, made only when it is wanted.
  func write(_ session: Session, json: () throws -> JSONText, text: (Screen) throws -> String) throws {
    try output.write(session, json: json, text: text)
  }
}
