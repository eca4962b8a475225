package import ScorecardModel

extension Screen {
  /// Why a vendor has its score and its advice, and what would change them.
  package func explain(_ explanation: Explanation, in evaluation: Evaluation) -> String {
    let card = explanation.scorecard
    let stage = stageName(card.vendor.stage, in: evaluation.catalog)
    let title = "\(safe(card.vendor.name)) (\(stage), \(StandingText.role(card.standing)))"
    let advice = paragraph(
      card.advice.shown.mark + " " + card.advice.shown.capitals + "   "
        + safe(AdviceText.reason(card, in: evaluation.catalog)), indent: 0)
    let score =
      "  Score \(whole(card.score)), likely \(range(card)) (\(NumberText.entries(card.incidentCount)))"
    return lines(
      heading(title, asOf: evaluation.asOf)
        + advice.map { style.advice(card.advice.shown, $0) } + [bar(card), score]
        + section("Why this advice", paragraph(RuleText.holding(card)))
        + section("Where the points went", points(explanation))
        + section("How often it hurts", harm(card, in: evaluation.catalog))
        + kinds(explanation)
        + section("What weighs most", influences(explanation))
        + section(
          card.role == .candidate
            ? "Would another be better, month by month?" : "Would leaving pay, month by month?",
          reviews(explanation))
        + (card.advice.shown == .left ? [] : section("What would change the advice", flips(explanation)))
        + section("A lasting change for the worse?", paragraph(WorseningText.sentence(card)))
        + estimates(evaluation))
  }

  func section(_ title: String, _ body: [String]) -> [String] { ["", heading(title)] + body }

  private func points(_ explanation: Explanation) -> [String] {
    let parts = ExplainText.points(explanation)
    var table = TextTable([.left, .right], flexible: 0)
    for part in parts.dropLast() { table.add(["  " + part.what, .init(part.points)]) }
    if let sum = parts.last {
      table.add([.init("  " + sum.what), .init(sum.points, painted: style.bold(sum.points))])
    }
    return table.lines(columns: columns)
  }

  private func harm(_ card: Scorecard, in catalog: Catalog) -> [String] {
    ExplainText.harm(card, in: catalog).flatMap { paragraph(safe($0)) }
      + paragraph(HarmText.gloss).map(style.dim)
  }

  private func kinds(_ explanation: Explanation) -> [String] {
    guard !explanation.kinds.isEmpty else { return [] }
    return section("What happened in the last year", paragraph(KindText.counts(explanation.kinds)))
  }

  func estimates(_ evaluation: Evaluation) -> [String] {
    let sentences = EvidenceText.estimates(evaluation).map { safe($0) }
    if sentences.isEmpty { return [] }
    let step = NextStep.recordOrders(month: evaluation.estimates[0].from.month)
    let hint = hints[step].map { ": `\(safe($0))`" } ?? ""
    return [""] + sentences.enumerated().flatMap { paragraph($1 + ($0 == 0 ? hint : ""), indent: 0) }
  }

  /// The rest changes the score too little to be read one by one.
  private static let influencesShown = 8

  private func influences(_ explanation: Explanation) -> [String] {
    let felt = ExplainText.felt(explanation)
    guard explanation.scorecard.incidentCount > 0 else {
      return ["  " + hinted("No entries yet", .log(about: explanation.scorecard.vendor.id))]
    }
    var table = TextTable([.left, .right, .left, .left, .left], flexible: 4)
    let heaviest = felt.prefix(Screen.influencesShown)
    for influence in heaviest {
      let incident = influence.incident.incident
      table.add([
        "  #\(influence.incident.id)", NumberText.signed(influence.points, digits: 1),
        DayText.short(incident.day),
        IncidentText.kind(incident), safe(incident.summary),
      ])
    }
    let card = explanation.scorecard
    let more = card.incidentCount - heaviest.count
    let all =
      heaviest.isEmpty
      ? "None of \(NumberText.entries(more)) moves it by a tenth of a point"
      : "… and \(NumberText.grouped(more)) more"
    let rest = all + (hints[.entries(of: card.vendor.id)].map { ": `\(safe($0))`" } ?? "")
    return table.lines(columns: columns) + (more > 0 ? paragraph(rest) : [])
  }

  private func reviews(_ explanation: Explanation) -> [String] {
    let card = explanation.scorecard
    // Before anything was on record of it a review judges what is assumed of anyone.
    guard let first = card.track.firstDay else { return ["  none yet"] }
    var table = TextTable([.left, .right, .left])
    for review in card.advice.reviews.filter({ $0.day >= first }).suffix(6) {
      let advice = explanation.shown[review.day] ?? review.state
      let word = advice.mark + " " + advice.rawValue
      table.add([
        .init("  " + DayText.short(review.day)), .init(NumberText.probability(review.probability)),
        .init(word, painted: style.advice(advice, word)),
      ])
    }
    return table.lines(columns: columns)
  }

  private func flips(_ explanation: Explanation) -> [String] {
    let changes = explanation.flips.flatMap { flip in
      paragraph("\(FlipText.change(flip.change)) → \(flip.advice.mark) \(flip.advice.rawValue)")
    }
    let none = ["  nothing within reach"]
    return changes.isEmpty ? none : changes
  }
}

/// What would change an advice, in words.
package enum FlipText {
  package static func change(_ change: Explanation.Flip.Change) -> String {
    switch change {
    case .ordersWithoutIncident(let orders):
      NumberText.count(orders, "more order") + " without trouble"
    case .quietWeeks(let weeks): NumberText.count(weeks, "quiet week")
    case .standardIncidents(let incidents):
      NumberText.count(incidents, "more trouble") + " worth chasing today"
    case .goodServiceExperiences(let count):
      NumberText.count(count, "more good experience") + " with its service"
    }
  }
}

/// Whether a vendor has become worse, in words (Scoring §6).
package enum WorseningText {
  /// Odds that would read as 1 to 1 say nothing.
  private static let worthAMention = 2.0

  package static func sentence(_ card: Scorecard) -> String {
    let worsening = card.worsening
    let since = worsening.since.map { " since " + DayText.month($0) } ?? ""
    let days = NumberText.count(worsening.badDaysSince, "bad day") + since
    let odds = odds(worsening.bayesFactor)
    if worsening.flagged { return "Yes: \(days); odds \(odds) that it has become worse." }
    if worsening.bayesFactor >= 20 {
      return "Possibly: \(days), odds \(odds) that it has become worse; it takes three bad days to say so."
    }
    if worsening.bayesFactor >= worthAMention, worsening.badDaysSince > 0 {
      return "Possibly: \(days), but that may be chance (odds \(odds); it takes 20 to 1)."
    }
    guard worsening.badDays >= max(1, worsening.months) else { return tooFew(worsening) }
    return "No sign of it."
  }

  private static func tooFew(_ worsening: DeteriorationTest) -> String {
    let months = NumberText.count(worsening.months, "month")
    if worsening.badDays == 0 {
      return "Nothing to go by: no bad day " + (worsening.months > 0 ? "in \(months)." : "on record.")
    }
    let days = NumberText.count(worsening.badDays, "bad day")
    return "Too few bad days to tell, \(days) in \(months): below one a "
      + "month, even a doubling takes a year to show."
  }

  /// `7 to 1`, rounded down so that 19.6 does not pass for 20.
  private static func odds(_ factor: Double) -> String {
    factor < 1000 ? "\(Int(factor)) to 1" : "over 1,000 to 1"
  }
}
