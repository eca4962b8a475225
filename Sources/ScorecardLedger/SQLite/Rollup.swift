import GRDB
import ScorecardModel

/// Keeps the evidence sums in step with the incidents: differences gather in memory and are added to the packed
/// months in the same transaction.
struct Rollup {
  /// Reached by no ordinary import; a larger one writes out what it has and goes on (about 20 MB).
  private static let mostPending = 392_000

  let policy: ScoringPolicy
  private var pending = OpenAddressingMap(initial: Difference())
  /// Of few cells of `pending`: bad experiences that their events had told before, in halves.
  private var repeated: [UInt64: Int64] = [:]
  private var passing: [Span: PassingHarm] = [:]

  init(policy: ScoringPolicy) { self.policy = policy }

  /// One cell; its words order as (vendor, day, dimension).
  struct Key: Hashable, Comparable {
    let word: UInt64

    init(word: UInt64) { self.word = word }

    init(vendor: Int64, day: Day, dimension: Dimension) {
      word =
        UInt64(vendor) << 32 | UInt64(day.number - Day.earliest.number) << 3 | UInt64(dimension.index)
    }

    var vendor: Int64 { Int64(word >> 32) }
    var day: Day { Day.earliest + Int(word >> 3 & 0x1FFF_FFFF) }
    var dimension: Dimension { Dimension.at(index: Int(word & 7)) ?? .general }

    static func < (a: Key, b: Key) -> Bool { a.word < b.word }
  }

  /// Sums in 32 bytes instead of 56: the counts of one flush fit in half a word.
  private struct Difference {
    private var incidentCount: Int32 = 0
    private var goods: Int32 = 0
    private var halfBads: Int32 = 0
    private var severe: Int32 = 0
    private var harm: Int64 = 0
    private var harmSquared: Int64 = 0

    /// A count could pass the end of half a word with 500 more like the last one, or 500 million ordinary ones.
    var isLarge: Bool {
      [incidentCount, goods, halfBads, severe].contains { $0.magnitude > 1 << 30 }
    }

    var sums: EvidenceSums {
      var sums = EvidenceSums()
      (sums.incidentCount, sums.goods, sums.halfBads) = (Int64(incidentCount), Int64(goods), Int64(halfBads))
      (sums.severe, sums.harm, sums.harmSquared) = (Int64(severe), harm, harmSquared)
      return sums
    }

    mutating func add(_ sums: EvidenceSums, times sign: Int64) {
      incidentCount += Int32(sign * sums.incidentCount)
      goods += Int32(sign * sums.goods)
      halfBads += Int32(sign * sums.halfBads)
      severe += Int32(sign * sums.severe)
      harm += sign * sums.harm
      harmSquared += sign * sums.harmSquared
    }
  }

  /// Until when an event's harm was that of a cell.
  private struct Span: Hashable {
    var cell: Key
    var until: Day
  }

  mutating func add(_ incident: Incident, vendor: Int64, in database: Database) throws {
    try change(incident, vendor: vendor, times: 1, in: database)
  }

  mutating func remove(_ incident: Incident, vendor: Int64, in database: Database) throws {
    try change(incident, vendor: vendor, times: -1, in: database)
  }

  mutating func add(_ share: EventShare, vendor: Int64, in database: Database) throws {
    try change(share, vendor: vendor, times: 1, in: database)
  }

  mutating func remove(_ share: EventShare, vendor: Int64, in database: Database) throws {
    try change(share, vendor: vendor, times: -1, in: database)
  }

  private mutating func change(
    _ incident: Incident, vendor: Int64, times sign: Int64, in database: Database
  ) throws {
    let key = Key(vendor: vendor, day: incident.day, dimension: incident.dimension)
    pending[key.word].add(EvidenceSums(of: incident, policy: policy), times: sign)
    // Only an incident that stands for many brings a count near the end of half a word.
    let isFull = incident.hasDetails && pending[key.word].isLarge
    if isFull || pending.count >= Rollup.mostPending { try flush(to: database) }
  }

