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
    switch step {
    // MARK: Recording
    case .log(let vendor, let outcome):
      // Without more it asks, step by step.
      line(
        "log",
        outcome == nil
          ? vendor.map(Escaping.shell) : shell(vendor, else: "VENDOR") + CommandHints.kind(outcome))
    case .recordOrders(let orders, let month, let vendor):
      line(
        "volume", orders.map(String.init) ?? "ORDERS", month.map { "--month \($0)" },
        vendor.map { "--vendor " + Escaping.shell($0) })
    case .undo: line("undo")
    case .redo: line("redo")

    // MARK: Scores
    case .status: line("status")
    case .review: line("review")
    case .scores: line("scores")
    case .compare(let stage): line("compare", shell(stage, else: "STAGE"))
    case .explain(let vendor): line("explain", shell(vendor, else: "VENDOR"))
    case .journey: line("journey")
    case .claim(let vendor): line("letter", Escaping.shell(vendor), "--claim")
    case .report(let quarter): line("report \(quarter)")
    case .printReport(let quarter): line("report \(quarter) --format html")

    // MARK: Entries
    case .entries(let vendor): line("incidents", vendor.map(Escaping.shell))
    case .unconfirmedEntries: line("incidents --unconfirmed")
    case .confirm: line("confirm NUMBER")
    case .show(let id): line("show \(id)")
    case .history(let id): line("history", id.map(String.init))
    case .edit(let id, let field):
      line("edit", id.map(String.init) ?? "NUMBER", field.map(CommandHints.option))
    case .retract(let id): line("retract \(id)")
    case .due: line("due")
    case .tickOff(let id): line("due --done", id.map(String.init) ?? "NUMBER")

    // MARK: Workspace
    case .initialize(let demo): line(demo ? "init --demo" : "init")
    case .makeLedger(let place):
      line(
        "init --ledger-server", Escaping.shell(place.address),
        place.ledger == ServerPlace.usualLedger ? nil : "--ledger-name " + Escaping.shell(place.ledger))
    case .vendors: line("vendors")
    case .checkVendors: line("vendors check")
    case .stateCurrency(let code): line("vendors check --amounts-in \(code)")
    case .addVendor(let stage): line("vendors add NAME --stage", shell(stage, else: "STAGE"))
    case .switchVendors(let old, let new):
      line("vendors switch", Escaping.shell(old), shell(new, else: "VENDOR"))
    case .undoCatalogChange: line("vendors undo")
    case .importFiles(let folder):
      line("import", folder.map { Escaping.shell($0.hasSuffix("/") ? $0 : $0 + "/") + "*.csv" } ?? "FILE…")
    case .importOutages(let vendor): line("import incidents.json --vendor", Escaping.shell(vendor))
    case .importFormats: line("import --formats")
    case .imports: line("imports")
    case .undoImport(let number): line("imports undo", number.map(String.init) ?? "NUMBER")
    case .export: line("export DIR")
    case .exportRecord(let path): line("export --all", shell(path, else: "FILE"))
    case .backUp: line("backup")
    case .backups(let folder): line("restore", folder.map(Escaping.shell))
    case .restore(let name, let confirmed): line("restore", Escaping.shell(name), confirmed ? "--yes" : nil)
    case .doctor: line("doctor")
    case .adoptPolicy: line("policy adopt")
    case .fullCheckup: line("doctor --full")
    case .repair: line("doctor --repair")

    // MARK: Whatever the workspace
    case .checkRules: "vendorscore rules check FILE"
    case .putBackCatalog(let copy, let catalog): "cp \(Escaping.shell(copy)) \(Escaping.shell(catalog))"
    case .adoptCatalog(let proposal): "mv \(Escaping.shell(proposal)) \(WorkspaceLayout.catalogName)"

    // MARK: The same again, with more said
    case .allowDuplicate: "--allow-duplicate"
    case .saveAnyway: "--sure"
    case .nameVendor: "--vendor VENDOR"
    case .mapColumns(let columns):
      columns.map { "--map " + Escaping.shell($0.field + "=" + ($0.column ?? "COLUMN")) }
        .joined(separator: " ")
    case .chooseDateFormat(let patterns):
      patterns.map { "--date-format " + Escaping.shell($0) }.joined(separator: "` or `")
    case .chooseNumberFormat(let ways):
      ways.map { "--number-format " + Escaping.shell($0) }.joined(separator: "` or `")
    case .explainRow(let number): "--explain-row \(number)"
    case .writeRules: "--rules FILE"
    case .skipBad: "--skip-bad"
    }
  }

  /// A whole command line with the words that follow the program's name; those that are nil are left out.
  private func line(_ words: String?...) -> String {
    let workspace = workspace.map { "--workspace " + Escaping.shell($0) }
    return (["vendorscore"] + words + [workspace]).compactMap(\.self).joined(separator: " ")
  }

  private func shell(_ name: String?, else placeholder: String) -> String {
    name.map(Escaping.shell) ?? placeholder
  }

  /// `See them: `vendorscore incidents``.
  func closing(_ lead: String, _ step: NextStep) -> String {
    (lead.isEmpty ? "" : lead + ": ") + "`\(self[step])`"
  }

  private static func kind(_ outcome: Outcome?) -> String {
    switch outcome {
    case nil: ""
    case .good: #" good "TEXT""#
    case .bad(let severity): #" bad "TEXT" -s "# + "\(severity.level)"
    }
  }

  private static func option(_ field: EditedField) -> String {
    switch field {
    case .text: #"--text "TEXT""#
    case .severity: "-s 4"
    case .day: "--on DATE"
    case .claimed: "--claimed AMOUNT"
    case .recovered: "--recovered AMOUNT"
    case .followedUp: "--follow-up none"
    }
  }
}
