import ScorecardModel

/// What a quarter's report says, section by section, in no format yet: every format writes these same facts.
struct ReportPage: Sendable {
  struct Section: Hashable, Sendable {
    var title: String
    var parts: [Part]
  }

  enum Part: Hashable, Sendable {
    case paragraph(RichText)
    case list([RichText])
    case table(ReportTable)
    /// The stages of the journey, one a row.
    case chain(ReportTable)
    /// The scores, one vendor a row, which are drawn too.
    case scores(ReportTable)
    /// What is on record of one vendor.
    case record(vendor: RichText, extent: RichText, incidents: [RichText])
    /// Scores quarter by quarter, where there is room to draw them.
    case trend(ScoreTrend, vendors: [Vendor])
    case ownerNotes
  }

  let report: QuarterReport
  let kept: KeptParts
  private let narrative: ReportNarrative

  init(report: QuarterReport, kept: KeptParts) {
    self.report = report
    self.kept = kept
    narrative = ReportNarrative(report)
  }

  var headline: RichText { RichText(foreign: narrative.headline) }

  /// Store, quarter, size and days, to stand below the headline.
  var facts: RichText {
    let days = DayText.range(report.quarter.firstDay, report.quarter.lastDay, withYear: true)
    return .joined(
      [
        RichText(foreign: catalog.store), RichText(own: DayText.quarter(report.quarter)),
        RichText(own: NumberText.entries(report.incidentCount)),
        RichText(own: NumberText.count(report.rows.count, "vendor")), RichText(own: days),
        RichText(own: "scores as of " + DayText.short(report.evaluation.asOf)),
      ], by: " · ")
  }

  /// How many orders there were, and what their customers met; nil where neither is known.
  var lead: RichText? {
    let missing = report.monthsWithoutOrders.map(DayText.month)
    let orders = report.orders.map { orders in
      NumberText.count(orders, "order")
        + (missing.isEmpty ? " in the quarter" : " on record, none of \(NameList.and(missing))")
    }
    let customers = report.evaluation.journey.reliability.map(HarmText.customers)
    let parts = [orders, customers].compactMap { $0 }
    return parts.isEmpty ? nil : RichText(own: parts.joined(separator: "; ").capitalizedFirst.sentence)
  }

  /// Why the report may still change; nil when it is final.
  var provisional: RichText? {
    guard report.provisional else { return nil }
    let ended = report.asOf > report.quarter.lastDay
    let why = ended ? "ended less than 30 days before" : "was not over on"
    return """
      \(strong: "Provisional"): the quarter \(own: why) \(own: DayText.short(report.asOf)), the day of this \
      report; late entries may still change it.
      """
  }

  /// - Parameter drawn: whether the format has room for what is only drawn.
  func sections(drawn: Bool) -> [Section] {
    [
      decide, journey, scores, drawn ? trend : nil, changes, evidence, recovery, moneyToRecover,
      Section(title: "Owner's notes", parts: [.ownerNotes]), howToRead,
    ].compactMap { $0 }
  }

  /// The quarters so far, for formats that draw; nil with fewer than two of them.
  var trend: Section? {
    guard let trend = report.trend, trend.columns.count > 1 else { return nil }
    let vendors = report.used.map(\.scorecard.vendor)
    return vendors.isEmpty
      ? nil : Section(title: "Quarter by quarter", parts: [.trend(trend, vendors: vendors)])
  }

  /// For programs: what made the report.
  var origin: String {
    [
      "vendorscore " + report.programVersion, "schema \(ReportSchema.version)",
      "policy " + catalog.policy.key, "as of \(report.asOf)", "data " + report.dataHash,
    ].joined(separator: " · ")
  }

  private var decide: Section {
    let leftOut = narrative.leftOut.map { Part.paragraph("\($0)") }
    guard !report.decisions.isEmpty else {
      let nothing: Part = .paragraph("Nothing to decide: no advice asks for a change.")
      return Section(title: "Decide", parts: [nothing] + leftOut)
    }
    var table = ReportTable(
      caption: "What to decide, the most pressing first",
      columns: [.box, .text("Vendor"), .text("Advice"), .text("Because"), .text("First step")],
      nameColumn: 1)
    for decision in report.decisions {
      table.rows.append(
        .init(cells: [
          .box(isTicked: kept.isTicked(catalog.vendorName(decision.vendor), decision.advice)),
          .text(name(decision.vendor)), .advice(decision.advice),
          .text("\(narrative.because(decision))"),
          .text("\(narrative.firstStep(decision))"),
        ]))
    }
    return Section(title: "Decide", parts: [.table(table)] + leftOut)
  }

  private var changes: Section {
    let none: Part = .paragraph("Nothing changed since \(own: DayText.quarter(report.quarter.previous)).")
    let changes: Part = .list(narrative.changes.map { "\($0)" })
    return Section(title: "What changed", parts: [report.changes.isEmpty ? none : changes])
  }
}

/// Words for what is in the catalog, and numbers as they are shown.
extension ReportPage {
  var catalog: Catalog { report.evaluation.catalog }

  func name(_ id: Vendor.ID) -> RichText { "\(catalog.vendorName(id))" }
  func stage(_ id: Stage.ID) -> RichText { "\(catalog.stageName(id))" }
  func whole(_ score: Double) -> String { NumberText.fixed(score, digits: 0) }
}