  private mutating func change(
    _ share: EventShare, vendor: Int64, times sign: Int64, in database: Database
  ) throws {
    for cell in share.cells {
      let key = Key(vendor: vendor, day: cell.day, dimension: cell.dimension)
      pending[key.word].add(cell.sums, times: sign)
      if cell.sums.repeatedHalfBads != 0 {
        repeated[key.word, default: 0] += sign * cell.sums.repeatedHalfBads
      }
      if pending[key.word].isLarge || pending.count >= Rollup.mostPending { try flush(to: database) }
    }
    for harm in share.passing {
      let span = Span(
        cell: Key(vendor: vendor, day: harm.day, dimension: harm.dimension), until: harm.until)
      var change = harm
      (change.harm, change.harmSquared) = (sign * harm.harm, sign * harm.harmSquared)
      if passing[span] == nil { passing[span] = change } else { passing[span]? += change }
    }
  }

  /// Adds the pending differences to the stored months.
  mutating func flush(to database: Database) throws {
    let keys = pending.sortedKeys.map(Key.init)
    var start = 0
    while start < keys.count {
      let vendor = keys[start].vendor
      let month = keys[start].day.month
      let last = month.lastDay
      var end = start
      var changes: [EvidenceCell] = []
      while end < keys.count, keys[end].vendor == vendor, keys[end].day <= last {
        let key = keys[end]
        var sums = pending[key.word].sums
        sums.repeatedHalfBads = repeated[key.word] ?? 0
        changes.append(EvidenceCell(day: key.day, dimension: key.dimension, sums: sums))
        end += 1
      }
      try Rollup.add(changes, vendor: vendor, month: month, in: database)
      start = end
    }
    pending = OpenAddressingMap(initial: Difference())
    repeated = [:]
    for (span, change) in passing { try Rollup.add(change, vendor: span.cell.vendor, in: database) }
    passing = [:]
  }

  /// Rows that come to nothing are deleted.
  private static func add(_ change: PassingHarm, vendor: Int64, in database: Database) throws {
    let place = [vendor, Int64(change.day.number), Int64(change.dimension.index), Int64(change.until.number)]
    let key = StatementArguments(place)
    let isThere = "vendor = ?1 AND day = ?2 AND dimension = ?3 AND until = ?4"
    var sum = change
    let stored = try Row.fetchOne(
      database, sql: "SELECT harm, harm_squared FROM passing_harm WHERE \(isThere)", arguments: key)
    if let stored {
      (sum.harm, sum.harmSquared) = (try stored.decode(atIndex: 0), try stored.decode(atIndex: 1))
      sum += change
    }
    if sum.harm <= 0 {
      try database.execute(sql: "DELETE FROM passing_harm WHERE \(isThere)", arguments: key)
    } else {
      try database.execute(
        sql: """
          INSERT INTO passing_harm (\(passingColumns)) VALUES (?, ?, ?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET harm = excluded.harm, harm_squared = excluded.harm_squared
          """, arguments: StatementArguments(place + [sum.harm, sum.harmSquared]))
    }
  }

  private static let passingColumns = "vendor, day, dimension, until, harm, harm_squared"

  private static func add(
    _ changes: [EvidenceCell], vendor: Int64, month: Month, in database: Database
  ) throws {
    let select = try RawStatement(database, "SELECT cells FROM evidence WHERE vendor = ? AND month = ?")
    select.bind(vendor, at: 1)
    select.bind(Int64(month.index), at: 2)
    var stored: [EvidenceCell] = []
    if try select.next() {
      try select.withBlob(0) { try CellCoding.decode($0, month: month, into: &stored) }
    }
    select.reset()
    let bytes = try CellCoding.encode(merged(stored, changes), month: month)
    let write = try RawStatement(
      database,
      bytes.isEmpty
        ? "DELETE FROM evidence WHERE vendor = ?1 AND month = ?2"
        : "INSERT INTO evidence VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET cells = excluded.cells")
    write.bind(vendor, at: 1)
    write.bind(Int64(month.index), at: 2)
    if !bytes.isEmpty { write.bind(bytes, at: 3) }
    try write.run()
  }

