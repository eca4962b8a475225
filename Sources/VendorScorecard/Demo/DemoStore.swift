internal import ScorecardFormats
internal import ScorecardLedger
internal import ScorecardModel
internal import ScorecardPresentation

/// A made-up store that sells garden sheds: a year on record, 1 October 2025 to 30 September 2026, and the summer
/// before, in which it left a carrier.
enum DemoStore {
  static let source = "demo"
  static let lastDay = "2026-09-30"

  /// The text of its catalog.
  ///
  /// - Parameter place: of a ledger on a server; nil = in a file.
  static func text(ledger place: ServerPlace?) -> [UInt8] {
    guard let place else { return Array(catalog.utf8) }
    let zone = #""timeZone": "America/New_York","#
    let line = zone + "\n  \(JSONText.ledgerLine(place)),"
    return Array(catalog.replacing(zone, with: line, maxReplacements: 1).utf8)
  }

  static let catalog = """
    {
      "store": "Moss & Oak Garden Sheds",
      "currency": "USD",
      "timeZone": "America/New_York",
      "journey": [
        { "id": "hosting", "name": "Hosting" },
        { "id": "cart", "name": "Cart" },
        { "id": "payments", "name": "Payments" },
        { "id": "shipping", "name": "Shipping" }
      ],
      "vendors": [
        {
          "id": "stackbase", "name": "Stackbase", "stage": "hosting", "role": "primary",
          "share": 0.7, "statusPage": "https://status.stackbase.example", "contact": "chat, day and night"
        },
        {
          "id": "picnook", "name": "Picnook", "stage": "hosting", "role": "primary", "share": 0.3,
          "notes": "Hosts the shed planner, where three of ten orders begin."
        },
        {
          "id": "cartly", "name": "Cartly", "stage": "cart", "role": "primary",
          "contact": "support@cartly.example", "price": { "perMonth": 79 },
          "contract": { "renews": "2026-11-30", "noticeDays": 30 }
        },
        { "id": "payhive", "name": "Payhive", "stage": "payments", "role": "primary" },
        {
          "id": "coinbridge", "name": "Coinbridge", "stage": "payments", "role": "fallback",
          "failover": 0.8, "notes": "Switched on by hand when Payhive is down."
        },
        {
          "id": "northwind", "name": "Northwind Freight", "stage": "shipping", "role": "primary",
          "aliases": ["NWF"], "since": "2025-10-01", "share": 0.4, "contact": "+1 555 0100, extension 3",
          "price": { "perOrder": 11.9 }, "promisedDays": 3
        },
        {
          "id": "parcelo", "name": "Parcelo", "stage": "shipping", "role": "primary",
          "since": "2025-10-01", "share": 0.6,
          "contact": "+1 555 0142", "price": { "perOrder": 12.7 }, "promisedDays": 2
        },
        {
          "id": "brightvan", "name": "Brightvan", "stage": "shipping", "role": "primary",
          "until": "2025-10-01", "notes": "Left for Northwind and Parcelo."
        },
        {
          "id": "swiftpost", "name": "Swiftpost", "stage": "shipping", "role": "candidate",
          "since": "2026-08-17", "price": { "perOrder": 10.4 }, "promisedDays": 3,
          "notes": "On trial since August."
        }
      ]
    }

    """

  /// Stores the year as one change, oldest first, so that numbers rise with the days.
  static func fill(_ ledger: any Ledger, catalog: Catalog, at now: Timestamp) throws {
    try ledger.importing(files: ["the demo store"], at: now, commit: true) { session in
      for text in [incidents, DemoVolumes.volumes, DemoVolumes.checkIns] {
        var context = ImportContext(catalog: catalog, dayOf: { _ in nil })
        context.source = DemoStore.source
        let sink = ImportSink(
          row: { row, _ in try add(row, to: session) }, problem: { problem, _ in throw problem })
        try ImportFormat.read(
          ByteSource(Array(text.utf8)), fileName: "demo", context: context, sink: sink)
      }
    }
  }

  /// All rows with their vendors, by (day, vendor).
  static var incidents: String {
    let rows = DemoIncidents.rows.flatMap { vendor, rows in
      rows.split(separator: "\n").map { "\($0),\(vendor)" }
    }
    return ([DemoIncidents.columns + ",vendor"] + rows.sorted()).joined(separator: "\n") + "\n"
  }

  private static func add(_ row: ImportedRow, to session: any ImportSession) throws {
    switch row {
    case .incident(let incident, _, _), .eventIncident(let incident, _, _, _):
      _ = try session.add(incident)
    case .record(let record, _): _ = try session.add(StorableRecord(record))
    case .volume(let volume, _): _ = try session.add(volume)
    case .checkIn(let day, _): _ = try session.add(checkIn: day)
    // Only other systems' files tell of these.
    case .watched, .unresolved, .none: break
    }
  }
}
