package import ScorecardModel

/// The quarter's report as one self-contained HTML page, to be read on any screen and printed.
///
/// It loads nothing and runs nothing; its policy lets a browser apply the page's own style sheet and nothing
/// else. The same report and notes give the same bytes.
package struct HTMLReport: Sendable {
  let page: ReportPage

  /// - Parameter kept: of the Markdown form of this report.
  package init(_ report: QuarterReport, kept: KeptParts = KeptParts()) {
    page = ReportPage(report: report, kept: kept)
  }

  package var text: String {
    """
    <!doctype html>
    <html lang="en">
    \(head)<body>
    <main>
    \(content)</main>
    <footer><p>\(HTML.inline(RichText(foreign: page.origin)))</p></footer>
    </body>
    </html>

    """
  }

  /// What stands in its body, for a page that has the same style sheet.
  package var content: String {
    let provisional = page.provisional.map { "<p class=\"note\">\(HTML.inline($0))</p>\n" } ?? ""
    let lead = page.lead.map { "<p>\(HTML.inline($0))</p>\n" } ?? ""
    let sections = page.sections(drawn: true).map(section).joined()
    return """
      <h1>\(HTML.inline(page.headline))</h1>
      \(lead)<p class="lead">\(HTML.inline(page.facts))</p>
      \(provisional)\(sections)\(revisions)
      """
  }

  private var revisions: String {
    page.kept.revisions.map { "<p class=\"typed\">\(Escaping.xml($0))</p>\n" }.joined()
  }

  private var head: String {
    let title = "Vendor scorecard \(DayText.quarter(page.report.quarter)) – \(page.catalog.store)"
    return HTML.head(title: title, style: HTMLStyle.text, digest: HTMLStyle.digest)
  }

  private func section(_ section: ReportPage.Section) -> String {
    let id = section.title.lowercased().filter { $0.isLetter || $0 == " " }.split(separator: " ")
      .joined(separator: "-")
    let parts = section.parts.map(block).joined()
    return """
      <section id="\(id)" aria-labelledby="h-\(id)">
      <h2 id="h-\(id)">\(Escaping.xml(section.title))</h2>
      \(parts)</section>

      """
  }

  private func block(_ part: ReportPage.Part) -> String {
    switch part {
    case .paragraph(let phrase): "<p>\(HTML.inline(phrase))</p>\n"
    case .list(let phrases): list(phrases)
    case .table(let table), .scores(let table): HTMLTable(table).text
    case .chain(let table): HTMLChain(table).text
    case .record(let vendor, let extent, let incidents):
      "<article>\n<h3>\(HTML.inline(vendor))</h3>\n<p class=\"lead\">\(HTML.inline(extent))</p>\n"
        + (incidents.isEmpty ? "" : list(incidents)) + "</article>\n"
    case .trend(let trend, let vendors): HTMLTrend(trend, of: vendors).text
    case .ownerNotes: HTML.notes(page.kept.notes)
    }
  }

  private func list(_ phrases: [RichText]) -> String {
    "<ul>\n" + phrases.map { "<li>\(HTML.inline($0))</li>\n" }.joined() + "</ul>\n"
  }
}

/// Text as HTML.
enum HTML {
  /// The head of a page that loads nothing and runs nothing.
  ///
  /// - Parameter digest: of the style sheet: a browser applies no other.
  static func head(title: String, style: String, digest: String) -> String {
    """
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '\(digest)'; \
    base-uri 'none'; form-action 'none'">
    <meta name="referrer" content="no-referrer">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>\(Escaping.xml(title))</title>
    <style>\(style)</style>
    </head>

    """
  }

  static func inline(_ phrase: RichText) -> String {
    phrase.pieces.map { piece in
      switch piece {
      // A number and its percent sign stay on one line.
      case .own(let text): Escaping.xml(text).replacing(" %", with: "\u{a0}%")
      case .foreign(let text): Escaping.html(text)
      case .strong(let pieces): "<strong>\(inline(RichText(pieces)))</strong>"
      }
    }.joined()
  }

  /// The owner's Markdown as it was typed, a paragraph where a blank line ends one.
  static func notes(_ text: String?) -> String {
    let paragraphs = paragraphs(text ?? "").filter { $0 != OwnerNotes.placeholder }
    if paragraphs.isEmpty {
      return
        "<p class=\"lead\">None. What you write into the Markdown form of this report appears here.</p>\n"
    }
    return paragraphs.map { "<p class=\"typed\" dir=\"auto\">\(Escaping.xml($0))</p>\n" }.joined()
  }

  private static func paragraphs(_ text: String) -> [String] {
    // Bytes, since CR and LF make one Character together.
    let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      line.last == 0x0D ? line.dropLast() : line
    }
    let blocks = lines.split { line in line.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
    return blocks.map { String(decoding: Array($0.joined(separator: [0x0A])), as: UTF8.self) }
  }
}
