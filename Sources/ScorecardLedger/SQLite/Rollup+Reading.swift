import GRDB
import ScorecardModel

extension Rollup {
  /// The stored sums.
  ///
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
