import ScorecardFormats
import ScorecardModel
import Testing

/// A shop with the kinds of vendors that other systems tell of.
enum FormatFixture {
  static let catalog = Catalog(
    store: "Sheds", journey: [Stage(id: "web", name: "Web"), Stage(id: "shipping", name: "Shipping")],
    vendors: [
      Vendor(id: "github", name: "GitHub", stage: "web", statusPage: "https://www.githubstatus.com"),
      Vendor(id: "hosty", name: "Hosty", stage: "web", aliases: ["Shop front", "web"]),
      Vendor(id: "stripe", name: "Stripe", stage: "web"),
      Vendor(id: "usps", name: "USPS", stage: "shipping"), Vendor(id: "ups", name: "UPS", stage: "shipping"),
    ])

  /// - Parameter vendor: as `--vendor` gives it.
  static func read(
    _ bytes: [UInt8], vendor: String? = nil, confirmed: Bool? = nil, latestDay: Day? = nil,
    catalog: Catalog = catalog, hoursEast: Int64 = 0
  ) throws -> Fixture.Reading {
    var reading = Fixture.Reading()
    var context = ImportContext(
      catalog: catalog, latestDay: latestDay,
      dayOf: { Day(number: Int(($0.seconds + hoursEast * 3600).quotient(by: 86_400))) })
    context.vendor = vendor
    context.confirmed = confirmed
    let sink = ImportSink(
      row: { row, _ in reading.rows.append(row) },
      problem: { problem, row in
        reading.problems.append(problem)
        if let row { reading.rejected.append(row) }
      }, passedOver: { reading.passedOver = $0 })
    do {
      reading.format = try ImportFormat.read(
        ByteSource(bytes), fileName: "f", context: context, sink: sink
      ).name
    } catch let diagnostic as Diagnostic { reading.stop = diagnostic }
    return reading
  }

  static func read(_ text: String, vendor: String? = nil, confirmed: Bool? = nil) throws -> Fixture.Reading {
    try read(Array(text.utf8), vendor: vendor, confirmed: confirmed)
  }
}

extension Int64 {
  fileprivate func quotient(by divisor: Int64) -> Int64 {
    self >= 0 ? self / divisor : -((-self + divisor - 1) / divisor)
  }
}

extension Fixture.Reading {
  /// Key, vendor, day, outcome and span of each incident on a line.
  var told: [String] {
    single.map { incident, confirmed, line in
      let outage = incident.details.outage.map { outage in
        " \(outage.startedAt)–\(outage.endedAt.map(\.description) ?? "") \(outage.impact)"
      }
      return "\(line): \(incident.source?.id ?? "") \(incident.vendor) \(incident.day) "
        + "\(incident.outcome.severity?.level ?? 0)\(outage ?? "")\(confirmed ? "" : " unconfirmed")"
    }
  }

  var volumes: [String] {
    counted.map { "\($0.from)–\($0.to) \($0.vendor ?? "store") \($0.orders)" }
  }
}
