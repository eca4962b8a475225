import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct RulesCommand: VendorscoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "Check a file of import rules.", subcommands: [Check.self])

  func run(in session: Session) throws {
    throw Failure.usage("what about rules?", .init("Check a file of them", .checkRules))
  }

  struct Check: VendorscoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "check", abstract: "Show everything that is wrong with a rules file at once.")

    @Argument(help: "The rules file.", completion: .file(extensions: ["json"]), transform: PathParser.typed)
    var file: String

    func run(in session: Session) throws {
      let rules = try Workspace.checkRules(file)
      let parts = [
        rules.countsOrders ? "counts orders" : "counts no orders",
        NumberText.count(rules.incidentRules, "rule for entries", plural: "rules for entries"),
      ]
      try session.output.line(
        "✓ \(Escaping.terminal(file)) is fine: \(rules.name), \(parts.joined(separator: ", "))")
    }
  }
}
