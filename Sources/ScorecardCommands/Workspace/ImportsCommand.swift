import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct ImportsCommand: VendorscoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "imports", abstract: "List the imports, or undo one.",
    subcommands: [List.self, Undo.self], defaultSubcommand: List.self)

  func run(in session: Session) throws {}

  struct List: WorkspaceCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the imports, newest first.")

    @OptionGroup var reading: ReadingOptions
    var common: CommonOptions { reading.common }
    var access: LedgerAccess { .reading }

    func run(in session: Session) throws {
      let workspace = try session.open(self)
      let imports = try workspace.snapshot { try $0.imports() }
      try reading.write(session) {
        .imports(imports)
      } text: { screen in
        screen.imports(imports.map { workspace.calendar.local($0, \.at) }, in: workspace.catalog)
      }
    }
  }

  struct Undo: WorkspaceCommand {
    static let configuration = CommandConfiguration(
      commandName: "undo",
      abstract: "Undo one import, whatever was done since; what was changed since is kept.")

    @Argument(help: "Its number, from `vendorscore imports`.")
    var number: String

    @OptionGroup var common: CommonOptions
    var access: LedgerAccess { .writing }

    func run(in session: Session) throws {
      let number = try AmountParser.importNumber(number)
      let workspace = try session.open(self)
      let undo = try workspace.undoImport(number, at: try session.now())
      try session.done(common.screen(session).importUndone(undo))
    }
  }
}
