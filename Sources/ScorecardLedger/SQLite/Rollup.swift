import GRDB
import ScorecardModel

/// Keeps the evidence sums in step with the incidents: differences gather in memory and are added to the packed
/// months in the same transaction.
struct Rollup {
  /// Reached by no ordinary import; a larger one writes out what it has and goes on (about 20 MB).
  private static let mostPending = 392_000

  let policy: ScoringPolicy
  private var pending = FlatTable(initial: Difference())

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

  /// Sums in 32 bytes instead of 48: the counts of one flush fit in half a word.
  private struct Difference {
    private var logs: Int32 = 0
    private var goods: Int32 = 0
    private var halfBads: Int32 = 0
    private var severe: Int32 = 0
    private var harm: Int64 = 0
    private var harmSquared: Int64 = 0

    /// A count could pass the end of half a word with 500 more like the last one, or 500 million ordinary ones.
    var isLarge: Bool {
      [logs, goods, halfBads, severe].contains { $0.magnitude > 1 << 30 }
    }

    var sums: EvidenceSums {
      var sums = EvidenceSums()
      (sums.logs, sums.goods, sums.halfBads) = (Int64(logs), Int64(goods), Int64(halfBads))
      (sums.severe, sums.harm, sums.harmSquared) = (Int64(severe), harm, harmSquared)
      return sums
    }

    mutating func add(_ sums: EvidenceSums, times sign: Int64) {
      logs += Int32(sign * sums.logs)
      goods += Int32(sign * sums.goods)
      halfBads += Int32(sign * sums.halfBads)
      severe += Int32(sign * sums.severe)
      harm += sign * sums.harm
      harmSquared += sign * sums.harmSquared
    }
  }

  mutating func add(_ incident: Incident, vendor: Int64, in database: Database) throws {
    try change(incident, vendor: vendor, times: 1, in: database)
  }

  mutating func remove(_ incident: Incident, vendor: Int64, in database: Database) throws {
    try change(incident, vendor: vendor, times: -1, in: database)
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
        changes.append(EvidenceCell(day: key.day, dimension: key.dimension, sums: pending[key.word].sums))
        end += 1
      }
      try Rollup.add(changes, vendor: vendor, month: month, in: database)
      start = end
    }
    pending = FlatTable(initial: Difference())
  }

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

// MARK: Reading and rebuilding

extension Rollup {
  static func cells(_ database: Database, names: Names) throws -> [Vendor.ID: [EvidenceCell]] {
    // A cell takes 4 bytes and more, so no array grows; room that is not used costs no memory.
    let sizes = try RawStatement(
      database, "SELECT vendor, sum(length(cells)) / 4 FROM evidence GROUP BY vendor")
    var result: [Vendor.ID: [EvidenceCell]] = [:]
    defer { sizes.reset() }
    while try sizes.next() {
      guard let id = names.vendors[sizes.integer(0)] else { throw DamagedCells() }
      result[id] = try cells(ofVendor: sizes.integer(0), atMost: Int(sizes.integer(1)), in: database)
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

  /// The sums of a full pass over the incidents in force.
  static func recount(
    _ database: Database, names: Names, policy: ScoringPolicy
  ) throws -> [Vendor.ID: [EvidenceCell]] {
    var cells: [Key: EvidenceSums] = [:]
    try forEachIncident(database) { incident, vendor in
      let key = Key(vendor: vendor, day: incident.day, dimension: incident.dimension)
      cells[key, default: EvidenceSums()] += EvidenceSums(of: incident, policy: policy)
    }
    var result: [Vendor.ID: [EvidenceCell]] = [:]
    for key in cells.keys.sorted() {
      guard let id = names.vendors[key.vendor], let sums = cells[key] else { continue }
      result[id, default: []].append(EvidenceCell(day: key.day, dimension: key.dimension, sums: sums))
    }
    return result
  }

  /// Makes the stored sums those of this policy, in the caller's transaction.
  static func rebuild(_ database: Database, policy: ScoringPolicy) throws {
    try database.execute(sql: "DELETE FROM evidence")
    var rollup = Rollup(policy: policy)
    try forEachIncident(database) { try rollup.add($0, vendor: $1, in: database) }
    try rollup.flush(to: database)
    let write = try RawStatement(
      database,
      """
      INSERT INTO setting VALUES ('evidence', ?) ON CONFLICT DO UPDATE SET value = excluded.value
      """)
    write.bind(policy.evidenceKey, at: 1)
    try write.run()
  }

  /// The policy that the stored sums were made with.
  static func storedKey(_ database: Database) throws -> String? {
    let row = try RawStatement(database, "SELECT value FROM setting WHERE name = 'evidence'")
    defer { row.reset() }
    return try row.next() ? row.text(0) : nil
  }

  /// Incidents in force, with only what the sums read.
  private static func forEachIncident(
    _ database: Database, _ body: (Incident, _ vendor: Int64) throws -> Void
  ) throws {
    let rows = try RawStatement(
      database,
      """
      SELECT id, vendor, day, severity, dimension, resolved, mitigated, attribution, details FROM incident
      WHERE standing = 0
      """)
    defer { rows.reset() }
    while try rows.next() {
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
      try body(incident, rows.integer(1))
    }
  }
}
