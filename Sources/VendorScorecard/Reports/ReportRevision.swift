internal import ScorecardModel
internal import ScorecardPresentation

/// A report that is about to be written over an earlier one of its quarter.
struct ReportRevision {
  private let report: QuarterReport
  private let format: ReportFormat
  private let figure: String?
  private var kept: KeptParts
  private let existing: [UInt8]?
  private(set) var text: String
  private(set) var earlier: EarlierReport?

  init(
    _ report: QuarterReport, _ format: ReportFormat, figure: String?, kept: KeptParts, existing: [UInt8]?
  ) {
    (self.report, self.format, self.figure) = (report, format, figure)
    (self.kept, self.existing) = (kept, existing)
    text = ReportRevision.text(of: report, format, figure: figure, kept: kept)
  }

  static func text(
    of report: QuarterReport, _ format: ReportFormat, figure: String?, kept: KeptParts
  ) -> String {
    switch format {
    case .markdown: MarkdownReport(report, figure: figure, kept: kept).text
    case .html: HTMLReport(report, kept: kept).text
    case .csv: ReportCSV.text(report)
    case .json: JSONText.report(report).document
    }
  }

  /// What reads differently than in a finished report that stands there; nil when nothing does, or it was not final.
  var changes: String? {
    guard let existing, !report.provisional, !isProvisional(existing) else { return nil }
    // An editor may have changed the ends of lines.
    let before = String(decoding: existing, as: UTF8.self).replacing("\r\n", with: "\n")
    guard before != text.replacing("\r\n", with: "\n") else { return nil }
    switch format {
    case .markdown:
      let (old, new) = (WrittenReport(markdown: existing), WrittenReport(markdown: Array(text.utf8)))
      if let changes = old.changes(to: new) { return changes }
      if old.origin != new.origin { return "other entries, catalog or program, but the same scores" }
      return isRetouched(before) ? "what was written outside the owner's notes" : nil
    // The same data with other notes or ticks is no revision.
    case .html: return before.contains(origin(text)) ? nil : "other entries, catalog or program"
    case .csv, .json: return "other entries, catalog or program"
    }
  }

  /// Whether more than ticks was changed by hand.
  private func isRetouched(_ before: String) -> Bool {
    func plain(_ text: String) -> String {
      text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        KeptParts.withoutTick(String(line))
      }.joined(separator: "\n")
    }
    return plain(before) != plain(text)
  }

  /// The line of a page that says what made it.
  private func origin(_ page: String) -> Substring {
    page.split(separator: "\n").last { $0.hasPrefix("<footer>") } ?? ""
  }

  private func isProvisional(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    switch format {
    case .markdown: return WrittenReport(markdown: bytes).isProvisional
    case .html: return text.contains("<strong>Provisional</strong>: the quarter")
    case .json: return text.contains("\"provisional\": true")
    case .csv:
      return text.split(separator: "\n").dropFirst().first?.split(separator: ",").dropFirst(2).first == "yes"
    }
  }

  /// Says at the foot what is different, where the format has room for it.
  mutating func note(_ changes: String, on day: Day, earlier path: String) {
    earlier = EarlierReport(path: path, changes: changes)
    guard format == .markdown else { return }
    kept.revisions.append(KeptParts.revision(on: day, changes))
    text = ReportRevision.text(of: report, format, figure: figure, kept: kept)
  }
}
