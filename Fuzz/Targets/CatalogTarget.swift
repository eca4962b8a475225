import ScorecardModel

@testable import ScorecardImport

/// `vendors.json`.
enum CatalogTarget {
  static func run(_ bytes: [UInt8]) {
    let catalog: Catalog
    do throws(CatalogProblems) {
      catalog = try read(bytes)
      show(catalog.vendors)
    } catch {
      show(error.diagnostics)
      return RulesTarget.checkProblems(error.diagnostics, of: bytes)
    }
    for cut in chosen(cuts(of: bytes, before: ListsTarget.endOfText(bytes)), for: bytes) {
      promise((try? read(Array(bytes[..<cut]))) == nil, "cut at \(cut) it is read as a whole")
    }
    check(catalog)
    checkProposal(catalog, bytes)
  }

  private static func read(_ bytes: [UInt8]) throws(CatalogProblems) -> Catalog {
    try CatalogReader.read(bytes, fileName: "f") { $0 == "UTC" || $0.contains("/") }
  }

  private static func check(_ catalog: Catalog) {
    promise(!catalog.journey.isEmpty && catalog.currency.utf8.count == 3, "\(catalog)")
    let ids = catalog.journey.map(\.id)
    promise(Set(ids).count == ids.count, "two stages of one id: \(ids)")
    let vendors = catalog.vendors.map(\.id)
    promise(Set(vendors).count == vendors.count, "two vendors of one id: \(vendors)")
    let names = VendorNames(catalog)
    for vendor in catalog.vendors {
      promise(ids.contains(vendor.stage), "no such stage: \(vendor)")
      promise((1...64).contains(vendor.id.utf8.count), "\(vendor)")
      promise(vendor.id.utf8.allSatisfy { $0 > 0x2C && $0 < 0x7B && $0 != 0x5F }, "\(vendor)")
      for name in [vendor.id, vendor.name] + vendor.aliases {
        promise(names.vendor(named: name)?.id == vendor.id, "\(name) is of another: \(vendor)")
      }
      for part in [vendor.share, vendor.failover] { promise((0...1).contains(part ?? 0), "\(vendor)") }
      promise((vendor.notes ?? "").utf8.count <= 4 * Incident.longestText, "\(vendor)")
      promise((1...3650).contains(vendor.claims?.days ?? 1), "\(vendor)")
    }
    for stage in ids {
      let shares = catalog.vendors(in: stage).filter { $0.role == .primary }.compactMap(\.share)
      promise(shares.reduce(0, +) <= 1 + 1e-6, "shares \(shares)")
    }
    let weights = catalog.policy.dimensionWeights.values
    promise(abs(weights.reduce(0, +) - 1) < 1e-3, "weights \(weights)")
  }

  /// One more vendor at the place that is told for it makes a catalog of one more.
  private static func checkProposal(_ catalog: Catalog, _ bytes: [UInt8]) {
    let names = VendorNames(catalog)
    guard let end = CatalogReader.endOfVendors(bytes) else {
      return promise(bytes.contains(UInt8(ascii: "\\")), "no place for a new vendor")
    }
    guard names.vendor(named: "zz-new") == nil, let stage = catalog.journey.first?.id else { return }
    let comma = catalog.vendors.isEmpty ? "" : ","
    let entry = "\(comma){\"id\":\"zz-new\",\"name\":\"zz-new\",\"stage\":\"\(stage)\"}"
    do throws(CatalogProblems) {
      let longer = try read(bytes[..<end] + Array(entry.utf8) + bytes[end...])
      promise(longer.vendors.dropLast() == catalog.vendors[...], "a new vendor changes others")
    } catch { fatalError("a new vendor breaks it: \(error)") }
  }
}
