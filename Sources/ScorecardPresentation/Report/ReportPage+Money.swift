import ScorecardModel

/// What was claimed from vendors, and what became of it.
extension ReportPage {
  /// nil in a quarter in which nothing was claimed, came back or was missed.
  var moneyToRecover: Section? {
    let rows = report.rows.filter { $0.recovery.claims != QuarterReport.Claims() }
    guard !rows.isEmpty else { return nil }
    var table = ReportTable(
      caption: "Money to claim for entries of the quarter, by vendor",
      columns: [
        .text("Vendor"), .number("Claimed"), .number("Recovered"), .number("Not recovered"),
        .number("Still open"),
      ])
    table.rows = rows.map { claimRow("\($0.scorecard.vendor.name)", $0.recovery.claims) }
    if rows.count > 1 { table.rows.append(claimRow("\(strong: "All")", report.recovery.claims)) }
    let intent: RichText =
      "Not recovered: refused, less than was claimed, or not claimed until the last day for it. What runs out next is in the list of what is due."
    return Section(title: "Money to recover", parts: [.paragraph(intent), .table(table)])
  }

  private func claimRow(_ name: RichText, _ claims: QuarterReport.Claims) -> ReportTable.Row {
    ReportTable.Row(cells: [
      .text(name), money(claims.claimed), money(claims.recovered), money(claims.missed), money(claims.open),
    ])
  }

  func money(_ money: Money) -> ReportTable.Cell {
    .text(money == .zero ? "–" : "\(HarmText.money(money, in: catalog))")
  }
}
