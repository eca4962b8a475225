import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct ReportCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Write the quarterly scorecard into \(WorkspaceLayout.reportsName)/.")

  @Argument(help: "Quarter: 2026-Q3, Q3, last. By default the last one that has ended.")
  var quarter: String?

  @Option(
    name: .long, help: "markdown, html, csv or json.",
    completion: .list(ReportFormat.allCases.map(\.rawValue)))
  var format: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Write one file that stands alone, such as for a mail; - for standard output.", valueName: "file"),
    completion: .file(), transform: PathParser.typed)
  var output: String?

  @OptionGroup var reading: ReadingOptions
  var common: CommonOptions { reading.common }
  var access: LedgerAccess { .reading }

  func run(in session: Session) throws {
    let format = try format.map { text throws(Failure) -> ReportFormat in
      try AmountParser.choice(text, option: "format")
    }
    if reading.json, let format, format != .json {
      throw Failure.usage("--json and --format \(format.rawValue) both set the output. Keep one")
    }
    let workspace = try session.open(self)
    let asOf = try reading.day(in: workspace, session)
    let quarter = try quarter.map { text throws(Failure) in try DateParser(today: asOf).quarter(text) }
    let report = try workspace.snapshot { snapshot in
      try snapshot.quarterReport(try quarter ?? ReportCommand.latest(asOf, in: snapshot), asOf: asOf)
    }
    if reading.json {
      guard output == nil else { throw Failure.usage("--json goes to standard output. Leave out --output") }
      return try session.output.write(JSONText.report(report).document)
    }
    let screen = reading.common.screen(session)
    if let output {
      if output == "-" { return try session.output.write(workspace.text(of: report, format ?? .markdown)) }
      try workspace.writeReport(report, format ?? .markdown, to: output)
      let shown = Escaping.terminal(output)
      return try session.done(screen.reportWritten(report, path: output, isAlone: true), see: shown)
    }
    let writing = try workspace.writeReport(
      report, format: format ?? .markdown, on: try session.today(in: workspace))
    let shown = try ReportCommand.path(writing.path, in: workspace, from: session.directory())
    let text =
      switch writing {
      case .wrote(_, _, let kept): screen.reportWritten(report, path: shown, kept: kept)
      case .upToDate: screen.reportUpToDate(path: shown)
      }
    try session.done(text, see: Escaping.terminal(shown))
  }

  /// A file of the workspace as it is named in the folder where the command was given.
  static func path(_ path: String, in workspace: Workspace, from current: String) -> String {
    guard let folder = workspace.directory, current != folder else { return path }
    if current.hasPrefix(folder + "/") {
      let levels = current.dropFirst(folder.count + 1).split(separator: "/").count
      return String(repeating: "../", count: levels) + path
    }
    let whole = folder + "/" + path
    return whole.hasPrefix(current + "/") ? String(whole.dropFirst(current.count + 1)) : whole
  }

  /// The latest quarter that is over; the running one when the store began in it.
  private static func latest(_ asOf: Day, in snapshot: Snapshot) throws -> Quarter {
    let current = Quarter(of: asOf)
    if asOf == current.lastDay { return current }
    let previous = current.previous
    let logs = try snapshot.incidents(
      IncidentFilter(from: previous.firstDay, through: previous.lastDay, limit: 1))
    return logs.isEmpty ? current : previous
  }
}
