import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct VendorsCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "vendors", abstract: "List the catalog, check it, or change it.",
    subcommands: [
      Check.self, VendorsAddCommand.self, VendorsSwitchCommand.self, VendorsRetireCommand.self,
      VendorsRenameCommand.self, VendorsMergeCommand.self, VendorsUndoCommand.self,
    ])

  @OptionGroup var reading: ReadingOptions
  var common: CommonOptions { reading.common }
  var access: LedgerAccess { .reading }

  func run(in session: Session) throws {
    let workspace = try session.open(self)
    let day = try reading.day(in: workspace, session)
    try reading.write(session) {
      .vendors(workspace.catalog, asOf: day)
    } text: { screen in
      screen.vendors(workspace.catalog, asOf: day)
    }
  }

  struct Check: WorkspaceCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Show everything that is wrong with \(WorkspaceLayout.catalogName) at once.")

    @Option(
      name: .customLong("amounts-in"),
      help: ArgumentHelp(
        "Say that all money on record is in this currency, which the catalog has to name.", valueName: "code")
    )
    var amountsIn: String?

    @OptionGroup var output: OutputOptions
    var common: CommonOptions { output.common }
    var access: LedgerAccess { amountsIn == nil ? .reading : .writing }

    func run(in session: Session) throws {
      let catalog: Catalog
      do {
        let workspace = try session.open(self)
        catalog = workspace.catalog
        if let amountsIn {
          guard amountsIn.uppercased() == catalog.currency else {
            throw Failure.usage(
              "\(WorkspaceLayout.catalogName) says \(catalog.currency), not \(amountsIn). Change it there first"
            )
          }
          try workspace.stateCurrency()
        }
        if let problem = try workspace.currencyProblem() { throw WorkspaceError.badCatalog([problem]) }
      } catch {
        // The findings are what was asked for; the exit code says that there are some.
        guard output.json, case WorkspaceError.badCatalog(let problems) = error else { throw error }
        try session.output.line(JSONText.diagnostics(problems).document)
        throw Failure("", .data)
      }
      try output.write(session) {
        .diagnostics([])
      } text: { _ in
        let count = NumberText.count(catalog.vendors.count, "vendor")
        return
          "✓ \(WorkspaceLayout.catalogName) is fine: \(count) in \(NumberText.count(catalog.journey.count, "stage"))"
      }
    }
  }
}
