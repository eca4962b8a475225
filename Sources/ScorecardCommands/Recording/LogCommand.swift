import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct LogCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Record an experience: step by step, or in one line.",
    usage: """
      vendorscore log
      vendorscore log VENDOR good|bad "TEXT" [-s 4] [-d empathy] [--on yesterday] [options]
      """)

  @Argument(help: "Id, name or alias.", completion: .vendors)
  var vendor: String?

  @Argument(help: "good or bad.", completion: .list(["good", "bad"]))
  var outcome: String?

  @Argument(help: "What happened.")
  var text: String?

  @OptionGroup var options: IncidentOptions

  @Flag(name: .customLong("allow-duplicate"), help: "Save it even if the same is on record.")
  var allowDuplicate = false

  @OptionGroup var common: CommonOptions
  var access: LedgerAccess { .writing }

  func run(in session: Session) throws {
    let workspace = try session.open(self)
    var incident = try incident(in: workspace, session)
    options.addCircumstances(to: &incident)
    try session.acknowledge("Saved", try record(incident, in: workspace, session), in: workspace, common)
  }

  /// Where somebody can answer, a duplicate is a question rather than an error, so that nothing has to be typed again.
  private func record(
    _ incident: Incident, in workspace: Workspace, _ session: Session
  ) throws -> RecordingResult {
    let now = try session.now()
    do {
      return try workspace.record(incident, allowDuplicate: allowDuplicate, at: now)
    } catch LedgerError.duplicate(let id) where session.terminal.isInteractive {
      let prompt = session.prompt()
      let question = "Same vendor, day and text as #\(id). Add anyway?"
      guard try prompt.confirm(question, enter: false) else {
        try prompt.output.line("Nothing saved.")
        throw Failure("", .declined)
      }
      return try workspace.record(incident, allowDuplicate: true, at: now)
    }
  }

  private func incident(in workspace: Workspace, _ session: Session) throws(Failure) -> Incident {
    let catalog = workspace.catalog
    let dates = try session.dates(in: workspace)
    let isGood = try outcome.map { text throws(Failure) in try LogCommand.isGood(text) }
    let choice = session.choice(in: workspace)
    let known = try vendor.map { name throws(Failure) in try choice.vendor(name) }
    let text = (text ?? "").trimmed
    guard let known, let isGood, !text.isEmpty else {
      guard session.terminal.isInteractive else { throw incomplete }
      var guide = GuidedLog(
        prompt: session.prompt(), catalog: catalog, dates: dates, vendor: known, isGood: isGood)
      return try guide.incident { incident throws(Failure) in
        try options.apply(to: &incident, dates: dates, currency: catalog.currency)
      }
    }
    let severity = isGood ? nil : try severity(session)
    var incident = Incident(
      vendor: known.id, day: dates.today, outcome: severity.map { .bad($0) } ?? .good,
      summary: text)
    try options.apply(to: &incident, dates: dates, currency: catalog.currency)
    return incident
  }

  private func severity(_ session: Session) throws(Failure) -> Severity {
    if let typed = options.severity { return try AmountParser.severity(typed) }
    guard session.terminal.isInteractive else { throw IncidentOptions.noSeverity }
    return try GuidedLog.askSeverity(session.prompt())
  }

  static func isGood(_ text: String) throws(Failure) -> Bool {
    switch completions(of: text, among: ["good", "bad"]) {
    case ["good"]: return true
    case ["bad"]: return false
    default:
      throw .usage(
        "\"\(text)\" is neither good nor bad", .init("Try", .log(outcome: .bad(.standard))))
    }
  }

  private var incomplete: Failure {
    let missing =
      vendor == nil
      ? "which vendor, and was it good or bad?" : outcome == nil ? "was it good or bad?" : "what happened?"
    let isGood = outcome.flatMap { try? LogCommand.isGood($0) } ?? false
    let severity = options.severity.flatMap { try? AmountParser.severity($0) } ?? .standard
    return .usage(missing, .init("Try", .log(about: vendor, outcome: isGood ? .good : .bad(severity))))
  }
}
