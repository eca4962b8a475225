import Hummingbird
import ScorecardModel
import ScorecardPresentation
import Synchronization
import VendorScorecard

/// What each address answers: one use case, one page.
struct Site: Sendable {
  let dashboard: Dashboard
  let secrets: Secrets
  let pages: Pages
  let shelf: Shelf
  let cache = OverviewCache()
  let effects = Effects()
  let uploads = Uploads()

  init(dashboard: Dashboard, secrets: Secrets, pages: Pages) {
    (self.dashboard, self.secrets, self.pages) = (dashboard, secrets, pages)
    shelf = Shelf(dashboard.open)
  }

  typealias Routes = Router<BasicRequestContext>

  func addRoutes(to router: Routes) {
    router.get("/") { request, _ in try await home(request) }
    router.get("/style.css") { _, _ in Pages.answer(pages.style, "text/css; charset=utf-8") }
    router.get("/favicon.ico") { _, _ in Pages.answer(Pages.icon, "image/svg+xml") }
    addLogRoutes(to: router)
    addRecordRoutes(to: router)
    addVendorRoutes(to: router)
    addTodoRoutes(to: router)
    addJourneyRoutes(to: router)
    addReportRoutes(to: router)
    addDataRoutes(to: router)
  }

  // MARK: What pages are made with

  /// What an answer is made of, all as of one moment.
  struct Visit {
    let workspace: Workspace
    let now: Timestamp
    let today: Day
    let query: Form
  }

  /// Reads or writes on a thread of its own.
  func visit<Value: Sendable>(
    _ query: Form = Form(), _ work: @escaping @Sendable (Visit) throws -> Value
  ) async throws -> Value {
    let now = try dashboard.now()
    return try await shelf.use { workspace in
      try work(Visit(workspace: workspace, now: now, today: workspace.calendar.day(of: now), query: query))
    }
  }

  /// A form that came through the doors, for the first time.
  func form(_ request: Request) async throws -> Form {
    if dashboard.isReadOnly { throw PageError.readOnly }
    let form = try await Form(body: request)
    guard secrets.redeem(form.values["token"] ?? "") else { throw PageError.usedForm }
    return form
  }

  /// - Parameters:
  ///   - overview: nil where nothing is read that would tell how fresh all is.
  ///   - hasDay: whether the page shows another day where one is asked for.
  func frame(
    _ title: String, _ section: Section?, in visit: Visit, _ overview: Overview?, hasDay: Bool = false
  ) -> Frame {
    let places = Section.allCases.map { place in
      let waiting = place == .todo ? overview.map(\.waiting) ?? 0 : 0
      return Frame.Place(
        title: place.rawValue + (waiting > 0 ? " (\(waiting))" : ""), address: place.address,
        isHere: place == section)
    }
    let day = overview?.status.evaluation.asOf
    let past = hasDay ? day.flatMap { $0 == visit.today ? nil : DayText.short($0) } : nil
    return Frame(
      title: title, store: visit.workspace.catalog.store, places: places,
      facts: overview.map { FreshnessText.sentence($0) },
      asOf: hasDay ? day?.description : nil, today: visit.today.description, past: past,
      lastBackup: overview.map {
        $0.status.lastBackupDay.map { "last backup " + DayText.short($0) } ?? "no backup yet"
      }, version: dashboard.version,
      // What is done is done today.
      isReadOnly: dashboard.isReadOnly || past != nil, isForReading: dashboard.isReadOnly,
      token: dashboard.isReadOnly ? "" : secrets.formToken())
  }

  private func home(_ request: Request) async throws -> Response {
    let query = try Form(query: request)
    return try await visit(query) { visit in
      let day = try visit.day()
      let overview = try cache.overview(visit.workspace, asOf: day)
      return try pages.page(
        HomePage(
          overview, done: query["done"],
          frame: frame("Home", .home, in: visit, overview, hasDay: true)))
    }
  }
}

extension Site.Visit {
  /// The day that the address asks for; by default today.
  func day() throws(PageError) -> Day {
    guard let text = query["as-of"] else { return today }
    guard let day = try? Day(text), day <= today else {
      throw PageError(.badRequest, "No such day", "“\(text)” is not a day up to today, such as 2026-09-30.")
    }
    return day
  }
}

/// How fresh the record is, in a line.
enum FreshnessText {
  /// `As of 30 Sep 2026 · 157 entries, newest 25 Sep 2026 · orders counted up to Aug 2026`.
  static func sentence(_ overview: Overview) -> String {
    let status = overview.status
    let newest = status.lastEntry.map { ", newest " + DayText.short($0) } ?? ""
    let orders = overview.ordersUntil.map { "orders known up to " + DayText.short($0) } ?? "no orders known"
    return [
      "As of " + DayText.short(status.evaluation.asOf), NumberText.entries(overview.entryCount) + newest,
      orders,
    ].joined(separator: " · ")
  }
}

/// What the latest changes did, for the page that follows each.
final class Effects: Sendable {
  private static let most = 100
  private let kept = Mutex<[(id: Int64, effect: EntryPage.Effect)]>([])

  func keep(_ effect: EntryPage.Effect, of id: Int64) {
    kept.withLock { kept in
      kept.removeAll { $0.id == id }
      kept.append((id, effect))
      if kept.count > Effects.most { kept.removeFirst() }
    }
  }

  func effect(of id: Int64) -> EntryPage.Effect? { kept.withLock { $0.first { $0.id == id }?.effect } }

  func forget(_ id: Int64) { kept.withLock { $0.removeAll { $0.id == id } } }
}

/// What the button for a quiet week came to.
enum QuietText {
  static let noted = "noted"
  static let known = "known"
  static let notQuiet = "not-quiet"

  /// - Parameter word: of the address; nil for any other.
  static func sentence(_ word: String) -> String? {
    switch word {
    case noted: "Noted: a quiet week. That nothing happened is worth knowing, too."
    case known: "This week is on record as quiet already."
    case notQuiet: "Nothing noted: this week has entries, so it was not quiet."
    default: nil
    }
  }
}
