import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct LogCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Record an experience: step by step, or in one line.",
    usage: """
      vendorscore log
      vendorscore log VENDOR KIND ["TEXT"] [options]
      vendorscore log VENDOR good|bad "TEXT" [-s 4] [-d empathy] [--on yesterday] [options]
      """,
    discussion: """
      Kinds of experience, each with its usual severity, which -s and -d overrule:
      \(kinds(isGood: false))
      \(kinds(isGood: true))
      """)

  private static func kinds(isGood: Bool) -> String {
    (isGood ? "good: " : "bad:  ")
      + IncidentKind.allCases.filter { $0.isGood == isGood }.map { kind in
        kind.rawValue + (kind.outcome.severity.map { " (\($0.level))" } ?? "")
      }.joined(separator: ", ")
  }

  @Argument(help: "Id, name or alias.", completion: .vendors)
  var vendor: String?

  @Argument(
    help: ArgumentHelp("What it was: a kind, or good or bad.", valueName: "kind"),
    completion: .list(Experience.words))
  var experience: String?

  @Argument(help: "What happened.")
  var text: String?

  @OptionGroup var options: IncidentOptions

  @Flag(name: .customLong("allow-duplicate"), help: "Save it even if the same is on record.")
  var allowDuplicate = false

  @OptionGroup var common: CommonOptions
  var access: LedgerAccess { .writing }

  func run(in session: Session) throws {
    let workspace: Workspace
    var problems: [Diagnostic] = []
    do { workspace = try session.open(self) } catch WorkspaceError.badCatalog(let found) {
      problems = found
      workspace = try session.openStandIn(common, naming: typedVendor)
    }
    var incident = try incident(in: workspace, session)
    options.addCircumstances(to: &incident)
    try askForEvent(of: &incident, in: workspace, session)
    let result = try record(incident, in: workspace, session)
    guard let problem = problems.first else {
      return try session.acknowledge("Saved", result, in: workspace, common)
    }
    let id = result.recorded.incident.vendor
    let headline = common.screen(session).headline(result.recorded, vendor: Escaping.terminal(id))
    try session.done("✓ Saved \(headline)\n")
    let warning =
      "Warning: saved under \"\(id)\", for \(WorkspaceLayout.catalogName) can't be read. Nothing is lost; scores come "
      + "back when it is mended"
    try session.messages.line(
      Escaping.terminalLines(
        problem.description + "\n" + warning.followed(by: session.hints.closing("See all", .checkVendors))))
  }

  /// The word that names a vendor, whatever the order.
  private func typedVendor(_ catalog: Catalog) -> String? {
    let names = VendorNames(catalog)
    func isVendor(_ word: String) -> Bool {
      names.vendor(named: word) ?? names.vendor(beginning: word) != nil
    }
    guard let vendor, !isVendor(vendor), Experience(vendor) != nil else { return vendor }
    guard let experience else { return nil }
    return isVendor(experience) || Experience(experience) == nil ? experience : vendor
  }

  /// A second bad entry about a vendor within two days may be another part of the same trouble, which counts once.
  private func askForEvent(of incident: inout Incident, in workspace: Workspace, _ session: Session) throws {
    guard session.terminal.isInteractive, incident.outcome != .good, options.sameAs == nil else { return }
    let (vendor, day) = (incident.vendor, incident.day)
    let near = try workspace.snapshot { snapshot in
      try snapshot.incidents(
        IncidentFilter(
          vendors: [vendor], from: day - LogCommand.nearDays, through: day + LogCommand.nearDays, good: false,
          limit: 1))
    }
    guard let latest = near.first else { return }
    let text =
      latest.incident.summary.isEmpty ? latest.incident.kind?.rawValue ?? "bad" : latest.incident.summary
    let question = "Part of #\(latest.id) “\(Escaping.terminal(text))”?"
    if try session.prompt().confirm(question, enter: false) { incident.details.sameAs = latest.id }
  }

  private static let nearDays = 2

  /// Where somebody can answer, a duplicate is a question rather than an error, so that nothing has to be typed again.
  private func record(
    _ incident: Incident, in workspace: Workspace, _ session: Session
  ) throws -> RecordingResult {
    let now = try session.now()
    do {
      return try workspace.record(incident, allowDuplicate: allowDuplicate, at: now)
    } catch LedgerError.duplicate(let id) where session.terminal.isInteractive {
      let prompt = session.prompt()
      let question = "Same vendor, day and text as #\(id). Add anyway?"
      guard try prompt.confirm(question, enter: false) else {
        try prompt.output.line("Nothing saved.")
        throw Failure("", .declined)
      }
      return try workspace.record(incident, allowDuplicate: true, at: now)
    }
  }

  private func incident(in workspace: Workspace, _ session: Session) throws(Failure) -> Incident {
    let catalog = workspace.catalog
    let dates = try session.dates(in: workspace)
    let (known, experience) = try words(in: workspace, session)
    let text = (text ?? "").trimmed
    guard let known, let experience, !text.isEmpty || experience.kind != nil else {
      guard session.terminal.isInteractive else { throw incomplete }
      var guide = GuidedLog(
        prompt: session.prompt(), catalog: catalog, dates: dates, vendor: known, experience: experience)
      return try guide.incident { incident throws(Failure) in
        try options.apply(to: &incident, dates: dates, currency: catalog.currency)
      }
    }
    var outcome = experience.outcome(
      try options.severity.map { text throws(Failure) in try AmountParser.severity(text) })
    if outcome == nil, session.terminal.isInteractive {
      outcome = .bad(try GuidedLog.askSeverity(session.prompt()))
    }
    guard let outcome else { throw IncidentOptions.noSeverity }
    var incident = Incident(
      vendor: known.id, day: dates.today, outcome: outcome, dimension: experience.dimension,
      kind: experience.kind, summary: text)
    try options.apply(to: &incident, dates: dates, currency: catalog.currency)
    return incident
  }

  /// Who and what it was, in whatever order they were typed; nil = not said.
  private func words(
    in workspace: Workspace, _ session: Session
  ) throws(Failure) -> (Vendor?, Experience?) {
    let choice = session.choice(in: workspace)
    let names = VendorNames(workspace.catalog)
    func isVendor(_ word: String) -> Bool {
      names.vendor(named: word) ?? names.vendor(beginning: word) != nil
    }
    guard let vendor else { return (nil, nil) }
    guard let experience else {
      if !isVendor(vendor), let found = Experience(vendor) { return (nil, found) }
      return (try choice.vendor(vendor), nil)
    }
    if !isVendor(vendor), let found = Experience(vendor),
      isVendor(experience) || Experience(experience) == nil
    {
      return (try choice.vendor(experience), found)
    }
    let known = try choice.vendor(vendor)
    guard let found = Experience(experience) else { throw .noExperience(experience) }
    return (known, found)
  }

  private var incomplete: Failure {
    let missing =
      vendor == nil
      ? "which vendor, and what was it?" : experience == nil ? "what was it?" : "what happened?"
    let isGood = experience.flatMap(Experience.init)?.isGood ?? false
    let severity = options.severity.flatMap { try? AmountParser.severity($0) } ?? .standard
    return .usage(missing, .init("Try", .log(about: vendor, outcome: isGood ? .good : .bad(severity))))
  }
}
