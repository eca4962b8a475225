import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct InitCommand: VendorscoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Create a workspace here: on a terminal it asks who carries your customers.",
    discussion: """
      Without a terminal the catalog has the usual stages and no vendor: add them with vendors add.

      A team keeps one ledger on a PostgreSQL server: --ledger-server makes it there, or joins the one that is there, and \
      \(WorkspaceLayout.catalogName) names it. Beside a catalog that is there already it only makes the ledger. Passwords \
      belong into ~/.pgpass, never into an address. \(Workspace.ledgerVariable) in the environment is an address that \
      goes before the catalog's, for every other command. The author of a change is who logs in there, and \
      \(Session.authorVariable) is not asked.
      """)

  @Flag(name: .long, help: "Fill it with a year of a made-up garden-shed store.")
  var demo = false

  @Option(
    name: .customLong("ledger-server"),
    help: ArgumentHelp(
      "Keep the ledger on a PostgreSQL server: postgresql://host/database.", valueName: "address"))
  var ledgerServer: String?

  @Option(
    name: .customLong("ledger-name"),
    help: ArgumentHelp(
      "The ledger's name there: by default \(ServerPlace.usualLedger).", valueName: "name"))
  var ledgerName: String?

  @OptionGroup var common: CommonOptions

  func run(in session: Session) throws {
    let directory = try common.workspace ?? session.directory()
    let place = try typedPlace()
    if let place, !demo, Workspace.hasCatalog(directory) {
      return try makeLedger(place, beside: directory, session)
    }
    if demo {
      let files = try Workspace.create(
        at: directory, demo: true, timeZone: session.timeZone(), ledger: place, now: try session.now())
      return try show(
        files, in: directory, place, [("Next", .scores), ("then", .compare("shipping"))], session)
    }
    var catalog = Catalog(
      store: Workspace.storeName(for: directory), currency: StoreCurrency.guess(session.locale),
      timeZone: session.timeZone(), journey: Workspace.usualJourney, vendors: [], ledger: place)
    var orders: Volume?
    let now = try session.now()
    let joined = try place.map { try Workspace.makeLedger(on: $0) } ?? 0
    // Who joins has the catalog of those who are there already.
    if session.terminal.isInteractive, joined == 0 {
      // Nobody answers a dozen questions for nothing.
      try Workspace.refuseExisting(at: directory)
      let calendar = StoreCalendar(timeZone: catalog.timeZone) ?? StoreCalendar(timeZone: "UTC")
      let month = (calendar?.day(of: now) ?? .earliest).month
      var guide = GuidedInit(
        prompt: session.prompt(), catalog: catalog, month: Month(index: month.index - 1))
      (catalog, orders) = try guide.store()
    }
    let files = try Workspace.begin(at: directory, with: catalog, orders: orders, now: now)
    let add = NextStep.addVendor(
      catalog.journey.first { stage in catalog.vendors(in: stage.id).isEmpty }?.id)
    let steps: [(String, NextStep)] =
      joined > 0
      ? [("Next", .history()), ("then", .log())]
      : catalog.vendors.isEmpty ? [("Next", add), ("then", .log())] : [("Next", .log()), ("More", add)]
    try show(files, in: directory, place, joining: joined, steps, session)
  }

  private func typedPlace() throws -> ServerPlace? {
    guard let ledgerServer else {
      if ledgerName != nil { throw Failure.usage("--ledger-name goes with --ledger-server") }
      return nil
    }
    return try ServerPlace(
      ledgerServer, ledger: ledgerName ?? ServerPlace.usualLedger, from: "--ledger-server")
  }

  /// The catalog is the owner's: what is to stand in it is only said.
  private func makeLedger(_ place: ServerPlace, beside directory: String, _ session: Session) throws {
    let changes = try Workspace.makeLedger(on: place)
    let key = JSONText.ledgerLine(place)
    try session.done(
      "✓ \(InitCommand.told(place, holding: changes))\n  In \(WorkspaceLayout.catalogName)    \(Escaping.terminal(key))\n",
      see: Escaping.terminal(place.description))
  }

  /// `The ledger is main at db.example.com:5432/shop; 5,041 changes are on record there`.
  private static func told(_ place: ServerPlace, holding changes: Int) -> String {
    let there =
      changes == 0
      ? "it is empty"
      : NumberText.count(changes, "change") + (changes == 1 ? " is" : " are") + " on record there"
    return "The ledger is \(Escaping.terminal(place.description)); \(there)"
  }

  private func show(
    _ files: [String], in directory: String, _ ledger: ServerPlace?, joining changes: Int = 0,
    _ steps: [(label: String, step: NextStep)], _ session: Session
  ) throws {
    let names = files.map(Escaping.terminal).joined(separator: ", ")
    let place = Escaping.terminal(directory)
    let next = steps.map { "\($0.label)    \(Escaping.terminal(session.hints[$0.step]))" }
      .joined(separator: "        ")
    let joined =
      ledger.map { ledger in
        changes == 0
          ? "  The ledger is \(Escaping.terminal(ledger.description))\n"
          : "  \(InitCommand.told(ledger, holding: changes)). Its vendors are in your colleague's \(WorkspaceLayout.catalogName)\n"
      } ?? ""
    try session.done("✓ Created \(names) in \(place)\n\(joined)  \(next)\n", see: place)
  }
}
