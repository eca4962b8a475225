import HTTPTypes
import Hummingbird
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

extension Site {
  func addTodoRoutes(to router: Routes) {
    router.get("/todo") { request, _ in
      try await visit(try Form(query: request)) { visit in try todo(visit, done: try done(visit)) }
    }
    router.post("/todo/:action") { request, context in
      let form = try await form(request)
      let action = context.parameters.get("action") ?? ""
      return try await visit { visit in
        do {
          return Response.redirect(to: try act(action, form, visit))
        } catch let error as TodoProblem {
          return try todo(visit, problem: error.text)
        }
      }
    }
    router.post("/todo/orders") { request, _ in
      let form = try await form(request)
      return try await visit { visit in
        if let problem = try saveOrders(form, visit) { return try todo(visit, problem: problem) }
        return Response.redirect(to: Link.address("/todo", [("done", DoneText.orders)]) + "#h-lack")
      }
    }
  }

  /// What is wrong with an answer.
  private struct TodoProblem: Error {
    let text: String
  }

  private func todo(
    _ visit: Visit, done: TodoPage.Done = TodoPage.Done(), problem: String? = nil
  ) throws -> Response {
    let review = try visit.workspace.snapshot { try $0.monthReview(asOf: visit.today) }
    let overview = try cache.overview(visit.workspace, asOf: visit.today)
    return try pages.page(
      TodoPage(
        review, in: visit.workspace.catalog, done: done, problem: problem,
        frame: frame("To do", .todo, in: visit, overview)),
      status: problem == nil ? .ok : .unprocessableContent)
  }

  /// What the answer that an address names came to.
  private func done(_ visit: Visit) throws -> TodoPage.Done {
    var done = TodoPage.Done()
    switch visit.query["done"] {
    case DoneText.outages: done.outagesDone = "Your answers about the outages are saved."
    case DoneText.orders: done.ordersDone = "The orders are saved."
    case DoneText.month: done.monthDone = "Done for this month."
    case let word?:
      guard let kind = ReviewAnswer.Kind(rawValue: word), let id = visit.query["entry"].flatMap({ Int64($0) })
      else { break }
      let text = AnswerText.done(kind, try visit.workspace.incident(id), in: visit.workspace.catalog) + "."
      done[keyPath: DoneText.group(kind).part] = text
    case nil: break
    }
    return done
  }

  /// - Returns: the address that tells what was done.
  private func act(_ action: String, _ form: Form, _ visit: Visit) throws -> String {
    switch action {
    case DoneText.outages:
      try answerOutages(form, visit)
      return Link.address("/todo", [("done", action)]) + "#h-outages"
    case DoneText.month:
      try visit.workspace.checkIn(visit.today, at: visit.now)
      return Link.address("/todo", [("done", action)])
    default:
      guard let kind = ReviewAnswer.Kind(rawValue: action) else { throw PageError.notFound }
      guard let id = form["id"].flatMap({ Int64($0) }) else { throw PageError.forged }
      try visit.workspace.answer([id: try answer(kind, form, visit)], at: visit.now)
      return Link.address("/todo", [("done", action), ("entry", "\(id)")]) + DoneText.group(kind).anchor
    }
  }

  private func answer(_ kind: ReviewAnswer.Kind, _ form: Form, _ visit: Visit) throws -> ReviewAnswer {
    switch kind {
    case .claimed: return .claimed(try money(kind, form, visit))
    case .cameBack: return .cameBack(try money(kind, form, visit))
    case .handedIn: return .handedIn
    case .settled: return .settled
    case .raised: return .raised
    case .askAgain:
      let typed = form["day"] ?? ""
      guard let day = typed.isEmpty ? visit.today + ReviewAnswer.daysToAsk : try? Day(typed) else {
        throw TodoProblem(
          text: "“\(typed)” is not a day, such as \(visit.today + ReviewAnswer.daysToAsk). Nothing saved.")
      }
      if let problem = AnswerText.problem(day, asOf: visit.today) { throw TodoProblem(text: problem) }
      return .askAgain(day)
    case .stillOpen: return .stillOpen
    case .resolved: return .resolved
    case .felt: return .felt
    case .notFelt: return .notFelt
    case .ours: return .ours
    }
  }

  private func money(_ kind: ReviewAnswer.Kind, _ form: Form, _ visit: Visit) throws -> Money {
    let typed = form["amount"] ?? ""
    let currency = visit.workspace.catalog.currency
    guard let money = MoneyInput.amount(typed, currency: currency) else {
      throw TodoProblem(
        text: "“\(typed)” is no amount in \(currency), such as 30 or 12.50. Nothing saved.")
    }
    if let problem = AnswerText.problem(kind, money) { throw TodoProblem(text: problem + ". Nothing saved.") }
    return money
  }

  /// Of all in one form, those that were answered.
  private func answerOutages(_ form: Form, _ visit: Visit) throws {
    var answers: [Int64: ReviewAnswer] = [:]
    for (name, value) in form.values {
      guard name.hasPrefix(TodoPage.outage), let id = Int64(name.dropFirst(TodoPage.outage.count)) else {
        continue
      }
      if value == TodoPage.later { continue }
      guard let kind = ReviewAnswer.Kind(rawValue: value), ReviewAnswer.kindsForOutage.contains(kind) else {
        throw PageError.forged
      }
      answers[id] = try answer(kind, form, visit)
    }
    try visit.workspace.answer(answers, at: visit.now)
  }
}

/// Words of an address that tell what was answered.
enum DoneText {
  static let outages = "outages"
  static let orders = "orders"
  static let month = "month"

  /// Where an answer was given.
  static func group(_ kind: ReviewAnswer.Kind) -> (
    part: WritableKeyPath<TodoPage.Done, String?>, anchor: String
  ) {
    switch kind {
    case .claimed, .cameBack, .handedIn, .settled: (\.claimsDone, "#h-claims")
    case .raised, .askAgain: (\.followUpsDone, "#h-follow")
    case .resolved, .stillOpen: (\.unresolvedDone, "#h-open")
    case .felt, .notFelt, .ours: (\.outagesDone, "#h-outages")
    }
  }
}
