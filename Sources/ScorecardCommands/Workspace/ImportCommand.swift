import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct ImportCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Import what other systems export: every file you name, or nothing.",
    discussion: """
      The content tells what kind a file is (`vendorscore import --formats` lists the known ones); your own rules \
      describe any other. `-` reads what is piped in. The same row is imported once, however often you run it.
      """)

  @Argument(help: "Files, or - for standard input.", completion: .file(), transform: PathParser.typed)
  var files: [String] = []

  @Flag(name: .customLong("formats"), help: "List the kinds of file that are known.")
  var formats = false

  @Option(
    name: .long, help: "A rules file, for any other kind of file.",
    completion: .file(extensions: ["json"]),
    transform: PathParser.typed)
  var rules: String?

  @Option(
    name: .long, help: "The vendor that the files are about, if they name none.", completion: .vendors)
  var vendor: String?

  @Flag(name: .long, help: "Count what a vendor or a monitor reports without waiting for your confirmation.")
  var confirmed = false

  @Option(
    name: .customLong("date-format"),
    help: ArgumentHelp(
      "How the files write dates, such as d/M/yyyy or M/d/yyyy; times may follow.", valueName: "format"))
  var dateFormat: String?

  @Option(
    name: .customLong("number-format"),
    help: ArgumentHelp(
      "How the files write numbers: 1,234.50 or 1.234,50 or \"1 234,50\".", valueName: "format"))
  var numberFormat: String?

  @Option(
    name: .customLong("explain-row"),
    help: ArgumentHelp("Show what the row on this line becomes, and why; store nothing.", valueName: "line"))
  var explainRow: String?

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp("Read the field from this column; may be repeated.", valueName: "field=column"))
  var map: [String] = []

  @Option(name: .long, help: "Name of the system the rows come from. By default the format's name.")
  var source: String?

  @Flag(name: .customLong("dry-run"), help: "Show what would happen; store nothing.")
  var dryRun = false

  @Flag(name: .customLong("skip-bad"), help: "Set wrong rows aside in FILE.rejected.csv and import the rest.")
  var skipBad = false

  @OptionGroup var common: CommonOptions
  var access: LedgerAccess { .writing }

  func run(in session: Session) throws {
    if formats { return try session.output.line(Self.formats(Workspace.importFormats)) }
    guard !files.isEmpty else {
      throw Failure.usage("no file to import", .init("Known kinds", .importFormats))
    }
    let workspace = try session.open(self)
    let options = try options(in: workspace)
    let progress = ProgressLine(session)
    let imports = try workspace.importFiles(
      files, options: options, at: try session.now(), progress: progress.map { line in { line.show($0) } })
    try progress?.clear()
    let text = ImportText(
      imports, isDryRun: options.dryRun, skipsBad: options.skipBad, explainedLine: options.explainedLine,
      hints: session.hints.hints)
    if explainRow != nil { return try session.output.line(text.explanation) }
    if !text.problems.isEmpty { try session.messages.line(text.problems) }
    if imports.contains(where: \.stored) {
      try session.done(text.summary)
    } else {
      try session.output.line(text.summary)
    }
    for line in [text.waiting, text.notScored].compactMap(\.self) { try session.messages.line(line) }
    if imports.contains(where: { $0.record != nil && $0.stored }) {
      let vendors = try workspace.snapshot {
        try $0.uncataloguedVendors(asOf: try session.today(in: workspace))
      }
      if !vendors.isEmpty {
        let warning = EvidenceText.sentence(.uncataloguedVendors(vendors), in: workspace.catalog)
        try session.messages.line("Warning: \(Escaping.terminal(warning))")
      }
    }
    guard text.refused == 0 else { throw Failure("", skipBad && !dryRun ? .declined : .data) }
  }

  private func options(in workspace: Workspace) throws -> ImportOptions {
    var options = ImportOptions(map: try columns(), source: source, dryRun: dryRun, skipBad: skipBad)
    options.rules = rules
    options.vendor = try vendor.map { try workspace.vendor(named: $0).id }
    options.confirmed = confirmed ? true : nil
    options.dateFormat = dateFormat
    options.numberFormat = numberFormat
    options.explainedLine = try explainRow.map { text throws(Failure) in
      try AmountParser.count(text, of: "--explain-row", in: 1...1_000_000_000)
    }
    return options
  }

  private func columns() throws(Failure) -> [String: String] {
    var columns: [String: String] = [:]
    for text in map {
      let (field, column) = try AmountParser.pair(
        text, of: "--map", "FIELD=COLUMN, such as vendor=supplier")
      guard columns.updateValue(column, forKey: field) == nil else {
        throw .usage("--map names \(field) twice. Keep one")
      }
    }
    return columns
  }

  /// Every known kind of file, a line each.
  private static func formats(_ formats: [KnownFormat]) -> String {
    let width = formats.map(\.name.count).max() ?? 0
    return formats.map { $0.name + String(repeating: " ", count: width - $0.name.count + 2) + $0.title }
      .joined(separator: "\n")
  }
}
