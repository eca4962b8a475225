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

    /// - Throws: ``DamagedRow`` for a vendor that no ledger has numbered.
    init(vendor: Int64, day: Day, dimension: Dimension) throws {
      guard (1...Int64(UInt32.max)).contains(vendor) else {
        throw DamagedRow(table: "vendor", number: vendor)
      }
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
    let key = try Key(vendor: vendor, day: incident.day, dimension: incident.dimension)
    pending[key.word].add(EvidenceSums(of: incident, policy: policy), times: sign)
    // Only an incident that stands for many brings a count near the end of half a word.
    let isFull = incident.hasDetails && pending[key.word].isLarge
    if isFull || pending.count >= Rollup.mostPending { try flush(to: database) }
  }

  private mutating func change(
    _ share: EventShare, vendor: Int64, times sign: Int64, in database: Database
  ) throws {
    for cell in share.cells {
      let key = try Key(vendor: vendor, day: cell.day, dimension: cell.dimension)
      pending[key.word].add(cell.sums, times: sign)
      if cell.sums.repeatedHalfBads != 0 {
        repeated[key.word, default: 0] += sign * cell.sums.repeatedHalfBads
      }
      if pending[key.word].isLarge || pending.count >= Rollup.mostPending { try flush(to: database) }
    }
    for harm in share.passing {
      let span = Span(
        cell: try Key(vendor: vendor, day: harm.day, dimension: harm.dimension), until: harm.until)
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

  static let passingColumns = "vendor, day, dimension, until, harm, harm_squared"

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
