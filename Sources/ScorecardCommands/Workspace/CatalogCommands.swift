import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

/// A command that changes `vendors.json` and shows which lines it changed.
protocol CatalogCommand: WorkspaceCommand {}

extension CatalogCommand {
  /// The ledger stays as it is.
  var access: LedgerAccess { .reading }

  /// The first day of what changes.
  func day(_ typed: String?, in workspace: Workspace, _ session: Session) throws(Failure) -> Day {
    let dates = try session.dates(in: workspace)
    guard let typed else { return dates.today }
    // Without a year it may lie before or after today: the nearer one is meant.
    let ahead = try dates.deadline(typed)
    guard let past = try? dates.day(typed) else { return ahead }
    return abs(past - dates.today) <= abs(ahead - dates.today) ? past : ahead
  }

  func show(_ done: String, _ revision: CatalogRevision, next: NextStep?, _ session: Session) throws {
    let steps = (next.map { [("Next", $0)] } ?? []) + [("Undo", NextStep.undoCatalogChange)]
    let text = common.screen(session).catalogChanged(done, revision.lines, next: steps)
    try session.done(text, see: WorkspaceLayout.catalogName)
  }

  /// Where the change leaves orders without anybody to carry them.
  func warnOfUncovered(
    _ revision: CatalogRevision, before: Catalog, on day: Day, _ session: Session
  ) throws {
    let known = before.uncoveredStages(from: day).map(\.stage)
    for (stage, first) in revision.catalog.uncoveredStages(from: day) where !known.contains(stage) {
      let sentence = "Warning: nobody carries the orders of \(stage.name) from \(DayText.short(first)) on"
      try session.messages.line(
        Escaping.terminal(sentence.followed(by: session.hints.closing("Add one", .addVendor(stage.id)))))
    }
  }
}

struct VendorsAddCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Put a vendor into \(WorkspaceLayout.catalogName).",
    usage: "vendorscore vendors add NAME --stage shipping [--role candidate] [--share 40%] [--since DATE]")

  @Argument(help: "Its name, as reports show it.")
  var name: String

  @Option(help: ArgumentHelp("Where your customer meets it: a stage of the journey.", valueName: "stage"))
  var stage: String

  @Flag(name: .customLong("new-stage"), help: "Put that stage at the end of the journey first.")
  var newStage = false

  @Option(
    help: ArgumentHelp("With --new-stage: before this stage instead of at the end.", valueName: "stage"))
  var before: String?

  @Option(
    help: ArgumentHelp(
      "primary (it carries orders), fallback (plan B) or candidate (on trial).", valueName: "role"))
  var role: String?

  @Option(help: ArgumentHelp("The part of the orders that it carries, such as 40%.", valueName: "share"))
  var share: String?

  @Option(
    help: ArgumentHelp(
      "Its first day, such as 2026-09-21 or yesterday, or beginning. By default today, once anything is on record.",
      valueName: "date"))
  var since: String?

  @Option(help: ArgumentHelp("Another name for it; may be repeated.", valueName: "name"))
  var alias: [String] = []

  @Option(help: ArgumentHelp("Its id; by default made of its name.", valueName: "id"))
  var id: String?

  @Option(
    help: ArgumentHelp(
      "What it is in every shop, for `vendorscore across`; by default its id.", valueName: "id"))
  var carrier: String?

  @OptionGroup var common: CommonOptions

  /// Without one the role would hold from the beginning: a newcomer would get a part of all orders so far, and take it from
  /// the others.
  private func firstDay(_ dates: DateParser, in workspace: Workspace) throws -> Day? {
    if let since { return since == "beginning" ? nil : try dates.day(since) }
    let isNew = try workspace.snapshot { try $0.lastNews(asOf: dates.today) } == nil
    return isNew ? nil : dates.today
  }

  func run(in session: Session) throws {
    let workspace = try session.open(self)
    let dates = try session.dates(in: workspace)
    if before != nil, !newStage {
      throw Failure.usage("--before says where a stage goes that is new. Add --new-stage")
    }
    let role = try role.map { text throws(Failure) in try Self.role(text) } ?? .primary
    var vendor = Vendor(
      id: id ?? "", name: name.trimmed, stage: stage, role: role, aliases: alias.map(\.trimmed),
      since: role == .former ? nil : try firstDay(dates, in: workspace),
      share: try share.map { text throws(Failure) in try AmountParser.share(text, option: "--share") })
    vendor.carrier = carrier
    var added: Stage?
    var index: Int?
    if newStage {
      added = Stage(id: VendorNames.stageID(stage), name: stage.trimmed)
      index =
        try before.map { name in
          let next = try workspace.stage(named: name)
          return workspace.catalog.journey.firstIndex(of: next)
        } ?? nil
    }
    let revision: CatalogRevision
    do { revision = try workspace.add(vendor, newStage: added, at: index) } catch WorkspaceError.unknownStage
    {
      let known = workspace.catalog.journey.map(\.id).joined(separator: ", ")
      throw Failure.usage(
        "no stage \"\(stage)\". Stages: \(known). For one that is new, add --new-stage")
    }
    guard let new = revision.catalog.vendors.last else { return }
    let done = "Added \(new.name) to \(revision.catalog.stageName(new.stage)), \(StandingText.word(role))"
    try show(done, revision, next: .log(about: new.id), session)
  }

  private static func role(_ text: String) throws(Failure) -> Role {
    switch VendorNames.key(text) {
    case "plan b": .fallback
    case "on trial", "trial": .candidate
    default: try AmountParser.choice(text, option: "--role")
    }
  }
}

