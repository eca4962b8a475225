import ArgumentParser
import ScorecardModel
import ScorecardReport
import VendorScorecard

struct LogCommand: VendorscoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Put an experience on record: asked step by step, or in one line.",
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

  @Flag(name: .customLong("allow-duplicate"), help: "Save it though the same is on record.")
  var allowDuplicate = false

  @OptionGroup var common: CommonOptions

  func run(in session: Session) throws {
    let workspace = try session.open(common)
    let incident = try incident(in: workspace, session)
    let result = try workspace.record(incident, allowDuplicate: allowDuplicate, at: try session.now())
    guard let after = result.after else {
      return try session.acknowledge("Saved", result, in: workspace, common)
    }
    try session.output.write(
      common.screen(session).logged(result.recorded, before: result.before, after: after))
  }

  private func incident(in workspace: Workspace, _ session: Session) throws(Failure) -> Incident {
    let catalog = workspace.catalog
    let dates = try session.dates(in: workspace)
    let isGood = try outcome.map { text throws(Failure) in try LogCommand.isGood(text) }
    let choice = VendorChoice(catalog: catalog, terminal: session.terminal)
    let known = try vendor.map { name throws(Failure) in try choice.vendor(name) }
    guard let known, let isGood else {
      guard session.terminal.isInteractive else { throw LogCommand.incomplete(vendor: vendor) }
      var guide = GuidedLog(catalog: catalog, dates: dates, vendor: known)
      return try guide.incident { incident throws(Failure) in
        try options.apply(to: &incident, dates: dates, currency: catalog.currency)
      }
    }
    let severity = isGood ? nil : try severity(session)
    var incident = Incident(
      vendor: known.id, day: dates.today, outcome: severity.map { .bad($0) } ?? .good,
      summary: (text ?? "").trimmed)
    try options.apply(to: &incident, dates: dates, currency: catalog.currency)
    return incident
  }

  private func severity(_ session: Session) throws(Failure) -> Severity {
    if let typed = options.severity { return try AmountPhrase.severity(typed) }
    guard session.terminal.isInteractive else {
      throw .usage("a bad experience needs a severity: -s 1 (annoyance) to -s 5 (lost sale or money)")
    }
    return try GuidedLog.askSeverity(Prompt())
  }

  static func isGood(_ text: String) throws(Failure) -> Bool {
    switch completions(of: text, among: ["good", "bad"]) {
    case ["good"]: return true
    case ["bad"]: return false
    default:
      throw .usage("\"\(text)\" is neither good nor bad. Try: vendorscore log VENDOR bad \"TEXT\" -s 3")
    }
  }

  private static func incomplete(vendor: String?) -> Failure {
    let missing = vendor == nil ? "which vendor, and was it good or bad?" : "was it good or bad?"
    return .usage("\(missing) Try: vendorscore log \(vendor ?? "VENDOR") bad \"TEXT\" -s 3")
  }
}
