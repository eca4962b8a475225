internal import ScorecardLedger
public import ScorecardModel

extension Evidence {
  /// Vendors with evidence up to a day that a catalog lacks, by id.
  func uncataloguedVendors(in catalog: Catalog, through day: Day) -> [Vendor.ID] {
    let logged = cells.filter { ($0.value.first?.day ?? .latest) <= day }.keys
    let counted = volumes.filter { $0.from <= day }.compactMap(\.vendor)
    return Set(logged).union(counted).subtracting(catalog.vendors.map(\.id)).sorted()
  }
}

extension Snapshot {
  /// Vendors that are on record up to a day and not in the catalog, by id. Blocks on the disk.
  public func uncataloguedVendors(asOf day: Day) throws -> [Vendor.ID] {
    // The names are few, the evidence may be large.
    if try reader.vendorsOnRecord().isSubset(of: catalog.vendors.map(\.id)) { return [] }
    return try evidence().uncataloguedVendors(in: catalog, through: day)
  }
}
