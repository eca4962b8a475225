import ScorecardModel

/// Keeps the evidence sums in step with the incidents: differences gather in memory and are added to the packed
/// months in the same transaction.
struct Rollup {
  /// Reached by no ordinary import; a larger one writes out what it has and goes on (about 20 MB).
  private static let mostPending = 392_000
  /// Read, merged and written together.
  private static let monthsAtOnce = 500

  let policy: ScoringPolicy
  private var pending = OpenAddressingMap(initial: Difference())
  /// Of few cells of `pending`: bad experiences that their events had told before, in halves.
  private var repeated: [UInt64: Int64] = [:]
  private var passing: [HarmRow.Span: PassingHarm] = [:]

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

  mutating func add(_ incident: Incident, vendor: Int64, in store: any LedgerStore) throws {
    try change(incident, vendor: vendor, times: 1, in: store)
  }

  mutating func remove(_ incident: Incident, vendor: Int64, in store: any LedgerStore) throws {
    try change(incident, vendor: vendor, times: -1, in: store)
  }

  mutating func add(_ share: EventShare, vendor: Int64, in store: any LedgerStore) throws {
    try change(share, vendor: vendor, times: 1, in: store)
  }

  mutating func remove(_ share: EventShare, vendor: Int64, in store: any LedgerStore) throws {
    try change(share, vendor: vendor, times: -1, in: store)
  }

  private mutating func change(
    _ incident: Incident, vendor: Int64, times sign: Int64, in store: any LedgerStore
  ) throws {
    let key = try Key(vendor: vendor, day: incident.day, dimension: incident.dimension)
    pending[key.word].add(EvidenceSums(of: incident, policy: policy), times: sign)
    // Only an incident that stands for many brings a count near the end of half a word.
    let isFull = incident.hasDetails && pending[key.word].isLarge
    if isFull || pending.count >= Rollup.mostPending { try flush(to: store) }
  }

  private mutating func change(
    _ share: EventShare, vendor: Int64, times sign: Int64, in store: any LedgerStore
  ) throws {
    for cell in share.cells {
      let key = try Key(vendor: vendor, day: cell.day, dimension: cell.dimension)
      pending[key.word].add(cell.sums, times: sign)
      if cell.sums.repeatedHalfBads != 0 {
        repeated[key.word, default: 0] += sign * cell.sums.repeatedHalfBads
      }
      if pending[key.word].isLarge || pending.count >= Rollup.mostPending { try flush(to: store) }
    }
    for harm in share.passing {
      let span = HarmRow.Span(vendor: vendor, day: harm.day, dimension: harm.dimension, until: harm.until)
      var change = harm
      (change.harm, change.harmSquared) = (sign * harm.harm, sign * harm.harmSquared)
      if passing[span] == nil { passing[span] = change } else { passing[span]? += change }
    }
  }

  /// Adds the pending differences to the stored months.
  mutating func flush(to store: any LedgerStore) throws {
    var changes: [(month: EvidenceMonth, cells: [EvidenceCell])] = []
    for key in pending.sortedKeys.lazy.map(Key.init) {
      let month = EvidenceMonth(vendor: key.vendor, month: key.day.month)
      if changes.last?.month != month {
        if changes.count == Rollup.monthsAtOnce {
          try Rollup.add(changes, in: store)
          changes = []
        }
        changes.append((month, []))
      }
      var sums = pending[key.word].sums
      sums.repeatedHalfBads = repeated[key.word] ?? 0
      changes[changes.count - 1].cells.append(
        EvidenceCell(day: key.day, dimension: key.dimension, sums: sums))
    }
    try Rollup.add(changes, in: store)
    pending = OpenAddressingMap(initial: Difference())
    repeated = [:]
    try Rollup.add(passing, in: store)
    passing = [:]
  }

  private static func add(
    _ changes: [(month: EvidenceMonth, cells: [EvidenceCell])], in store: any LedgerStore
  ) throws {
    if changes.isEmpty { return }
    let stored = try store.cells(of: changes.map(\.month))
    for (month, cells) in changes {
      var before: [EvidenceCell] = []
      try (stored[month] ?? []).withUnsafeBytes { bytes in
        try CellCoding.decode(bytes, month: month.month, into: &before)
      }
      try store.put(cells: CellCoding.encode(merged(before, cells), month: month.month), of: month)
    }
  }

  /// What comes to nothing is there no more.
  private static func add(_ changes: [HarmRow.Span: PassingHarm], in store: any LedgerStore) throws {
    if changes.isEmpty { return }
    let stored = Dictionary(try store.harms(of: Array(changes.keys)).map { ($0.span, $0) }) { first, _ in
      first
    }
    for (span, change) in changes {
      let harm = (stored[span]?.harm ?? 0) + change.harm
      let squared = (stored[span]?.harmSquared ?? 0) + change.harmSquared
      try store.put(HarmRow(span: span, harm: max(0, harm), harmSquared: harm > 0 ? squared : 0))
    }
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
