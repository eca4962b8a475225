import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct ExportCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Export everything, as CSV or with all its history; `import` reads it back.",
    discussion: """
      A folder gets incidents.csv, volumes.csv and checkins.csv, with what counts now. --all writes one file of JSON \
      Lines: everything on record, with every earlier state and change; importing it into an empty workspace \
      recreates the ledger.
      """)

  @Flag(name: .long, help: "Everything with its history, into one file; - for standard output.")
  var all = false

  @Argument(
    help: ArgumentHelp("Folder to write into; with --all the file.", valueName: "path"), completion: .file(),
    transform: PathParser.typed)
  var path: String

  @OptionGroup var common: CommonOptions
  var access: LedgerAccess { .reading }

  func run(in session: Session) throws {
    let workspace = try session.open(self)
    if all {
      try exportRecord(of: workspace, in: session)
    } else {
      try exportFiles(of: workspace, in: session)
    }
  }

  private func exportRecord(of workspace: Workspace, in session: Session) throws {
    if path == "-" { return try workspace.exportRecord { bytes in try session.output.write(bytes) } }
    let record = try workspace.exportRecord(to: path)
    let counts =
      "\(NumberText.count(record.changes, "change")), \(NumberText.count(record.incidents, "state")) of entries"
    try session.done("✓ Wrote \(Escaping.terminal(path))  (\(counts))", see: Escaping.terminal(path))
  }

  private func exportFiles(of workspace: Workspace, in session: Session) throws {
    let names = try workspace.export(to: path).map(Escaping.terminal).joined(separator: ", ")
    try session.done("✓ Wrote \(names)", see: names)
  }
}
