import ArgumentParser
import VendorScorecard

extension CompletionKind {
  /// Ids of the vendors of the workspace at hand; none when there is no workspace.
  static var vendors: CompletionKind {
    .custom { _, _, _ in
      (try? Session().open(CommonOptions(), readOnly: true))?.catalog.vendors.map(\.id) ?? []
    }
  }

  /// Ids of stages and vendors.
  static var stagesAndVendors: CompletionKind {
    .custom { _, _, _ in
      guard let catalog = (try? Session().open(CommonOptions(), readOnly: true))?.catalog else { return [] }
      return catalog.journey.map(\.id) + catalog.vendors.map(\.id)
    }
  }
}
