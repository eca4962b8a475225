import HTTPTypes
import Hummingbird
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

/// Every quarter with anything on record, the newest first.
struct ReportsPage: View {
  struct Row: Encodable {
    let name: String
    let address: String
    let state: String
    let entries: String
    /// The quarter before; nil for the first with anything on record.
    let before: String?
  }

  let template = "reports"
  let frame: Frame
  let rows: [Row]
  let isEmpty: Bool

  init(_ quarters: [Quarter], asOf day: Day, frame: Frame) {
    self.frame = frame
    rows = quarters.map { quarter in
      return Row(
        name: DayText.quarter(quarter), address: "/reports/\(quarter)",
        state: day < quarter.finalDay ? "not final before \(DayText.short(quarter.finalDay))" : "final",
        entries: Link.address(
          "/record", [("from", "\(quarter.firstDay)"), ("to", "\(quarter.lastDay)")]),
        before: quarter == quarters.last ? nil : DayText.quarter(quarter.previous))
    }
    isEmpty = rows.isEmpty
  }
}

/// A quarter's report, to read and to print.
struct ReportView: View {
  let template = "report"
  let frame: Frame
  let report: String
  let address: String
}

extension Site {
  func addReportRoutes(to router: Routes) {
    router.get("/reports") { _, _ in
      try await visit { visit in
        let overview = try cache.overview(visit.workspace, asOf: visit.today)
        let quarters = try visit.workspace.snapshot { try $0.quarters(asOf: visit.today) }
        return try pages.page(
          ReportsPage(quarters, asOf: visit.today, frame: frame("Reports", .reports, in: visit, overview)))
      }
    }
    router.get("/reports/:id") { _, context in
      let name = context.parameters.get("id") ?? ""
      return try await visit { visit in try report(name, visit) }
    }
  }

  /// `2026-Q3` is read; `2026-Q3.md` and `2026-Q3.html` are files to keep or to mail.
  private func report(_ name: String, _ visit: Visit) throws -> Response {
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    let format = try parts.count == 2 ? Site.format(parts[1]) : nil
    guard let quarter = parts.first.flatMap(Quarter.init), "\(quarter)" == parts[0],
      quarter <= Quarter(of: visit.today)
    else { throw PageError.notFound }
    let report = try visit.workspace.snapshot { try $0.quarterReport(quarter, asOf: visit.today) }
    if let format {
      var answer = Pages.answer(
        try visit.workspace.text(of: report, format),
        format == .markdown ? "text/markdown; charset=utf-8" : "text/html; charset=utf-8")
      answer.headers[.contentDisposition] = "attachment; filename=\"\(quarter).\(format.fileExtension)\""
      return answer
    }
    return try pages.page(
      ReportView(
        frame: frame(DayText.quarter(quarter), .reports, in: visit, nil),
        report: try visit.workspace.page(of: report).content, address: "/reports/\(quarter)"))
  }

  private static func format(_ fileExtension: String) throws(PageError) -> ReportFormat {
    switch fileExtension {
    case "md": .markdown
    case "html": .html
    default: throw .notFound
    }
  }
}
