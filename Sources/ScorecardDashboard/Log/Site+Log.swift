import HTTPTypes
import Hummingbird
import ScorecardModel
import VendorScorecard

extension Site {
  func addLogRoutes(to router: Routes) {
    router.get("/log") { request, _ in
      let query = try Form(query: request)
      return try await visit(query) { visit in try page(visit, query) }
    }
    router.post("/log") { request, _ in
      let form = try await form(request)
      return try await visit { visit in try save(form, visit) }
    }
  }

  /// Entries of which a new one may be a part.
  private static let partsShown = 5
  private static let daysOfParts = 60

  private func page(
    _ visit: Visit, _ fields: Form, problems: [LogForm.Problem] = [], duplicate: RecordedIncident? = nil
  ) throws -> Response {
    let recent = try fields["vendor"].map { vendor in
      try visit.workspace.incidents(
        IncidentFilter(
          vendors: [vendor], from: visit.today - Site.daysOfParts, through: visit.today, good: false,
          limit: Site.partsShown))
    }
    let overview = try cache.current(visit.workspace, asOf: visit.today)
    let isFine = problems.isEmpty && duplicate == nil
    let view = LogPage(
      fields, problems: problems, duplicate: duplicate, recent: (recent ?? []).reversed(),
      in: visit.workspace.catalog, today: visit.today,
      frame: frame(isFine ? "Log" : "Not saved", nil, in: visit, overview))
    return try pages.page(view, status: isFine ? .ok : .unprocessableContent)
  }

  private func save(_ form: Form, _ visit: Visit) throws -> Response {
    switch LogForm(form).incident(in: visit.workspace.catalog, today: visit.today) {
    case .failure(let problems): return try page(visit, form, problems: problems.list)
    case .success(let incident):
      do {
        let result = try visit.workspace.record(
          incident, allowDuplicate: form.has("anyway"), at: visit.now)
        keep(
          "Saved", result, visit, note: form["severity"] == nil ? LogForm.usualSeverity(of: incident) : nil)
        return .redirect(
          to: form.has("another")
            ? Link.log(vendor: result.recorded.incident.vendor) : Link.entry(result.recorded.id))
      } catch LedgerError.duplicate(let id) {
        return try page(visit, form, duplicate: try visit.workspace.incident(id))
      } catch LedgerError.noIncident, LedgerError.otherVendor, LedgerError.retracted {
        let problem = LogForm.Problem(field: "same-as", text: "It is no longer an entry of this vendor")
        return try page(visit, form, problems: [problem])
      }
    }
  }

  /// Remembers what a change did, for the page that shows the entry next.
  func keep(_ done: String, _ result: RecordingResult, _ visit: Visit, note: String? = nil) {
    effects.keep(
      EntryPage.Effect(done, result, note: note, in: visit.workspace.catalog), of: result.recorded.id)
  }
}
