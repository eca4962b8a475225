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
        "Decide", "Journey", "Scores", "What changed", "Evidence", "Recovery", "Owner's notes",
        "How to read this",
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
      texts[6] == "too little evidence: 20 logs over 4,210 orders can't decide (credibility 18 %, needs 30 %)"
    )
  }

  @Test func `rates are told per thousand orders or per month`() {
    #expect(
      HarmText.rate(0.0031, unit: .orders, range: 0.0012...0.006)
        == "3.1 standard incidents per 1,000 orders (likely 1.2–6.0)")
    #expect(HarmText.rate(0.42, unit: .months) == "0.42 standard incidents a month")
    #expect(
      HarmText.passing(Estimate(mean: 0.9986, low: 0.9979, high: 0.9992))
        == "of 10,000 orders 9,986 (9,979–9,992) pass without a standard incident")
  }

  @Test func `a rare trouble cannot be shown to have doubled`() {
    var card = Fixture.score("northwind")
    card.switching.monthlyVolume = 10
    #expect(WorseningText.sentence(card).contains("doubling cannot be shown within a year"))
    #expect(WorseningText.sentence(Fixture.score("cartly")).hasPrefix("Yes since Jun 2026: 5 bad days"))
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
