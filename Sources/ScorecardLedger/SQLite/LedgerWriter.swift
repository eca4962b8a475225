import GRDB
import ScorecardModel

/// One change in the making, inside one transaction: it writes states, keeps the sums in step and, at the end,
/// enters itself into the change log.
final class LedgerWriter {
  let database: Database
  let number: Int64
  let at: Timestamp
  private(set) var names: Names
  private var rollup: Rollup
  private var lastIncident: Int64
  private var firstNew: Int64?
  private var digest: Int64 = 0
  private let insertIncident: RawStatement
  private lazy var updateIncident = Result { try RawStatement(database, IncidentRow.update) }
  private lazy var updateStanding = Result { try RawStatement(database, IncidentRow.updateStanding) }
  private var unsettled = UnsettledOutages()
  private lazy var selectByKey = Result { try RawStatement(database, IncidentRow.selectByKey) }

  init(_ database: Database, policy: ScoringPolicy, at now: Timestamp) throws {
    // Another process may have adopted another policy since this one opened the file.
    if try Rollup.storedKey(database) != policy.evidenceKey {
      try Rollup.rebuild(database, policy: policy)
    }
    self.database = database
    at = now
    number = try ChangeLog.head(database).number + 1
    // Its number would be that of a change which was cut off.
    guard try ChangeLog.newestOnRecord(database) < number else {
      throw DamagedRow(table: "change", number: number)
    }
    names = try Names(database)
    rollup = Rollup(policy: policy)
    lastIncident = try LedgerWriter.lastNumber(of: "incident", column: "id", in: database)
    insertIncident = try RawStatement(database, IncidentRow.insert)
  }

  private static func lastNumber(of table: String, column: String, in database: Database) throws -> Int64 {
    let row = try RawStatement(database, "SELECT max(\(column)) FROM \(table)")
    defer { row.reset() }
    return try row.next() ? row.integer(0) : 0
  }

  /// Incidents that the file holds, in any state.
  var incidentCount: Int64 { lastIncident }

  // MARK: Incidents

  @discardableResult
  func insert(
    _ incident: Incident, key: KeyHash?, standing: Standing = .inForce, imported: Bool
  ) throws -> IncidentRow {
    let row = IncidentRow(
      id: lastIncident + 1, revision: 1, change: number, recordedAt: at, standing: standing,
      vendor: try names.number(ofVendor: incident.vendor, addingTo: database),
      source: try incident.source.map { try names.number(ofSource: $0.source, addingTo: database) },
      incident: incident, key: key, imported: imported)
    let checksum = row.checksum
    try row.write(with: insertIncident, checksum: checksum)
    lastIncident += 1
    if firstNew == nil { firstNew = row.id }
    digest &+= checksum
    if standing == .inForce { try rollup.add(incident, vendor: row.vendor, in: database) }
    if incident.hasDetails { unsettled.note(row) }
    return row
  }

  /// Replaces the state of an incident; the schema keeps the earlier one.
  @discardableResult
  func replace(
    _ old: IncidentRow, with incident: Incident, standing: Standing, outageOf: Int64?, imported: Bool
  ) throws -> IncidentRow {
    let link = OutageLinks.left(of: outageOf, standing: standing, incident: incident)
    var row = old
    row.revision += 1
    row.change = number
    row.standing = link.standing
    row.outageOf = link.outageOf
    row.imported = imported
    var incident = incident
    incident.source = old.incident.source
    let saysTheSame = incident == old.incident
    if !saysTheSame {
      row.incident = incident
      row.vendor = try names.number(ofVendor: incident.vendor, addingTo: database)
    }
    let checksum = row.checksum
    let statement = saysTheSame ? try updateStanding.get() : try updateIncident.get()
    try row.write(with: statement, checksum: checksum)
    digest &+= checksum
    if old.standing == .inForce { try rollup.remove(old.incident, vendor: old.vendor, in: database) }
    if row.standing == .inForce { try rollup.add(row.incident, vendor: row.vendor, in: database) }
    unsettled.note(old)
    unsettled.note(row)
    return row
  }

  /// - Throws: ``LedgerError/noIncident(_:)``, ``LedgerError/retracted(_:)``.
  func incidentOnRecord(_ id: Int64) throws -> IncidentRow {
    guard let row = try incident(id) else { throw LedgerError.noIncident(id) }
    guard !row.standing.isHidden else { throw LedgerError.retracted(id) }
    return row
  }

  func incident(_ id: Int64) throws -> IncidentRow? {
    let row = try RawStatement(database, IncidentRow.select)
    defer { row.reset() }
    row.bind(id, at: 1)
    return try row.next() ? IncidentRow(row, names: names) : nil
  }

  /// The incident that an import knows by this key.
  func incident(key: KeyHash) throws -> IncidentRow? {
    let row = try selectByKey.get()
    defer { row.reset() }
    row.bind(key.high, at: 1)
    row.bind(key.low, at: 2)
    return try row.next() ? IncidentRow(row, names: names) : nil
  }

  /// The incident in force with the same vendor, day and text.
  func duplicate(of incident: Incident) throws -> Int64? {
    guard let vendor = names.number(ofVendor: incident.vendor) else { return nil }
    let rows = try RawStatement(
      database, "SELECT id, summary FROM incident WHERE day = ? AND vendor = ? AND standing = 0 ORDER BY id")
    defer { rows.reset() }
    rows.bind(Int64(incident.day.number), at: 1)
    rows.bind(vendor, at: 2)
    let text = comparable(incident.summary)
    while try rows.next() {
      if comparable(rows.text(1)) == text { return rows.integer(0) }
    }
    return nil
  }

  // MARK: Volumes and check-ins

  /// Appends a state of a volume; nil orders take it out of force.
  func append(_ range: Volume, orders: Int?) throws {
    let vendor = try range.vendor.map { try names.number(ofVendor: $0, addingTo: database) }
    let state = VolumeState(
      change: number, vendor: vendor, from: Int64(range.from.number), to: Int64(range.to.number),
      orders: orders.map(Int64.init))
    try state.append(to: database)
    digest &+= state.checksum
  }

  func append(checkIn day: Day, withdrawn: Bool) throws {
    let state = CheckInState(change: number, day: Int64(day.number), withdrawn: withdrawn)
    try state.append(to: database)
    digest &+= state.checksum
  }

  // MARK: The end

  /// Gives each outage that this change may have touched its group.
  private func settleOutages() throws {
    for settled in OutageLinks.settle(try unsettled.members(database, names: names)) {
      guard let old = try incident(settled.id) else {
        throw DamagedRow(table: "incident", number: settled.id)
      }
      try replace(
        old, with: old.incident, standing: settled.standing, outageOf: settled.outageOf,
        imported: old.imported)
    }
    unsettled = UnsettledOutages()
  }

  /// Settles the outages, and writes the sums and the log's entry.
  func finish(action: String, summary: String, reason: String = "", undoes: Int64? = nil) throws
    -> ChangeEntry
  {
    try settleOutages()
    try rollup.flush(to: database)
    let entry = ChangeEntry(
      number: number, action: action, summary: summary, reason: reason, at: at, undoes: undoes,
      incidents: firstNew.map { $0...lastIncident }, digest: digest)
    try ChangeLog.append(entry, in: database)
    return entry
  }
}
