package import ScorecardModel

extension Screen {
  /// `vendors`: the catalog, by stage in journey order.
  ///
  /// - Parameter day: whose roles and shares are shown.
  package func vendors(_ catalog: Catalog, asOf day: Day) -> String {
    guard !catalog.vendors.isEmpty else { return lines([noVendors]) }
    // Few catalogs name any.
    let hasCarriers = catalog.vendors.contains { $0.carrier != nil }
    let heads = ["id", "name", "role", "since"] + (hasCarriers ? ["carrier"] : []) + ["contact"]
    var table = TextTable(heads.map { _ in .left }, flexible: heads.count - 1)
    table.add(self.heads(heads))
    let roles = catalog.roles
    for stage in catalog.journey {
      table.add(line: style.bold(safe(stage.name)))
      let places = catalog.vendors.indices.filter { catalog.vendors[$0].stage == stage.id }
      if places.isEmpty { table.add(line: style.dim("  no vendor in this stage")) }
      for place in places {
        let (vendor, standing) = (catalog.vendors[place], roles.standing(of: place, on: day))
        let share = standing.role == .primary ? " " + NumberText.percent(standing.share) : ""
        let until = standing.role == .former ? nil : standing.until
        let next = vendor.periods.first { $0.since.map { $0 > day } ?? false }
        let coming = next.map { period in
          "; from \(period.since.map(DayText.short) ?? "") \(StandingText.word(period.role))"
            + (period.share.map { " " + NumberText.percent($0) } ?? "")
        }
        let cells = [
          "  " + safe(vendor.id), safe(vendor.name), StandingText.role(standing) + share + (coming ?? ""),
          (standing.since.map(DayText.short) ?? "") + (until.map { " until " + DayText.short($0) } ?? ""),
        ]
        table.add(cells + (hasCarriers ? [safe(vendor.carrier ?? "")] : []) + [safe(vendor.contact ?? "")])
      }
    }
    return lines(table.lines(columns: columns))
  }

  /// The change log, in the order given.
  ///
  /// - Parameter changes: with their times by the store's clock.
  package func changes(_ changes: [Change], in catalog: Catalog) -> String {
    guard !changes.isEmpty else {
      return lines([hinted("Nothing changed yet", .log())])
    }
    var table = TextTable([.right, .left, .left, .left], flexible: 3)
    for change in changes { table.add(cells(of: change, in: catalog)) }
    return lines(table.lines(columns: columns))
  }

  /// A moment by the store's clock.
  func moment(_ local: Timestamp, in catalog: Catalog) -> String {
    DayText.moment(local, zone: safe(DayText.zone(catalog.timeZone)))
  }

  /// Within the loop it makes the optimiser of Swift 6.3.1 crash.
  private func cells(of change: Change, in catalog: Catalog) -> [String] {
    let undoes = change.undoes.map { " (undoes \($0))" } ?? ""
    return [
      String(change.number), moment(change.at, in: catalog),
      safe(ChangeWords.kind(change.kind.name)) + undoes + by(change.author),
      safe(change.summary),
    ]
  }

  /// The answer to `report`.
  ///
  /// - Parameters:
  ///   - path: the file as the owner would name it.
  ///   - kept: where an earlier report is kept, and what it said differently.
  ///   - isAlone: not the workspace's own, which can be printed.
  package func reportWritten(
    _ report: QuarterReport, path: String, kept: EarlierReport? = nil, isAlone: Bool = false
  ) -> String {
    let days = DayText.range(report.quarter.firstDay, report.evaluation.asOf)
    let size = NumberText.count(report.rows.count, "vendor") + ", " + NumberText.entries(report.incidentCount)
    let used = report.used
    let advice = [Advice.drop, .watch, .keep, .unclear, .left].compactMap { advice -> String? in
      let count = used.filter { $0.scorecard.advice.shown == advice }.count
      return count == 0 ? nil : "\(count) \(advice.rawValue)"
    }
    let unused = report.rows.count - used.count
    let counts = advice + (unused > 0 ? ["\(unused) with nothing on record for a year"] : [])
    let next =
      isAlone
      ? "It stands alone: nothing else goes with it"
      : path.hasSuffix(".html")
        ? "Open it in a browser to read or print it"
        : hints[.printReport(report.quarter)].map { "Print: " + safe($0) } ?? ""
    let provisional = report.provisional ? ["  Provisional: the quarter is too recent to be final"] : []
    return lines(
      ["✓ Wrote \(safe(path))  (\(size), \(days))"]
        + [
          "  " + counts.joined(separator: ", ") + (next.isEmpty ? "" : "        " + next)
        ]
        + provisional + (kept.map(revised) ?? []))
  }

  /// The answer to `report` when the file already has these bytes.
  package func reportUpToDate(path: String) -> String {
    lines(["✓ \(safe(path)) is already up to date"])
  }

  private func revised(_ earlier: EarlierReport) -> [String] {
    paragraph("A finished quarter reads differently now: \(safe(earlier.changes))".sentence, indent: 2)
      + ["  The earlier report is kept: \(safe(earlier.path))"]
  }
}
