import ScorecardModel
import ScorecardScoring
import TestSupport

/// Made-up shops that use the same carriers under ids of their own, and the one ledger that holds all that they have on
/// record under the carriers' ids.
///
/// A carrier's orders are its own in some shops, and its share of the store's in others: halves and quarters of numbers
/// that leave whole ones, as one ledger has to have them.
struct SharedShops {
  private static let carriers = [
    "returns": ["again", "back"], "shipping": ["dhl", "hermes", "parcelo", "swift"],
  ]
  private(set) var evaluators: [Evaluator] = []
  private(set) var asOf: Day
  private let first: Day
  private let until: Day
  private var incidents: [RecordedIncident] = []
  private var orders: [OrderKey: Int] = [:]

  private struct OrderKey: Hashable {
    var carrier: String
    var from: Day
    var to: Day
  }

  /// - Parameter daysMissing: without orders on record before the as-of day; 0 = none.
  init(seed: UInt64, daysMissing: Int = 0) throws {
    var random = SeededGenerator(seed: seed)
    first = try Day("2025-03-01")
    let last = try Day("2026-06-30")
    until = last + 1
    asOf = daysMissing == 0 ? last - Int.random(in: 0...20, using: &random) : last + daysMissing
    for shop in 0..<Int.random(in: 2...5, using: &random) { addShop(shop, &random) }
  }

  /// In the order in which carriers are scored.
  var oneLedger: Evaluator {
    let stages = SharedShops.carriers.keys.sorted()
    let vendors = stages.flatMap { stage in
      (SharedShops.carriers[stage] ?? []).map { Vendor(id: $0, name: $0, stage: stage) }
    }
    let volumes = orders.compactMap { key, count in
      Volume(from: key.from, to: key.to, orders: count, vendor: key.carrier)
    }
    let catalog = Catalog(store: "All", journey: stages.map { Stage(id: $0) }, vendors: vendors)
    return Evaluator(
      catalog: catalog, evidence: Evidence(recorded: incidents, volumes: volumes, policy: .standard))
  }

  private mutating func addShop(_ shop: Int, _ random: inout SeededGenerator) {
    var catalog = Catalog(store: "Shop \(shop)", journey: [], vendors: [])
    var volumes: [Volume] = []
    for stage in SharedShops.carriers.keys.sorted().shuffled(using: &random) {
      catalog.journey.append(Stage(id: stage, name: "\(stage) \(shop)"))
      let carriers = (SharedShops.carriers[stage] ?? []).shuffled(using: &random)
      for (place, carrier) in carriers.enumerated() {
        let isOwn = stage == "returns" || place > 1
        catalog.vendors.append(
          Vendor(
            id: "\(carrier)-\(shop)", name: carrier, stage: stage,
            periods: isOwn ? [RolePeriod(role: .fallback)] : periods(place, &random), carrier: carrier))
      }
    }
    addOrders(catalog, &volumes, &random)
    let own = addIncidents(catalog, &random)
    evaluators.append(
      Evaluator(
        catalog: catalog,
        evidence: Evidence(recorded: own, volumes: volumes, policy: .standard)))
  }

  /// A half or a quarter, and from some day within a month another one.
  private func periods(_ place: Int, _ random: inout SeededGenerator) -> [RolePeriod] {
    let share = { (random: inout SeededGenerator) in Bool.random(using: &random) ? 0.5 : 0.25 }
    let change = first + Int.random(in: 40...390, using: &random)
    return [
      RolePeriod(role: .primary, share: share(&random)),
      RolePeriod(role: .primary, since: change, share: share(&random)),
    ]
  }

  private mutating func addOrders(
    _ catalog: Catalog, _ volumes: inout [Volume], _ random: inout SeededGenerator
  ) {
    let roles = catalog.roles
    for month in first.month.index..<until.month.index {
      let (from, to) = (Month(index: month).firstDay, Month(index: month + 1).firstDay)
      let perDay = 4 * Int.random(in: 0...9, using: &random)
      volumes += Volume(from: from, to: to, orders: perDay * (to - from)).map { [$0] } ?? []
      for (place, vendor) in catalog.vendors.enumerated() {
        for run in roles.runs(of: place) {
          let (start, end) = (max(from, run.from), min(to, run.to ?? to))
          guard start < end else { continue }
          note(vendor, start, end, Int(Double(perDay * (end - start)) * run.share))
        }
        guard vendor.periods.first?.role == .fallback else { continue }
        let own = Int.random(in: 0...5000, using: &random)
        volumes += Volume(from: from, to: to, orders: own, vendor: vendor.id).map { [$0] } ?? []
        note(vendor, from, to, own)
      }
    }
  }

  private mutating func note(_ vendor: Vendor, _ from: Day, _ to: Day, _ count: Int) {
    orders[OrderKey(carrier: vendor.carrierID, from: from, to: to), default: 0] += count
  }

  /// - Returns: under the shop's ids; kept under the carriers'.
  private mutating func addIncidents(
    _ catalog: Catalog, _ random: inout SeededGenerator
  ) -> [RecordedIncident] {
    var own: [RecordedIncident] = []
    let count = Int.random(in: 5...60, using: &random)
    for place in 0...count {
      guard let vendor = catalog.vendors.randomElement(using: &random) else { continue }
      // The last one keeps this shop's estimates going, as any shop's does the one ledger's.
      let day = place == count ? asOf : first + Int.random(in: 0...(asOf - first), using: &random)
      let incident = Incident(
        vendor: vendor.id, day: day,
        outcome: Int.random(in: 0...3, using: &random) == 0 ? .good : SmallStore.bad(&random),
        dimension: Dimension.allCases.randomElement(using: &random) ?? .general,
        resolved: [nil, true, false][Int.random(in: 0...2, using: &random)],
        mitigated: Int.random(in: 0...5, using: &random) == 0 ? true : nil)
      let id = Int64(incidents.count) + 1
      let before = own.last { $0.incident.vendor == vendor.id }
      let event = Int.random(in: 0...4, using: &random) == 0 ? before.map { $0.event ?? $0.id } : nil
      if let event, let head = own.firstIndex(where: { $0.id == event }) {
        own[head].event = event
        for index in incidents.indices where incidents[index].id == event { incidents[index].event = event }
      }
      let recorded = RecordedIncident(
        id: id, incident: incident, recordedAt: Timestamp(seconds: 0), revision: 1, event: event)
      own.append(recorded)
      var whole = recorded
      whole.incident.vendor = vendor.carrierID
      incidents.append(whole)
    }
    return own
  }
}
