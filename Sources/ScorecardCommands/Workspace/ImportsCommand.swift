import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct ImportsCommand: VendorscoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "imports", abstract: "List what was imported, or take one import back.",
    subcommands: [List.self, Undo.self], defaultSubcommand: List.self)

  func run(in session: Session) throws {}

  struct List: VendorscoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List what was imported, the latest first.")

    @OptionGroup var reading: ReadingOptions

    func run(in session: Session) throws {
      let imports = try session.open(reading.common, readOnly: true).imports()
      try reading.write(session) {
        .imports(imports)
      } text: { screen in
        screen.imports(imports)
      }
    }
  }

  struct Undo: VendorscoreCommand {
    static let configuration = CommandConfiguration(
      commandName: "undo",
      abstract: "Take one import back, whatever was done since; what was changed since stays.")

    @Argument(help: "Its number, from `vendorscore imports`.")
    var number: String

    @OptionGroup var common: CommonOptions

    func run(in session: Session) throws {
      let number = try AmountParser.importNumber(number)
      let workspace = try session.open(common)
      let undo = try workspace.undoImport(number, at: try session.now())
      try session.output.done(common.screen(session).importUndone(undo))
    }
  }
}
