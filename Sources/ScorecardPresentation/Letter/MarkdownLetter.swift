package import ScorecardModel

/// A letter to a vendor as Markdown; the same facts give the same bytes.
package struct MarkdownLetter: Sendable {
  private let page: LetterPage

  package init(_ letter: VendorLetter) { page = LetterPage(letter) }

  package var text: String {
    let head = page.head.map { Markdown.inline($0) }.joined(separator: "  \n") + "\n"
    let closing = page.closing.map { Markdown.inline($0) }.joined(separator: "  \n") + "\n"
    let sections = page.sections.flatMap { section in
      (section.title.isEmpty ? [] : ["## \(section.title)\n"]) + section.parts.map(block)
    }
    return ([head, "# \(Markdown.inline(page.subject))\n"] + sections + [closing]).joined(separator: "\n")
  }

  private func block(_ part: LetterPage.Part) -> String {
    switch part {
    case .paragraph(let phrase): Markdown.inline(phrase) + "\n"
    case .list(let phrases): Markdown.list(phrases)
    case .room: Array(repeating: String(repeating: ". ", count: 35) + ".\n", count: 3).joined(separator: "\n")
    }
  }
}
