import Glibc
import ScorecardModel
import Testing

@testable import ScorecardPresentation

struct HTMLReportTests {
  let html = HTMLReport(Fixture.report(), kept: KeptParts(notes: "\nCall Ann.\n\n")).text

  @Test func `the policy names the style sheet of the page and nothing else`() {
    #expect(SHA256.base64(SHA256.digest(Array("abc".utf8))) == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")
    #expect(HTMLStyle.digest == "sha256-" + SHA256.base64(SHA256.digest(Array(HTMLStyle.text.utf8))))
    #expect(html.contains("<style>\(HTMLStyle.text)</style>"))
    #expect(html.contains("default-src 'none'; style-src '\(HTMLStyle.digest)'; base-uri 'none';"))
  }

  @Test func `the page loads nothing and runs nothing`() {
    for active in ["<script", "<link", "<img", "<a ", " style=", "url(", "@import", " href"] {
      #expect(!html.contains(active))
    }
    // Attributes without their values.
    let names = tags(html).map { tag in
      tag.split(separator: "\"", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 0 }
        .map(\.element).joined()
    }
    #expect(!names.contains { $0.contains(" on") })
  }

  @Test func `the sections are those of the Markdown, in its order`() {
    func titles(_ text: String, _ start: String, _ end: String) -> [String] {
      lines(text).filter { $0.hasPrefix(start) }.map { line in
        String(line.drop { $0 != (start == "## " ? " " : ">") }.dropFirst().dropLast(end.count))
      }
    }
    let markdown = MarkdownReport(Fixture.report(), figure: "2026-Q3.svg").text
    #expect(
      titles(html, "<h2", "</h2>").map { $0.replacing("&#39;", with: "'") } == titles(markdown, "## ", ""))
  }

  @Test func `every row has a cell or heading for each column`() {
    let rows = lines(html).filter { $0.contains("<tr>") }
    #expect(rows.count == 1 + 2 + 1 + 7 + 1 + 2 + 2)
    var width = 0
    for row in rows {
      let cells = tags(String(row)).count { $0.hasPrefix("td") || $0.hasPrefix("th ") }
      if row.contains("<thead>") { width = cells }
      #expect(cells == width, "\(row)")
    }
    #expect(lines(html).count { $0.contains("<th scope=\"row\">") } == 12)
    #expect(lines(html).count { $0.hasPrefix("<caption>") } == 4)
  }

  @Test func `every element is closed, whatever the texts`() {
    for text in HostileText.texts(300, seed: 31) {
      var report = Fixture.report()
      report.evaluation.catalog.vendors[0].name = text
      report.evaluation.catalog.store = text
      report.decisions = [.init(vendor: text, advice: .drop, successor: text, firstStep: .tryForMonth(text))]
      report.changes = [.newOnRecord(text, incidentCount: 1)]
      report.rows[0].scorecard.vendor.name = text
      report.rows[0].worst = [Fixture.recorded(9, "cartly", "2026-08-01", .good, .general, text)]
      report.dataHash = text
      let page = HTMLReport(report, kept: KeptParts(notes: text)).text
      #expect(isBalanced(page), "\(text.debugDescription)")
    }
  }

  @Test func `the owner's notes stay text, a paragraph each`() {
    let notes = "\r\n<script>x</script> & *two*\r\n  lines\r\n\r\n\t\r\nAnd a third: \u{202e}\n"
    let page = HTMLReport(Fixture.report(), kept: KeptParts(notes: notes)).text
    #expect(
      page.contains("<p class=\"typed\" dir=\"auto\">&lt;script&gt;x&lt;/script&gt; &amp; *two*\n  lines</p>")
    )
    #expect(page.contains("<p class=\"typed\" dir=\"auto\">And a third: \u{202e}</p>"))
  }

  @Test(arguments: [nil, "", "\n_Yours to write._\n\n"]) func `without notes the page says where to write`(
    notes: String?
  ) {
    let page = HTMLReport(Fixture.report(), kept: KeptParts(notes: notes)).text
    #expect(page.contains("<p class=\"lead\">None. What you write into the Markdown form"))
    #expect(!page.contains("class=\"typed\""))
  }

  @Test func `an empty store has a page too`() {
    var report = Fixture.report(provisional: false)
    report.rows = []
    report.decisions = []
    report.changes = []
    report.evaluation.journey = JourneyScore(reliability: nil, stages: [], weakest: nil)
    report.recovery = Fixture.recovery(0, 0, 0, lost: "0")
    let page = HTMLReport(report).text
    #expect(!page.contains("<table>"))
    #expect(!page.contains("class=\"chain\""))
    #expect(!page.contains("Provisional"))
    #expect(page.contains("No vendors yet."))
    #expect(isBalanced(page))
  }

  @Test func `the stage that loses most is marked in words`() {
    #expect(html.contains("<h3>Shipping <span class=\"flag\">loses most</span></h3>"))
    #expect(lines(html).count { $0.contains("class=\"weakest\"") } == 1)
  }

  @Test(arguments: [
    ("#1b1f24", "#ffffff"), ("#56606b", "#f5f7f9"), ("#1a6b3c", "#ffffff"), ("#8a5a00", "#ffffff"),
    ("#a3261b", "#f5f7f9"), ("#e8ebee", "#14181d"), ("#a7b0ba", "#1c2229"), ("#6fcf97", "#14181d"),
    ("#f2c14e", "#14181d"), ("#ff8a7a", "#1c2229"),
  ]) func `text stands out from its ground by 4·5 to 1`(ink: String, paper: String) {
    #expect(HTMLStyle.text.contains(ink) && HTMLStyle.text.contains(paper == "#ffffff" ? "#fff;" : paper))
    let (a, b) = (luminance(ink), luminance(paper))
    #expect((max(a, b) + 0.05) / (min(a, b) + 0.05) >= 4.5)
  }

  /// Relative luminance (WCAG 2.2).
  private func luminance(_ color: String) -> Double {
    let value = Int(color.dropFirst(), radix: 16) ?? 0
    let channels = [value >> 16, value >> 8 & 255, value & 255].map { channel -> Double in
      let part = Double(channel) / 255
      return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
  }

  /// What stands between `<` and `>`; by bytes, since a mark that follows joins them into one Character.
  private func tags(_ html: String) -> [String] {
    html.utf8.split(separator: UInt8(ascii: "<")).map { part in
      String(decoding: Array(part.prefix { $0 != UInt8(ascii: ">") }), as: UTF8.self)
    }
  }

  private func isBalanced(_ html: String) -> Bool {
    var open: [String] = []
    for tag in tags(html) where !tag.hasPrefix("!") && !tag.hasPrefix("meta") && !tag.hasSuffix("/") {
      if tag.first != "/" {
        open.append(String(tag.prefix { $0 != " " }))
      } else if open.popLast() != String(tag.dropFirst()) {
        return false
      }
    }
    return open.isEmpty
  }
}
