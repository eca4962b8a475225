import ScorecardModel
import Testing

@testable import ScorecardPresentation

/// Letters to vendors.
struct LetterTests {
  private static func letter(_ kind: VendorLetter.Kind) -> VendorLetter {
    var vendor = Fixture.catalog.vendors[3]
    vendor.contact = "claims@northwind.example"
    vendor.promisedDays = 5
    vendor.claims = ClaimTerms(damageDays: 7, lossDays: 60)
    vendor.contract = Contract(renews: Fixture.day("2026-11-30"), noticeDays: 30)
    let late = Fixture.recorded(
      198, "northwind", "2026-09-02", .bad(Fixture.severity(2)), .reliability, ""
    ) {
      $0.kind = .late
      $0.resolved = true
      $0.hoursToResolve = 1
      $0.details.minutesSpent = 150
      $0.details.count = IncidentCount(thousandths: 3_000) ?? .one
    }
    var lost = Fixture.lost
    lost.incident.details.reference = "1Z 99 <b>"
    lost.incident.details.claimed = Money("30.50")
    var praise = Fixture.praise
    praise.incident.vendor = "northwind"
    let claims =
      kind == .claim
      ? [
        VendorLetter.Claim(entry: late, amount: nil, lastDay: Fixture.day("2026-10-15"), isClaimed: false),
        .init(entry: lost, amount: Money("30.50"), lastDay: nil, isClaimed: true),
      ] : []
    return VendorLetter(
      kind: kind, vendor: vendor, catalog: Fixture.catalog, day: Fixture.asOf,
      since: Fixture.day("2026-07-02"),
      bad: [late, lost], good: [praise], claims: claims)
  }

  @Test(arguments: VendorLetter.Kind.allCases) func `each kind, in both formats`(kind: VendorLetter.Kind) {
    let letter = LetterTests.letter(kind)
    expectGolden(MarkdownLetter(letter).text, "letter-\(kind.rawValue).md")
    expectGolden(HTMLLetter(letter).text, "letter-\(kind.rawValue).html")
    expectGolden(JSONText.letter(letter).document, "letter-\(kind.rawValue).json")
  }

  @Test func `the page allows its own style sheet and nothing else`() {
    #expect(LetterStyle.digest == "sha256-" + SHA256.base64(SHA256.digest(Array(LetterStyle.text.utf8))))
    let html = HTMLLetter(LetterTests.letter(.claim)).text
    #expect(html.contains("default-src 'none'; style-src '\(LetterStyle.digest)'; base-uri 'none';"))
    for active in ["<script", "<link", "<img", "<a ", " style=", "url(", "@import", " href"] {
      #expect(!html.contains(active))
    }
  }

  @Test func `what was typed stays text, whatever it is`() {
    for text in HostileText.texts(300, seed: 37) {
      var letter = LetterTests.letter(.complaint)
      letter.bad[0].incident.summary = text
      letter.bad[1].incident.details.reference = text
      letter.vendor.name = text
      letter.catalog.store = text
      letter.vendor.contact = text
      let html = HTMLLetter(letter).text
      let plain = HTMLLetter(LetterTests.letter(.complaint)).text
      // By bytes: a mark that joins makes one Character with the bracket before it.
      func tags(_ text: String) -> [String] {
        text.utf8.split(separator: UInt8(ascii: "<")).dropFirst().map { tag in
          String(decoding: tag.prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self)
        }.filter { !$0.contains("bdi") }
      }
      #expect(tags(html) == tags(plain), "\(text.debugDescription)")
      let markdown = MarkdownLetter(letter).text
      let headings = lines(markdown).filter { $0.hasPrefix("#") }
      #expect(
        headings == lines(MarkdownLetter(LetterTests.letter(.complaint)).text).filter { $0.hasPrefix("#") })
    }
  }

  @Test func `a page holds no more than twenty problems, the worst of them`() {
    var letter = LetterTests.letter(.complaint)
    letter.bad = (1...30).map { number in
      Fixture.recorded(
        Int64(number), "northwind", "2026-09-\(number < 10 ? "0" : "")\(number)",
        .bad(Fixture.severity(number == 2 ? 5 : 2)), .reliability, "n\(number).")
    }
    let text = MarkdownLetter(letter).text
    #expect(text.contains(": n2.\n") && text.contains(": n30.\n") && !text.contains(": n3.\n"))
    #expect(lines(text).filter { $0.hasPrefix("- **") && $0.contains(": n") }.count == 20)
    #expect(text.contains("And 10 more, which we can send you.\n"))
  }
}
