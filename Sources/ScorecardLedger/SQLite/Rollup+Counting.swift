import GRDB
import ScorecardModel

extension Rollup {
  /// The sums of a full pass over the incidents in force.
  static func recount(_ database: Database, names: IDRegistry, policy: ScoringPolicy) throws -> Evidence {
    var cells: [Key: EvidenceSums] = [:]
    var passing: [Vendor.ID: [PassingHarm]] = [:]
    try forEachIncident(database) { incident, vendor in
      let key = try Key(vendor: vendor, day: incident.day, dimension: incident.dimension)
      cells[key, default: EvidenceSums()] += EvidenceSums(of: incident, policy: policy)
    } event: { members, vendor in
      let share = EventShare(members, policy: policy)
      for cell in share.cells {
        cells[try Key(vendor: vendor, day: cell.day, dimension: cell.dimension), default: EvidenceSums()] +=
          cell.sums
      }
      if let id = names.vendors[vendor], !share.passing.isEmpty {
        passing[id, default: []] += share.passing
      }
    }
    var result: [Vendor.ID: [EvidenceCell]] = [:]
    for key in cells.keys.sorted() {
      guard let id = names.vendors[key.vendor], let sums = cells[key] else { continue }
      result[id, default: []].append(EvidenceCell(day: key.day, dimension: key.dimension, sums: sums))
    }
    return Evidence(cells: result, passing: passing)
  }

  /// Makes the stored sums those of this policy, in the caller's transaction.
  static func rebuild(_ database: Database, policy: ScoringPolicy) throws {
    try database.execute(sql: "DELETE FROM evidence; DELETE FROM passing_harm")
    var rollup = Rollup(policy: policy)
    try forEachIncident(database) {
      try rollup.add($0, vendor: $1, in: database)
    } event: {
      try rollup.add(EventShare($0, policy: policy), vendor: $1, in: database)
    }
    try rollup.flush(to: database)
    try database.execute(
      sql: "INSERT INTO setting VALUES ('evidence', ?) ON CONFLICT DO UPDATE SET value = excluded.value",
      arguments: [policy.evidenceKey])
  }

  /// What an event brings now; nil when nothing of it counts.
  static func share(
    ofEvent number: Int64, policy: ScoringPolicy, in database: Database
  ) throws -> (share: EventShare, vendor: Int64)? {
    let rows = try RawStatement(database, select + " AND outage_of = ?")
    defer { rows.reset() }
    rows.bind(number, at: 1)
    var members: [(id: Int64, incident: Incident)] = []
    var vendor: Int64?
    while try rows.next() {
      members.append((rows.integer(0), try incident(rows)))
      vendor = rows.integer(1)
    }
    return vendor.map { (EventShare(members, policy: policy), $0) }
  }

  /// Incidents in force, with only what the sums read: those that are no event with others, then each event's.
  private static func forEachIncident(
    _ database: Database, _ single: (Incident, _ vendor: Int64) throws -> Void,
    event body: ([(id: Int64, incident: Incident)], _ vendor: Int64) throws -> Void
  ) throws {
    let rows = try RawStatement(database, select)
    defer { rows.reset() }
    var events: [Int64: (vendor: Int64, members: [(id: Int64, incident: Incident)])] = [:]
    while try rows.next() {
      if let event = rows.optionalInteger(9) {
        events[event, default: (rows.integer(1), [])].members.append((rows.integer(0), try incident(rows)))
      } else {
        try single(try incident(rows), rows.integer(1))
      }
    }
    for (_, event) in events.sorted(by: { $0.key < $1.key }) { try body(event.members, event.vendor) }
  }

  private static let select = """
    SELECT id, vendor, day, severity, dimension, resolved, mitigated, attribution, details, outage_of
    FROM incident WHERE \(Standing.isInForceSQL)
    """

  private static func incident(_ rows: RawStatement) throws -> Incident {
    guard let day = Day(number: Int(rows.integer(2))),
      let dimension = Dimension.at(index: Int(rows.integer(4))),
      let attribution = Attribution.at(index: rows.integer(7))
    else { throw DamagedRow(table: "incident", number: rows.integer(0)) }
    var incident = Incident(
      vendor: "", day: day,
      outcome: try rows.optionalInteger(3).map { .bad(try Severity(Int($0))) } ?? .good,
      dimension: dimension,
      resolved: rows.optionalInteger(5).map { $0 == 1 }, mitigated: rows.optionalInteger(6).map { $0 == 1 },
      attribution: attribution)
    if let details = try IncidentRow.details(rows, 8, of: rows.integer(0)) { incident.details = details }
    return incident
  }
}
