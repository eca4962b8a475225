import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct InitCommand: VendorscoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Create a workspace here: on a terminal it asks who carries your customers.",
    discussion:
      "Without a terminal the catalog has the usual stages and no vendor: add them with vendors add.")

  @Flag(name: .long, help: "Fill it with a year of a made-up garden-shed store.")
  var demo = false

  @OptionGroup var common: CommonOptions

  func run(in session: Session) throws {
    let directory = try common.workspace ?? session.directory()
    if demo {
      let files = try Workspace.create(
        at: directory, demo: true, timeZone: session.timeZone(), now: try session.now())
      return try show(
        files, in: directory, [("Next", .scores), ("then", .compare("shipping"))], session)
    }
    var catalog = Catalog(
      store: Workspace.storeName(for: directory), currency: StoreCurrency.guess(session.locale),
      timeZone: session.timeZone(), journey: Workspace.usualJourney, vendors: [])
    var orders: Volume?
    let now = try session.now()
    if session.terminal.isInteractive {
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
    try show(
      files, in: directory,
      catalog.vendors.isEmpty ? [("Next", add), ("then", .log())] : [("Next", .log()), ("More", add)], session
    )
  }

  private func show(
    _ files: [String], in directory: String, _ steps: [(label: String, step: NextStep)], _ session: Session
  ) throws {
    let names = files.map(Escaping.terminal).joined(separator: ", ")
    let place = Escaping.terminal(directory)
    let next = steps.map { "\($0.label)    \(Escaping.terminal(session.hints[$0.step]))" }
      .joined(separator: "        ")
    try session.done("✓ Created \(names) in \(place)\n  \(next)\n", see: place)
  }
}
