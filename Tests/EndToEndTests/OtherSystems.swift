import Foundation
import Testing

/// Files of other systems, as small as they can be.
enum OtherSystems {
  /// Rules for `depot`: a row is an order of the carrier; more than two days late is severity 3.
  static let rules = """
    {
      "name": "depot",
      "dates": ["yyyy-MM-dd"],
      "vendor": {"field": "Carrier"},
      "day": "Sent",
      "id": "No",
      "orders": true,
      "incidents": [
        {"only": [{"field": "Arrived", "isAfter": "Due", "days": 2}], "severity": 3,
         "dimension": "reliability", "summary": "{days from Due to Arrived} days late"}
      ]
    }

    """

  /// Two orders, the first of which came four days late.
  static let depot = """
    No,Carrier,Sent,Due,Arrived
    1,NWF,2026-08-03,2026-08-05,2026-08-09
    2,Parcelo,2026-08-03,2026-08-05,2026-08-05

    """

  /// A status page with a major and a critical outage, and announced work.
  static let statusPage = """
    {"page": {"id": "p", "name": "Paywell", "url": "https://status.paywell.example"}, "incidents": [
    {"id": "a1", "name": "Payments slow", "status": "resolved", "impact": "major",
     "created_at": "2026-08-03T10:00:00Z", "started_at": "2026-08-03T10:00:00Z", "resolved_at": "2026-08-03T12:00:00Z"},
    {"id": "a2", "name": "API down", "status": "resolved", "impact": "critical",
     "created_at": "2026-05-03T10:00:00Z", "started_at": "2026-05-03T10:00:00Z", "resolved_at": "2026-05-03T10:30:00Z"},
    {"id": "a3", "name": "Database move", "status": "completed", "impact": "maintenance",
     "created_at": "2026-08-13T10:00:00Z", "started_at": "2026-08-13T10:00:00Z", "resolved_at": "2026-08-13T12:00:00Z"}
    ]}

    """

  static let errorPage = "<!DOCTYPE html>\n<html><body>502 Bad Gateway</body></html>\n"
}

extension Store {
  /// A store with the depot's rules and file.
  static func withDepot() throws -> Store {
    let store = try Store()
    try store.write(OtherSystems.rules, to: "rules.json")
    try store.write(OtherSystems.depot, to: "depot.csv")
    return store
  }

  /// A store into which the status page was imported: #1 major, #2 critical, #3 announced work.
  static func withOutages() throws -> Store {
    let store = try Store()
    try store.write(OtherSystems.statusPage, to: "page.json")
    _ = try store.fine("import", "page.json")
    return store
  }

  /// The rules with some text replaced.
  func writeRules(_ file: String, replacing text: String, with other: String) throws {
    try write(OtherSystems.rules.replacingOccurrences(of: text, with: other), to: file)
  }

  var hasNothingOnRecord: Bool {
    get throws {
      let (incidents, unconfirmed) = (try json("incidents"), try json("incidents", "--unconfirmed"))
      return (incidents as? [Any])?.isEmpty == true && (unconfirmed as? [Any])?.isEmpty == true
    }
  }
}
