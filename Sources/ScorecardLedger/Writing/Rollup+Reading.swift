import ScorecardModel

extension Rollup {
  /// The stored sums.
  ///
  /// - Parameter vendors: whose sums; nil = all.
  static func evidence(_ store: any LedgerStore, of vendors: Set<Vendor.ID>? = nil) throws -> Evidence {
    let names = try store.names()
    return Evidence(
      cells: try cells(store, names: names, of: vendors), passing: try passing(store, names: names))
  }

  private static func cells(
    _ store: any LedgerStore, names: IDRegistry, of vendors: Set<Vendor.ID>?
  ) throws -> [Vendor.ID: [EvidenceCell]] {
    // A cell takes 4 bytes and more, so no array grows; room that is not used costs no memory.
    let bytes = try store.bytesOfMonths()
    var result: [Vendor.ID: [EvidenceCell]] = [:]
    var cells: [EvidenceCell] = []
    var current: Int64?
    func finish() throws {
      guard let vendor = current else { return }
      guard let id = names.vendors[vendor] else { throw DamagedCells() }
      // A store that may delete nothing keeps months without any.
      if !cells.isEmpty { result[id] = cells }
      cells = []
    }
    let numbers = vendors.map { Set($0.compactMap { names.vendors.number(of: $0) }) }
    try store.forEachMonth(of: numbers) { month, packed in
      if month.vendor != current {
        try finish()
        current = month.vendor
        cells.reserveCapacity((bytes[month.vendor] ?? 0) / 4)
      }
      try CellCoding.decode(packed, month: month.month, into: &cells)
    }
    try finish()
    return result
  }

  private static func passing(
    _ store: any LedgerStore, names: IDRegistry
  ) throws -> [Vendor.ID: [PassingHarm]] {
    var result: [Vendor.ID: [PassingHarm]] = [:]
    for row in try store.harms() where row.harm > 0 {
      guard let id = names.vendors[row.span.vendor] else { throw DamagedCells() }
      result[id, default: []].append(
        PassingHarm(
          day: row.span.day, dimension: row.span.dimension, until: row.span.until, harm: row.harm,
          harmSquared: row.harmSquared))
    }
    return result
  }
}
