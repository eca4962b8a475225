import ArgumentParser
import ScorecardModel
import ScorecardReport
import VendorScorecard

struct UndoCommand: VendorscoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Take back the latest change; again, the one before it.")

  @OptionGroup var common: CommonOptions

  func run(in session: Session) throws {
    let workspace = try session.open(common)
    guard let change = try workspace.undo(at: try session.now()) else {
      throw Failure("nothing to undo. What was done: `vendorscore history`", .declined)
    }
    try session.output.line(
      "✓ Took back change \(change.number), \(change.action): \(Escaping.terminal(change.summary))")
  }
}
