package import ScorecardModel

/// A letter to a vendor as one self-contained HTML page, to be mailed or printed.
///
/// It loads nothing and runs nothing. The same facts give the same bytes.
package struct HTMLLetter: Sendable {
  private let page: LetterPage
  private let title: String

  package init(_ letter: VendorLetter) {
    page = LetterPage(letter)
    title = "\(letter.catalog.store) to \(letter.vendor.name), \(DayText.short(letter.day))"
  }

  package var text: String {
    """
    <!doctype html>
    <html lang="en">
    \(HTML.head(title: title, style: LetterStyle.text, digest: LetterStyle.digest))<body>
    <main>
    \(content)</main>
    </body>
    </html>

    """
  }

  /// What stands in its body.
  package var content: String {
    """
    <p class="head">\(page.head.map { HTML.inline($0) }.joined(separator: "<br>\n"))</p>
    <h1>\(HTML.inline(page.subject))</h1>
    \(page.sections.map(section).joined())<p class="closing">\
    \(page.closing.map { HTML.inline($0) }.joined(separator: "<br>\n"))</p>

    """
  }

  private func section(_ section: LetterPage.Section) -> String {
    let title = section.title.isEmpty ? "" : "<h2>\(Escaping.xml(section.title))</h2>\n"
    return "<section>\n\(title)\(section.parts.map(block).joined())</section>\n"
  }

  private func block(_ part: LetterPage.Part) -> String {
    switch part {
    case .paragraph(let phrase): "<p>\(HTML.inline(phrase))</p>\n"
    case .list(let phrases):
      "<ul>\n" + phrases.map { "<li>\(HTML.inline($0))</li>\n" }.joined() + "</ul>\n"
    case .room: "<div class=\"room\"></div>\n"
    }
  }
}

/// The style sheet of letters.
enum LetterStyle {
  /// As ``HTMLStyle/digest``.
  static let digest = "sha256-ZOHNnQmE+LT8FUyGMEoCi2onswGn9kBQ0orqHO1H3QA="

  static let text = """
    :root{--paper:#fff;--ink:#1b1f24;--soft:#56606b;--rule:#c9d0d7}
    @media screen and (prefers-color-scheme:dark){:root{--paper:#14181d;--ink:#e8ebee;--soft:#a7b0ba;--rule:#3a434d}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,"DejaVu Sans",sans-serif;\
    overflow-wrap:break-word}
    main{max-width:720px;margin:32px auto;padding:0 20px}
    h1{font-size:24px;line-height:1.25;margin:28px 0 12px}
    h2{font-size:17px;margin:24px 0 4px}
    p{margin:0 0 8px}
    ul{margin:4px 0 8px;padding-left:20px}
    li{margin:3px 0}
    .head{color:var(--soft)}
    .room{border:1px solid var(--rule);height:120px}
    .closing{margin-top:28px}
    @page{margin:20mm}
    @media print{body{font-size:11pt;line-height:1.4}main{max-width:none;margin:0;padding:0}
    h1{font-size:16pt}h2{font-size:12pt;break-after:avoid}li,.room{break-inside:avoid}p,li{orphans:3;widows:3}}
    """
}
