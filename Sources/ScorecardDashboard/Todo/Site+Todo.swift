import HTTPTypes
import Hummingbird
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

extension Site {
  func addTodoRoutes(to router: Routes) {
    router.get("/todo") { request, _ in
      try await visit(try Form(query: request)) { visit in try todo(visit, done: visit.query["done"]) }
    }
    router.post("/todo/:action") { request, context in
      let form = try await form(request)
      let action = context.parameters.get("action") ?? ""
      return try await visit { visit in
        do {
          return Response.redirect(to: Link.address("/todo", [("done", try act(action, form, visit))]))
        } catch let
          error as TodoProblem
        {
          return try todo(visit, problem: error.text)
        }
      }
    }
    router.post("/orders") { request, _ in
      let form = try await form(request)
      return try await visit { visit in
        do {
          return Response.redirect(to: Link.address("/todo", [("done", try recordOrders(form, visit))]))
        } catch let error as TodoProblem {
          return try todo(visit, problem: error.text)
        }
      }
    }
  }

  /// What is wrong with an answer.
  private struct TodoProblem: Error {
    let text: String
  }

  private func todo(_ visit: Visit, done: String? = nil, problem: String? = nil) throws -> Response {
    let review = try visit.workspace.snapshot { try $0.monthReview(asOf: visit.today) }
    let overview = try cache.overview(visit.workspace, asOf: visit.today)
    return try pages.page(
      TodoPage(
        review, in: visit.workspace.catalog, done: done.flatMap(DoneText.sentence), problem: problem,
        frame: frame("To do", .todo, in: visit, overview)),
      status: problem == nil ? .ok : .unprocessableContent)
  }

  /// Days after which money that was claimed is asked about, and after which something is asked again.
  private static let (daysToPay, daysToAsk) = (30, 14)

  /// - Returns: the word of what was done.
  private func act(_ action: String, _ form: Form, _ visit: Visit) throws -> String {
    let workspace = visit.workspace
    func change(_ reason: String, _ change: (inout Incident) -> Void) throws {
      guard let id = form["id"].flatMap({ Int64($0) }) else { throw PageError.forged }
      try workspace.revise(id, reason: "review: " + reason, at: visit.now) { change(&$0) }
    }
    switch action {
    case "done": try change("claim done") { $0.details.claimDone = true }
    case "handed-in":
      try change("handed in") {
        $0.details.claimDone = true
        $0.details.followUp = visit.today + Site.daysToPay
      }
    case "raised": try change("raised") { $0.details.followUp = nil }
    case "resolved":
      guard let id = form["id"].flatMap({ Int64($0) }) else { throw PageError.forged }
      try workspace.resolve(id, at: visit.now)
    case "again":
      let day = try form["day"].map { text in
        guard let day = try? Day(text), day > visit.today else {
          throw TodoProblem(text: "“\(text)” is not a day ahead, such as \(visit.today + Site.daysToAsk)")
        }
        return day
      }
      try change("ask again") { $0.details.followUp = day ?? visit.today + Site.daysToAsk }
    case "outages": try answerOutages(form, visit)
    case "month": try workspace.checkIn(visit.today, at: visit.now)
    default: throw PageError.notFound
    }
    return action
  }

  /// Of all in one form, those that were answered.
  private func answerOutages(_ form: Form, _ visit: Visit) throws {
    var felt: [Int64] = []
    for (name, value) in form.values {
      guard name.hasPrefix("outage-"), let id = Int64(name.dropFirst("outage-".count)) else { continue }
      switch value {
      case "felt": felt.append(id)
      case "not": try visit.workspace.retract(id, reason: "nobody felt it", at: visit.now)
      case "ours":
        try visit.workspace.revise(id, reason: "review: not theirs", at: visit.now) { $0.attribution = .us }
        felt.append(id)
      default: break
      }
    }
    if !felt.isEmpty { try visit.workspace.confirm(felt.sorted(), at: visit.now) }
  }

  private func recordOrders(_ form: Form, _ visit: Visit) throws -> String {
    guard let month = form["month"].flatMap({ Month($0) }) else {
      throw TodoProblem(text: "Choose the month of the orders")
    }
    let typed = form["orders"] ?? ""
    // `12,5` is no 125.
    guard typed.wholeMatch(of: /[0-9]+|[0-9]{1,3}([, ][0-9]{3})+/) != nil,
      let orders = Int(typed.filter { $0 != "," && $0 != " " })
    else { throw TodoProblem(text: "“\(typed)” is no number of orders, such as 1200") }
    do {
      try visit.workspace.recordOrders(orders, month: month, isSure: form.has("sure"), at: visit.now)
    } catch WorkspaceError.unusualOrders(let unusual) {
      throw TodoProblem(
        text: WorkspaceErrorText.unusual(unusual).capitalizedFirst.sentence
          + " Tick “I am sure” to save it all the same.")
    } catch let error as WorkspaceError {
      throw TodoProblem(text: WorkspaceErrorText.sentence(error).capitalizedFirst.sentence)
    }
    return "orders"
  }
}

/// What an answer came to.
enum DoneText {
  static func sentence(_ word: String) -> String? {
    switch word {
    case "done": "Ticked off."
    case "handed-in": "Noted as handed in; it comes again in 30 days for its money."
    case "raised": "Noted as raised."
    case "resolved": "Noted as resolved."
    case "again": "It comes again on that day."
    case "outages": "Your answers about the outages are saved."
    case "orders": "The orders are saved."
    case "month": "Done for this month."
    default: nil
    }
  }
}
