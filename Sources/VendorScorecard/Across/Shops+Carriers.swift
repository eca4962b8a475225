internal import ScorecardModel

/// What the catalogs alone tell of carriers.
extension Shops {
  /// The stages to show: the one that was named, or all that have a carrier that two shops share.
  func chosen(_ typed: String?) throws(WorkspaceError) -> [Stage] {
    var stages = stages
    if let typed {
      let journeys = Catalog(store: "", journey: stages, vendors: [])
      stages = [try Workspace.stage(named: typed, in: journeys)]
    }
    let counts = shopCounts
    let shared = stages.filter { counts[$0.id]?.values.contains { $0 > 1 } ?? false }
    if shared.isEmpty { throw .noSharedCarrier(apart: apart(counts)) }
    return shared
  }

  /// How many shops have each carrier, by stage.
  private var shopCounts: [Stage.ID: [String: Int]] {
    var counts: [Stage.ID: [String: Int]] = [:]
    for shop in shops {
      for (stage, vendors) in Dictionary(grouping: shop.catalog.vendors, by: \.stage) {
        for carrier in Set(vendors.map(\.carrierID)) { counts[stage, default: [:]][carrier, default: 0] += 1 }
      }
    }
    return counts
  }

  /// The first carrier that stands in different stages of different shops, and these stages.
  private func apart(_ counts: [Stage.ID: [String: Int]]) -> WorkspaceError.Apart? {
    var stages: [String: [Stage.ID]] = [:]
    for (stage, carriers) in counts {
      for carrier in carriers.keys { stages[carrier, default: []].append(stage) }
    }
    let first = stages.filter { $0.value.count > 1 }.min { $0.key < $1.key }
    return first.map { WorkspaceError.Apart(carrier: $0.key, stages: $0.value.sorted()) }
  }

  /// Shops that have a carrier of a stage in another one only.
  func elsewhere(than stage: Stage.ID) -> [AcrossReport.Elsewhere] {
    let carriers = Set(shops.flatMap { $0.catalog.vendors(in: stage).map(\.carrierID) })
    return shops.enumerated().flatMap { place, shop in
      let here = Set(shop.catalog.vendors(in: stage).map(\.carrierID))
      let others = shop.catalog.vendors.filter {
        $0.stage != stage && carriers.contains($0.carrierID) && !here.contains($0.carrierID)
      }
      return others.map {
        AcrossReport.Elsewhere(shop: place, carrier: $0.carrierID, stage: $0.stage)
      }
    }
  }

  /// What can be said of money for all shops at once.
  var pricing: AcrossReport.Pricing {
    let currencies = Set(shops.map(\.catalog.currency)).filter { !$0.isEmpty }.sorted()
    if currencies.count > 1 { return .currencies(currencies) }
    let prices = Set(shops.map(\.catalog.policy.costPerTrouble))
    if prices.count > 1 { return .prices }
    guard shops[0].catalog.policy.costPerTrouble != nil, let currency = currencies.first else {
      return .unpriced
    }
    return .common(currency: currency)
  }
}
