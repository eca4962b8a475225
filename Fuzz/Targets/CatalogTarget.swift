import ScorecardModel

@testable import ScorecardFormats

/// `vendors.json`.
enum CatalogTarget {
  static func run(_ bytes: [UInt8]) {
    let catalog: Catalog
    do throws(OwnerFileProblems) {
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

  private static func read(_ bytes: [UInt8]) throws(OwnerFileProblems) -> Catalog {
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
      promise((0...1).contains(vendor.failover ?? 0), "\(vendor)")
      promise((vendor.notes ?? "").utf8.count <= 4 * Incident.longestText, "\(vendor)")
      for days in [vendor.claims?.damageDays, vendor.claims?.lossDays, vendor.claims?.lateDays] {
        promise((1...3650).contains(days ?? 1), "\(vendor)")
      }
    }
    for vendor in catalog.vendors { checkPeriods(of: vendor) }
    checkShares(catalog)
    let weights = catalog.policy.dimensionWeights
    promise(Set(weights.keys) == Set(Dimension.service), "weights \(weights)")
    promise(weights.values.allSatisfy((0...1).contains), "weights \(weights)")
    promise(weights.values.reduce(0, +) > 0, "weights \(weights)")
  }

  private static func checkPeriods(of vendor: Vendor) {
    let periods = vendor.periods
    promise(vendor.listsPeriods ? !periods.isEmpty : periods.count == 1, "\(vendor)")
    for (period, next) in zip(periods, periods.dropFirst()) {
      guard let since = next.since else { fatalError("no since: \(vendor)") }
      promise(period.since ?? .earliest < since && period.until ?? since <= since, "overlap: \(vendor)")
    }
    for period in periods {
      promise(period.until.map { period.since ?? .earliest < $0 } ?? true, "no day: \(vendor)")
      promise(period.share == nil || period.role == .primary, "share: \(vendor)")
      promise((0...1).contains(period.share ?? 0), "share: \(vendor)")
    }
  }

  /// On no day does a stage carry more than all orders, nor less where a primary names no share; runs say what days do.
  private static func checkShares(_ catalog: Catalog) {
    let roles = catalog.roles
    let limits = catalog.vendors.flatMap(\.periods).flatMap { [$0.since, $0.until].compactMap(\.self) }
    for day in Set(limits + [.earliest]) {
      for stage in catalog.journey {
        let members = catalog.vendors.indices.filter { catalog.vendors[$0].stage == stage.id }
        let sum = members.reduce(0) { $0 + roles.share(of: $1, on: day) }
        promise(sum <= 1 + 1e-6, "shares of \(stage.id) on \(day): \(sum)")
        let isSplit = members.contains {
          roles.role(of: $0, on: day) == .primary && roles.period(of: $0, on: day)?.share == nil
        }
        promise(!isSplit || sum >= 1 - 1e-6, "shares of \(stage.id) on \(day): \(sum)")
      }
      for place in catalog.vendors.indices {
        let run = roles.runs(of: place).last { $0.from <= day }
        let share = run.flatMap { run in run.to.map { $0 <= day } ?? false ? nil : run.share } ?? 0
        promise(share == roles.share(of: place, on: day), "\(catalog.vendors[place]) on \(day)")
      }
    }
  }

  /// A change that is written into the text makes the catalog that the change makes, and its undoing the same text again
  /// as far as it can be read.
  private static func checkProposal(_ catalog: Catalog, _ bytes: [UInt8]) {
    guard VendorNames(catalog).vendor(named: "zz-new") == nil, let stage = catalog.journey.first?.id else {
      return
    }
    var changes: [CatalogChange] = [
      .addVendor(Vendor(id: "zz-new", name: "zz-new", stage: stage, role: .candidate))
    ]
    if var first = catalog.vendors.first {
      first.aliases.append("zz-new")
      changes.append(.changeVendor(first.id, to: first))
    }
    for change in changes {
      let text = CatalogEditor.text(bytes, of: catalog, applying: [change])
      do throws(OwnerFileProblems) {
        let changed = try read(text)
        promise(changed == catalog.applying(change), "\(change) reads otherwise")
      } catch { fatalError("\(change) breaks it: \(error)") }
    }
  }
}
