package import ScorecardModel

extension Screen {
  /// The chain of stages in the order in which a customer meets them, and its weakest link.
  package func journey(_ evaluation: Evaluation) -> String {
    let journey = evaluation.journey
    guard !journey.stages.isEmpty else {
      return lines([
        heading("Journey") + " · as of " + DayText.short(evaluation.asOf), "",
        "No stages yet. Add the steps your customers take to \"journey\" in \(WorkspaceLayout.catalogName).",
      ])
    }
    let whole =
      journey.reliability.map { HarmText.passing($0).capitalizedFirst }
      ?? (evaluation.catalog.vendors.isEmpty
        ? noVendors : hinted("No stage is counted in orders yet", .recordOrders()))
    let chain = journey.stages.enumerated().flatMap { index, stage in
      (index > 0 ? ["  │"] : []) + link(stage, in: evaluation)
    }
    return lines(
      heading("Journey", asOf: evaluation.asOf) + paragraph(whole, indent: 0) + [""]
        + chain + [""] + JourneyText.findings(evaluation).flatMap { paragraph(safe($0), indent: 0) }
        + paragraph(HarmText.gloss, indent: 0).map(style.dim)
        + warnings(evaluation))
  }

  /// What replacing one vendor of the chain by another would gain: the answer to `journey --replace A=B`.
  package func replacement(_ replacement: Replacement, in evaluation: Evaluation) -> String {
    let catalog = evaluation.catalog
    let swap = name(replacement.replaced, in: catalog) + " → " + name(replacement.by, in: catalog)
    return lines(
      heading(swap, asOf: evaluation.asOf)
        + JourneyText.replacement(replacement, in: evaluation).flatMap { paragraph(safe($0), indent: 0) }
        + paragraph(HarmText.gloss, indent: 0).map(style.dim))
  }

  private func link(_ stage: StageScore, in evaluation: Evaluation) -> [String] {
    let name = safe(stage.stage.name)
    let passes = stage.reliability.map { HarmText.ofThousand($0) + " of 1,000 orders go through" }
    let score = stage.score.map { "score " + whole($0) }
    let facts = [passes, score, stage.counted ? nil : "not counted in orders"].compactMap { $0 }
    let known = facts.isEmpty ? "" : "   " + facts.joined(separator: ", ")
    let isWide = DisplayWidth.of("  ◇ " + name + known) <= columns ?? .max
    let head =
      isWide
      ? ["  ◇ " + heading(name) + known] : ["  ◇ " + heading(name)] + beneath(facts.joined(separator: ", "))
    let carriers = StageCarriers(stage, weakest: evaluation.journey.weakest)
    let vendors = carriers.named.flatMap { primary($0, in: evaluation) } + others(carriers.others)
    let none = stage.primaries.isEmpty ? ["  │   no primary vendor"] : []
    return head + vendors + none + fallback(stage, in: evaluation)
  }

  private func primary(_ primary: PrimaryScore, in evaluation: Evaluation) -> [String] {
    let card = evaluation.scorecard(primary.id)
    let mark = card.map { style.advice($0.advice.shown, $0.advice.shown.mark) } ?? " "
    let facts = [
      "carries " + NumberText.percent(primary.share), card.map { "score \(whole($0.score)) (\(range($0)))" },
      primary.loss.map { "loses \(HarmText.ofThousand($0)) of 1,000" },
    ]
    return branch(
      mark, name(primary.id, in: evaluation.catalog), facts.compactMap { $0 }.joined(separator: ", "),
      note: primary.id == evaluation.journey.weakest ? "← weakest link" : "")
  }

  private func others(_ others: StageCarriers.Others?) -> [String] {
    guard let others else { return [] }
    let loss = others.loss.map { ", lose \(HarmText.ofThousand($0)) of 1,000" } ?? ""
    return branch(
      "+", "\(others.count) others", "carry \(NumberText.percent(others.share)) together" + loss)
  }

  /// A vendor in the chain, what is known of it beneath when the screen is too narrow for one line.
  private func branch(_ mark: String, _ vendor: String, _ facts: String, note: String = "") -> [String] {
    let painted = note.isEmpty ? "" : "   " + style.bold(note)
    if columns ?? .max >= 100 { return ["  │   \(mark) \(vendor)   \(facts)\(painted)"] }
    let fits = 8 + DisplayWidth.of(vendor) + 3 + DisplayWidth.of(note) <= columns ?? .max
    return (fits ? ["  │   \(mark) \(vendor)\(painted)"] : ["  │   \(mark) \(vendor)"] + beneath(note))
      + beneath(facts)
  }

