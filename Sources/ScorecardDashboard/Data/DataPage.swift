import HTTPTypes
import Hummingbird
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

/// Where the record comes from: orders, imports and backups.
struct DataPage: View {
  struct Orders: Encodable {
    let days: String
    let orders: String
    let whose: String
    let note: String
    let isGap: Bool
  }

  struct Batch: Encodable {
    let number: String
    let moment: String
    let entries: String
    let summary: String
    let isUndone: Bool
  }

  struct Source: Encodable {
    let name: String
    let entries: String
    let orders: String
    let newest: String
    let stale: String?
    let last: String
  }

  struct VendorOption: Encodable {
    let value: String
    let label: String
  }

  let template = "data"
  let frame: Frame
  let orders: [Orders]
  let hasOrders: Bool
  let leftOut: [String]
  let sources: [Source]
  let hasSources: Bool
  let batches: [Batch]
  let hasBatches: Bool
  let vendors: [VendorOption]
  let backup: String
  let month: String
  /// The number of orders that was not taken.
  let typed: String
  let done: String?
  /// What a file has brought.
  let brought: String?
  let problem: String?

  init(
    _ orders: OrderList, _ sources: [SourceSummary], _ imports: [ImportBatch], _ overview: Overview,
    in workspace: Workspace,
    done: String?, problem: String? = nil, refused form: Form = Form(), frame: Frame
  ) {
    let evaluation = overview.status.evaluation
    self.frame = frame
    brought = done == DataText.brought ? DataText.sentence(DataText.brought) : nil
    self.done = brought == nil ? done.flatMap(DataText.sentence) : nil
    self.problem = problem
    self.orders = OrderText.lines(orders, in: evaluation).reversed().map {
      Orders(days: $0.days, orders: $0.orders, whose: $0.whose, note: $0.note, isGap: $0.isGap)
    }
    hasOrders = !self.orders.isEmpty
    leftOut = OrderText.leftOut(orders)
    let zone = DayText.zone(workspace.catalog.timeZone)
    self.sources = sources.map { source in
      let stale = source.name == nil ? nil : source.staleDays(on: evaluation.asOf)
      return Source(
        name: source.name ?? "By hand, and files without ids", entries: NumberText.grouped(source.entries),
        orders: NumberText.grouped(source.orders), newest: source.newest.map(DayText.short) ?? "–",
        stale: stale.map { "stale: \(NumberText.count($0, "day")) old" },
        last: source.lastRecorded.map { DayText.moment(workspace.calendar.local($0), zone: zone) } ?? "–")
    }
    hasSources = !sources.isEmpty
    batches = imports.map { batch in
      Batch(
        number: "\(batch.number)", moment: DayText.moment(workspace.calendar.local(batch.at), zone: zone),
        entries: NumberText.grouped(batch.incidents), summary: batch.summary, isUndone: batch.undone)
    }
    vendors = workspace.catalog.vendors.map { VendorOption(value: $0.id, label: $0.name) }
    hasBatches = !batches.isEmpty
    backup =
      overview.status.lastBackupDay.map { "The last backup is of \(DayText.short($0))." }
      ?? "There is no backup yet."
    month = form["month"] ?? "\(Month(index: evaluation.asOf.month.index - 1))"
    typed = form["orders"] ?? ""
  }
}

extension Site {
  func addDataRoutes(to router: Routes) {
    router.get("/data") { request, _ in
      try await visit(try Form(query: request)) { visit in
        try data(visit, done: visit.query["done"])
      }
    }
    router.post("/data/orders") { request, _ in
      let form = try await form(request)
      return try await visit { visit in
        if let problem = try saveOrders(form, visit) {
          return try data(visit, problem: problem, refused: form)
        }
        return Response.redirect(to: "/data?done=orders")
      }
    }
    addImportRoutes(to: router)
    router.post("/data/backup") { request, _ in
      _ = try await form(request)
      return try await visit { visit in
        _ = try visit.workspace.backUp(at: visit.now)
        return Response.redirect(to: "/data?done=backup")
      }
    }
    router.post("/data/undo") { request, _ in
      let form = try await form(request)
      guard let number = form["import"].flatMap({ Int64($0) }) else { throw PageError.forged }
      return try await visit { visit in
        _ = try visit.workspace.undoImport(number, at: visit.now)
        return Response.redirect(to: "/data?done=undone")
      }
    }
  }
}

extension Site {
  private func data(
    _ visit: Visit, done: String? = nil, problem: String? = nil, refused form: Form = Form()
  ) throws -> Response {
    let overview = try cache.overview(visit.workspace, asOf: visit.today)
    let (orders, sources, imports) = try visit.workspace.snapshot {
      (try $0.orders(), try $0.sources(), try $0.imports())
    }
    return try pages.page(
      DataPage(
        orders, sources, imports, overview, in: visit.workspace, done: done, problem: problem, refused: form,
        frame: frame("Data", .data, in: visit, overview)),
      status: problem == nil ? .ok : .unprocessableContent)
  }
}

/// What a form of the data page came to.
enum DataText {
  static let brought = "brought"

  static func sentence(_ word: String) -> String? {
    switch word {
    case "backup": "A backup was made and checked."
    case "orders": "The orders are saved."
    case brought: "The file was brought in; its Undo takes all of it back."
    case "undone": "The import was taken back."
    default: nil
    }
  }
}
