import ScorecardModel

/// Whose it is what is on record, by the catalog of today (decision 0021).
///
/// An id on record that no vendor has counts for the one who answers to it by name or alias: it was renamed, merged, or
/// logged while the catalog could not be read. The record stays as it is; ids are translated on the way in and out.
struct VendorIDs {
  /// Of ids on record that are another vendor's now.
  private var owners: [Vendor.ID: Vendor.ID] = [:]
  /// Of such a vendor, the ids under which it is on record, its own first, the others in their order.
  private var recorded: [Vendor.ID: [Vendor.ID]] = [:]

  init(_ catalog: Catalog, onRecord: Set<Vendor.ID>) {
    let strays = onRecord.subtracting(catalog.vendors.map(\.id))
    if strays.isEmpty { return }
    let names = VendorNames(catalog)
    for stray in strays.sorted() {
      guard let owner = names.vendor(named: stray)?.id else { continue }
      owners[stray] = owner
      recorded[owner, default: onRecord.contains(owner) ? [owner] : []].append(stray)
    }
  }

  /// Whether every id on record is what it says.
  var isPlain: Bool { owners.isEmpty }

  /// Whose an id on record is.
  func owner(_ id: Vendor.ID) -> Vendor.ID { owners[id] ?? id }

  /// Whether a vendor is on record under another id than its own.
  func isElsewhere(_ vendor: Vendor.ID) -> Bool { recorded[vendor] != nil }

  /// The ids under which a vendor is on record; at least one.
  func all(of vendor: Vendor.ID) -> [Vendor.ID] { recorded[vendor] ?? [vendor] }

  /// Under which id new things of a vendor are recorded: one that is on record under a single id stays there, where
  /// the ledger knows what belongs together.
  func own(_ vendor: Vendor.ID) -> Vendor.ID {
    guard let ids = recorded[vendor] else { return vendor }
    return ids.count == 1 ? ids[0] : vendor
  }

  /// Ids that a vendor has on record besides the one for new things.
  func others(of vendor: Vendor.ID) -> [Vendor.ID] {
    let own = own(vendor)
    return all(of: vendor).filter { $0 != own }
  }
}

// MARK: What is read

extension VendorIDs {
  func named(_ incident: RecordedIncident) -> RecordedIncident {
    var incident = incident
    incident.incident.vendor = owner(incident.incident.vendor)
    return incident
  }

  func named(_ volume: Volume) -> Volume {
    var volume = volume
    volume.vendor = volume.vendor.map(owner)
    return volume
  }

  func named(_ evidence: Evidence) -> Evidence {
    func merged<Value>(_ values: [Vendor.ID: [Value]]) -> [Vendor.ID: [Value]] {
      Dictionary(
        values.sorted { $0.key < $1.key }.map { (owner($0.key), $0.value) }, uniquingKeysWith: +)
    }
    return Evidence(
      cells: merged(evidence.cells), passing: merged(evidence.passing),
      volumes: evidence.volumes.map(named), checkIns: evidence.checkIns)
  }

  /// Of one vendor no two overlap again: where they did, they are cut at each other's ends and added.
  func named(_ volumes: [Volume]) -> [Volume] {
    let groups = Dictionary(grouping: volumes.map(named), by: \.vendor)
    return groups.sorted { ($0.key ?? "") < ($1.key ?? "") }.flatMap { vendor, volumes in
      let sorted = volumes.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
      let overlap = zip(sorted, sorted.dropFirst()).contains { $0.to > $1.from }
      return overlap ? VendorIDs.added(sorted, of: vendor) : sorted
    }
  }

  private static func added(_ volumes: [Volume], of vendor: Vendor.ID?) -> [Volume] {
    let ends = Set(volumes.flatMap { [$0.from, $0.to] }).sorted()
    return zip(ends, ends.dropFirst()).compactMap { from, to in
      let covering = volumes.filter { $0.from <= from && $0.to >= to }
      guard !covering.isEmpty else { return nil }
      let orders = covering.reduce(0) { $0 + $1.orders(before: to) - $1.orders(before: from) }
      return Volume(from: from, to: to, orders: min(orders, Volume.mostOrders), vendor: vendor)
    }
  }
}

extension Volume {
  /// By days, in whole orders; all of them at its end.
  fileprivate func orders(before day: Day) -> Int { orders * (day - from) / (to - from) }
}
