import ScorecardModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@testable import ScorecardScoring

/// A store put together day by day; days are counted from a Monday, the first day of 2024.
struct Shop {
  /// Number of 1 January 2024.
  static let monday = 19_723

  var catalog: Catalog
  var incidents: [Incident] = []
  var volumes: [Volume] = []
  var checkIns: [Day] = []
  var asOf: Day

  /// - Parameters:
  ///   - vendors: primaries without a period's end, one after the other in the stages.
  init(_ vendors: [Vendor.ID], stages: [Stage.ID] = ["shipping"], asOf: Int) {
    self.init(
      vendors.enumerated().map { Vendor(id: $1, name: $1, stage: stages[$0 % stages.count]) },
      stages: stages, asOf: asOf)
  }

  init(_ vendors: [Vendor], stages: [Stage.ID] = ["shipping"], asOf: Int) {
    self.asOf = Shop.day(asOf)
    catalog = Catalog(store: "Shop", journey: stages.map { Stage(id: $0, name: $0) }, vendors: vendors)
  }

  static func day(_ offset: Int) -> Day { Day(number: monday + offset) ?? .earliest }

  mutating func orders(_ orders: Int, _ days: Range<Int>, of vendor: Vendor.ID? = nil) {
    let volume = Volume(
      from: Shop.day(days.lowerBound), to: Shop.day(days.upperBound), orders: orders, vendor: vendor)
    volumes += volume.map { [$0] } ?? []
  }

  mutating func bad(
    _ level: Int, _ vendor: Vendor.ID, on days: Int..., dimension: Dimension = .general,
    mitigated: Bool? = nil, attribution: Attribution = .vendor
  ) throws {
    for day in days {
      incidents.append(
        Incident(
          vendor: vendor, day: Shop.day(day), outcome: .bad(try Severity(level)), dimension: dimension,
          mitigated: mitigated, attribution: attribution))
    }
  }

  mutating func good(_ count: Int, _ vendor: Vendor.ID, on day: Int, dimension: Dimension = .general) {
    let incident = Incident(vendor: vendor, day: Shop.day(day), outcome: .good, dimension: dimension)
    incidents += Array(repeating: incident, count: count)
  }

  var evidence: Evidence {
    Evidence(incidents: incidents, volumes: volumes, checkIns: checkIns, policy: catalog.policy)
  }
  var evaluator: Evaluator { Evaluator(catalog: catalog, evidence: evidence) }
  var evaluation: Evaluation { evaluator.evaluate(asOf: asOf) }

  func card(_ vendor: Vendor.ID) throws(NoSuchVendor) -> Scorecard {
    guard let card = evaluator.scorecard(of: vendor, asOf: asOf) else { throw NoSuchVendor(id: vendor) }
    return card
  }

  /// E of a vendor.
  func exposure(_ vendor: Vendor.ID) throws(NoSuchVendor) -> Double { try card(vendor).exposure.amount }

  /// Y of the vendors of the first stage before any is filled in.
  var ordersPerMonth: [Double] {
    let record = evaluator.evidence
    return DayView(record, asOf: asOf).stage(record.stages[0]).volumes
  }
}

struct NoSuchVendor: Error {
  var id: Vendor.ID
}

/// What is left of something at an age, with the half-life of 180 days.
func decayed(_ amount: Double, age: Double) -> Double { amount * pow(0.5, age / 180) }
