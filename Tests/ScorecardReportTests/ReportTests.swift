import ScorecardModel
import Testing

@testable import ScorecardReport

struct ReportTests {
  @Test func `the owner's notes survive byte for byte`() {
    let notes = [
      "", "\n", "Call Ann.\r\n\r\n  * twice\t\n", "a\n\(OwnerNotes.begin)\nb\n\(OwnerNotes.end)\nc\n",
      "é\u{0}支\n",
    ]
    for note in notes {
      let text = MarkdownReport(Fixture.report()).text(ownerNotes: note)
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
    #expect(OwnerNotes.ownerNotes(in: MarkdownReport(report).text(ownerNotes: "real\n")) == "real\n")
  }

  @Test func `writing again with the kept notes gives the same bytes`() {
    let first = MarkdownReport(Fixture.report()).text()
    #expect(MarkdownReport(Fixture.report()).text(ownerNotes: OwnerNotes.ownerNotes(in: first)) == first)
  }

  @Test func `the sections come in their order`() {
    let text = MarkdownReport(Fixture.report()).text()
    #expect(
      lines(text).filter { $0.hasPrefix("## ") }.map { String($0.dropFirst(3)) } == [
        "Decide", "Journey", "Scores", "What changed", "Evidence", "Recovery", "Money to recover",
        "Owner's notes", "How to read this",
      ])
    #expect(text.hasPrefix("# One carrier to replace"))
    #expect(lines(text).dropLast().last?.hasPrefix("<!-- vendorscore 0.1.0 · schema 1 · policy ") == true)
  }

  @Test func `only a recent quarter is marked provisional`() {
    #expect(MarkdownReport(Fixture.report()).text().contains("Provisional"))
    #expect(!MarkdownReport(Fixture.report(provisional: false)).text().contains("Provisional"))
  }

  @Test func `every table row has as many cells as its header`() {
    var report = Fixture.report()
    for text in HostileText.texts(300, seed: 23) {
      report.decisions = [.init(vendor: text, advice: .drop, because: text, firstStep: text)]
      report.evaluation.catalog.store = text
      let table = lines(MarkdownReport(report).text()).filter { $0.hasPrefix("| ☐") }
      #expect(table.count == 2)
      #expect(Set(table.map(pipes)) == [6], "\(table)")
    }
  }

  @Test func `the figure says in words what it draws, and escapes it`() {
    var report = Fixture.report()
    report.rows[0].scorecard.vendor.name = "<script>\"&'"
    let text = ForestPlot(report).text
    #expect(
      text.contains("&lt;script&gt;&quot;&amp;&#39;, Hosting: keep, score 93, likely 86 to 98, 43 logs."))
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