struct VendorsSwitchCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "switch", abstract: "Give one vendor's place and orders to another of its stage.",
    usage: "vendorscore vendors switch OLD NEW [--on DATE] [--share 60%]")

  @Argument(help: "Whose place it is: id, name or alias.", completion: .vendors)
  var old: String

  @Argument(help: "Who takes it.", completion: .vendors)
  var new: String

  @Option(help: ArgumentHelp("The first day of the new one; by default today.", valueName: "date"))
  var on: String?

  @Option(
    help: ArgumentHelp(
      "The part of the orders that the new one carries then; by default the old one's.", valueName: "share"))
  var share: String?

  @OptionGroup var common: CommonOptions

  func run(in session: Session) throws {
    let workspace = try session.open(self)
    let choice = session.choice(in: workspace)
    let old = try choice.vendor(old)
    if case .none = VendorNames(workspace.catalog).find(self.new) {
      throw Failure.usage(
        "no vendor \"\(self.new)\" yet. Put it into \(WorkspaceLayout.catalogName) first",
        .init("Add it", .addVendor(old.stage)))
    }
    let new = try choice.vendor(new)
    let day = try day(on, in: workspace, session)
    let revision = try workspace.switchVendors(
      from: old.id, to: new.id, on: day,
      share: try share.map { text throws(Failure) in try AmountParser.share(text, option: "--share") })
    try show(
      "From \(DayText.short(day)) on \(new.name) instead of \(old.name)", revision, next: .journey, session)
  }
}

struct VendorsRetireCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "retire", abstract: "Say that a vendor is used no longer; its entries stay.",
    usage: "vendorscore vendors retire VENDOR [--on DATE]")

  @Argument(help: "Id, name or alias.", completion: .vendors)
  var vendor: String

  @Option(help: ArgumentHelp("The first day without it; by default today.", valueName: "date"))
  var on: String?

  @OptionGroup var common: CommonOptions

  func run(in session: Session) throws {
    let workspace = try session.open(self)
    let vendor = try session.choice(in: workspace).vendor(vendor)
    let day = try day(on, in: workspace, session)
    let revision = try workspace.retire(vendor.id, on: day)
    try show("\(vendor.name)'s last day is \(DayText.short(day - 1))", revision, next: nil, session)
    try warnOfUncovered(revision, before: workspace.catalog, on: day, session)
  }
}

struct VendorsRenameCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename", abstract: "Give a vendor another name; the old one is still understood.",
    usage: "vendorscore vendors rename OLD NEW [--id ID] [--carrier ID]",
    discussion: "With --carrier the name may stay.")

  @Argument(help: "Id, name or alias.", completion: .vendors)
  var vendor: String

  @Argument(help: "Its name from now on.")
  var name: String

  @Option(
    help: ArgumentHelp("Another id, too; its entries go along.", valueName: "id"))
  var id: String?

  @Option(
    help: ArgumentHelp("What it is in every shop, for `vendorscore across`.", valueName: "id"))
  var carrier: String?

  @OptionGroup var common: CommonOptions

  func run(in session: Session) throws {
    let workspace = try session.open(self)
    let vendor = try session.choice(in: workspace).vendor(vendor)
    let revision = try workspace.rename(vendor.id, to: name, newID: id, carrier: carrier)
    let done =
      name.trimmed == vendor.name && id == nil
      ? "In every shop \(vendor.name) is \(carrier ?? vendor.carrierID)"
      : "\(vendor.name) is now \(name.trimmed)"
    try show(done, revision, next: nil, session)
  }
}

struct VendorsMergeCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Make two vendors of the catalog one: all entries are the second one's.",
    usage: "vendorscore vendors merge VENDOR INTO")

  @Argument(help: "The one that leaves the catalog: id, name or alias.", completion: .vendors)
  var vendor: String

  @Argument(help: "The one that takes its names, entries and orders.", completion: .vendors)
  var into: String

  @OptionGroup var common: CommonOptions

  func run(in session: Session) throws {
    let workspace = try session.open(self)
    let choice = session.choice(in: workspace)
    let (vendor, other) = (try choice.vendor(vendor), try choice.vendor(into))
    let revision = try workspace.merge(vendor.id, into: other.id)
    try show(
      "\(vendor.name) is \(other.name) now; its entries and orders count there", revision,
      next: .explain(other.id), session)
    try warnOfUncovered(
      revision, before: workspace.catalog, on: try session.today(in: workspace), session)
  }
}

struct VendorsUndoCommand: CatalogCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract:
      "Put \(WorkspaceLayout.catalogName) back as it was before these commands last changed it; again: forth."
  )

  @OptionGroup var common: CommonOptions

  func run(in session: Session) throws {
    // It may be in a state that cannot be opened.
    let revision = try Workspace.undoCatalogChange(in: try session.folder(common))
    try show(
      "\(WorkspaceLayout.catalogName) is as it was before; once more brings this back", revision, next: nil,
      session)
  }
}
