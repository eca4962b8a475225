package import ScorecardModel

/// Notes about the data itself.
package enum EvidenceText {
  /// `Orders since 30 Sep 2026 are estimated, 140 a month`, one sentence each; not escaped.
  package static func estimates(_ evaluation: Evaluation) -> [String] {
    evaluation.estimates.map { estimate in
      let whose = estimate.vendor.map { "Orders of " + evaluation.catalog.vendorName($0) } ?? "Orders"
      let monthly = NumberText.fixed(estimate.perMonth, digits: 0, grouped: true)
      let gap = estimate.to <= evaluation.asOf ? ", up to \(DayText.short(estimate.to - 1))" : ""
      return "\(whose) since \(DayText.short(estimate.from)) are estimated, \(monthly) a month\(gap)"
    }
  }

  /// Whole sentences; not escaped.
  package static func warnings(_ evaluation: Evaluation) -> [String] {
    evaluation.warnings.map { sentence($0, in: evaluation.catalog) }
  }

  package static func sentence(_ warning: EvidenceWarning, in catalog: Catalog) -> String {
    func names(_ ids: [Vendor.ID]) -> String { NameList.and(ids.map(catalog.vendorName)) }
    switch warning {
    case .primariesWithoutOrders(let ids):
      let (verb, them, fail) = ids.count == 1 ? ("is", "has", "it fails") : ("are", "have", "they fail")
      return "\(names(ids)) \(verb) primary but \(them) no orders on record; how often \(fail) is assumed, "
        + "not observed"
    case .formerWithoutPeriod(let ids):
      let (verb, its) = ids.count == 1 ? ("was", "its") : ("were", "their")
      return
        "\(names(ids)) \(verb) left, but nobody knows when: give since and until in "
        + "\(WorkspaceLayout.catalogName), or \(its) bad days can't be set against any orders"
    case .uncataloguedVendors(let ids):
      let (has, isIn, them) = ids.count == 1 ? ("has", "is", "it") : ("have", "are", "them")
      return
        "\(NameList.and(ids)) \(has) entries, but \(isIn) not in \(WorkspaceLayout.catalogName), "
        + "so no score counts \(them)"
    }
  }
}
