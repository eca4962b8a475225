package import ScorecardModel

extension Screen {
  /// `across`: each stage's carriers over all shops, then shop by shop what its own ledger says of them.
  package func across(_ report: AcrossReport) -> String {
    let text = AcrossText(report)
    let stages = report.stages.flatMap { stage -> [String] in
      let rest = (text.notes(stage)).flatMap { paragraph("! " + safe($0), indent: 0) }
      return acrossTitle(stage, report) + [""] + carriers(stage, report) + [""] + shops(stage, report, text)
        + (rest.isEmpty ? [] : [""] + rest) + [""]
    }
    let notes = text.notes.flatMap { paragraph("! " + safe($0), indent: 0) }
    return lines(notes.isEmpty ? stages.dropLast() : stages + notes)
  }

  private func acrossTitle(_ stage: AcrossReport.StageRows, _ report: AcrossReport) -> [String] {
    let title = "\(safe(stage.stage.name)) over \(NumberText.count(report.shops.count, "shop"))"
    return heading(title, asOf: report.asOf) + paragraph("0–100, higher is better, 75 is typical", indent: 0)
  }

  private func carriers(_ stage: AcrossReport.StageRows, _ report: AcrossReport) -> [String] {
    let inOrders = stage.unit == .orders
    let price = inOrders ? report.policy.costPerTrouble : nil
    let unit = inOrders ? "in 1,000 orders" : "a month"
    var table = TextTable(
      [.left] + Array(repeating: .right, count: price == nil ? 6 : 7), flexible: 0)
    let amount = inOrders ? "orders" : "watched"
    let names = ["carrier", "shops", "score", "range", "entries", amount, "troubles " + unit]
    table.add(heads(names + (price == nil ? [] : ["cost " + unit])))
    for carrier in stage.carriers {
      let rate = carrier.harm.mean * (inOrders ? 1000 : 1)
      let cells = [
        TextTable.Cell(safe(AcrossText.name(carrier.name, carrier: carrier.carrier))),
        TextTable.Cell(NumberText.grouped(carrier.shops)),
        TextTable.Cell(whole(carrier.score), painted: style.bold(whole(carrier.score))),
        TextTable.Cell(whole(carrier.low) + "–" + whole(carrier.high)),
        TextTable.Cell(NumberText.grouped(carrier.incidentCount)),
        TextTable.Cell(AcrossText.amount(carrier.amount, stage.unit)),
        TextTable.Cell(NumberText.fixed(rate, digits: inOrders ? 1 : 2, grouped: true)),
      ]
      let cost = price.map { TextTable.Cell(priced(rate * $0, report)) }
      table.add(cells + (cost.map { [$0] } ?? []))
    }
    return table.lines(columns: columns)
  }

  private func priced(_ amount: Double, _ report: AcrossReport) -> String {
    guard case .common(let currency) = report.money else { return "–" }
    return NumberText.fixed(amount, digits: 0, grouped: true) + " " + currency
  }

  private func shops(
    _ stage: AcrossReport.StageRows, _ report: AcrossReport, _ text: AcrossText
  ) -> [String] {
    var table = TextTable([.left, .left, .left, .right, .right, .right, .right, .left], flexible: 7)
    let amount = stage.unit == .orders ? "orders" : "watched"
    table.add(heads("shop", "vendor", "advice", "score", "range", "entries", amount, "better there"))
    for place in report.shops.indices {
      let rows = stage.rows.filter { $0.shop == place }
      let none = report.shops[place].isEmpty ? "nothing on record yet" : "no vendor in this stage"
      if report.shops[place].isEmpty || rows.isEmpty {
        table.add([safe(text.shop(place)), none] + Array(repeating: "", count: 6))
        continue
      }
      for (index, row) in rows.enumerated() {
        let shop = index == 0 ? safe(text.shop(place)) : ""
        table.add(shopCells(row, shop: shop, isAdvised: report.shops[place].hasCatalog))
      }
    }
    return table.lines(columns: columns)
  }

  private func shopCells(
    _ row: AcrossReport.Row, shop: String, isAdvised: Bool
  ) -> [TextTable.Cell] {
    let card = row.scorecard
    let advice = card.advice.shown
    let better = row.better.map {
      "\(safe($0.vendor.name)): \(NumberText.probability($0.probability)) sure"
    }
    return [
      TextTable.Cell(shop),
      TextTable.Cell(safe(AcrossText.name(card.vendor.name, carrier: card.vendor.carrierID))),
      isAdvised
        ? TextTable.Cell(advice.mark + " " + advice.capitals, painted: verdict(advice)) : TextTable.Cell("–"),
      TextTable.Cell(whole(card.score), painted: style.bold(whole(card.score))), TextTable.Cell(range(card)),
      TextTable.Cell(NumberText.grouped(card.incidentCount)),
      TextTable.Cell(AcrossText.amount(card.track.amount, card.exposure.unit)),
      TextTable.Cell(better ?? "–"),
    ]
  }
}
