import ScorecardFormats
import ScorecardModel
import Testing

@testable import ScorecardPresentation

/// One golden file per format: what users see, byte for byte.
struct GoldenTests {
  let plain = Fixture.screen()
  let narrow = Fixture.screen(columns: 60, color: false)
  let colored = Fixture.screen(columns: 80, color: true)
  let evaluation = Fixture.evaluation

  @Test func `log acknowledges what was saved and what it did`() {
    var before = Fixture.score("northwind")
    before.score = 48.1
    before.advice.shown = .watch
    expectGolden(plain.logged(Fixture.lost, before: before, after: Fixture.score("northwind")), "log.txt")
    expectGolden(
      colored.logged(Fixture.lost, before: before, after: Fixture.score("northwind")), "log-color.txt")
    expectGolden(narrow.logged(Fixture.storm, before: nil, after: Fixture.score("cartly")), "log-narrow.txt")
  }

  @Test func `scores group the vendors by stage in journey order`() {
    expectGolden(plain.scores(evaluation), "scores.txt")
    expectGolden(narrow.scores(evaluation), "scores-narrow.txt")
    expectGolden(colored.scores(evaluation, stage: "shipping"), "scores-stage-color.txt")
  }

  @Test func `compare names the pick and what is missing to decide`() {
    let cards = evaluation.scorecards.filter { $0.vendor.stage == "shipping" }
    expectGolden(
      plain.compare(cards, title: "shipping", pairings: Fixture.pairings, in: evaluation), "compare.txt")
  }

  @Test func `explain shows the rule, points, harm, reviews and flips`() {
    expectGolden(plain.explain(Fixture.explanation, in: evaluation), "explain.txt")
    expectGolden(narrow.explain(Fixture.explanation, in: evaluation), "explain-narrow.txt")
  }

  @Test func `journey draws the chain`() {
    expectGolden(plain.journey(evaluation), "journey.txt")
    let swap = Replacement(replaced: "northwind", by: "parcelo", gain: 0.0048, probabilityBetter: 0.97)
    var worse = evaluation
    worse.scorecards[3].trouble = GammaShape(shape: 1.5, rate: 100)
    expectGolden(plain.replacement(swap, in: worse), "replacement.txt")
  }

  @Test func `the record is listed, shown and traced`() {
    expectGolden(plain.incidents(Fixture.incidents, in: Fixture.catalog), "incidents.txt")
    expectGolden(narrow.incidents(Fixture.incidents, in: Fixture.catalog), "incidents-narrow.txt")
    expectGolden(
      plain.incident(Fixture.lost, in: Fixture.catalog, recordedAt: "22 Sep 2026 10:30 Europe/Berlin"),
      "incident.txt")
    expectGolden(plain.history(Fixture.history, in: Fixture.catalog), "history.txt")
    expectGolden(plain.vendors(Fixture.catalog, asOf: Fixture.asOf), "vendors.txt")
    expectGolden(plain.changes(Fixture.changes, in: Fixture.catalog), "changes.txt")
  }

  @Test func `the report is written as Markdown, HTML, figure, CSV and JSON`() {
    let report = Fixture.report()
    expectGolden(
      MarkdownReport(report, figure: "2026-Q3.svg", kept: KeptParts(notes: "\nCall Ann.\n\n")).text,
      "report.md")
    expectGolden(HTMLReport(report, kept: KeptParts(notes: "\nCall Ann.\n\n")).text, "report.html")
    expectGolden(ForestPlot(report).text, "report.svg")
    expectGolden(ReportCSV.text(report), "report.csv")
    expectGolden(JSONText.report(report).document, "report.json")
    expectGolden(plain.reportWritten(report, path: "reports/2026-Q3.md"), "report.txt")
  }

  @Test func `what is due is listed, as JSON and as a calendar`() {
    var claim = Fixture.lost
    claim.incident.details.reference = "1Z,99;A"
    let contract = Contract(renews: Fixture.day("2026-11-30"), noticeDays: 30)
    let items: [DueItem] = [
      .entry(.init(day: Fixture.asOf - 40, kind: .followUp, incident: Fixture.hostile, amount: nil)),
      .contract(
        .init(
          vendor: "payhive", contract: Contract(renews: Fixture.asOf - 9, noticeDays: 1), state: .renewed,
          advice: .keep)),
      .entry(
        .init(day: Fixture.asOf, isShortest: true, kind: .claim, incident: claim, amount: Money("30.50"))),
      .contract(.init(vendor: "cartly", contract: contract, state: .decide, advice: .watch)),
      .entry(.init(day: nil, kind: .evidence, incident: Fixture.storm, amount: Money("5"))),
    ]
    expectGolden(plain.due(items, asOf: Fixture.asOf, in: Fixture.catalog), "due.txt")
    expectGolden(narrow.due(items, asOf: Fixture.asOf, in: Fixture.catalog), "due-narrow.txt")
    expectGolden(JSONText.due(items).document, "due.json")
    expectGolden(
      DueCalendar(in: Fixture.catalog, ledger: -7, asOf: Fixture.asOf, at: Fixture.moment("2026-09-30")).text(
        items),
      "due.ics")
  }

  @Test func `interchange keeps its names and their order`() throws {
    expectGolden(Fixture.csv(Fixture.incidents), "incidents.csv")
    let volume = try #require(
      Volume(from: Fixture.day("2026-09-01"), to: Fixture.day("2026-10-01"), orders: 1186))
    expectGolden(VolumeCSV.text([volume]), "volumes.csv")
    expectGolden(CheckInCSV.text([Fixture.asOf]), "checkins.csv")
    expectGolden(JSONText.incidents(Fixture.incidents).document, "incidents.json")
    let later = try #require(
      Volume(from: Fixture.day("2026-11-01"), to: Fixture.day("2026-12-01"), orders: 90))
    let days = try [1, 3, 30].map { day in
      let from = Fixture.day("2026-09-01") + (day - 1)
      return try #require(Volume(from: from, to: from + 1, orders: day, vendor: "northwind"))
    }
    let left = try OrderConflict(
      OrderCount(
        source: "shopify",
        volume: #require(
          Volume(from: Fixture.day("2026-09-01"), to: Fixture.day("2026-09-02"), orders: 7))), winner: .stated
    )
    let orders = OrderList(
      volumes: [volume, later] + days, counted: Set(days), leftOut: OrderConflictTotal.totals(of: [left]))
    expectGolden(JSONText.volumes(orders, in: evaluation).document, "volumes.json")
    expectGolden(plain.volumes(orders, in: evaluation), "volumes.txt")
  }

  @Test func `every reading command has its JSON`() {
    expectGolden(JSONText.scores(evaluation).document, "scores.json")
    let swap = Replacement(replaced: "northwind", by: "parcelo", gain: 0.0048, probabilityBetter: 0.97)
    expectGolden(JSONText.journey(evaluation, replacement: swap).document, "journey.json")
    expectGolden(JSONText.vendors(Fixture.catalog, asOf: Fixture.asOf).document, "vendors.json")
    let shipping = evaluation.scorecards.filter { $0.vendor.stage == "shipping" }
    expectGolden(JSONText.comparison(evaluation, shipping, Fixture.pairings).document, "compare.json")
    expectGolden(
      JSONText.explanation(Fixture.explanation, in: evaluation).document,
      "explain.json")
    expectGolden(JSONText.history(Fixture.history).document, "history.json")
    expectGolden(JSONText.changes(Fixture.changes).document, "changes.json")
  }
}
