package import ScorecardModel
import ScorecardPresentation

/// The command line for each next step: the only place that knows how the commands are called.
package struct CommandHints: Hashable, Sendable {
  /// The `--workspace` of the call, which every hint repeats: without it a hint would be about another workspace.
  package var workspace: String?

  package init(workspace: String? = nil) { self.workspace = workspace }

  /// - Parameter arguments: of the call, without the program's name.
  package init(arguments: [String]) {
    let options = arguments.prefix { $0 != "--" }
    for (index, word) in options.enumerated() {
      if word == "--workspace", index + 1 < options.count { workspace = options[index + 1] }
      if word.hasPrefix("--workspace=") { workspace = String(word.dropFirst("--workspace=".count)) }
    }
  }

  package var hints: Hints { Hints { self[$0] } }

  /// `vendorscore undo`; of a step that repeats an import with more said, the option alone.
  package subscript(_ step: NextStep) -> String {
    CommandHints.option(step) ?? CommandHints.anywhere(step) ?? line(CommandHints.words(step))
  }

  /// A whole command line with the words that follow the program's name.
  func line(_ words: String) -> String {
    "vendorscore " + words + (workspace.map { " --workspace " + Escaping.shell($0) } ?? "")
  }

  /// `See them: `vendorscore incidents``.
  func closing(_ lead: String, _ step: NextStep) -> String {
    (lead.isEmpty ? "" : lead + ": ") + "`\(self[step])`"
  }

  /// What does not depend on the workspace.
  private static func anywhere(_ step: NextStep) -> String? {
    switch step {
    case .checkRules: "vendorscore rules check FILE"
    case .putBackCatalog(let copy, let catalog): "cp \(Escaping.shell(copy)) \(Escaping.shell(catalog))"
    case .adoptCatalog(let proposal): "mv \(Escaping.shell(proposal)) \(WorkspaceLayout.catalogName)"
    default: nil
    }
  }

  private static func words(_ step: NextStep) -> String {
    recording(step) ?? scoring(step) ?? entries(step) ?? workspace(step) ?? ""
  }

  private static func recording(_ step: NextStep) -> String? {
    switch step {
    case .log(let vendor, let outcome): "log " + (vendor.map(Escaping.shell) ?? "VENDOR") + kind(outcome)
    case .recordOrders(let orders, let month, let vendor):
      "volume " + (orders.map(String.init) ?? "ORDERS") + (month.map { " --month \($0)" } ?? "")
        + (vendor.map { " --vendor " + Escaping.shell($0) } ?? "")
    case .undo: "undo"
    default: nil
    }
  }

  private static func kind(_ outcome: Outcome?) -> String {
    switch outcome {
    case nil: #" good|bad "TEXT""#
    case .good: #" good "TEXT""#
    case .bad(let severity): #" bad "TEXT" -s "# + "\(severity.level)"
    }
  }

  private static func scoring(_ step: NextStep) -> String? {
    switch step {
    case .scores: "scores"
    case .compare(let stage): "compare " + (stage.map(Escaping.shell) ?? "STAGE")
    case .explain(let vendor): "explain " + (vendor.map(Escaping.shell) ?? "VENDOR")
    case .journey: "journey"
    case .printReport(let quarter): "report \(quarter) --format html"
    default: nil
    }
  }

  private static func entries(_ step: NextStep) -> String? {
    switch step {
    case .entries(let vendor): "incidents" + (vendor.map { " " + Escaping.shell($0) } ?? "")
    case .unconfirmedEntries: "incidents --unconfirmed"
    case .confirm: "confirm NUMBER"
    case .show(let id): "show \(id)"
    case .history(let id): "history" + (id.map { " \($0)" } ?? "")
    case .edit(let id, let field): "edit " + (id.map(String.init) ?? "NUMBER") + option(field)
    case .retract(let id): "retract \(id)"
    case .due: "due"
    default: nil
    }
  }

  private static func option(_ field: EditedField?) -> String {
    switch field {
    case nil: ""
    case .text: #" --text "TEXT""#
    case .severity: " -s 4"
    case .day: " --on DATE"
    case .claimed: " --claimed AMOUNT"
    case .recovered: " --recovered AMOUNT"
    case .followedUp: " --follow-up none"
    }
  }

  private static func workspace(_ step: NextStep) -> String? {
    switch step {
    case .initialize(let demo): demo ? "init --demo" : "init"
    case .vendors: "vendors"
    case .checkVendors: "vendors check"
    case .importFiles(let folder):
      "import " + (folder.map { Escaping.shell($0.hasSuffix("/") ? $0 : $0 + "/") + "*.csv" } ?? "FILE…")
    case .importOutages(let vendor): "import incidents.json --vendor " + Escaping.shell(vendor)
    case .importFormats: "import --formats"
    case .imports: "imports"
    case .undoImport(let number): "imports undo " + (number.map(String.init) ?? "NUMBER")
    case .export: "export DIR"
    case .exportRecord(let path): "export --all " + (path.map(Escaping.shell) ?? "FILE")
    case .backUp: "backup"
    case .backups(let folder): "restore" + (folder.map { " " + Escaping.shell($0) } ?? "")
    case .restore(let name, let confirmed): "restore " + Escaping.shell(name) + (confirmed ? " --yes" : "")
    case .doctor: "doctor"
    case .fullCheckup: "doctor --full"
    case .repair: "doctor --repair"
    default: nil
    }
  }

  private static func option(_ step: NextStep) -> String? {
    switch step {
    case .allowDuplicate: "--allow-duplicate"
    case .nameVendor: "--vendor VENDOR"
    case .mapColumns(let columns):
      columns.map { "--map " + quoted($0.field + "=" + ($0.column ?? "COLUMN")) }.joined(separator: " ")
    case .chooseDateFormat(let patterns):
      patterns.map { "--date-format " + quoted($0) }.joined(separator: "` or `")
    case .explainRow(let number): "--explain-row \(number)"
    case .writeRules: "--rules FILE"
    case .skipBad: "--skip-bad"
    default: nil
    }
  }

  /// One word of a command line also when blanks are in it.
  private static func quoted(_ text: String) -> String { text.contains(" ") ? "\"\(text)\"" : text }
}
