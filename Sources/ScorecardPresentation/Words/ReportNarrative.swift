package import ScorecardModel

/// A quarter in sentences, as a partner reads them; not escaped.
package struct ReportNarrative {
  private let report: QuarterReport
  private var catalog: Catalog { report.evaluation.catalog }

  package init(_ report: QuarterReport) { self.report = report }

  // MARK: Headline

  /// One sentence with the decision.
  package var headline: String {
    let unclear =
      report.decisions.filter { $0.advice == .unclear }.map(\.vendor) + report.leftOut.unclear
    return Headline(
      report.decisions.map(\.verdict), unclear: unclear, inUse: report.used.map(\.scorecard), in: catalog
    ).sentence
  }

  // MARK: Decisions

  /// Why a vendor is in "Decide", as a clause.
  package func because(_ decision: QuarterReport.Decision) -> String {
    guard let card = row(decision.vendor)?.scorecard else { return "" }
    var clause = AdviceText.reason(card, in: catalog)
    if card.advice.shown == .drop, let gain = card.switching?.gain, gain > 0 {
      clause += ", saving about \(HarmText.troubles(gain, digits: 0))"
      if let money = HarmText.money(gain, in: catalog) { clause += " (\(money))" }
      clause += " in \(NumberText.fixed(catalog.policy.horizonMonths, digits: 0)) months"
    }
    if card.worsening.flagged, let since = card.worsening.since {
      clause +=
        "; \(NumberText.count(card.worsening.badDaysSince, "bad day")) since \(DayText.month(since)), "
        + "more than before"
    }
    return clause
  }

  package func firstStep(_ decision: QuarterReport.Decision) -> String {
    let vendor = name(decision.vendor)
    switch decision.firstStep {
    case .ruleOut: return "Take it off the list for \(stage(of: decision.vendor))"
    case .askOthers: return "Ask two other vendors for \(stage(of: decision.vendor)) for a quote"
    case .tryForMonth(let other): return "Ask \(name(other)) for a quote and try it for a month"
    case .moveTenth(let other, let isPrimary):
      return isPrimary
        ? "Move a further tenth of the orders to \(name(other)) and ask it for a quote for the rest"
        : "Ask \(name(other)) for a quote and move a tenth of the orders"
    case .raise(let open, let day):
      let entries = open == 1 ? "open entry" : "\(NumberText.inWords(open)) open entries"
      return "Raise the \(entries) with \(vendor)'s support, and \(again(day))"
    case .askWhetherResolved(let count, let day):
      let entries = count == 1 ? "the bad entry" : "the \(NumberText.inWords(count)) bad entries"
      return "Find out whether \(vendor) resolved \(entries) of the quarter, and \(again(day))"
    case .askWhatWentWrong(let day): return "Ask \(vendor) what went wrong, and \(again(day))"
    case .lookAgain(let day): return again(day).capitalizedFirst
    case .checkIn(let weeks): return "Log or check in for \(NumberText.count(weeks, "more week"))"
    case .logExperiences(let count):
      return "Log \(NumberText.count(count, "more experience")), each in another week"
    case .giveOrders(let orders):
      return "Give it \(NumberText.count(orders, "order")) and record \(orders == 1 ? "it" : "them")"
    case .wait(let orders):
      return "Wait: \(NumberText.count(orders, "more order")) without trouble would settle it"
    case .recordOrders(let orders):
      return "Record how many orders it carries"
        + (orders.map { ": \(NumberText.count($0, "order")) without trouble would settle it" } ?? "")
    case .logMore: return "Log more experiences with it"
    }
  }

  private func again(_ day: Day) -> String { "look again on " + DayText.short(day) }

  /// Good vendors to whom another would still pay, and who gets no row in "Decide", and why.
  package var leftOut: [String] {
    let leftOut = report.leftOut
    var sentences = leftOut.better.compactMap { id in
      row(id).map { "\(name(id)): \(AdviceText.reason($0.scorecard, in: catalog))".sentence }
    }
    if !leftOut.unclear.isEmpty {
      sentences.append(
        "Too little is known to judge \(leftOut.unclear.count) more: "
          + NameList.and(leftOut.unclear.map(name)).sentence)
    }
    let trials = leftOut.unused.filter { row($0)?.scorecard.role == .candidate }
    if !trials.isEmpty {
      sentences.append(
        NameList.and(trials.map(name)) + (trials.count == 1 ? " is" : " are")
          + " on trial, with nothing on record yet.")
    }
    let unused = leftOut.unused.filter { !trials.contains($0) }.map(name)
    if !unused.isEmpty {
      let few = unused.count <= NameList.most
      let vendors = few ? NameList.and(unused) : NumberText.count(unused.count, "vendor")
      sentences.append(
        "\(vendors) carried nothing and had no entries in the year up to "
          + "\(DayText.short(report.evaluation.asOf)): nothing to decide"
          + (few ? "." : " about \(NameList.and(unused))".sentence))
    }
    return sentences
  }

  // MARK: Changes

  /// What changed since the quarter before, one sentence each.
  package var changes: [String] { report.changes.map(sentence) }

  private func sentence(_ change: QuarterReport.Change) -> String {
    switch change {
    case .firstQuarter: return "The first quarter on record: there is nothing to compare it with."
    case .newOnRecord(let id, let count):
      return "\(name(id)) is new on record, with \(NumberText.entries(count))."
    case .advice(let id, let old, let new): return "\(name(id)) went from \(old.rawValue) to \(new.rawValue)."
    case .score(let id, let before, let now):
      let verb = now.score < before.score ? "fell" : "rose"
      let chance =
        now.overlaps(before) ? "overlap, so part of it may be chance." : "do not overlap."
      return "\(name(id)) \(verb) from \(whole(before.score)) to \(whole(now.score)); the likely ranges "
        + "\(range(before)) and \(range(now)) \(chance)"
    case .worsening(let id, let days, let since):
      return
        "\(name(id)) is getting worse: \(NumberText.count(days, "bad day")) since \(DayText.month(since))."
    }
  }

  // MARK: Parts

  private func row(_ id: Vendor.ID) -> QuarterReport.Row? {
    report.rows.first { $0.scorecard.vendor.id == id }
  }

  private func name(_ id: Vendor.ID) -> String { catalog.vendorName(id) }

  private func stage(of id: Vendor.ID) -> String {
    catalog.stageName(catalog.vendor(id)?.stage ?? "").lowercased()
  }

  private func whole(_ score: Double) -> String { NumberText.fixed(score, digits: 0) }
  private func range(_ range: ScoreRange) -> String { whole(range.low) + "–" + whole(range.high) }
}
