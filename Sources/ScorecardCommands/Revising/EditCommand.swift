import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct EditCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Change an entry. Its number and its earlier states are kept.")

  @Argument(help: "Its number, such as 214.")
  var id: String

  @Option(name: .long, help: "What happened.")
  var text: String?

  @Option(name: .long, help: "The vendor it was about.", completion: .vendors)
  var vendor: String?

  @Flag(name: .long, help: "It was good.")
  var good = false

  @Flag(name: .long, help: "It was bad; -s says how bad.")
  var bad = false

  @OptionGroup var options: IncidentOptions

  @Flag(name: .customLong("not-mitigated"), help: "Nothing excuses it after all.")
  var notMitigated = false

  @Option(name: .long, help: ArgumentHelp("Why you change it, for the history.", valueName: "reason"))
  var because: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "What it was, with its usual severity and dimension; none removes it.", valueName: "kind"),
    completion: .list(IncidentKind.allCases.map(\.rawValue)))
  var kind: String?

  @OptionGroup var common: CommonOptions
  var access: LedgerAccess { .writing }

  func run(in session: Session) throws {
    let id = try AmountParser.incidentID(id)
    let workspace = try session.open(self)
    let recorded = try workspace.snapshot { try $0.incident(id) }
    if isEmpty {
      let field = recorded.incident.outcome == .good ? EditedField.text : .severity
      throw Failure.usage("nothing to change", .init("Try", .edit(id, field)))
    }
    // Whoever has to be asked is asked before the ledger is held.
    let vendor = try vendor.map { name throws(Failure) in
      try session.choice(in: workspace).vendor(name).id
    }
    let edited = try workspace.revise(id, reason: because ?? "", at: try session.now()) { incident in
      let before = incident
      incident.vendor = vendor ?? incident.vendor
      try change(&incident, in: workspace, session)
      if incident == before { throw Failure.usage("#\(id) already says that") }
    }
    try session.acknowledge("Changed", edited, in: workspace, common)
  }

  private var isEmpty: Bool {
    text == nil && kind == nil && vendor == nil && !good && !bad && options.isEmpty && !notMitigated
  }

  private func change(_ incident: inout Incident, in workspace: Workspace, _ session: Session) throws(Failure)
  {
    if good, bad { throw .usage("--good and --bad say opposite things. Keep one") }
    if notMitigated, options.mitigated != nil {
      throw .usage("--mitigated and --not-mitigated say opposite things. Keep one")
    }
    if good { incident.becomeGood() }
    if let kind { try change(&incident, to: kind) }
    if bad, incident.outcome == .good {
      guard let severity = options.severity else { throw IncidentOptions.noSeverity }
      incident.outcome = .bad(try AmountParser.severity(severity))
    }
    if let kind = incident.kind, kind.isGood != (incident.outcome == .good) { incident.kind = nil }
    if let text { incident.summary = text.trimmed }
    if notMitigated { incident.mitigated = false }
    try options.apply(
      to: &incident, dates: try session.dates(in: workspace), currency: workspace.catalog.currency)
    options.addCircumstances(to: &incident)
  }
}

extension EditCommand {
  private func change(_ incident: inout Incident, to typed: String) throws(Failure) {
    if typed.trimmed.lowercased() == "none" {
      incident.kind = nil
      return
    }
    guard let kind = Experience(typed)?.kind else { throw .noExperience(typed) }
    if good && !kind.isGood || bad && kind.isGood {
      throw .usage("--kind \(kind.rawValue) is \(kind.outcome.name). Keep one")
    }
    incident.kind = kind
    incident.dimension = kind.dimension
    if kind.isGood { incident.becomeGood() } else { incident.outcome = kind.outcome }
  }
}

extension Session {
  /// Says what became of an incident, what it did to score and advice, and how to take it back.
  func acknowledge(
    _ done: String, _ result: RecordingResult, in workspace: Workspace, _ options: CommonOptions
  ) throws {
    let screen = options.screen(self)
    guard let after = result.after else {
      // Of a vendor that the catalog has lost.
      let headline = screen.headline(
        result.recorded, vendor: Escaping.terminal(result.recorded.incident.vendor))
      return try self.done("✓ \(done) \(headline)\n  Undo    \(hints[.undo])\n")
    }
    try self.done(
      screen.logged(
        result.recorded, done: done, before: result.before, after: after,
        former: result.former.map { ($0.before, $0.after) },
        deadline: workspace.catalog.claimDeadline(result.recorded.incident)))
  }
}
