import HTTPTypes
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

/// Every vendor by stage.
struct VendorsPage: View {
  let template = "vendorlist"
  let frame: Frame
  let stages: [VendorTable.Group]
  let axis = ScoreStrip.axis
  let since: String
  let isEmpty: Bool
  let next: String?

  init(_ overview: Overview, from start: Int, frame: Frame) {
    self.frame = frame
    let page = VendorTable.page(overview, from: start)
    stages = page.groups
    next = page.next.map { "/vendors?from=\($0)" }
    since = VendorTable.since(overview)
    isEmpty = overview.catalog.vendors.isEmpty
  }
}

/// One vendor: the advice, why, what would change it, and what it cost.
struct VendorPage: View {
  struct Fact: Encodable {
    let label: String
    let value: String
  }

  struct Bar: Encodable {
    let label: String
    let number: String
    let address: String
    let isGood: Bool
    /// Of the longest one.
    let percent: String
  }

  struct Influence: Encodable {
    let number: String
    let address: String
    let points: String
    let day: String
    let what: String
    let words: String
  }

  struct Letter: Encodable {
    let title: String
    let address: String
  }

  let template = "vendor"
  let frame: Frame
  let name: String
  let role: String
  let stage: String
  let stageAddress: String
  let advice: String
  let word: String
  let mark: String
  let reason: String
  let rule: String
  let flips: [String]
  let isLeft: Bool
  let isKnown: Bool
  let axis = ScoreStrip.axis
  let strip: String
  let score: String
  let likely: String
  let seen: String
  let trend: String?
  let kinds: [Bar]
  let hasKinds: Bool
  let points: [Fact]
  let harm: [String]
  let gloss = HarmText.gloss
  let influences: [Influence]
  let hasInfluences: Bool
  let troubles: [Fact]
  let hasTroubles: Bool
  let card: [Fact]
  let letters: [Letter]
  let worsening: String
  let recordAddress: String
  let logAddress: String
  let contact: String?
  /// What moving its orders to the best other one would change; nil where there is none.
  let switchAddress: String?

  private static let influencesShown = 5

  init(
    _ explanation: Explanation, in evaluation: Evaluation, trend: ScoreTrend,
    recovery: QuarterReport.Recovery, frame: Frame
  ) {
    let (card, catalog) = (explanation.scorecard, evaluation.catalog)
    let vendor = card.vendor
    let shown = card.advice.shown
    self.frame = frame
    name = vendor.name
    role = StandingText.role(card.standing)
    stage = catalog.stageName(vendor.stage)
    stageAddress = Link.stage(vendor.stage)
    (advice, word, mark) = (shown.rawValue, shown.rawValue.capitalizedFirst, shown.mark)
    reason = AdviceText.reason(card, in: catalog).sentence.capitalizedFirst
    rule = RuleText.holding(card)
    flips = explanation.flips.map { "\(FlipText.change($0.change).capitalizedFirst): \($0.advice.rawValue)" }
    isLeft = shown == .left
    isKnown = card.track.firstDay != nil
    strip = ScoreStrip(card).text
    score = NumberText.fixed(card.score, digits: 0)
    likely = NumberText.fixed(card.low, digits: 0) + "–" + NumberText.fixed(card.high, digits: 0)
    seen = "\(NumberText.entries(card.incidentCount)), watched over \(HarmText.watched(card))"
    self.trend =
      trend.row(vendor.id)?.points.contains { $0 != nil } ?? false ? HTMLTrend(trend, of: [vendor]).text : nil
    let most = Double(explanation.kinds.map(\.count).max() ?? 1)
    kinds = explanation.kinds.map { kind in
      Bar(
        label: KindText.name(kind.kind), number: NumberText.grouped(kind.count),
        address: Link.address(
          "/record",
          [
            ("vendor", vendor.id), ("what", kind.kind.rawValue), ("from", "\(evaluation.asOf - 364)"),
            ("to", "\(evaluation.asOf)"),
          ]), isGood: kind.kind.isGood,
        percent: NumberText.fixed(Double(kind.count) / most * 100, digits: 1))
    }
    hasKinds = !kinds.isEmpty
    points = ExplainText.points(explanation).map { Fact(label: $0.what, value: $0.points) }
    harm = ExplainText.harm(card, in: catalog).map(\.capitalizedFirst.sentence)
    influences = ExplainText.felt(explanation).prefix(VendorPage.influencesShown).map { influence in
      let incident = influence.incident.incident
      return Influence(
        number: "#\(influence.incident.id)", address: Link.entry(influence.incident.id),
        points: NumberText.signed(influence.points, digits: 1), day: DayText.short(incident.day),
        what: IncidentText.what(incident), words: incident.summary)
    }
    hasInfluences = !influences.isEmpty
    troubles = VendorPage.troubles(recovery, in: catalog)
    hasTroubles = !troubles.isEmpty
    self.card = VendorPage.card(vendor, in: catalog)
    letters = VendorLetter.Kind.allCases.map { kind in
      Letter(
        title: kind.rawValue.capitalizedFirst, address: Link.vendor(vendor.id) + "/letters/" + kind.rawValue)
    }
    worsening = WorseningText.sentence(card)
    recordAddress = Link.address("/record", [("vendor", vendor.id)])
    logAddress = Link.log(vendor: vendor.id)
    contact = vendor.contact
    switchAddress =
      card.role == .primary
      ? card.switching?.alternative.map {
        Link.address(Link.stage(vendor.stage), [("from", vendor.id), ("to", $0)]) + "#h-swap"
      } : nil
  }

