import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct OutagesCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "outages",
    abstract:
      "What status pages and monitors reported about a vendor: outages by impact and quarter, downtime, uptime."
  )

  @Argument(help: "The vendor.", completion: .vendors)
  var vendor: String

  @Argument(
    help: "2026-Q3, 2026-09, 2026, or FROM..TO with days or moments. By default everything on record.")
  var period: String?

  @OptionGroup var reading: ReadingOptions
  var common: CommonOptions { reading.common }
  var access: LedgerAccess { .reading }

  func run(in session: Session) throws {
    let workspace = try session.open(self)
    let vendor = try session.choice(in: workspace).vendor(vendor)
    let asOf = try reading.day(in: workspace, session)
    let span = try PeriodParser(calendar: workspace.calendar, asOf: asOf, now: try session.now()).span(period)
    let report = try workspace.snapshot { try $0.outages(of: vendor.id, from: span.from, to: span.to) }
    guard let report else {
      if reading.json {
        try session.output.write(JSONText.noOutages(of: vendor.id, from: span.from, to: span.to).document)
      }
      let when = period.map { " in \($0)" } ?? ""
      throw Failure(
        "no outage of \(vendor.name)\(when) on record, and no monitor's checks", .missing,
        .init("Import them", .importOutages(of: vendor.id)))
    }
    try reading.write(session) {
      .outages(report)
    } text: { screen in
      screen.outages(report, in: workspace.catalog)
    }
  }
}
