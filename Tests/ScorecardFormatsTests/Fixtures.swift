import ScorecardFormats
import ScorecardModel

/// A small shop, and what a file comes to when it is read for it.
enum Fixture {
  static let catalog = Catalog(
    store: "Sheds", journey: [Stage(id: "shipping", name: "Shipping")],
    vendors: [
      Vendor(id: "northwind", name: "Northwind Freight", stage: "shipping", aliases: ["NWF"]),
      Vendor(id: "acme", name: "Acme Freight", stage: "shipping"),
    ])

  struct Reading {
    var format: String?
    var rows: [ImportedRow] = []
    var problems: [Diagnostic] = []
    /// Rows of a table that can be set aside.
    var rejected: [RejectedRow] = []
    var unknownVendors: [String] = []
    var passedOver = PassedOver()
    var explanation: [String] = []
    /// What ended the reading.
    var stop: Diagnostic?

    var incidents: [Incident] { single.map(\.incident) }
    /// Incidents that name no event, those in a monitor's window too.
    var single: [(incident: Incident, confirmed: Bool, line: Int)] {
      rows.flatMap { row -> [(incident: Incident, confirmed: Bool, line: Int)] in
        switch row {
        case .incident(let incident, let confirmed, let line): [(incident, confirmed, line)]
        case .record(let record, let line): record.incidents.map { ($0.incident, $0.confirmed, line) }
        case .watched(let window, let confirmed): window.outages.map { ($0.incident, confirmed, $0.line) }
        default: []
        }
      }
    }
    var stated: [Volume] {
      rows.compactMap { if case .volume(let volume, _) = $0 { volume } else { nil } }
    }
    var windows: [MonitorWindow] {
      rows.compactMap { if case .watched(let window, _) = $0 { window } else { nil } }
    }
    var records: [SourceRecord] {
      rows.compactMap { if case .record(let record, _) = $0 { record } else { nil } }
    }
    /// The orders of each key's last state, by vendor and days.
    var counted: [Volume] {
      var states: [ImportKey: Volume?] = [:]
      var orders: [Volume] = []
      for record in records {
        if record.key.id.isEmpty {
          orders += [record.orders].compactMap(\.self)
        } else {
          states[record.key] = record.orders
        }
      }
      var sums: [Volume] = []
      for volume in orders + states.values.compactMap(\.self) {
        let known = sums.firstIndex {
          $0.vendor == volume.vendor && $0.from == volume.from && $0.to == volume.to
        }
        if let known { sums[known].orders += volume.orders } else { sums.append(volume) }
      }
      return sums.sorted { ($0.vendor ?? "", $0.from) < ($1.vendor ?? "", $1.from) }
    }
    /// What decided that rows came to nothing, the commonest first.
    var passReasons: [String] {
      passedOver.commonest.map { "\($0.reason.field) \($0.reason.text ?? "–"): \($0.rows)" }
    }
    /// Lines of what is refused, a row of a table or not.
    var refusedLines: [Int?] { problems.filter { $0.kind == .error }.map(\.line) }
    var messages: [String] { (problems + [stop].compactMap(\.self)).map(\.description) }
  }

  static func read(
    _ bytes: [UInt8], map: [String: String] = [:], source: String? = nil, latestDay: Day? = nil,
    rules: String? = nil, adjust: (inout ImportContext) -> Void = { _ in }
  ) throws -> Reading {
    var reading = Reading()
    let format = try rules.map { ImportFormat(try RulesReader.read(Array($0.utf8), fileName: "r.json")) }
    do {
      var context = ImportContext(
        catalog: catalog, latestDay: latestDay, dayOf: { Day(number: Int(($0.seconds + 7200) / 86_400)) })
      context.map = map
      context.source = source
      let sink = ImportSink(
        row: { row, _ in reading.rows.append(row) },
        problem: { problem, row in
          reading.problems.append(problem)
          if let row { reading.rejected.append(row) }
        },
        unknownVendor: { reading.unknownVendors.append($0.name) },
        explanation: { reading.explanation.append($0) }, passedOver: { reading.passedOver = $0 })
      adjust(&context)
      reading.format = try ImportFormat.read(
        ByteSource(bytes), fileName: "f.csv", as: format, context: context, sink: sink
      ).name
    } catch let diagnostic as Diagnostic {
      reading.stop = diagnostic
    }
    return reading
  }

  static func read(_ text: String, map: [String: String] = [:], latestDay: Day? = nil) throws -> Reading {
    try read(Array(text.utf8), map: map, latestDay: latestDay)
  }

  /// Every record of a file as texts, with `!` and the message for a malformed one.
  static func records(_ bytes: [UInt8], chunk: Int = 1 << 18, limits: CSVReader.Limits = .standard)
    -> [[String]]
  {
    var records: [[String]] = []
    do {
      var reader = try CSVReader(ByteSource(bytes), fileName: "f.csv", limits: limits, chunk: chunk)
      while true {
        switch try reader.next() {
        case .end: return records
        case .malformed(let problem): records.append(["!", "\(problem)"])
        case .record:
          records.append((0..<reader.count).map { String(decoding: reader[$0], as: UTF8.self) })
        }
      }
    } catch {
      return records + [["stop", "\(error)"]]
    }
  }

  static func records(_ text: String, chunk: Int = 1 << 18, limits: CSVReader.Limits = .standard)
    -> [[String]]
  {
    records(Array(text.utf8), chunk: chunk, limits: limits)
  }
}
