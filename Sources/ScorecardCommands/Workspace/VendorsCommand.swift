import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct VendorsCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "vendors", abstract: "List the catalog, or check it.", subcommands: [Check.self])

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

    @OptionGroup var output: OutputOptions
    var common: CommonOptions { output.common }
    var access: LedgerAccess { .reading }

    func run(in session: Session) throws {
      let catalog: Catalog
      do { catalog = try session.open(self).catalog } catch {
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