  /// Both ascending; cells that come to nothing are left out.
  private static func merged(_ a: [EvidenceCell], _ b: [EvidenceCell]) -> [EvidenceCell] {
    var result: [EvidenceCell] = []
    result.reserveCapacity(a.count + b.count)
    var i = 0
    var j = 0
    while i < a.count || j < b.count {
      if j == b.count || (i < a.count && EvidenceCell.precedes(a[i], b[j])) {
        result.append(a[i])
        i += 1
      } else if i == a.count || EvidenceCell.precedes(b[j], a[i]) {
        result.append(b[j])
        j += 1
      } else {
        var cell = a[i]
        cell.sums += b[j].sums
        result.append(cell)
        i += 1
        j += 1
      }
    }
    return result.filter { !$0.sums.isZero }
  }
}

// MARK: Reading

extension Rollup {
  /// The stored sums.
  /// - Parameter vendors: whose sums; nil = all.
  static func evidence(
    _ database: Database, names: IDRegistry, of vendors: Set<Vendor.ID>? = nil
  ) throws -> Evidence {
    Evidence(
      cells: try cells(database, names: names, of: vendors), passing: try passing(database, names: names))
  }

  private static func cells(
    _ database: Database, names: IDRegistry, of vendors: Set<Vendor.ID>?
  ) throws -> [Vendor.ID: [EvidenceCell]] {
    // A cell takes 4 bytes and more, so no array grows; room that is not used costs no memory.
    let sizes = try Row.fetchAll(
      database, sql: "SELECT vendor, sum(length(cells)) / 4 FROM evidence GROUP BY vendor")
    var result: [Vendor.ID: [EvidenceCell]] = [:]
    for row in sizes {
      let vendor: Int64 = try row.decode(atIndex: 0)
      guard let id = names.vendors[vendor] else { throw DamagedCells() }
      if let vendors, !vendors.contains(id) { continue }
      result[id] = try cells(ofVendor: vendor, atMost: try row.decode(atIndex: 1), in: database)
    }
    return result
  }

  private static func cells(
    ofVendor vendor: Int64, atMost count: Int, in database: Database
  ) throws -> [EvidenceCell] {
    let rows = try RawStatement(
      database, "SELECT month, cells FROM evidence WHERE vendor = ? ORDER BY month")
    rows.bind(vendor, at: 1)
    var cells: [EvidenceCell] = []
    cells.reserveCapacity(count)
    defer { rows.reset() }
    while try rows.next() {
      let month = Month(index: Int(rows.integer(0)))
      try rows.withBlob(1) { try CellCoding.decode($0, month: month, into: &cells) }
    }
    return cells
  }

  private static func passing(_ database: Database, names: IDRegistry) throws -> [Vendor.ID: [PassingHarm]] {
    let rows = try Row.fetchCursor(database, sql: "SELECT \(passingColumns) FROM passing_harm")
    var result: [Vendor.ID: [PassingHarm]] = [:]
    while let row = try rows.next() {
      guard let id = names.vendors[try row.decode(atIndex: 0)],
        let day = Day(number: try row.decode(atIndex: 1)),
        let dimension = Dimension.at(index: try row.decode(atIndex: 2)),
        let until = Day(number: try row.decode(atIndex: 3))
      else { throw DamagedCells() }
      result[id, default: []].append(
        PassingHarm(
          day: day, dimension: dimension, until: until, harm: try row.decode(atIndex: 4),
          harmSquared: try row.decode(atIndex: 5)))
    }
    return result
  }

  /// The policy that the stored sums were made with.
  static func storedKey(_ database: Database) throws -> String? {
    try String.fetchOne(database, sql: "SELECT value FROM setting WHERE name = 'evidence'")
  }
}

// MARK: Counting afresh

extension Rollup {
  /// The sums of a full pass over the incidents in force.
  static func recount(_ database: Database, names: IDRegistry, policy: ScoringPolicy) throws -> Evidence {
    var cells: [Key: EvidenceSums] = [:]
    var passing: [Vendor.ID: [PassingHarm]] = [:]
    try forEachIncident(database) { incident, vendor in
      let key = Key(vendor: vendor, day: incident.day, dimension: incident.dimension)
      cells[key, default: EvidenceSums()] += EvidenceSums(of: incident, policy: policy)
    } event: { members, vendor in
      let share = EventShare(members, policy: policy)
      for cell in share.cells {
        cells[Key(vendor: vendor, day: cell.day, dimension: cell.dimension), default: EvidenceSums()] +=
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
