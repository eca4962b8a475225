import ArgumentParser
import VendorScorecard

struct RetractCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "retract",
    abstract: "Take an entry out of the scores. It stays in the history.")

  @Argument(help: "Its number, such as 214.")
  var id: String

  @Option(name: .long, help: ArgumentHelp("Why, for the history.", valueName: "reason"))
  var because: String?

  @OptionGroup var common: CommonOptions
  var access: LedgerAccess { .writing }

  func run(in session: Session) throws {
    let id = try AmountParser.incidentID(id)
    let workspace = try session.open(self)
    let retracted = try workspace.retract(id, reason: because ?? "", at: try session.now())
    try session.acknowledge("Taken out", retracted, in: workspace, common)
  }
}
