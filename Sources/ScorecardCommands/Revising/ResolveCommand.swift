import ArgumentParser
import ScorecardModel
import VendorScorecard

struct ResolveCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve", abstract: "Mark an entry as resolved.")

  @Argument(help: "Its number, such as 214.")
  var id: String

  @Option(name: .long, help: "Hours it took: 5, 1.5 or 90m.")
  var hours: String?

  @Option(name: .long, help: ArgumentHelp("How, for the history.", valueName: "reason"))
  var because: String?

  @OptionGroup var common: CommonOptions
  var access: LedgerAccess { .writing }

  func run(in session: Session) throws {
    let id = try AmountParser.incidentID(id)
    let workspace = try session.open(self)
    let hours = try hours.map { text throws(Failure) in try AmountParser.hours(text, option: "--hours") }
    let resolved: RecordingResult
    do {
      resolved = try workspace.resolve(id, hours: hours, reason: because ?? "", at: try session.now())
    } catch WorkspaceError.alreadyResolved(let id) {
      return try session.output.line("✓ #\(id) is already resolved")
    }
    try session.acknowledge("Resolved", resolved, in: workspace, common)
  }
}
