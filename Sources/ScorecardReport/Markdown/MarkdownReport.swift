package import ScorecardModel

/// The quarter's report as GitHub-flavoured Markdown: one page that a partner can read and act on.
///
/// The same report and notes give the same bytes.
package struct MarkdownReport: Sendable {
  let report: QuarterReport
  let figure: String

  /// - Parameter figure: path of the forest plot, relative to the report; usually `2026-Q3.svg` beside it.
  package init(_ report: QuarterReport, figure: String? = nil) {
    self.report = report
    self.figure = figure ?? "\(report.quarter).svg"
  }

  /// - Parameter ownerNotes: what ``OwnerNotes`` found in the file that is written again; nil on the first
  ///   writing.
  package func text(ownerNotes: String? = nil) -> String {
    let sections = [
      decide, journey, scores, changes, evidence, recovery,
      "## Owner's notes\n\n" + OwnerNotes.section(ownerNotes), howToRead,
    ]
    return headline + sections.map { "\n" + $0 }.joined() + "\n" + closingComment
  }

  var catalog: Catalog { report.evaluation.catalog }

  func name(_ id: Vendor.ID) -> String { Escaping.markdown(catalog.vendor(id)?.name ?? id) }
  func stage(_ id: Stage.ID) -> String { Escaping.markdown(catalog.stage(id)?.name ?? id) }
  func verdict(_ advice: Advice) -> String { advice.mark + " " + advice.rawValue }
  func whole(_ score: Double) -> String { NumberText.fixed(score, digits: 0) }

  private var headline: String {
    let facts = [
      Escaping.markdown(catalog.store), DayText.quarter(report.quarter),
      NumberText.count(report.logs, "log"), NumberText.count(report.rows.count, "vendor"),
      DayText.range(report.quarter.firstDay, report.quarter.lastDay, withYear: true),
      "scores as of " + DayText.short(report.evaluation.asOf),
    ]
    return "# \(Escaping.markdown(report.headline))\n\n\(facts.joined(separator: " · "))\n" + provisionalMark
  }

  private var provisionalMark: String {
    guard report.provisional else { return "" }
    let ended = report.asOf > report.quarter.lastDay
    let why = ended ? "ended less than 30 days before" : "was not over on"
    return "\n> **Provisional**: the quarter \(why) \(DayText.short(report.asOf)), the day of this report; "
      + "late logs may still change it.\n"
  }

  private var decide: String {
    guard !report.decisions.isEmpty else {
      return "## Decide\n\nNothing to decide: no advice asks for a change.\n"
    }
    var table = MarkdownTable(["☐", "Vendor", "Advice", "Because", "First step"])
    for decision in report.decisions {
      table.add([
        "☐", name(decision.vendor), verdict(decision.advice), Escaping.markdown(decision.because),
        Escaping.markdown(decision.firstStep),
      ])
    }
    return "## Decide\n\n" + table.text
  }

  private var changes: String {
    let body =
      report.changes.isEmpty
      ? "Nothing changed since \(DayText.quarter(report.quarter.previous)).\n"
      : report.changes.map { "- \(Escaping.markdown($0))\n" }.joined()
    return "## What changed\n\n" + body
  }

  /// For programs: what made these bytes. Nothing in it may end the comment early.
  private var closingComment: String {
    let facts = [
      "vendorscore " + report.programVersion, "schema \(ReportSchema.version)",
      "policy " + catalog.policy.key, "as of \(report.asOf)", "data " + report.dataHash,
    ]
    let text = Escaping.terminal(facts.joined(separator: " · "))
    let harmless = text.unicodeScalars.reduce(into: "") { result, scalar in
      result += scalar == "-" && result.hasSuffix("-") ? "‐" : String(scalar)
    }
    return "<!-- \(harmless) -->\n"
  }
}
