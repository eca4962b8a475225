import HTTPTypes
import Hummingbird
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

extension Site {
  func addVendorRoutes(to router: Routes) {
    router.get("/vendors") { request, _ in
      try await visit(try Form(query: request)) { visit in
        let overview = try cache.overview(visit.workspace, asOf: try visit.day())
        return try pages.page(
          VendorsPage(
            overview, from: visit.start("from"),
            frame: frame("Vendors", .vendors, in: visit, overview, hasDay: true)))
      }
    }
    router.get("/vendors/:id") { request, context in
      let id = try Site.name(context)
      return try await visit(try Form(query: request)) { visit in try vendor(id, visit) }
    }
    router.get("/stages/:id") { request, context in
      let id = try Site.name(context)
      return try await visit(try Form(query: request)) { visit in try stage(id, visit) }
    }
    router.get("/vendors/:id/letters/:kind") { _, context in
      let (id, kind) = (try Site.name(context), context.parameters.get("kind"))
      return try await visit { visit in try letter(kind, to: id, visit) }
    }
    router.post("/vendors/:id/letters/:kind") { request, context in
      let (id, kind) = (try Site.name(context), context.parameters.get("kind"))
      let form = try await form(request)
      return try await visit { visit in
        let letter = try visit.letter(kind, to: id)
        guard form["subjects"] == letter.subjectNumbers else {
          throw PageError(
            .conflict, "The letter has changed since",
            "It is about other entries than the one that you read. Nothing was noted: open it again.")
        }
        try visit.workspace.noteSent(letter, at: visit.now)
        return Response.redirect(to: "/todo")
      }
    }
  }

  /// The id of a vendor or a stage, which has letters, digits and hyphens only.
  static func name(_ context: BasicRequestContext) throws(PageError) -> String {
    guard let id = context.parameters.get("id") else { throw .notFound }
    return id
  }

  private static let quartersShown = 8

  private func vendor(_ id: Vendor.ID, _ visit: Visit) throws -> Response {
    guard let vendor = visit.workspace.catalog.vendor(id) else { throw PageError.notFound }
    let day = try visit.day()
    var first = Quarter(of: day)
    for _ in 1..<Site.quartersShown { first = first.previous }
    let since = first
    let (told, trend, recovery) = try visit.workspace.snapshot { snapshot in
      (
        try snapshot.explain(id, asOf: day), try snapshot.trend(of: id, since: since, asOf: day),
        try snapshot.recovery(of: id, asOf: day)
      )
    }
    let overview = try cache.current(visit.workspace, asOf: day)
    return try pages.page(
      VendorPage(
        told.explanation, in: told.evaluation, trend: trend, recovery: recovery,
        frame: frame(vendor.name, .vendors, in: visit, overview, hasDay: true)))
  }

  private func stage(_ id: Stage.ID, _ visit: Visit) throws -> Response {
    guard let stage = visit.workspace.catalog.stage(id) else { throw PageError.notFound }
    let day = try visit.day()
    let overview = try cache.overview(visit.workspace, asOf: day)
    let evaluation = overview.status.evaluation
    let (from, to, part) = (visit.query["from"], visit.query["to"], try StagePage.part(visit.query["part"]))
    let (comparison, recoveries, swap) = try visit.workspace.snapshot { snapshot in
      let ids = evaluation.scorecards.filter { $0.vendor.stage == id && !$0.isUnused }.map(\.vendor.id)
      let comparison = ids.count > 1 ? try snapshot.compare(ids, asOf: day) : nil
      let recoveries = try Dictionary(
        uniqueKeysWithValues: StagePage.told(ids).map { ($0, try snapshot.recovery(of: $0, asOf: day)) })
      guard let from, let to else {
        return (comparison, recoveries, nil as (from: String, to: String, text: [String])?)
      }
      do {
        let replacement = try snapshot.replacement(of: from, by: to, asOf: day).moving(part)
        return (comparison, recoveries, (from, to, JourneyText.replacement(replacement, in: evaluation)))
      } catch let error as WorkspaceError {
        return (
          comparison, recoveries, (from, to, [WorkspaceErrorText.sentence(error).capitalizedFirst.sentence])
        )
      }
    }
    return try pages.page(
      StagePage(
        stage, comparison, recoveries, swap: swap, part: part, overview, from: visit.start("page"),
        frame: frame(stage.name, .vendors, in: visit, overview, hasDay: true)))
  }

  private func letter(_ kind: String?, to id: Vendor.ID, _ visit: Visit) throws -> Response {
    let letter = try visit.letter(kind, to: id)
    let address = Link.vendor(id) + "/letters/" + letter.kind.rawValue
    return try pages.page(
      LetterPageView(
        frame: frame("Letter", .vendors, in: visit, nil), letter: HTMLLetter(letter).content,
        markdown: MarkdownLetter(letter).text, address: address, back: Link.vendor(id),
        vendor: letter.vendor.name, subjects: letter.subjectNumbers))
  }
}

extension Site.Visit {
  /// Where a page of a long table begins.
  func start(_ name: String) -> Int { max(0, query[name].flatMap { Int($0) } ?? 0) }

  func letter(_ kind: String?, to id: Vendor.ID) throws -> VendorLetter {
    guard let kind = kind.flatMap(VendorLetter.Kind.init), workspace.catalog.vendor(id) != nil else {
      throw PageError.notFound
    }
    return try workspace.snapshot { try $0.letter(kind, to: id, asOf: today) }
  }
}

extension VendorLetter {
  /// `3 15`.
  fileprivate var subjectNumbers: String { subjects.map { String($0.id) }.joined(separator: " ") }
}
