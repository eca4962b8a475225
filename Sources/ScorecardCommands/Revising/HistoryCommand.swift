import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct HistoryCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Show every state of an entry, or the latest changes of all.")

  @Argument(help: "Number of an entry. Without it, the latest changes.")
  var id: String?

  @Option(name: .long, help: "Only the newest N changes.")
  var limit: String = "20"

  @OptionGroup var output: OutputOptions
  var common: CommonOptions { output.common }
  var access: LedgerAccess { .reading }

  func run(in session: Session) throws {
    guard let id else { return try changes(session) }
    let number = try AmountParser.incidentID(id)
    let workspace = try session.open(self)
    let revisions = try workspace.snapshot { try $0.history(of: number) }
    try output.write(session) {
      .history(revisions)
    } text: { screen in
      screen.history(revisions.map { workspace.calendar.local($0, \.at) }, in: workspace.catalog)
    }
  }

  private func changes(_ session: Session) throws {
    let limit = try AmountParser.count(limit, of: "--limit", in: 1...1_000_000_000)
    let workspace = try session.open(self)
    let changes = try workspace.snapshot { try $0.changes(limit: limit) }
    try output.write(session) {
      .changes(changes)
    } text: { screen in
      screen.changes(changes.map { workspace.calendar.local($0, \.at) }, in: workspace.catalog)
    }
  }
}
