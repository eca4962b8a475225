import ScorecardModel
import TestSupport

/// A made-up catalog: roles for good, from a day, until a day, or in several periods with gaps; shares named or not.
struct RandomCatalog {
  private(set) var catalog: Catalog
  private let first: Day
  private let span: Int

  init(from first: Day, to last: Day, _ random: inout SeededGenerator) {
    self.first = first
    span = last - first
    let stages = (0..<Int.random(in: 1...2, using: &random)).map { Stage(id: "s\($0)", name: "Stage \($0)") }
    catalog = Catalog(store: "Small", journey: stages, vendors: [])
    for stage in stages {
      let count = Int.random(in: 1...4, using: &random)
      for index in 0..<count { addVendor("\(stage.id)-\(index)", stage.id, of: count, &random) }
    }
  }

  private mutating func addVendor(
    _ id: Vendor.ID, _ stage: Stage.ID, of count: Int, _ random: inout SeededGenerator
  ) {
    var vendor = Vendor(id: id, name: id, stage: stage, periods: periods(of: count, &random))
    vendor.listsPeriods = vendor.periods.count > 1
    if Int.random(in: 0...3, using: &random) == 0 {
      vendor.failover = [0, 0.3, 1].randomElement(using: &random)
    }
    if Int.random(in: 0...5, using: &random) == 0 {
      vendor.switchingCost = [0, 2, 15].randomElement(using: &random)
    }
    catalog.vendors.append(vendor)
  }

  /// Named shares of a stage's vendors never exceed 1 in sum.
  private func share(of count: Int, _ random: inout SeededGenerator) -> Double? {
    [nil, nil, 1, 0.5, 0.25, 0].randomElement(using: &random).flatMap(\.self).map { $0 / Double(count) }
  }

  private func periods(of count: Int, _ random: inout SeededGenerator) -> [RolePeriod] {
    let roles: [Role] = [.primary, .primary, .primary, .fallback, .candidate]
    func period(_ role: Role, since: Day?) -> RolePeriod {
      RolePeriod(role: role, since: since, share: role == .primary ? share(of: count, &random) : nil)
    }
    let starts = Set((0..<3).map { _ in first + Int.random(in: 0...(span + 30), using: &random) }).sorted()
    switch Int.random(in: 0...9, using: &random) {
    case 0...4: return [period(roles.randomElement(using: &random) ?? .primary, since: nil)]
    case 5: return [RolePeriod(role: .former)]
    case 6: return [period(.primary, since: starts[0])]
    case 7:
      var left = period(.primary, since: nil)
      left.until = starts[0]
      return [left]
    default:
      var list = [period(roles.randomElement(using: &random) ?? .primary, since: nil)]
      for (index, start) in starts.enumerated() {
        let role =
          index > 0 ? Role.allCases.randomElement(using: &random) : roles.randomElement(using: &random)
        list.append(period(role ?? .primary, since: start))
        let next = index + 1 < starts.count ? starts[index + 1] : start + 60
        if next - start > 10, role != .former, Int.random(in: 0...3, using: &random) == 0 {
          list[list.count - 1].until = start + (next - start) / 2
        }
      }
      return list
    }
  }
}