  private func beneath(_ text: String, indent: Int = 5) -> [String] {
    let margin = "  │" + String(repeating: " ", count: indent)
    return DisplayWidth.wrapped(text, to: (columns ?? 1000) - 3 - indent).map { margin + $0 }
  }

  private func fallback(_ stage: StageScore, in evaluation: Evaluation) -> [String] {
    guard let fallback = stage.fallback else {
      guard stage.singlePointOfFailure else { return [] }
      return beneath(
        stage.primaries.count > 1 ? "no plan B" : "no plan B: single point of failure", indent: 3)
    }
    let catches = "plan B, catches \(NumberText.percent(fallback.failover)) of what goes wrong"
    let worth = fallback.worth.map { ", worth \(HarmText.ofThousand($0)) of 1,000" } ?? ""
    return branch("↳", name(fallback.id, in: evaluation.catalog), catches + worth)
  }
}

/// What the journey says, as plain sentences for every format.
package enum JourneyText {
  /// Weakest link, single points of failure, stages that are not counted. Not escaped.
  package static func findings(_ evaluation: Evaluation) -> [String] {
    [
      weakest(evaluation), singlePoints(evaluation.journey), withoutPlanB(evaluation.journey),
      onlyChoices(evaluation), uncounted(evaluation.journey),
    ].compactMap { $0 }
  }

  /// What a replacement would change, how sure that is and what it means. Not escaped.
  package static func replacement(_ replacement: Replacement, in evaluation: Evaluation) -> [String] {
    let from = evaluation.catalog.vendorName(replacement.replaced)
    let to = evaluation.catalog.vendorName(replacement.by)
    let moved =
      replacement.part < 1 ? "With \(NumberText.percent(replacement.part)) of \(from)'s orders moved, o" : "O"
    let passing = evaluation.journey.reliability.map {
      // Of what is shown, so that the two numbers and their difference go together.
      let (before, after) = (($0.mean * 10_000).rounded(), (($0.mean + replacement.gain) * 10_000).rounded())
      return
        "\(moved)f 1,000 orders \(HarmText.ofThousand(before / 10_000)) → \(HarmText.ofThousand(after / 10_000)) "
        + "go through without trouble worth chasing (\(NumberText.signed((after - before) / 10, digits: 1)))."
    }
    let sure =
      "\(to) gives less trouble than \(from): \(NumberText.probability(replacement.probabilityBetter)) sure."
    let thin = evaluation.scorecard(replacement.by).flatMap { card in
      card.advice.shown == .unclear
        ? "That is little more than a guess about \(to): \(AdviceText.reason(card, in: evaluation.catalog))"
          .sentence
        : nil
    }
    return [
      passing, sure, monthly(replacement, from, evaluation), price(replacement, evaluation),
      replacement.part < 1 ? nil : payback(replacement, evaluation), thin,
    ].compactMap { $0 }
  }

  /// The gain in orders a month; the gain is of all the store's orders, of which the vendor carries its share.
  private static func monthly(_ replacement: Replacement, _ from: String, _ evaluation: Evaluation) -> String?
  {
    let primaries = evaluation.journey.stages.flatMap(\.primaries)
    guard let volume = evaluation.scorecard(replacement.replaced)?.switching?.monthlyVolume, volume > 0,
      let share = primaries.first(where: { $0.id == replacement.replaced })?.share, share > 0
    else { return nil }
    let orders = NumberText.fixed(volume, digits: 0, grouped: true)
    let part = NumberText.fixed(volume * replacement.part, digits: 0, grouped: true)
    let carried =
      "\(from) carries about \(orders) \(orders == "1" ? "order" : "orders") a month"
      + (replacement.part < 1 ? ", of which about \(part) would move" : "")
    let spared = replacement.gain * volume / share
    let amount = NumberText.fixed(abs(spared), digits: 1, grouped: true)
    if amount == "0.0" { return "\(carried): the swap would make next to no difference to them." }
    let money = HarmText.money(abs(spared), in: evaluation.catalog).map { ", about \($0) a month" } ?? ""
    return "\(carried): about \(amount) \(spared > 0 ? "fewer" : "more") of them would go wrong\(money)."
  }

  /// What an order that moves costs more or less, and what it saves in trouble; nil without both prices.
  private static func price(_ replacement: Replacement, _ evaluation: Evaluation) -> String? {
    let catalog = evaluation.catalog
    guard let old = evaluation.scorecard(replacement.replaced),
      let new = evaluation.scorecard(replacement.by), let before = old.vendor.price?.perOrder,
      let after = new.vendor.price?.perOrder
    else { return nil }
    let price =
      before == after
      ? "An order costs the same"
      : "An order is \(HarmText.money(after.difference(to: before), in: catalog)) "
        + (after < before ? "cheaper" : "dearer")
    guard let (worse, better) = HarmText.troublePrices(old, new, in: catalog) else { return price.sentence }
    let saved = NumberText.fixed(abs(worse - better), digits: 2, grouped: true)
    let trouble = "\(saved) \(catalog.currency) of trouble"
    return
      (saved == "0.00"
      ? "\(price), and costs as much trouble"
      : "\(price), and \(better < worse ? "saves" : "costs") \(trouble)\(better < worse ? "" : " more")")
      .sentence
  }

  /// When the swap has earned back what it costs, by the mean trouble.
  private static func payback(_ replacement: Replacement, _ evaluation: Evaluation) -> String? {
    guard let old = evaluation.scorecard(replacement.replaced),
      let new = evaluation.scorecard(replacement.by),
      let switching = old.switching
    else { return nil }
    let policy = evaluation.catalog.policy
    let cost = switching.cost
    let saved = (old.trouble.mean - new.trouble.mean) * switching.monthlyVolume
    let amount = HarmText.troubles(cost)
    let money = HarmText.money(cost, in: evaluation.catalog).map { " (\($0))" } ?? ""
    let price = "The move is estimated to cost as much as \(amount)\(money)"
    guard saved * policy.horizonMonths >= cost else {
      let horizon = NumberText.fixed(policy.horizonMonths, digits: 0)
      return "\(price), which the swap would not earn back within \(horizon) months."
    }
    let months = max(1, Int((cost / saved).rounded(.up)))
    return "\(price), which the swap would earn back in about \(NumberText.count(months, "month"))."
  }

  private static func weakest(_ evaluation: Evaluation) -> String? {
    guard let id = evaluation.journey.weakest else { return nil }
    let primaries = evaluation.journey.stages.flatMap(\.primaries)
    let loss = primaries.first { $0.id == id }?.loss.map {
      ", which costs \(HarmText.ofThousand($0)) of 1,000 orders"
    }
    return "Weakest link: \(evaluation.catalog.vendorName(id))\(loss ?? "")".sentence
  }

  /// Where several carry the orders, one that fails takes only its part with it.
  private static func withoutPlanB(_ journey: JourneyScore) -> String? {
    let names = journey.stages.filter { $0.singlePointOfFailure && $0.primaries.count > 1 }.map(\.stage.name)
    return names.isEmpty ? nil : "No plan B: " + names.joined(separator: ", ").sentence
  }

  private static func singlePoints(_ journey: JourneyScore) -> String? {
    let names = journey.stages.filter { $0.singlePointOfFailure && $0.primaries.count <= 1 }.map(\.stage.name)
    if names.isEmpty { return nil }
    return
      (names.count == 1
      ? "Single point of failure (no plan B): " : "Single points of failure (no plan B): ")
      + names.joined(separator: ", ").sentence
  }

  /// Stages of which only one vendor is on record, so that nobody can say whether another would be better.
  private static func onlyChoices(_ evaluation: Evaluation) -> String? {
    let names = evaluation.catalog.journey.filter { stage in
      evaluation.scorecards.count { $0.vendor.stage == stage.id && $0.role != .former } == 1
    }.map(\.name)
    return names.isEmpty
      ? nil : "No other vendor to choose from yet: " + names.joined(separator: ", ").sentence
  }

  private static func uncounted(_ journey: JourneyScore) -> String? {
    let names = journey.stages.filter { !$0.counted }.map(\.stage.name)
    if names.isEmpty { return nil }
    return "Not counted in orders, so not part of the chain's reliability: "
      + names.joined(separator: ", ").sentence
  }
}
