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
    next = page.next.map { Link.address("/vendors", [("from", "\($0)"), ("as-of", frame.pastDay)]) }
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
