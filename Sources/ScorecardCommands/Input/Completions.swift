import ArgumentParser
import ScorecardModel

extension CompletionKind {
  /// Ids of the vendors of the nearest workspace.
  static var vendors: CompletionKind {
    .custom { _, _, _ in Session.process().nearestCatalog()?.vendors.map(\.id) ?? [] }
  }

  /// Ids of stages and vendors.
  static var stagesAndVendors: CompletionKind {
    .custom { _, _, _ in
      guard let catalog = Session.process().nearestCatalog() else { return [] }
      return catalog.journey.map(\.id) + catalog.vendors.map(\.id)
    }
  }
}
