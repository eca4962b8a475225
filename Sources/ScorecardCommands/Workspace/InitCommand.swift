import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct InitCommand: VendorscoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Create a workspace here: a catalog to edit and an empty ledger.")

  @Flag(name: .long, help: "Fill it with a year of a made-up garden-shed store.")
  var demo = false

  @OptionGroup var common: CommonOptions

  func run(in session: Session) throws {
    let directory = try common.workspace ?? session.directory()
    let files = try Workspace.create(
      at: directory, demo: demo, timeZone: session.timeZone(), now: try session.now())
    let next =
      demo
      ? "Next    \(session.hints[.scores])        then    \(session.hints[.compare("shipping")])"
      : "Next    edit \(WorkspaceLayout.catalogName), then    \(session.hints[.checkVendors])"
    let names = files.map(Escaping.terminal).joined(separator: ", ")
    let place = Escaping.terminal(directory)
    try session.done("✓ Created \(names) in \(place)\n  \(next)\n", see: place)
  }
}
