internal import ScorecardLedger
public import ScorecardModel
internal import ScorecardPresentation

extension Evidence {
  /// Vendors with evidence up to a day that a catalog lacks, by id.
  func uncataloguedVendors(in catalog: Catalog, through day: Day) -> [Vendor.ID] {
    let logged = cells.filter { ($0.value.first?.day ?? .latest) <= day }.keys
    let counted = volumes.filter { $0.from <= day }.compactMap(\.vendor)
    return Set(logged).union(counted).subtracting(catalog.vendors.map(\.id)).sorted()
  }
}

extension Snapshot {
  /// A sentence on the vendors that are on record and not in the catalog; nil without any.
  /// Blocks on the disk.
  public func uncataloguedVendorsWarning(asOf day: Day) throws -> String? {
    // The names are few, the evidence may be large.
    if try reader.vendorsOnRecord().isSubset(of: catalog.vendors.map(\.id)) { return nil }
    let uncataloguedVendors = try evidence().uncataloguedVendors(in: catalog, through: day)
    return uncataloguedVendors.isEmpty
      ? nil : EvidenceText.sentence(.uncataloguedVendors(uncataloguedVendors), in: catalog)
  }
}
