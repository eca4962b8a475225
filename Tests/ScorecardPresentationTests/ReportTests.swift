import ScorecardModel
import Testing

@testable import ScorecardPresentation

struct ReportTests {
  @Test func `the owner's notes survive byte for byte`() {
    let notes = [
      "", "\n", "Call Ann.\r\n\r\n  * twice\t\n", "a\n\(OwnerNotes.begin)\nb\n\(OwnerNotes.end)\nc\n",
      "é\u{0}支\n",
    ]
    for note in notes {
      let text = MarkdownReport(Fixture.report(), figure: "2026-Q3.svg", kept: KeptParts(notes: note)).text
      #expect(OwnerNotes.ownerNotes(in: text).map { Array($0.utf8) } == Array(note.utf8))
    }
    #expect(
      OwnerNotes.ownerNotes(in: [UInt8]("\(OwnerNotes.begin)\r\n".utf8) + [0xFF, 0x0A] + OwnerNotes.end.utf8)
        == [0xFF, 0x0A])
  }

  @Test func `missing markers are told from empty notes`() {
    #expect(OwnerNotes.ownerNotes(in: "# A report\n") == nil)
    #expect(OwnerNotes.ownerNotes(in: "\(OwnerNotes.end)\n\(OwnerNotes.begin)\n") == nil)
    #expect(OwnerNotes.ownerNotes(in: "\(OwnerNotes.begin)\n\(OwnerNotes.end)\n")?.isEmpty == true)
  }

  @Test func `a summary cannot pass for the owner's notes`() {
    var report = Fixture.report()
    report.rows[0].worst = [
      Fixture.recorded(
        9, "cartly", "2026-08-01", .good, .general, "\n\(OwnerNotes.begin)\nmine\n\(OwnerNotes.end)\n")
    ]
    #expect(
      OwnerNotes.ownerNotes(
        in: MarkdownReport(report, figure: "2026-Q3.svg", kept: KeptParts(notes: "real\n")).text) == "real\n")
  }

  @Test func `writing again with the kept notes gives the same bytes`() {
    let first = MarkdownReport(Fixture.report(), figure: "2026-Q3.svg").text
    #expect(
      MarkdownReport(
        Fixture.report(), figure: "2026-Q3.svg", kept: KeptParts(notes: OwnerNotes.ownerNotes(in: first))
      ).text == first)
  }

  @Test func `the sections come in their order`() {
    let text = MarkdownReport(Fixture.report(), figure: "2026-Q3.svg").text
    #expect(
      lines(text).filter { $0.hasPrefix("## ") }.map { String($0.dropFirst(3)) } == [
        "Decide", "Journey", "Scores", "What changed", "Evidence", "Recovery", "Money to recover",
        "Owner's notes", "How to read this",
      ])
    #expect(text.hasPrefix("# Replace Northwind Freight with Parcelo; "))
    #expect(lines(text).dropLast().last?.hasPrefix("<!-- vendorscore 0.1.0 · schema 2 · policy ") == true)
  }

  @Test func `only a recent quarter is marked provisional`() {
    #expect(MarkdownReport(Fixture.report(), figure: "2026-Q3.svg").text.contains("Provisional"))
    #expect(
      !MarkdownReport(Fixture.report(provisional: false), figure: "2026-Q3.svg").text.contains("Provisional"))
  }

  @Test func `every table row has as many cells as its header`() {
    var report = Fixture.report()
    for text in HostileText.texts(300, seed: 23) {
      report.decisions = [.init(vendor: text, advice: .drop, firstStep: .tryForMonth(text))]
      report.evaluation.catalog.store = text
      let table = lines(MarkdownReport(report, figure: "2026-Q3.svg").text).filter { $0.hasPrefix("| ☐") }
      #expect(table.count == 2)
      #expect(Set(table.map(pipes)) == [6], "\(table)")
    }
  }

  @Test func `the figure says in words what it draws, and escapes it`() {
    var report = Fixture.report()
    report.rows[0].scorecard.vendor.name = "<script>\"&'"
    let text = ForestPlot(report).text
    #expect(
      text.contains("&lt;script&gt;&quot;&amp;&#39;, Hosting: keep, score 93, likely 86 to 98, 43 entries."))
    #expect(!text.contains("<script"))
    #expect(ForestPlot(title: "None", cards: [], catalog: Fixture.catalog).text.contains("No vendors yet."))
  }

  @Test func `JSON writes null for what is not a number`() {
    var card = Fixture.cards[0]
    card.score = .nan
    card.harm.mean = .infinity
    let text = JSONText.scores(Fixture.evaluation, [card]).line
    #expect(text.contains("\"score\":null"))
    #expect(text.contains("\"harm\":{\"mean\":null"))
    #expect(JSONText.incidents([]).document == "[]\n")
  }

  @Test(
    arguments: [
      (.left(on: Fixture.day("2025-10-01")), "not used since 1 Oct 2025"),
      (.left(on: nil), "not used any more"),
      (.tooLittleSeen(0.18), "too little seen: 5,300 orders, and it takes 28 recent orders to judge"),
      (.rangeTooWide(low: 29.1), "too little seen: the likely range 29–63 still starts below 40"),
      (.nothingAgainst, "staying is fine: 92 % sure that leaving pays off"),
      (
        .watching(.loss(on: Fixture.day("2026-09-17")), since: Fixture.asOf),
        "something was lost on 17 Sep 2026; leaving pays off, 92 % sure"
      ),
      (.watching(.leavingMayPay, since: Fixture.asOf), "leaving may pay off, 92 % sure"),
      (
        .watching(.lowScore, since: Fixture.day("2026-08-31")),
        "the score was under 60 after a bad day; leaving pays off, 92 % sure; on watch since 31 Aug 2026"
      ),
      (
        .watching(.afterDrop, since: Fixture.asOf), "leaving no longer clearly pays off, 92 % sure"
      ),
      (.leavingPays(sureAtOnce: true, since: Fixture.asOf), "leaving pays off, 92 % sure"),
      (
        .leavingPays(sureAtOnce: false, since: Fixture.asOf),
        "leaving pays off, 92 % sure, in two monthly reviews with a new bad day each"
      ),
      (
        .leavingPays(sureAtOnce: false, since: Fixture.day("2026-08-31")),
        "leaving pays off, 92 % sure; advised since 31 Aug 2026"
      ),
    ] as [(AdviceReason, String)])
  func `the advice has words for every reason`(reason: AdviceReason, words: String) {
    var card = Fixture.score("northwind")
    card.advice.reason = reason
    #expect(AdviceText.reason(card) == words)
  }

  @Test func `a vendor of which little is known says how much that is`() {
    var card = Fixture.score("northwind")
    card.exposure.amount = 12.4
    #expect(HarmText.watched(card) == "5,300 orders (worth about 12 recent ones)")
    card.exposure.amount = 0.4
    #expect(HarmText.watched(card) == "5,300 orders (worth less than one recent one)")
    card.advice.reason = .tooLittleSeen(0.1)
    card.track.firstDay = nil
    #expect(AdviceText.reason(card) == "nothing on record yet")
  }

  @Test func `good, but another is better, says who`() {
    #expect(
      AdviceText.reason(Fixture.score("parcelo"), in: Fixture.catalog)
        == "good, but Swiftpost is better: leaving pays off, 70 % sure")
  }

  @Test func `each advice names the rule that holds it`() {
    let rules = ["stackbase", "cartly", "northwind", "swiftpost", "brightvan"].map {
      RuleText.holding(Fixture.score($0))
    }
    #expect(rules[0] == RuleText.better)
    #expect(rules[1].hasPrefix(RuleText.watch + " It ends when"))
    #expect(rules[2].hasPrefix(RuleText.drop + " It ends when"))
    #expect(rules[3] == RuleText.unclear)
    #expect(rules[4].hasPrefix("Left: nothing to decide."))
    var modest = Fixture.score("stackbase")
    modest.score = 71
    #expect(RuleText.holding(modest) == RuleText.noNews)
  }

  @Test func `what is estimated is said with the days it is for`() {
    #expect(
      EvidenceText.estimates(Fixture.evaluation) == [
        "Orders since 1 Sep 2026 are estimated, 140 a month",
        "Orders of Swiftpost since 1 Jul 2026 are estimated, 8 a month, up to 31 Aug 2026",
      ])
  }

  @Test(
    arguments: [
      (
        .primariesWithoutOrders(["cartly", "parcelo"]),
        "Cartly and Parcelo are primary but have no orders on record; how often they fail is assumed, not observed"
      ),
      (
        .formerWithoutPeriod(["brightvan"]),
        "Brightvan was left, but nobody knows when: give since and until in vendors.json, or its bad days can't be "
          + "set against any orders"
      ),
      (
        .uncataloguedVendors(["dhl"]), "dhl has entries, but is not in vendors.json, so no score counts it"
      ),
    ] as [(EvidenceWarning, String)])
  func `what stands in the way of a fair score is said`(warning: EvidenceWarning, words: String) {
    #expect(EvidenceText.sentence(warning, in: Fixture.catalog) == words)
  }

  @Test func `rates are told per thousand orders or per month, beside what is typical`() {
    #expect(
      HarmText.rate(Fixture.score("northwind")) == "3.1 troubles in 1,000 orders, where 18.0 are typical")
    #expect(HarmText.rate(Fixture.score("stackbase")) == "0.42 troubles a month, where 0.25 are typical")
    #expect(
      HarmText.passing(Estimate(mean: 0.9986, low: 0.9979, high: 0.9992))
        == "of 10,000 orders 9,986 (9,979–9,992) go through without trouble worth chasing")
  }

  @Test func `the points shown add up to the score shown`() throws {
    for score in stride(from: 12.34, to: 100, by: 7.77) {
      var explanation = Fixture.explanation
      explanation.scorecard.score = score
      explanation.scorecard.points = PointSplit(
        unknown: 0.4 * (100 - score),
        dimensions: [.reliability: 0.63 * (100 - score), .empathy: 0.07 * (100 - score)],
        gained: 0.1 * (100 - score))
      let rows = lines(Fixture.screen().explain(explanation, in: Fixture.evaluation))
        .drop { $0 != "Where the points went" }.dropFirst().prefix { !$0.isEmpty }
      let numbers = rows.compactMap { $0.split(separator: " ").last.flatMap { Double($0) } }
      let sum = numbers.dropLast().reduce(0, +)
      #expect(numbers.count == 6 && abs(sum - (numbers.last ?? 0)) < 1e-9, "\(rows)")
    }
  }

  @Test(arguments: [
    (0.598, 0, false, "No sign of it."),
    (1.9, 4, false, "No sign of it."),
    (
      7.9, 4, false,
      "Possibly: 4 bad days since Jun 2026, but that may be chance (odds 7 to 1; it takes 20 to 1)."
    ),
    (
      19.97, 1, false,
      "Possibly: 1 bad day since Jun 2026, but that may be chance (odds 19 to 1; it takes 20 to 1)."
    ),
    (
      31, 2, false,
      "Possibly: 2 bad days since Jun 2026, odds 31 to 1 that it has become worse; it takes three bad days to say so."
    ),
    (45.6, 9, true, "Yes: 9 bad days since Jun 2026; odds 45 to 1 that it has become worse."),
    (1e300, 9, true, "Yes: 9 bad days since Jun 2026; odds over 1,000 to 1 that it has become worse."),
  ]) func `getting worse is said in plain words`(factor: Double, days: Int, flagged: Bool, words: String) {
    var card = Fixture.score("northwind")
    card.worsening = DeteriorationTest(
      bayesFactor: factor, badDaysSince: days, since: Fixture.day("2026-06-01").month, flagged: flagged,
      months: 12, badDays: 12)
    #expect(WorseningText.sentence(card) == words)
  }

  @Test func `a rare trouble cannot be told to have doubled`() {
    var card = Fixture.score("northwind")
    card.worsening.badDays = 1
    #expect(
      WorseningText.sentence(card)
        == "Too few bad days to tell, 1 bad day in 18 months: below one a month, even a doubling takes a year to show."
    )
    card.worsening.badDays = 18
    #expect(WorseningText.sentence(card) == "No sign of it.")
    card.worsening.badDays = 0
    #expect(WorseningText.sentence(card) == "Nothing to go by: no bad day in 18 months.")
    card.worsening.badDays = 17
    card.worsening.bayesFactor = 7
    #expect(WorseningText.sentence(card).hasPrefix("Too few"))
    card.worsening.badDaysSince = 2
    #expect(WorseningText.sentence(card).hasPrefix("Possibly: 2 bad days"))
  }

  @Test func `a swap says when it has earned back its cost`() {
    var evaluation = Fixture.evaluation
    func sentences(_ gain: Double) -> [String] {
      JourneyText.replacement(
        Replacement(replaced: "northwind", by: "parcelo", gain: gain, probabilityBetter: 0.97), in: evaluation
      )
    }
    #expect(
      sentences(0.0048)[2].hasSuffix(
        "about 400 orders a month: about 2.7 fewer of them would go wrong, about 110 USD a month."))
    #expect(sentences(-0.0048)[2].hasSuffix("about 2.7 more of them would go wrong, about 110 USD a month."))
    #expect(sentences(0.00001)[2].hasSuffix("the swap would make next to no difference to them."))
    let cost = "27.6 troubles (1,104 USD), which the swap would "
    #expect(sentences(0.0048)[3].hasSuffix(cost + "not earn back within 24 months."))
    evaluation.scorecards[3].trouble = GammaShape(shape: 9, rate: 100)
    #expect(sentences(0.0048)[3].hasSuffix(cost + "earn back in about 1 month."))
    evaluation.scorecards[3].trouble = GammaShape(shape: 1.6, rate: 100)
    #expect(sentences(0.0048)[3].hasSuffix(cost + "earn back in about 6 months."))
  }

  @Test func `a swap of a part says what moves, and what an order costs more and saves`() {
    var evaluation = Fixture.evaluation
    func sentences(_ part: Double) -> [String] {
      JourneyText.replacement(
        Replacement(replaced: "northwind", by: "parcelo", gain: 0.0048, probabilityBetter: 0.97).moving(0.5)
          .moving(part), in: evaluation)
    }
    let half = sentences(0.5)
    #expect(half[0].hasPrefix("With 50 % of Northwind Freight's orders moved, of 1,000 orders "), "\(half)")
    #expect(half[0].hasSuffix("(+2.4)."), "\(half)")
    #expect(half[2].contains("400 orders a month, of which about 200 would move: about 1.4 fewer"), "\(half)")
    // What the whole move costs says nothing of a part.
    #expect(half.count == 3, "\(half)")
    #expect(sentences(1).count == 4 && sentences(1)[0].hasSuffix("(+4.8)."))
    let catalog = evaluation.catalog
    for (vendor, price, harm) in [("northwind", "5.20", 0.02), ("parcelo", "6", 0.0075)] {
      for index in evaluation.scorecards.indices where evaluation.scorecards[index].vendor.id == vendor {
        evaluation.scorecards[index].vendor.price = Price(perOrder: Money(price))
        evaluation.scorecards[index].harm.mean = harm
      }
    }
    #expect(catalog.policy.costPerTrouble == 40)
    #expect(sentences(0.5)[3] == "An order is 0.80 USD dearer, and saves 0.50 USD of trouble.")
  }

  @Test func `explain lists the eight heaviest and counts the rest`() {
    var explanation = Fixture.explanation
    explanation.influences = (1...12).map { id in
      Explanation.Influence(
        incident: Fixture.recorded(Int64(id), "northwind", "2026-08-01", .good, .empathy, "kind"), points: 1)
    }
    let text = Fixture.screen().explain(explanation, in: Fixture.evaluation)
    #expect(text.contains("  #8  ") && !text.contains("  #9  "))
    #expect(text.contains("\n  … and 12 more: `vendorscore incidents northwind`\n"))
    explanation.scorecard.incidentCount = 8
    #expect(!Fixture.screen().explain(explanation, in: Fixture.evaluation).contains("more: `"))
  }

  @Test func `a vendor unused for a year is in no section of the report`() {
    var report = Fixture.report()
    for index in report.rows.indices where report.rows[index].scorecard.vendor.id == "swiftpost" {
      report.rows[index].scorecard.track = TrackRecord(
        amount: 12, amountInYear: 0, incidentsInYear: 0, firstDay: Fixture.day("2025-03-03"))
    }
    report.leftOut.unused = ["swiftpost"]
    let text = MarkdownReport(report, figure: "2026-Q3.svg").text
    let sentence =
      "Swiftpost carried nothing and had no entries in the year up to 30 Sep 2026: nothing to decide."
    #expect(text.contains("\n\n\(sentence)\n\n## Journey"))
    #expect(!text.contains("\n| Swiftpost") && !text.contains("### Swiftpost"))
    #expect(text.contains("Scores of 6 vendors"))
    #expect(!ForestPlot(report).text.contains("Swiftpost"))
    #expect(ReportCSV.text(report).contains("swiftpost"))
    #expect(
      Fixture.screen().reportWritten(report, path: "r.md").contains(
        "1 drop, 1 watch, 3 keep, 1 left, 1 with nothing on record for a year"))
  }

  @Test func `vendors without entries in the quarter share one sentence`() {
    let text = MarkdownReport(Fixture.report(), figure: "2026-Q3.svg").text
    #expect(text.contains("No entries in the quarter: Stackbase, 支付蜂 Payhive, Swiftpost and 1 more.\n"))
    #expect(!text.contains("### Stackbase"))
  }

  @Test func `those who carry little are counted, not listed, and the weakest link is named`() {
    var stage = Fixture.journey.stages[3]
    stage.primaries = (0..<20).map { place in
      PrimaryScore(
        id: "v\(place)", share: place == 19 ? 0.905 : 0.005, reliability: 0.99, importance: 1, loss: 0.001)
    }
    let carriers = StageCarriers(stage, weakest: "v17")
    #expect(carriers.named.map(\.id) == ["v19", "v0", "v1", "v2", "v3", "v4", "v5", "v6", "v17"])
    #expect(carriers.others?.count == 11)
    #expect(abs((carriers.others?.share ?? 0) - 0.055) < 1e-9)
    stage.primaries[0].share = 0.004
    #expect(!StageCarriers(stage, weakest: nil).named.contains { $0.id == "v0" })
    stage.primaries.removeLast(17)
    #expect(StageCarriers(stage, weakest: nil).others == nil)
  }

  @Test func `rivals of which the same is to be said share one sentence`() {
    let others = ["northwind", "cartly", "payhive", "stackbase", "swiftpost"]
    func text(_ probability: Double) -> String {
      let pairings = others.enumerated().map { place, id in
        Pairing(better: "parcelo", other: id, probability: probability + Double(place) / 100)
      }
      return Fixture.screen().compare(
        Fixture.cards.filter { $0.vendor.id == "parcelo" || others.contains($0.vendor.id) }
          .sorted { a, _ in a.vendor.id == "parcelo" }, title: "shipping", pairings: pairings,
        in: Fixture.evaluation)
    }
    #expect(lines(text(0.6)).filter { $0.contains("not settled") }.count == 1)
    #expect(
      text(0.6).contains("支付蜂 Payhive: 62 % and 2 more (63 % to 64 %), not settled. Only time will tell."))
  }

  @Test func `incidents that move nothing to be seen are only counted`() {
    var explanation = Fixture.explanation
    explanation.influences[1].points = -0.04
    let text = Fixture.screen().explain(explanation, in: Fixture.evaluation)
    #expect(!text.contains("±0.0"))
    explanation.influences.removeFirst()
    #expect(
      Fixture.screen().explain(explanation, in: Fixture.evaluation).contains(
        "None of 20 entries moves it by a tenth of a point: `vendorscore incidents northwind`"))
  }

  @Test func `a name that ends with a full stop does not get another`() {
    var evaluation = Fixture.evaluation
    evaluation.catalog.vendors[3].name = "Northwind Inc."
    evaluation.journey.stages[3].primaries[0].loss = nil
    #expect(JourneyText.findings(evaluation).first == "Weakest link: Northwind Inc.")
  }

  @Test func `where several carry the orders, none is a single point of failure`() {
    var evaluation = Fixture.evaluation
    evaluation.journey.stages[3].fallback = nil
    evaluation.journey.stages[3].singlePointOfFailure = true
    let findings = JourneyText.findings(evaluation)
    #expect(findings.contains("Single points of failure (no plan B): Cart, Payments."))
    #expect(findings.contains("No plan B: Shipping."))
    let chain = Fixture.screen().journey(evaluation).split(separator: "\n")
    #expect(chain.count { $0.hasSuffix("no plan B: single point of failure") } == 2)
    #expect(chain.count { $0.hasSuffix("no plan B") } == 1)
  }

  @Test(arguments: [(nil, ""), (Money("24"), "on 24 USD ")])
  func `a customer's dispute is answered, not claimed`(amount: Money?, on: String) {
    var recorded = Fixture.lost
    recorded.incident.attribution = .customer
    let entry = DueEntry(day: Fixture.day("2026-10-04"), kind: .evidence, incident: recorded, amount: amount)
    let text = DueText(in: Fixture.catalog, asOf: Fixture.day("2026-09-30")).sentence(.entry(entry))
    #expect(
      text.hasPrefix("Send your evidence \(on)to Northwind Freight by 4 Oct 2026, 4 days: #"), "\(text)")
  }

  @Test func `one to leave is named where no pair is settled`() {
    let pairings = [Pairing(better: "parcelo", other: "northwind", probability: 0.9)]
    let cards = ["parcelo", "northwind"].map(Fixture.score)
    let text = Fixture.screen().compare(cards, title: "shipping", pairings: pairings, in: Fixture.evaluation)
    #expect(text.contains("\nPick Parcelo: leaving Northwind Freight pays off, 92 % sure.\n"), "\(text)")
    let others = Fixture.screen().compare(cards, title: "shipping", pairings: [], in: Fixture.evaluation)
    #expect(others.contains("Pick Parcelo for now: nothing is settled yet."))
  }

  @Test func `reviews from before anything was on record are not shown`() {
    var explanation = Fixture.explanation
    explanation.scorecard.track.firstDay = Fixture.day("2026-08-17")
    let text = Fixture.screen().explain(explanation, in: Fixture.evaluation)
    #expect(!text.contains("30 Jul 2026") && text.contains("31 Aug 2026"))
    explanation.scorecard.track.firstDay = nil
    #expect(
      Fixture.screen().explain(explanation, in: Fixture.evaluation).contains("month by month?\n  none yet\n"))
  }

  @Test func `primaries that a comparison passed over are named below it`() {
    let text = Fixture.screen().compare(
      Fixture.cards, title: "shipping", pairings: Fixture.pairings, unused: [Fixture.score("cartly").vendor],
      in: Fixture.evaluation)
    #expect(text.contains("had no entries for a year: Cartly.\n"))
  }

  private func pipes(_ line: Substring) -> Int {
    let bytes = Array(line.utf8)
    return bytes.indices.filter { index in
      guard bytes[index] == UInt8(ascii: "|") else { return false }
      let backslashes = bytes[..<index].reversed().prefix { $0 == UInt8(ascii: "\\") }.count
      return backslashes.isMultiple(of: 2)
    }.count
  }
}

extension OwnerNotes {
  fileprivate static func ownerNotes(in report: String) -> String? {
    ownerNotes(in: Array(report.utf8)).map { String(decoding: $0, as: UTF8.self) }
  }
}
