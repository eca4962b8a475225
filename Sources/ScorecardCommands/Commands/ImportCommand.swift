import ArgumentParser
import ScorecardModel
import ScorecardReport
import VendorScorecard

struct ImportCommand: VendorscoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take in incidents, volumes and check-ins from CSV files. All of a call, or nothing.",
    discussion: "The header tells the three apart. The same row is imported once, however often you call it.")

  @Argument(help: "CSV files.", completion: .file(extensions: ["csv"]))
  var files: [String]

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp("Read the field from this column; may be repeated.", valueName: "field=column"))
  var map: [String] = []

  @Option(name: .long, help: "Name of the system the rows come from. By default the format's name.")
  var source: String?

  @Flag(name: .customLong("dry-run"), help: "Say what would happen, and store nothing.")
  var dryRun = false

  @Flag(name: .customLong("skip-bad"), help: "Set wrong rows aside in FILE.rejected.csv and import the rest.")
  var skipBad = false

  @OptionGroup var common: CommonOptions

  func run(in session: Session) throws {
    let options = ImportOptions(map: try columns(), source: source, dryRun: dryRun, skipBad: skipBad)
    let workspace = try session.open(common)
    let progress = ProgressLine(session)
    let imports = try workspace.importFiles(
      files, options: options, at: try session.now(), progress: progress.map { line in { line.show($0) } })
    try progress?.clear()
    let text = ImportText(imports: imports, options: options)
    if !text.problems.isEmpty { try session.messages.line(text.problems) }
    try session.output.line(text.summary)
    guard text.refused == 0 else { throw Failure("", skipBad && !dryRun ? .declined : .data) }
  }

  private func columns() throws(Failure) -> [String: String] {
    var columns: [String: String] = [:]
    for text in map {
      let parts = text.split(separator: "=", maxSplits: 1).map { $0.trimmed }
      guard parts.count == 2, !parts.contains("") else {
        throw .usage("--map \"\(text)\": write it as FIELD=COLUMN, such as vendor=supplier")
      }
      guard columns.updateValue(parts[1], forKey: parts[0]) == nil else {
        throw .usage("--map names \(parts[0]) twice. Keep one")
      }
    }
    return columns
  }
}
