import HTTPTypes
import Hummingbird
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

extension Site {
  func addRecordRoutes(to router: Routes) {
    router.get("/record") { request, _ in
      let query = try Form(query: request)
      return try await visit(query) { visit in try record(visit) }
    }
    router.get("/record.csv") { request, _ in
      try await visit(try Form(query: request)) { visit in
        try list(visit, "text/csv; charset=utf-8", "csv") { try $0.csv($1) }
      }
    }
    router.get("/record.json") { request, _ in
      try await visit(try Form(query: request)) { visit in
        try list(visit, "application/json", "json") { JSONText.incidents($1).document }
      }
    }
    router.get("/record/:id") { _, context in
      let id = try Site.id(context)
      return try await visit { visit in try entry(id, visit) }
    }
    router.get("/record/:id/edit") { _, context in
      let id = try Site.id(context)
      return try await visit { visit in
        let recorded = try visit.workspace.incident(id)
        return try editPage(recorded, LogForm(recorded.incident).fields, visit)
      }
    }
    router.post("/record/:id/edit") { request, context in
      let form = try await form(request)
      let id = try Site.id(context)
      return try await visit { visit in try edit(id, form, visit) }
    }
    router.post("/record/:id/resolve") { request, context in
      try await change(request, context, "Resolved") { id, visit in
        try visit.workspace.resolve(id, at: visit.now)
      }
    }
    router.post("/record/:id/retract") { request, context in
      try await change(request, context, "Took out") { id, visit in
        try visit.workspace.retract(id, at: visit.now)
      }
    }
    router.post("/record/:id/confirm") { request, context in
      _ = try await form(request)
      let id = try Site.id(context)
      return try await visit { visit in
        try visit.workspace.confirm([id], at: visit.now)
        return Response.redirect(to: Link.entry(id))
      }
    }
    router.post("/undo") { request, _ in
      let form = try await form(request)
      guard let number = form["change"].flatMap({ Int64($0) }) else { throw PageError.forged }
      return try await visit { visit in
        let undone = try visit.workspace.undo(number, at: visit.now)
        if let id = undone?.incident?.id { effects.forget(id) }
        return Response.redirect(to: Link.address("/", [("done", HomePage.Done.undone)]))
      }
    }
    router.post("/redo") { request, _ in
      let form = try await form(request)
      guard let number = form["change"].flatMap({ Int64($0) }) else { throw PageError.forged }
      return try await visit { visit in
        guard try visit.workspace.redo(number, at: visit.now) != nil else {
          throw WorkspaceError.changedMeanwhile
        }
        return Response.redirect(to: Link.address("/", [("done", HomePage.Done.redone)]))
      }
    }
    router.post("/quiet") { request, _ in
      _ = try await form(request)
      return try await visit { visit in
        let result = try visit.workspace.checkIn(visit.today, at: visit.now)
        let word =
          result.isNew
          ? QuietText.noted : result.week.entries > 0 ? QuietText.notQuiet : QuietText.known
        return Response.redirect(to: Link.address("/", [("done", word)]))
      }
    }
  }

  private static func id(_ context: BasicRequestContext) throws(PageError) -> Int64 {
    guard let id = context.parameters.get("id").flatMap({ Int64($0) }), id > 0 else { throw .notFound }
    return id
  }

  private func change(
    _ request: Request, _ context: BasicRequestContext, _ done: String,
    _ work: @escaping @Sendable (Int64, Visit) throws -> RecordingResult
  ) async throws -> Response {
    _ = try await form(request)
    let id = try Site.id(context)
    return try await visit { visit in
      let result = try work(id, visit)
      keep(done, result, visit)
      return Response.redirect(to: Link.entry(id))
    }
  }

  private func editPage(
    _ recorded: RecordedIncident, _ fields: Form, problems: [LogForm.Problem] = [], _ visit: Visit
  ) throws -> Response {
    if dashboard.isReadOnly { throw PageError.readOnly }
    let overview = try cache.current(visit.workspace, asOf: visit.today)
    return try pages.page(
      LogPage(
        fields, problems: problems, changing: recorded, in: visit.workspace.catalog, today: visit.today,
        frame: frame("Change #\(recorded.id)", .record, in: visit, overview)),
      status: problems.isEmpty ? .ok : .unprocessableContent)
  }

  private func edit(_ id: Int64, _ form: Form, _ visit: Visit) throws -> Response {
    let seen = try visit.workspace.incident(id)
    switch LogForm(form).incident(
      in: visit.workspace.catalog, today: visit.today, changing: seen.incident)
    {
    case .failure(let problems): return try editPage(seen, form, problems: problems.list, visit)
    case .success(let new):
      let changed = PageError(
        .conflict, "It was changed since",
        "#\(id) is not as it was when you opened the form. Nothing was saved: open it again.")
      guard form["revision"] == String(seen.revision) else { throw changed }
      let result = try visit.workspace.revise(id, at: visit.now) { incident in
        // Nobody has changed it since that look either.
        guard incident == seen.incident else { throw changed }
        LogForm.change(&incident, to: new)
      }
      keep("Changed", result, visit)
      return Response.redirect(to: Link.entry(id))
    }
  }

  private func record(_ visit: Visit) throws -> Response {
    let overview = try cache.overview(visit.workspace, asOf: visit.today)
    let query = RecordQuery(visit.query)
    let found = try visit.workspace.snapshot { try query.find($0, all: overview.entryCount) }
    let view = RecordPage(
      query, found, in: visit.workspace.catalog, frame: frame("Record", .record, in: visit, overview))
    return try pages.page(view, status: query.problem == nil ? .ok : .unprocessableContent)
  }

  /// The list that the filters leave, as a file.
  private func list(
    _ visit: Visit, _ type: String, _ fileExtension: String,
    _ text: (Snapshot, [RecordedIncident]) throws -> String
  ) throws -> Response {
    var query = RecordQuery(visit.query)
    if let problem = query.problem {
      throw PageError(.unprocessableContent, "Not understood", problem.sentence)
    }
    // Whoever brought that file in would count what does not.
    guard fileExtension != "csv" || query.isCounted else {
      throw PageError(
        .unprocessableContent, "Not as CSV",
        "A CSV file does not tell what counts and what does not. Take JSON.")
    }
    query.limit(to: RecordPage.mostListed)
    let body = try visit.workspace.snapshot { try text($0, try $0.incidents(query.filter)) }
    var answer = Pages.answer(body, type)
    answer.headers[.contentDisposition] = "attachment; filename=\"entries.\(fileExtension)\""
    return answer
  }

  private func entry(_ id: Int64, _ visit: Visit) throws -> Response {
    let (recorded, history, event) = try visit.workspace.snapshot { snapshot in
      let recorded = try snapshot.incident(id)
      return (recorded, try snapshot.history(of: id), try snapshot.event(of: recorded))
    }
    let overview = try cache.current(visit.workspace, asOf: visit.today)
    return try pages.page(
      EntryPage(
        recorded, history: history, event: event, effect: effects.effect(of: id), in: visit.workspace,
        frame: frame("#\(id)", .record, in: visit, overview)))
  }
}
