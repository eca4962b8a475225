import Foundation
import Glibc
import ScorecardModel
import Testing
import VendorScorecard

@Suite struct ReportTests {
  private let store: SmallStore
  private var workspace: Workspace { store.workspace }
  private let quarter: Quarter
  private let today: Day

  init() throws {
    today = try Day("2026-12-01")
    store = try SmallStore()
    quarter = try #require(Quarter("2026-Q3"))
  }

  private func report(asOf day: String = "2026-12-01") throws -> QuarterReport {
    try workspace.quarterReport(quarter, asOf: try Day(day))
  }

  @Test func `a quarter without logs has no report`() throws {
    let empty = #expect(throws: WorkspaceError.self) { try report() }
    #expect(empty?.localizedDescription == "no entries on record yet. Report not written")
    try store.log("northwind", "2026-10-02", 2)
    let error = #expect(throws: WorkspaceError.self) { try report() }
    #expect(
      error?.localizedDescription
        == "no entries in 2026-Q3; the first is from 2026-10-02. Report not written")
    try store.log("parcelo", "2026-08-02", 2)
    _ = try store.folder.write(
      "vendors.json",
      SmallStore.catalog.replacing("parcelo", with: "parcello").replacing("Parcelo", with: "Parcello"))
    let renamed = try Workspace.open(store.folder.path, readOnly: true)
    let unknown = #expect(throws: WorkspaceError.self) {
      try renamed.quarterReport(quarter, asOf: try Day("2026-12-01"))
    }
    #expect(
      unknown?.localizedDescription
        == "the entries in 2026-Q3 are about parcelo, which is not in vendors.json. Report not written")
  }

  @Test(arguments: [
    ("2026-09-15", true), ("2026-09-30", true), ("2026-10-29", true), ("2026-10-30", false),
    ("2027-01-01", false),
  ])
  func `a report is provisional until thirty days after its quarter`(day: String, provisional: Bool) throws {
    try store.log("northwind", "2026-09-02", 2)
    #expect(try report(asOf: day).provisional == provisional)
  }

  @Test func `a final report is the same on any day, a provisional one is not`() throws {
    try store.log("northwind", "2026-09-02", 2)
    #expect(try report(asOf: "2026-11-01") == report(asOf: "2027-06-01"))
    #expect(try report(asOf: "2026-10-01").dataHash != report(asOf: "2026-10-02").dataHash)
    let final = try report().dataHash
    try store.log("northwind", "2026-10-02", 5)
    #expect(try report().dataHash == final)
    try store.log("northwind", "2026-09-03", 5)
    #expect(try report().dataHash != final)
  }

  @Test func `the same report is not written again, and the owner's notes stay`() throws {
    try store.log("northwind", "2026-09-02", 2)
    let first = try workspace.writeReport(try report(), format: .markdown, on: today)
    let path = "reports/2026-Q3.md"
    let chart = try #require(try charts().first)
    #expect(first == .wrote(path: path, files: ["reports/" + chart, path]))
    let noted = try store.folder.read(path).split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0 == "_Yours to write._" ? "Ask *Anna* <- she knows" : $0 }.joined(separator: "\n")
    _ = try store.folder.write(path, noted)
    #expect(try workspace.writeReport(try report(), format: .markdown, on: today) == .upToDate(path: path))
    try store.log("northwind", "2026-09-04", 3)
    #expect(try workspace.writeReport(try report(), format: .markdown, on: today).path == path)
    let text = try store.folder.read(path)
    #expect(text.contains("Ask *Anna* <- she knows"))
    #expect(text.contains("2 entries"))
  }

  @Test func `a finished quarter never changes without a word`() throws {
    try store.log("northwind", "2026-09-02", 2)
    // What is provisional is replaced; so is the first final one never.
    _ = try workspace.writeReport(try report(asOf: "2026-10-02"), format: .markdown, on: today)
    guard
      case .wrote(let path, _, nil) = try workspace.writeReport(try report(), format: .markdown, on: today)
    else {
      Issue.record("not written, or as a revision")
      return
    }
    let first = try store.folder.read(path)

    try store.log("northwind", "2026-09-04", 5)
    guard
      case .wrote(_, let files, let kept?) = try workspace.writeReport(
        try report(), format: .markdown, on: today)
    else {
      Issue.record("no revision")
      return
    }
    #expect(kept.path == "reports/2026-Q3.1.md" && files.contains(kept.path))
    #expect(kept.changes.hasPrefix("1 entry → 2 entries; Northwind Freight "))
    #expect(try store.folder.read(kept.path) == first)
    let second = try store.folder.read(path)
    #expect(second.contains("\nRevised on 1 Dec 2026: \(kept.changes).\n"))
    #expect(
      try workspace.writeReport(try report(), format: .markdown, on: today + 1) == .upToDate(path: path))
    // The chart of the earlier one is still there.
    let shown = try #require(first.split(separator: "](").dropFirst().first?.split(separator: ")").first)
    #expect(try charts().contains(String(shown)))

    try store.log("parcelo", "2026-08-02", 3)
    guard
      case .wrote(_, _, let again?) = try workspace.writeReport(
        try report(), format: .markdown, on: today + 1)
    else {
      Issue.record("no second revision")
      return
    }
    #expect(again.path == "reports/2026-Q3.2.md")
    let third = try store.folder.read(path)
    #expect(third.contains("\nRevised on 1 Dec 2026: ") && third.contains("\nRevised on 2 Dec 2026: "))

    // What its owner wrote outside the notes is not lost either.
    _ = try store.folder.write(path, third.replacing("## Journey", with: "## Our journey"))
    guard case .wrote(_, _, let mine?) = try workspace.writeReport(try report(), format: .markdown, on: today)
    else {
      Issue.record("written over by hand-made changes")
      return
    }
    #expect(try store.folder.read(mine.path).contains("## Our journey"))
  }

  @Test func `ticks stay while the decision stands, and show in the page`() throws {
    for day in ["2026-07-02", "2026-07-20", "2026-08-10", "2026-09-02"] { try store.log("northwind", day, 5) }
    let path = try workspace.writeReport(try report(), format: .markdown, on: today).path
    let text = try store.folder.read(path)
    let row = try #require(text.split(separator: "\n").first { $0.hasPrefix("| ☐   | Northwind") })
    for mark in ["☑", "x", "[x]"] {
      let ticked = text.replacing(row, with: row.replacing("| ☐   |", with: "| \(mark) |"))
      _ = try store.folder.write(path, ticked)
      if case .wrote(_, _, _?) = try workspace.writeReport(try report(), format: .markdown, on: today) {
        Issue.record("a tick is no revision")
      }
      #expect(try store.folder.read(path) == text.replacing(row, with: row.replacing("☐", with: "☑")))
    }
    let page = try workspace.writeReport(try report(), format: .html, on: today).path
    #expect(try store.folder.read(page).contains("<td class=\"box\">☑</td>"))
    #expect(try workspace.text(of: report(), .markdown).contains("| ☑   | Northwind"))
  }

  private func charts() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: store.folder.path + "/reports")
      .filter { $0.hasSuffix(".svg") }.sorted()
  }

  @Test func `a page shows the chart that was made with it, also when the next page cannot be written`()
    throws
  {
    try store.log("northwind", "2026-09-02", 2)
    let path = try workspace.writeReport(try report(asOf: "2026-10-02"), format: .markdown, on: today).path
    let old = (page: try store.folder.read(path), chart: try #require(try charts().first))
    let oldChart = try store.folder.read("reports/" + old.chart)
    #expect(old.page.contains("](\(old.chart))"))

    try store.log("northwind", "2026-09-04", 3)
    struct DiskFull: Error {}
    #expect(throws: DiskFull.self) {
      _ = try workspace.writeReport(try report(asOf: "2026-10-02"), format: .markdown, on: today) {
        path, bytes in
        if path.hasSuffix(".md") { throw DiskFull() }
        try Data(bytes).write(to: URL(filePath: path))
      }
    }
    #expect(try charts().count == 2)
    #expect(try store.folder.read("reports/" + old.chart) == oldChart)
    #expect(try store.folder.read(path) == old.page)

    _ = try store.folder.write("reports/2026-Q3.svg", "as earlier versions named it")
    _ = try store.folder.write("reports/2026-Q3-mine.svg", "not ours")
    _ = try workspace.writeReport(try report(asOf: "2026-10-02"), format: .markdown, on: today)
    let left = try charts()
    #expect(left.count == 2 && left.contains("2026-Q3-mine.svg") && !left.contains(old.chart))
    let page = try store.folder.read(path)
    #expect(left.contains { page.contains("](\($0))") })
  }

  @Test func `notes without their marks are not overwritten`() throws {
    try store.log("northwind", "2026-09-02", 2)
    _ = try workspace.writeReport(try report(), format: .markdown, on: today)
    let path = try store.folder.write("reports/2026-Q3.md", "all mine now\n")
    #expect(throws: WorkspaceError.notesUnmarked(path: path)) {
      try workspace.writeReport(try report(), format: .markdown, on: today)
    }
    #expect(try store.folder.read("reports/2026-Q3.md") == "all mine now\n")
  }

  @Test func `a link in reports is never followed`() throws {
    try store.log("northwind", "2026-09-02", 2)
    let victim = try store.folder.write("victim", "mine")
    #expect(mkdir(store.folder.path + "/reports", 0o700) == 0)
    #expect(symlink(victim, store.folder.path + "/reports/2026-Q3.csv") == 0)
    #expect(throws: FileError(.write, store.folder.path + "/reports/2026-Q3.csv", .symbolicLink)) {
      try workspace.writeReport(try report(), format: .csv, on: today)
    }
    #expect(try store.folder.read("victim") == "mine")
  }

  @Test(arguments: ReportFormat.allCases)
  func `every format is written beside the others`(format: ReportFormat) throws {
    try store.log("northwind", "2026-09-02", 2)
    let writing = try workspace.writeReport(try report(), format: format, on: today)
    #expect(writing.path == "reports/2026-Q3." + format.fileExtension)
    // What stands alone has no chart beside it.
    let alone = try workspace.text(of: report(), format)
    let written = try store.folder.read(writing.path).split(separator: "\n").filter { !$0.hasPrefix("![") }
    #expect(written == alone.split(separator: "\n"))
    #expect(
      try workspace.writeReport(try report(), format: format, on: today) == .upToDate(path: writing.path))
  }

  private static let again = (try? Day("2026-10-31")) ?? .earliest

  @Test func `too little of everything says so`() throws {
    try store.log("northwind", "2026-09-02", 2)
    #expect(try report().headline == "Too little is known to judge any vendor yet; keep logging.")
    let decisions = try report().decisions
    #expect(!decisions.isEmpty && decisions.allSatisfy { $0.advice == .unclear })
  }

  @Test func `a quarter in which nothing has to change says so`() throws {
    try store.orders("2026-01-01", "2026-10-01", 4000)
    for month in ["07", "08", "09"] { try store.log("northwind", "2026-\(month)-10", nil, .empathy) }
    try store.log("stackbase", "2026-08-10", 1)
    #expect(try self.report().headline == "Keep both vendors.")
    try store.log("parcelo", "2026-09-12", nil, .empathy)
    let report = try report()
    #expect(report.headline == "Nothing to change; too little is known about Parcelo.")
    #expect(!report.decisions.contains { $0.vendor == "northwind" })
  }

  @Test(
    arguments: [
      (false, .raise(open: 4, again: ReportTests.again)),
      (nil, .askWhetherResolved(4, again: ReportTests.again)),
      (true, .askWhatWentWrong(again: ReportTests.again)),
    ] as [(Bool?, QuarterReport.FirstStep)])
  func `open is not the same as unknown`(resolved: Bool?, step: QuarterReport.FirstStep) throws {
    try store.orders("2026-01-01", "2026-10-01", 400)
    try store.orders("2026-01-01", "2026-10-01", 800, vendor: "parcelo")
    for day in 1...3 { try store.log("northwind", "2026-09-0\(day)", 1, .general, "x", resolved: resolved) }
    try store.log("northwind", "2026-09-04", 5, .general, "x", resolved: resolved)
    let decision = try #require(try report().decisions.first)
    #expect(decision.advice == .watch)
    #expect(decision.firstStep == step)
  }

  @Test func `recovery counts what the vendors did themselves`() throws {
    for (hours, hold, cost) in [(2.0, 10, "30"), (8, 20, "12.50"), (3, 5, "1")] {
      let incident = Incident(
        vendor: "northwind", day: try Day("2026-08-0\(Int(hours))"), outcome: .bad(.standard), resolved: true,
        holdMinutes: hold, hoursToResolve: hours, cost: Money(cost))
      _ = try workspace.record(incident, allowDuplicate: false, at: .noon("2026-09-30"))
    }
    let ours = Incident(
      vendor: "northwind", day: try Day("2026-08-20"), outcome: .bad(.worst), resolved: false,
      attribution: .us, cost: Money("900"))
    _ = try workspace.record(ours, allowDuplicate: false, at: .noon("2026-09-30"))
    try store.log("northwind", "2026-08-21", 2, .general, "", resolved: false)
    let recovery = try report().recovery
    #expect(recovery.bad == 4)
    #expect(recovery.resolved == 3)
    #expect(recovery.unresolved == 1)
    #expect(recovery.medianHoursToResolve == 3)
    #expect(recovery.holdMinutes == 35)
    #expect(recovery.moneyLost == Money("43.50"))
  }

  @Test func `the three worst and the three best are chosen by weight and by day`() throws {
    try store.log("northwind", "2026-07-01", 3, .general, "a", resolved: false)
    try store.log("northwind", "2026-07-02", 3, .general, "b")
    try store.log("northwind", "2026-07-03", 5, .general, "c")
    try store.log("northwind", "2026-07-04", 1, .general, "d")
    for day in 1...4 { try store.log("northwind", "2026-08-0\(day)", nil, .empathy, "good \(day)") }
    let row = try #require(try report().rows.first { $0.scorecard.vendor.id == "northwind" })
    #expect(row.worst.map(\.incident.summary) == ["c", "a", "b"])
    #expect(row.best.map(\.incident.summary) == ["good 4", "good 3", "good 2"])
    #expect(row.incidentCount == 8)
    #expect(row.before == nil)
  }

  @Test func `what changed compares with the quarter before`() throws {
    try store.orders("2026-01-01", "2026-10-01", 900)
    try store.log("northwind", "2026-05-10", nil, .empathy, "kind")
    #expect(try report0().changes == [.firstQuarter])
    for day in 10...29 { try store.log("northwind", "2026-09-\(day)", 4, .reliability, "lost \(day)") }
    try store.log("parcelo", "2026-09-12", nil, .empathy)
    let changes = try report().changes
    #expect(changes.contains(.advice("northwind", from: .keep, to: .drop)))
    let fell = changes.contains { change in
      if case .score("northwind", let before, let now) = change { now.score < before.score } else { false }
    }
    #expect(fell)
    #expect(changes.contains(.newOnRecord("parcelo", incidentCount: 1)))
  }

  @Test func `a vendor has no earlier score before anything was on record of it`() throws {
    let catalog = SmallStore.catalog.split(separator: "\"candidate\"").joined(
      separator: "\"candidate\", \"since\": \"2026-08-17\"")
    let store = try SmallStore(catalog: catalog)
    try store.orders("2026-04-01", "2026-10-01", 900)
    try store.log("northwind", "2026-05-10", nil, .empathy, "kind")
    try store.log("northwind", "2026-08-10", nil, .empathy, "kind")
    try store.log("parcelo", "2026-09-12", nil, .empathy)
    func report(_ quarter: String) throws -> QuarterReport {
      try store.workspace.quarterReport(try #require(Quarter(quarter)), asOf: try Day("2026-12-01"))
    }
    let third = try report("2026-Q3")
    #expect(third.rows.first { $0.scorecard.vendor.id == "parcelo" }?.before == nil)
    #expect(third.rows.first { $0.scorecard.vendor.id == "northwind" }?.before != nil)
    #expect(third.changes.contains(.newOnRecord("parcelo", incidentCount: 1)))
    let second = try report("2026-Q2")
    #expect(!second.rows.contains { $0.scorecard.vendor.id == "parcelo" })
    #expect(!second.decisions.contains { $0.vendor == "parcelo" })
  }

  @Test func `what saves most comes first, and who was not used is one sentence`() throws {
    let ids = ["small", "large", "good", "new1", "new2", "new3", "new4", "new5", "new6", "old1", "old2"]
    let vendors = ids.map { id in
      let name = id.prefix(1).uppercased() + id.dropFirst() + " Inc."
      return "{ \"id\": \"\(id)\", \"name\": \"\(name)\", \"stage\": \"shipping\" }"
    }
    let store = try SmallStore(
      catalog: """
        { "store": "Many", "journey": [{ "id": "shipping", "name": "Shipping" }],
          "vendors": [\(vendors.joined(separator: ", "))] }
        """)
    try store.orders("2026-01-01", "2026-10-01", 4000, vendor: "good")
    for (id, orders, bad) in [("small", 800, 60), ("large", 3000, 240)] {
      try store.orders("2026-01-01", "2026-10-01", orders, vendor: id)
      for index in 0..<bad {
        try store.log(id, "2026-0\(7 + index % 3)-\(10 + index % 20)", 3, .reliability, "late \(index)")
      }
    }
    for index in 1...6 { try store.orders("2026-08-01", "2026-08-10", 1, vendor: "new\(index)") }
    for id in ["old1", "old2"] { try store.orders("2025-01-01", "2025-02-01", 900, vendor: id) }
    let report = try store.workspace.quarterReport(quarter, asOf: try Day("2026-12-01"))
    #expect(report.headline == "Replace Large Inc. and Small Inc. with Good Inc.")
    #expect(report.decisions.prefix(2).map(\.vendor) == ["large", "small"])
    #expect(report.decisions.filter { $0.advice == .unclear }.count == 5)
    #expect(report.decisions.filter { if case .recordOrders = $0.firstStep { true } else { false } }.isEmpty)
    guard case .wait = report.decisions.last?.firstStep else {
      Issue.record("\(String(describing: report.decisions.last))")
      return
    }
    #expect(report.leftOut == QuarterReport.LeftOut(unclear: ["new6"], unused: ["old1", "old2"]))
    #expect(report.used.count == 9)
    #expect(report.rows.count == 11)
    let quiet = try store.workspace.doctor(at: .noon("2026-10-02")).compactMap { finding in
      if case .quietVendors(let vendors) = finding { vendors.map(\.vendor.id) } else { nil }
    }
    #expect(quiet.joined().filter { $0 == "old1" }.count == 1)
  }

  /// Of the first quarter with evidence.
  private func report0() throws -> QuarterReport {
    try store.log("northwind", "2025-12-30", nil, .empathy, "first")
    return try workspace.quarterReport(try #require(Quarter("2025-Q4")), asOf: try Day("2026-12-01"))
  }

  /// Who caused it does not matter: a customer's dispute is money to recover too.
  @Test func `money is recovered, missed or open`() throws {
    let end = try Day("2026-09-30")
    func claim(_ claimed: String, _ recovered: String?, by day: String?) throws -> Incident {
      var incident = Incident(vendor: "a", day: end, outcome: .bad(.standard), attribution: .customer)
      incident.details.claimed = Money(claimed)
      incident.details.recovered = recovered.flatMap { Money($0) }
      incident.details.claimBy = try day.map { try Day($0) }
      return incident
    }
    // Handed in in time, its last day may pass.
    var handedIn = try claim("2", nil, by: "2026-09-01")
    handedIn.details.claimDone = true
    func loss(_ cost: String, on day: String) throws -> Incident {
      try Incident(vendor: "a", day: Day(day), outcome: .bad(.standard), cost: Money(cost))
    }
    let claims = try QuarterReport.Claims(
      of: [
        loss("11", on: "2026-08-30"), loss("13", on: "2026-08-31"),
        try claim("100", "40", by: "2026-09-01"), try claim("20", "0", by: nil),
        try claim("7", nil, by: "2026-09-29"),
        try claim("5", nil, by: "2026-09-30"), try claim("3", nil, by: nil),
        handedIn, Incident(vendor: "a", day: end, outcome: .good),
      ], asOf: end, lastDay: { $0.details.claimBy ?? $0.day + 30 })
    #expect(claims.claimed == Money("137"))
    #expect(claims.recovered == Money("40"))
    // Of what was claimed 60, 20 and 7 did not come back, and 11 was never claimed.
    #expect(claims.missed == Money("98"))
    #expect(claims.open == Money("10"))
  }
}
