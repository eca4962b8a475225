import ArgumentParser
import VendorScorecard

/// A command that runs in a session: the clock, the terminal and the outputs come from outside.
protocol VendorscoreCommand: ParsableCommand {
  mutating func run(in session: Session) throws
}

/// A command that opens a workspace.
protocol WorkspaceCommand: VendorscoreCommand {
  var common: CommonOptions { get }
  /// What it does with the ledger: a reader never waits for a writer, and works where nothing can be written.
  var access: LedgerAccess { get }
}

enum LedgerAccess {
  case reading
  case writing
}

struct RootCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vendorscore",
    abstract: "Honest reliability scores for the vendors of a small storefront.",
    discussion: """
      Start with `vendorscore init --demo`, then `vendorscore`: what to do today.
      After a bad call: `vendorscore log`. Before a launch: `vendorscore compare shipping`.
      At the end of a quarter: `vendorscore report`.
      """,
    version: "vendorscore " + ProgramVersion.current,
    groupedSubcommands: [
      CommandGroup(name: "Recording", subcommands: [LogCommand.self, QuietCommand.self, VolumeCommand.self]),
      CommandGroup(
        name: "Scoring",
        subcommands: [
          StatusCommand.self, ReviewCommand.self, ScoresCommand.self, CompareCommand.self,
          ExplainCommand.self,
          JourneyCommand.self,
          OutagesCommand.self, ReportCommand.self, AcrossCommand.self,
        ]),
      CommandGroup(
        name: "Revising",
        subcommands: [
          IncidentsCommand.self, ShowCommand.self, EditCommand.self, ResolveCommand.self, RetractCommand.self,
          UndoCommand.self, RedoCommand.self, HistoryCommand.self, ConfirmCommand.self, DueCommand.self,
          LetterCommand.self,
        ]),
      CommandGroup(
        name: "Workspace",
        subcommands: [
          InitCommand.self, VendorsCommand.self, ImportCommand.self, ImportsCommand.self, RulesCommand.self,
          ExportCommand.self, BackupCommand.self, RestoreCommand.self, DoctorCommand.self, PolicyCommand.self,
          ServeCommand.self,
        ]),
    ])
}
