import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct DueCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "due",
    abstract: "What is due: claims, their evidence, what you meant to raise, contracts to decide on.",
    usage: """
      vendorscore due
      vendorscore due --done 214
      vendorscore due --ics [--output FILE]
      """,
    discussion: "What was missed stays until you tick it off with --done, or the money came back.")

  @Option(
    name: .customLong("done"), parsing: .upToNextOption,
    help: ArgumentHelp(
      "Tick off all that is due of these entries: raised, handed in, or not to be claimed.",
      valueName: "number"))
  var done: [String] = []

  @Flag(name: .customLong("ics"), help: "Write a calendar (iCalendar) that reminds you three days before.")
  var calendar = false

  @Option(
    name: .customLong("output"),
    help: ArgumentHelp("Write the calendar to this file; - for standard output.", valueName: "file"),
    completion: .file(extensions: ["ics"]), transform: PathParser.typed)
  var file: String?

  @OptionGroup var reading: ReadingOptions
  var common: CommonOptions { reading.common }
  var access: LedgerAccess { done.isEmpty ? .reading : .writing }

  func run(in session: Session) throws {
    try checkTogether()
    if !done.isEmpty { return try tickOff(session) }
    let workspace = try session.open(self)
    let asOf = try reading.day(in: workspace, session)
    if calendar { return try writeCalendar(of: workspace, asOf: asOf, session) }
    let due = try workspace.snapshot { try $0.due(asOf: asOf) }
    try reading.write(session) {
      .due(due)
    } text: { screen in
      screen.due(due, asOf: asOf, in: workspace.catalog)
    }
  }

  private func checkTogether() throws(Failure) {
    if calendar, reading.json { throw .usage("--json and --ics both set the output. Keep one") }
    if file != nil, !calendar { throw .usage("--output is for the calendar. Add --ics, or leave it out") }
    guard !done.isEmpty else { return }
    if calendar || reading.json || reading.asOf != nil {
      throw .usage("--done changes the list, and --ics, --json and --as-of show it. Keep one")
    }
  }

  private func tickOff(_ session: Session) throws {
    let ids = try done.map { text throws(Failure) in try AmountParser.incidentID(text) }
    let workspace = try session.open(self)
    let result = try workspace.tickOff(ids, at: try session.now())
    guard !result.recorded.isEmpty else {
      let numbers = result.unchanged.map { "#\($0)" }.joined(separator: ", ")
      throw Failure("nothing is due of \(numbers)", .declined, .init("What is", .due))
    }
    try session.done(
      common.screen(session).tickedOff(
        result.recorded, nothingDue: result.unchanged, in: workspace.catalog))
  }

  private func writeCalendar(of workspace: Workspace, asOf day: Day, _ session: Session) throws {
    let (due, ledger) = try workspace.snapshot { (try $0.due(asOf: day), try $0.ledgerIdentity()) }
    let text = DueCalendar(in: workspace.catalog, ledger: ledger, asOf: day, at: try session.now()).text(due)
    if let file, file != "-" {
      try workspace.write(text, to: file)
      let events = NumberText.count(due.count { $0.day != nil }, "day")
      let path = Escaping.terminal(file)
      try session.done("✓ Wrote \(path)  (\(events) to act by)", see: path)
    } else {
      try session.output.write(text)
    }
    let unknown = due.count { $0.day == nil }
    if unknown > 0 {
      try session.messages.line(
        "Left out: \(NumberText.entries(unknown)) without a known last day. "
          + session.hints.closing("See them", .due))
    }
  }
}
