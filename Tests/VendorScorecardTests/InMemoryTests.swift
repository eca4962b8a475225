import Testing
import VendorScorecard

/// A workspace that was made of a catalog's value.
@Suite struct InMemoryTests {
  private let catalog = Catalog(
    store: "Kettle Shop", journey: [Stage(id: "shipping", name: "Shipping")],
    vendors: [
      Vendor(id: "northwind", name: "Northwind Freight", stage: "shipping"),
      Vendor(id: "parcelo", name: "Parcelo", stage: "shipping", role: .candidate),
    ])

  private func fill(_ workspace: Workspace) throws {
    for (day, severity) in [("2026-08-03", 5), ("2026-08-20", 2), ("2026-09-02", 4)] {
      let outcome = Outcome.bad(try Severity(severity))
      try workspace.record(
        Incident(vendor: "northwind", day: try Day(day), outcome: outcome, summary: day), at: .noon(day))
    }
    try workspace.recordOrders(
      300, month: Month("2026-08"), vendor: nil, at: .noon("2026-09-03"))
    try workspace.checkIn(try Day("2026-09-04"), at: .noon("2026-09-04"))
  }

  @Test func `scores are the same as in a folder`() throws {
    let folder = try TemporaryFolder()
    try Workspace.create(at: folder.path, catalog: catalog)
    let (kept, inMemory) = (try Workspace.open(folder.path), try Workspace(inMemory: catalog))
    try fill(kept)
    try fill(inMemory)
    let day = try Day("2026-09-30")
    #expect(try kept.evaluate(asOf: day) == inMemory.evaluate(asOf: day))
    #expect(try kept.incidents() == inMemory.incidents())
    #expect(try inMemory.undo(at: .noon("2026-09-30")) != nil)
    #expect(try inMemory.checkIns().isEmpty)
  }

  @Test func `each has its own record`() throws {
    let first = try Workspace(inMemory: catalog)
    try fill(first)
    #expect(try Workspace(inMemory: catalog).incidents().isEmpty)
  }

  @Test func `a catalog that no vendors.json could have is refused, with all that is wrong`() throws {
    var wrong = catalog
    wrong.timeZone = "Mars/Olympus"
    wrong.vendors[1].name = "Northwind Freight"
    wrong.vendors[1].stage = "space"
    wrong.policy.halfLife = .nan
    let folder = try TemporaryFolder()
    for make in [
      { _ = try Workspace(inMemory: wrong) },
      { try Workspace.create(at: folder.path + "/new", catalog: wrong) },
    ] {
      let error = try #require(#expect(throws: WorkspaceError.self) { try make() })
      guard case .badCatalog(let problems) = error else {
        Issue.record("\(error)")
        continue
      }
      #expect(problems.count == 4)
      #expect(problems.allSatisfy { $0.line == nil && $0.file == nil })
    }
    #expect(!folder.exists("new"))
  }

  @Test func `what needs a folder says that there is none`() throws {
    let workspace = try Workspace(inMemory: catalog)
    try fill(workspace)
    #expect(workspace.directory == nil)
    let report = try workspace.quarterReport(
      try #require(Quarter("2026-Q3")), asOf: try Day("2026-09-30"))
    #expect(throws: WorkspaceError.noFolder) {
      try workspace.writeReport(report, format: .markdown, on: report.asOf)
    }
    #expect(throws: WorkspaceError.noFolder) { try workspace.backUp(at: .noon("2026-09-30")) }
    #expect(try workspace.text(of: report, .markdown).contains("Northwind Freight"))
  }

  @Test func `doctor looks at the record, and at no files`() throws {
    let workspace = try Workspace(inMemory: catalog)
    try fill(workspace)
    #expect(try workspace.doctor(at: .noon("2026-09-30")).allSatisfy { $0.kind == .notice })
    let earlier = try workspace.doctor(at: .noon("2026-08-25"))
    #expect(earlier.contains { if case .futureEntries = $0 { true } else { false } })
  }

  @Test func `files are read into it, and a vendor that it lacks is named without a proposal`() throws {
    let workspace = try Workspace(inMemory: catalog)
    let folder = try TemporaryFolder()
    let known = try folder.write("a.csv", "date,vendor,outcome\n2026-09-01,parcelo,good\n")
    try workspace.importFiles([known], at: .noon("2026-09-30"))
    #expect(try workspace.incidents().count == 1)
    let strange = try folder.write("b.csv", "D,V\n2026-09-01,Fogbox\n")
    var options = ImportOptions()
    options.rules = try folder.write(
      "rules.json",
      """
      {"name": "r", "dates": ["iso"], "day": "D", "orders": true,
       "vendor": {"field": "V", "unknown": "create", "stage": "shipping"}}
      """)
    #expect(throws: WorkspaceError.newVendors(["Fogbox"], proposal: nil)) {
      try workspace.importFiles([strange], options: options, at: .noon("2026-09-30"))
    }
    #expect(try workspace.incidents().count == 1)
    try workspace.export(to: folder.path)
    #expect(try folder.read("incidents.csv").contains("parcelo"))
  }
}