  private static func troubles(_ recovery: QuarterReport.Recovery, in catalog: Catalog) -> [Fact] {
    guard recovery.bad > 0 else { return [] }
    func money(_ label: String, _ money: Money) -> Fact? {
      money > .zero ? Fact(label: label, value: HarmText.money(money, in: catalog)) : nil
    }
    let hold = recovery.holdMinutes
    return [
      Fact(
        label: "Resolved",
        value: "\(NumberText.grouped(recovery.resolved)) of \(NumberText.grouped(recovery.bad))"
          + (recovery.unknown > 0 ? ", \(NumberText.grouped(recovery.unknown)) not said" : "")),
      recovery.medianHoursToResolve.map {
        Fact(label: "Until it was resolved, median", value: NumberText.fixed($0, digits: 0) + " h")
      },
      hold > 0 ? Fact(label: "On hold", value: NumberText.count(hold, "minute")) : nil,
      recovery.minutesSpent > 0
        ? Fact(label: "Your own time", value: NumberText.count(recovery.minutesSpent, "minute")) : nil,
      money("Money lost", recovery.moneyLost), money("Claimed", recovery.claims.claimed),
      money("Came back", recovery.claims.recovered), money("Not recovered", recovery.claims.missed),
      money("Claimed and open", recovery.claims.open),
    ].compactMap { $0 }
  }

  /// What the catalog says of it.
  private static func card(_ vendor: Vendor, in catalog: Catalog) -> [Fact] {
    [
      vendor.contract.map {
        Fact(
          label: "Contract",
          value: "renews on \(DayText.short($0.renews)), decide by \(DayText.short($0.decideBy))")
      },
      TermsText.claims(vendor).map { Fact(label: "Claims within", value: $0) },
      vendor.promisedDays.map { Fact(label: "Promises", value: NumberText.count($0, "day")) },
      vendor.price?.perOrder.map { Fact(label: "An order", value: HarmText.money($0, in: catalog)) },
      vendor.price?.perMonth.map { Fact(label: "A month", value: HarmText.money($0, in: catalog)) },
      vendor.notes.map { Fact(label: "Notes", value: $0) },
    ].compactMap { $0 }
  }
}

/// A stage's vendors side by side, and what another one would change.
struct StagePage: View {
  struct Row: Encodable {
    let name: String
    let address: String
    let cells: [Cell]
  }

  struct Cell: Encodable {
    let heading: String
    let value: String
  }

  struct Option: Encodable {
    let value: String
    let label: String
    let isChosen: Bool
  }

  let template = "stage"
  let frame: Frame
  let title: String
  let verdicts: [String]
  let stages: [VendorTable.Group]
  let axis = ScoreStrip.axis
  let since: String
  let next: String?
  let headings: [String]
  let rows: [Row]
  let hasTerms: Bool
  let address: String
  let from: [Option]
  let to: [Option]
  let parts: [Option]
  let canSwap: Bool
  let swap: [String]
  let hasSwap: Bool

