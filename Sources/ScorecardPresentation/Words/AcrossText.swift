package import ScorecardModel

/// Carriers over many shops in sentences, the same for every front end; not escaped.
package struct AcrossText {
  private let report: AcrossReport

  package init(_ report: AcrossReport) { self.report = report }

  /// The store's name, with its folder where two stores have the same.
  package func shop(_ place: Int) -> String {
    let shop = report.shops[place]
    let isAlone = report.shops.count { $0.store == shop.store } == 1
    return isAlone ? shop.store : "\(shop.store) (\(shop.folder))"
  }

  /// What a shop or most shops call it, with the id that they share where that is another word.
  package static func name(_ name: String, carrier: String) -> String {
    VendorNames.key(name) == VendorNames.key(carrier) ? name : "\(name) (\(carrier))"
  }

  /// `4,210`, or `7.5 months`.
  package static func amount(_ amount: Double, _ unit: Exposure.Unit) -> String {
    switch unit {
    case .orders: NumberText.fixed(amount, digits: 0, grouped: true)
    case .months: NumberText.fixed(amount, digits: 1, grouped: true) + " months"
    }
  }

  /// What has to be known of a stage's numbers.
  package func notes(_ stage: AcrossReport.StageRows) -> [String] {
    leftOut(stage) + elsewhere(stage)
  }

  /// What has to be known of all of them.
  package var notes: [String] {
    let reckoned = report.shops.indices.filter { report.shops[$0].estimatedFrom != nil }
    let orders =
      reckoned.isEmpty
      ? [] : ["The latest orders are not on record yet, and are reckoned, at \(shops(reckoned))".sentence]
    return orders + bare + money
  }

  private var bare: [String] {
    let bare = report.shops.indices.filter { !report.shops[$0].hasCatalog }
    return bare.isEmpty
      ? []
      : [
        ("No \(WorkspaceLayout.catalogName) goes with \(shops(bare)): a vendor there goes by its id, the orders of the "
          + "whole shop are nobody's, and there is no advice").sentence
      ]
  }

  private var money: [String] {
    switch report.money {
    case .unpriced, .common: []
    case .currencies(let codes): ["Money is not added: the shops count in \(NameList.and(codes, most: 8))."]
    case .prices: ["Money is not added: the shops put different prices on a trouble."]
    }
  }

  private func leftOut(_ stage: AcrossReport.StageRows) -> [String] {
    let places = stage.leftOut
    return places.isEmpty
      ? [] : ["Shown, but not added, because no orders are on record there: \(shops(places))".sentence]
  }

  private func elsewhere(_ stage: AcrossReport.StageRows) -> [String] {
    let groups = Dictionary(grouping: stage.elsewhere) { "\($0.carrier) is in \($0.stage)" }
    return groups.sorted { $0.key < $1.key }.map { what, all in
      "Not added, because \(what) and not in \(stage.stage.id): \(shops(Set(all.map(\.shop)).sorted()))"
        .sentence
    }
  }

  private func shops(_ places: [Int]) -> String { NameList.and(places.map(shop)) }
}
