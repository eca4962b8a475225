package import ScorecardModel

/// The quarter's report as GitHub-flavoured Markdown: one page that a partner can read and act on.
///
/// The same report and notes give the same bytes.
package struct MarkdownReport: Sendable {
  let page: ReportPage
  let figure: String?

  /// - Parameters:
  ///   - figure: path of the forest plot, relative to the report; nil = it has none, and says all in its table.
  ///   - kept: of the file that is written again.
  package init(_ report: QuarterReport, figure: String?, kept: KeptParts = KeptParts()) {
    page = ReportPage(report: report, kept: kept)
    self.figure = figure
  }

  package var text: String {
    let provisional = page.provisional.map { ["> " + inline($0) + "\n"] } ?? []
    let sections = page.sections(drawn: false).flatMap { section in
      ["## \(section.title)\n"] + section.parts.map(block)
    }
    let lead = page.lead.map { [inline($0) + "\n"] } ?? []
    let blocks =
      ["# \(inline(page.headline))\n"] + lead + [inline(page.facts) + "\n"] + provisional + sections
      + page.kept.revisions.map { $0 + "\n" }
    return (blocks + [closingComment]).joined(separator: "\n")
  }

  private func block(_ part: ReportPage.Part) -> String {
    switch part {
    case .paragraph(let phrase): inline(phrase) + "\n"
    case .list(let phrases): Markdown.list(phrases)
    case .table(let table), .chain(let table): markdown(table)
    case .scores(let table):
      (figure.map { "![\(table.caption)](\($0))\n\n" } ?? "") + markdown(table)
    case .record(let vendor, let extent, let incidents):
      "### \(inline(vendor))\n\n\(inline(extent))\n"
        + (incidents.isEmpty ? "" : "\n" + Markdown.list(incidents))
    case .trend: ""  // Nothing is drawn in a text; `changes` says what moved.
    case .ownerNotes: OwnerNotes.section(page.kept.notes)
    }
  }

  private func inline(_ phrase: RichText) -> String { Markdown.inline(phrase) }

  private func markdown(_ table: ReportTable) -> String {
    let numbers = table.columns.indices.filter { table.columns[$0].isNumber }
    var source = MarkdownTable(table.columns.map { inline($0.title) }, rightAligned: Set(numbers))
    for row in table.rows {
      source.add(
        row.cells.map { cell in
          switch cell {
          case .text(let phrase): inline(phrase)
          case .advice(let advice): KeptParts.verdict(advice)
          case .box(let isTicked): isTicked ? KeptParts.done : KeptParts.open
          }
        })
    }
    return source.text
  }

  /// Nothing in it may end the comment early.
  private var closingComment: String {
    let harmless = Escaping.terminal(page.origin).unicodeScalars.reduce(into: "") { result, scalar in
      result += scalar == "-" && result.hasSuffix("-") ? "‐" : String(scalar)
    }
    return "<!-- \(harmless) -->\n"
  }
}