  init(
    _ stage: Stage, _ comparison: Comparison?, _ recoveries: [Vendor.ID: QuarterReport.Recovery],
    swap: (from: Vendor.ID, to: Vendor.ID, text: [String])?, part: Double, _ overview: Overview,
    from start: Int, frame: Frame
  ) {
    let evaluation = overview.status.evaluation
    self.frame = frame
    title = stage.name
    let address = Link.stage(stage.id)
    self.address = address
    let cards =
      comparison?.scorecards ?? evaluation.scorecards.filter { $0.vendor.stage == stage.id }.ranked()
    let text = CompareText(
      cards, pairings: comparison?.pairings ?? [], trials: comparison?.trials ?? [:], in: evaluation)
    verdicts = text.verdicts + text.trials
    let page = VendorTable.page(overview, stage: stage.id, from: start)
    stages = page.groups
    next = page.next.map { "\(address)?page=\($0)" }
    since = VendorTable.since(overview)
    let terms = text.terms
    let hasRecoveries = !recoveries.isEmpty
    let headings =
      ["trouble"] + (hasRecoveries ? ["resolved, 12 months", "median hours"] : []) + terms.map(\.title)
    self.headings = headings
    rows = cards.prefix(VendorTable.pageLength).enumerated().map { index, card in
      Row(
        name: card.vendor.name, address: Link.vendor(card.vendor.id),
        cells: zip(
          headings,
          [HarmText.troubles(of: card)]
            + (hasRecoveries ? StagePage.recovery(recoveries[card.vendor.id]) : [])
            + terms.map { $0.cells[index] ?? "–" }
        ).map { Cell(heading: $0, value: $1) })
    }
    hasTerms = !cards.isEmpty
    let usable = cards.filter { $0.advice.shown != .left }
    func options(_ chosen: Vendor.ID?) -> [Option] {
      usable.map { Option(value: $0.vendor.id, label: $0.vendor.name, isChosen: $0.vendor.id == chosen) }
    }
    from = options(swap?.from ?? usable.last { $0.role == .primary }?.vendor.id)
    to = options(swap?.to ?? usable.first?.vendor.id)
    parts = StagePage.parts.map { value in
      Option(
        value: NumberText.fixed(value * 100, digits: 0),
        label: value == 1 ? "all" : NumberText.percent(value),
        isChosen: value == part)
    }
    canSwap = usable.count > 1
    self.swap = swap?.text ?? []
    hasSwap = swap != nil
  }

  /// How much of a vendor's orders may be thought of as moved.
  private static let parts = [1, 0.5, 0.3, 0.2, 0.1]

  /// - Throws: ``PageError`` for a part that is not offered.
  static func part(_ percent: String?) throws(PageError) -> Double {
    guard let percent else { return 1 }
    guard let part = parts.first(where: { NumberText.fixed($0 * 100, digits: 0) == percent }) else {
      throw PageError(.badRequest, "No such part", "Choose one of the list, such as 30.")
    }
    return part
  }

  /// Reading a year of the entries of more vendors takes longer than anybody looks.
  private static let mostRecoveries = 12

  /// Of these vendors those whose troubles are told one by one.
  static func told(_ vendors: [Vendor.ID]) -> [Vendor.ID] {
    vendors.count > mostRecoveries ? [] : vendors
  }

  /// Resolved, and how long that took.
  private static func recovery(_ recovery: QuarterReport.Recovery?) -> [String] {
    guard let recovery, recovery.bad > 0 else { return ["–", "–"] }
    return [
      "\(NumberText.grouped(recovery.resolved)) of \(NumberText.grouped(recovery.bad))",
      recovery.medianHoursToResolve.map { NumberText.fixed($0, digits: 0) } ?? "–",
    ]
  }
}

/// A letter to a vendor, to copy, print or mail.
struct LetterPageView: View {
  let template = "letter"
  let frame: Frame
  let letter: String
  let markdown: String
  let address: String
  let back: String
  let vendor: String
  /// The numbers of the entries that it is about: what is noted as sent is what was seen.
  let subjects: String
}
