import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct IncidentsCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "incidents", abstract: "List the entries, oldest first.")

  @Argument(help: "Only these vendors.", completion: .vendors)
  var vendors: [String] = []

  @Option(name: .long, help: ArgumentHelp("From this day.", valueName: "date"))
  var from: String?

  @Option(name: .long, help: ArgumentHelp("Up to this day.", valueName: "date"))
  var to: String?

  @Flag(name: .long, help: "Only good ones.")
  var good = false

  @Flag(name: .long, help: "Only bad ones.")
  var bad = false

  @Option(
    name: [.customShort("s", allowingJoined: true), .long], help: "Only bad ones at least this bad, 1 to 5.")
  var severity: String?

  @Option(
    name: [.customShort("d", allowingJoined: true), .long], help: "Only this dimension.",
    completion: .list(Dimension.allCases.map(\.rawValue)))
  var dimension: String?

  @Flag(name: .long, help: "Only bad ones that you marked as not resolved.")
  var open = false

  @Option(name: .long, help: "Only those whose text contains this.")
  var text: String?

  @Option(name: .long, help: "Only those imported from this source.")
  var source: String?

  @Flag(name: .long, help: "Also those that were taken out.")
  var retracted = false

  @Flag(name: .long, help: "Only those that a vendor or a monitor reported and that await your confirmation.")
  var unconfirmed = false

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp(
      "Change every listed entry in one step: severity=2, dimension=…, attribution=…, resolved=yes. May be repeated.",
      valueName: "field=value"))
  var set: [String] = []

  @Option(name: .long, help: "Only the newest N.")
  var limit: String?

  @OptionGroup var reading: ReadingOptions
  var common: CommonOptions { reading.common }
  var access: LedgerAccess { self.set.isEmpty ? .reading : .writing }

  func run(in session: Session) throws {
    if reading.json, !set.isEmpty { throw Failure.usage("--json lists and --set changes. Keep one") }
    let workspace = try session.open(self)
    let filter = try filter(in: workspace, session)
    if !set.isEmpty { return try change(filter, in: workspace, session) }
    let (incidents, nothing) = try workspace.snapshot { snapshot in
      let incidents = try snapshot.incidents(filter)
      return (incidents, incidents.isEmpty ? try IncidentsCommand.nothing(like: filter, in: snapshot) : nil)
    }
    try reading.write(session) {
      .incidents(incidents)
    } text: { screen in
      nothing.map { screen.noIncidents(unconfirmed: $0.unconfirmed, others: $0.others) }
        ?? screen.incidents(incidents, in: workspace.catalog)
    }
  }

  /// How many of those that were asked for await the owner's confirmation, and whether anything counts.
  private static func nothing(
    like filter: IncidentFilter, in snapshot: Snapshot
  ) throws -> (unconfirmed: Int, others: Bool) {
    let others = try !snapshot.incidents(IncidentFilter(limit: 1)).isEmpty
    if filter.standings == [.unconfirmed] { return (0, others) }
    var filter = filter
    filter.standings = [.unconfirmed]
    return (try snapshot.incidents(filter).count, others)
  }

  private func filter(in workspace: Workspace, _ session: Session) throws(Failure) -> IncidentFilter {
    if good, bad { throw .usage("--good and --bad leave nothing. Keep one, or neither for both") }
    let dates = try session.dates(in: workspace)
    let choice = session.choice(in: workspace)
    var filter = IncidentFilter()
    for name in vendors { filter.vendors.insert(try choice.vendor(name).id) }
    if let from { filter.from = try dates.day(from) }
    if let to { filter.through = try dates.day(to) }
    if let from = filter.from, let through = filter.through, from > through {
      throw .usage("--from \(from) is after --to \(through), which leaves nothing. Swap them")
    }
    if reading.asOf != nil {
      let asOf = try reading.day(in: workspace, session)
      filter.through = min(filter.through ?? asOf, asOf)
    }
    if good || bad { filter.good = good }
    if let severity { filter.minimumSeverity = try AmountParser.severity(severity) }
    if let dimension { filter.dimension = try AmountParser.choice(dimension, option: "dimension") }
    if let limit { filter.limit = try AmountParser.count(limit, of: "--limit", in: 1...1_000_000_000) }
    filter.open = open
    if retracted, unconfirmed { throw .usage("--retracted and --unconfirmed leave nothing. Keep one") }
    if retracted { filter.standings.insert(.retracted) }
    if unconfirmed { filter.standings = [.unconfirmed] }
    filter.source = source
    filter.text = text
    return filter
  }

  /// Changes all that are listed as one step, or none.
  private func change(_ filter: IncidentFilter, in workspace: Workspace, _ session: Session) throws {
    let setter = try BulkChange(set)
    let result = try workspace.revise(filter, reason: set.joined(separator: ", "), at: try session.now()) {
      $0 = setter.applied(to: $0)
    }
    guard !result.recorded.isEmpty else {
      throw Failure(
        result.unchanged.isEmpty
          ? "nothing to change: no entry is listed. To look first, leave out --set"
          : "nothing to change: every listed entry already says that", .declined)
    }
    try session.done(
      "✓ Changed \(NumberText.entries(result.recorded.count)): \(set.joined(separator: ", "))")
    try session.show(result.scores, reading.common)
    try session.output.line("  Undo    " + session.hints[.undo])
  }
}