  @Test func `the advice has words for every reason`() {
    var card = Fixture.score("northwind")
    let reasons: [AdviceReason] = [
      .stayingPays, .switchMayPay, .recentDisaster, .switchPays, .switchPaidTwice, .earlierVerdictStands,
      .tooLittleEvidence(credibility: 0.18),
    ]
    let texts = reasons.map { reason in
      card.advice.reason = reason
      return AdviceText.reason(card)
    }
    #expect(Set(texts).count == reasons.count)
    #expect(texts[3] == "switching pays off with 92 % probability")
    #expect(
      texts[5]
        == "to be dropped since an earlier month, and not clearly better; switching pays off with 92 % probability"
    )
    #expect(
      texts[6]
        == "too little evidence: 20 logs over 5,300 orders can't decide")
    card.exposure.amount = 12.4
    #expect(
      AdviceText.reason(card).hasSuffix("20 logs over 5,300 orders (worth about 12 recent ones) can't decide")
    )
    card.exposure.amount = 0.4
    #expect(HarmText.watched(card) == "5,300 orders (worth less than one recent one)")
    card.track.firstDay = nil
    #expect(AdviceText.reason(card) == "too little evidence: nothing on record yet")
  }

  @Test func `rates are told per thousand orders or per month`() {
    #expect(
      HarmText.rate(Fixture.score("northwind").harm, unit: .orders)
        == "3.1 standard incidents per 1,000 orders (likely 1.2–6.0)")
    #expect(
      HarmText.rate(Fixture.score("stackbase").harm, unit: .months)
        == "0.42 standard incidents a month (likely 0.17–0.77)")
    #expect(
      HarmText.passing(Estimate(mean: 0.9986, low: 0.9979, high: 0.9992))
        == "of 10,000 orders 9,986 (9,979–9,992) pass without a standard incident")
  }

  @Test(arguments: [
    (0.598, 0, false, "No sign of it."),
    (1.9, 4, false, "No sign of it."),
    (
      7.9, 4, false,
      "Possibly: 4 bad days since Jun 2026, but that may be chance (odds 7 to 1; we ask for 20 to 1)."
    ),
    (
      19.97, 1, false,
      "Possibly: 1 bad day since Jun 2026, but that may be chance (odds 19 to 1; we ask for 20 to 1)."
    ),
    (
      31, 2, false,
      "Possibly: 2 bad days since Jun 2026, odds 31 to 1 that it has become worse; we ask for three bad days."
    ),
    (45.6, 9, true, "Yes: 9 bad days since Jun 2026; odds 45 to 1 that it has become worse."),
    (1e300, 9, true, "Yes: 9 bad days since Jun 2026; odds over 1,000 to 1 that it has become worse."),
  ]) func `getting worse is said in plain words`(factor: Double, days: Int, flagged: Bool, words: String) {
    var card = Fixture.score("northwind")
    card.worsening = Worsening(
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
    #expect(WorseningText.sentence(card) == "Nothing to tell from: no bad day in 18 months.")
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
    #expect(
      sentences(0.0048)[3].hasSuffix(
        "6 standard incidents (240 USD), which the swap would not earn back within 24 months."))
    evaluation.scorecards[3].harm.mean = 0.0181
    #expect(
      sentences(0.0048)[3].hasSuffix(
        "6 standard incidents (240 USD), which the swap would earn back in about 1 month.")
    )
    evaluation.scorecards[3].harm.mean = 0.0061
    #expect(
      sentences(0.0048)[3].hasSuffix(
        "6 standard incidents (240 USD), which the swap would earn back in about 5 months."))
  }

  @Test func `explain lists the eight heaviest and counts the rest`() {
    var explanation = Fixture.explanation
    explanation.influences = (1...12).map { id in
      Explanation.Influence(
        incident: Fixture.recorded(Int64(id), "northwind", "2026-08-01", .good, .empathy, "kind"), points: 1)
    }
    let text = Screen().explain(explanation, in: Fixture.evaluation)
    #expect(text.contains("  #8  ") && !text.contains("  #9  "))
    #expect(text.contains("\n  … and 12 more: `vendorscore incidents northwind`\n"))
    explanation.scorecard.logs = 8
    #expect(!Screen().explain(explanation, in: Fixture.evaluation).contains("more: `"))
  }

  @Test func `a vendor unused for a year is in no section of the report`() {
    var report = Fixture.report()
    for index in report.rows.indices where report.rows[index].scorecard.vendor.id == "swiftpost" {
      report.rows[index].scorecard.track = TrackRecord(
        amount: 12, amountInYear: 0, logsInYear: 0, firstDay: Fixture.day("2025-03-03"))
    }
    report.leftOut = ["1 vendor is left out: Swiftpost."]
    let text = MarkdownReport(report).text()
    #expect(text.contains("\n\n1 vendor is left out: Swiftpost.\n\n## Journey"))
    #expect(!text.contains("\n| Swiftpost") && !text.contains("### Swiftpost"))
    #expect(text.contains("Scores of 5 vendors"))
    #expect(!ForestPlot(report).text.contains("Swiftpost"))
    #expect(ReportCSV.text(report).contains("swiftpost"))
    #expect(
      Screen().reportWritten(report, path: "r.md", changed: true).contains(
        "1 drop, 1 watch, 3 keep, 1 unused for a year"))
  }

  @Test func `vendors without logs in the quarter share one sentence`() {
    let text = MarkdownReport(Fixture.report()).text()
    #expect(text.contains("No logs in the quarter: Stackbase, 支付蜂 Payhive and Swiftpost.\n"))
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
        Pairing(
          better: "parcelo", other: id, probability: probability + Double(place) / 100, goodLogsToSettle: nil,
          logsOf: nil)
      }
      return Screen().compare(
        Fixture.cards.filter { $0.vendor.id == "parcelo" || others.contains($0.vendor.id) }
          .sorted { a, _ in a.vendor.id == "parcelo" }, title: "shipping", pairings: pairings,
        in: Fixture.evaluation)
    }
    #expect(lines(text(0.6)).filter { $0.contains("not settled") }.count == 1)
    #expect(text(0.6).contains("支付蜂 Payhive: 62 % and 2 more (63 % to 64 %), not settled. Good logs alone"))
  }

  @Test func `incidents that move nothing to be seen are only counted`() {
    var explanation = Fixture.explanation
    explanation.influences[1].points = -0.04
    let text = Screen().explain(explanation, in: Fixture.evaluation)
    #expect(!text.contains("±0.0"))
    explanation.influences.removeFirst()
    #expect(
      Screen().explain(explanation, in: Fixture.evaluation).contains(
        "None of 20 logs moves it by a tenth of a point: `vendorscore incidents northwind`"))
  }

  @Test func `a name that ends with a full stop does not get another`() {
    var evaluation = Fixture.evaluation
    evaluation.catalog.vendors[3].name = "Northwind Inc."
    evaluation.journey.stages[3].primaries[0].loss = nil
    #expect(JourneyText.findings(evaluation).first == "Weakest link: Northwind Inc.")
  }

  @Test func `reviews from before anything was on record are not shown`() {
    var explanation = Fixture.explanation
    explanation.scorecard.track.firstDay = Fixture.day("2026-08-17")
    let text = Screen().explain(explanation, in: Fixture.evaluation)
    #expect(!text.contains("30 Jul 2026") && text.contains("31 Aug 2026"))
    explanation.scorecard.track.firstDay = nil
    #expect(Screen().explain(explanation, in: Fixture.evaluation).contains("last reviews\n  none yet\n"))
  }

  @Test func `primaries that a comparison passed over are named below it`() {
    let text = Screen().compare(
      Fixture.cards, title: "shipping", pairings: Fixture.pairings, unused: [Fixture.score("cartly").vendor],
      in: Fixture.evaluation)
    #expect(text.contains("nothing was logged for a year: Cartly.\n"))
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
