import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardPresentation

struct TerminalTests {
  @Test func `an experience from before the vendor's start is noted`() throws {
    var card = Fixture.score("northwind")
    let day = Fixture.lost.incident.day
    card.standing.joined = day + 1
    #expect(Fixture.screen().logged(Fixture.lost, before: nil, after: card).contains("this is dated earlier"))
    card.standing.joined = day
    #expect(
      !Fixture.screen().logged(Fixture.lost, before: nil, after: card).contains("this is dated earlier"))
  }

  @Test(arguments: [
    ("abc", 3), ("支付蜂", 6), ("e\u{301}", 1), ("🙂", 2), ("🇩🇪", 2), ("👍🏽", 2), ("한국", 4),
    ("\u{1112}\u{1161}\u{11ab}", 2),
    ("├──■┤·¦", 7), ("ﾊﾝ", 2), ("ＡＢ", 4), ("", 0),
  ])
  func `display width counts columns`(text: String, width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }

  @Test func `a cut text fits and says that it was cut`() {
    #expect(DisplayWidth.truncated("支付蜂 Payhive", to: 6) == "支付…")
    #expect(DisplayWidth.truncated("abc", to: 3) == "abc")
    for text in HostileText.texts(500, seed: 2).map(Escaping.terminal) {
      #expect(DisplayWidth.of(DisplayWidth.truncated(text, to: 5)) <= 5)
    }
  }

  @Test func `wrapping keeps every word`() {
    let text = "the parcel was lost and nobody called back"
    #expect(DisplayWidth.wrapped(text, to: 12).joined(separator: " ") == text)
    #expect(DisplayWidth.wrapped(text, to: 12).allSatisfy { DisplayWidth.of($0) <= 12 })
  }

  @Test func `the bar is the one of the transcripts`() {
    let northwind = ForestBar(low: 29, score: 45, high: 63, advice: .drop)
    #expect(northwind.text(width: 40) == "···········├──────■──────┤····¦·········")
    #expect(northwind.text(width: 32) == "·········├────■─────┤···¦·······")
    let swiftpost = ForestBar(low: 34, score: 67, high: 92, advice: .unclear)
    #expect(swiftpost.text(width: 32) == "··········├──────────○───────┤··")
    #expect(ForestBar.axis(width: 32) == "0                       75   100")
  }

  @Test func `a bar has its width and its mark whatever the numbers`() {
    var random = SeededGenerator(seed: 1)
    for width in [0, 20, 27, 32, 40, 99] {
      for _ in 0..<200 {
        let ends = (0..<3).map { _ in Double.random(in: -10...110, using: &random) }.sorted()
        let bar = ForestBar(low: ends[0], score: ends[1], high: ends[2], advice: .watch).text(width: width)
        #expect(DisplayWidth.of(bar) == min(max(width, 20), 40))
        #expect(bar.filter { $0 == "▲" }.count == 1)
      }
    }
    #expect(ForestBar(low: 50, score: 50, high: 50, advice: .keep).text(width: 20) == "··········●····¦····")
    #expect(ForestBar(low: .nan, score: .nan, high: .infinity, advice: .keep).text(width: 20).hasPrefix("●"))
  }

  @Test func `narrow screens stay within their columns`() {
    let evaluation = Fixture.evaluation
    for columns in 40...100 {
      let screen = Fixture.screen(columns: columns, color: false)
      let cards = evaluation.scorecards
      let all = [
        screen.logged(Fixture.lost, before: nil, after: Fixture.score("cartly")), screen.scores(evaluation),
        screen.compare(cards, title: nil, pairings: Fixture.pairings, in: evaluation),
        screen.explain(Fixture.explanation, in: evaluation), screen.journey(evaluation),
        screen.incidents(Fixture.incidents, in: Fixture.catalog),
        screen.changes(Fixture.changes, in: Fixture.catalog),
        screen.incident(Fixture.lost, in: Fixture.catalog, recordedAt: "22 Sep 2026 10:30 Europe/Berlin"),
        screen.history(Fixture.history, in: Fixture.catalog),
      ].joined()
      // The line of what was saved is one line for those who search it.
      for line in lines(all) where !line.hasPrefix("✓") && !line.hasPrefix("#214  Mon") {
        #expect(DisplayWidth.of(String(line)) <= columns, "\(line)")
        #expect(line.last != " ", "\(line)|")
      }
    }
  }

  @Test func `without colour nothing but text is written`() {
    let plain = Fixture.screen().scores(Fixture.evaluation) + Fixture.screen().journey(Fixture.evaluation)
    #expect(!plain.utf8.contains(0x1B))
    let colored = Fixture.screen(columns: nil, color: true).scores(Fixture.evaluation)
    #expect(colored.utf8.contains(0x1B))
    #expect(withoutColor(colored) == Fixture.screen().scores(Fixture.evaluation))
  }

  @Test func `hostile names do not get through any screen`() {
    var evaluation = Fixture.evaluation
    let bad = "\u{1b}]0;x\u{7}\u{202e}evil\u{9b}\n"
    evaluation.catalog.store = bad
    for index in evaluation.catalog.vendors.indices { evaluation.catalog.vendors[index].name = bad }
    for index in evaluation.scorecards.indices { evaluation.scorecards[index].vendor.name = bad }
    for index in evaluation.catalog.journey.indices { evaluation.catalog.journey[index].name = bad }
    for index in evaluation.journey.stages.indices { evaluation.journey.stages[index].stage.name = bad }
    evaluation.warnings = [.uncataloguedVendors([bad])]
    var explanation = Fixture.explanation
    explanation.scorecard.vendor.name = bad
    let screen = Fixture.screen()
    let all = [
      screen.scores(evaluation), screen.journey(evaluation), screen.explain(explanation, in: evaluation),
      screen.vendors(evaluation.catalog, asOf: Fixture.asOf),
      screen.incidents(Fixture.incidents, in: evaluation.catalog),
      screen.logged(Fixture.hostile, before: nil, after: explanation.scorecard),
      screen.compare(evaluation.scorecards, title: "cart", pairings: Fixture.pairings, in: evaluation),
    ].joined()
    #expect(!all.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control })
    #expect(!all.unicodeScalars.contains { $0.properties.isBidiControl })
  }

  @Test func `empty states name the next step`() {
    let catalog = Catalog(store: "Shed", journey: [], vendors: [])
    let empty = Evaluation(
      asOf: Fixture.asOf, catalog: catalog, scorecards: [],
      journey: JourneyScore(reliability: nil, stages: [], weakest: nil), estimates: [], warnings: [])
    let screen = Fixture.screen()
    #expect(screen.scores(empty).contains("`vendorscore vendors add"))
    #expect(screen.compare([], title: nil, pairings: [], in: empty).contains("vendors.json"))
    #expect(screen.journey(empty).contains("vendors.json"))
    #expect(screen.vendors(catalog, asOf: Fixture.asOf).contains("`vendorscore vendors add"))
    #expect(screen.noIncidents(unconfirmed: 0, others: false).contains("`vendorscore log"))
    #expect(screen.changes([], in: Fixture.catalog).contains("`vendorscore log"))
    #expect(screen.history([], in: catalog).contains("`vendorscore incidents`"))
    var untouched = Fixture.evaluation
    for index in untouched.scorecards.indices { untouched.scorecards[index].incidentCount = 0 }
    #expect(
      screen.scores(untouched).contains(
        "No entries about these vendors yet. `vendorscore log`"))
  }

  private func withoutColor(_ text: String) -> String {
    var result: [UInt8] = []
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.popFirst() {
      if byte == 0x1B {
        bytes = bytes.drop { $0 != UInt8(ascii: "m") }.dropFirst()
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
