import ScorecardModel
import ScorecardPresentation
import VendorScorecard

/// Finds the vendors and stages that were typed; asks when the name is not exact and somebody can answer.
struct VendorChoice {
  let catalog: Catalog
  let session: Session

  /// - Throws: exit 64 with the closest name.
  func vendor(_ typed: String) throws(Failure) -> Vendor {
    switch VendorNames(catalog).find(typed) {
    case .exact(let vendor): return vendor
    case .close(let vendors): return try confirmed(vendors, typed)
    case .none: throw unknown("vendor", typed, closest: nil)
    }
  }

  /// What `compare` and `scores` take: a stage by its id or name.
  func stage(_ typed: String) -> Stage? {
    let key = VendorNames.key(typed)
    return catalog.journey.first { VendorNames.key($0.id) == key || VendorNames.key($0.name) == key }
  }

  /// - Throws: exit 64 with the closest stage.
  func existingStage(_ typed: String) throws(Failure) -> Stage {
    if let stage = stage(typed) { return stage }
    throw unknown("stage", typed, closest: closestMatch(typed, among: catalog.journey.map(\.id)))
  }

  func unknown(_ kind: String, _ typed: String, closest: String?) -> Failure {
    let hint = closest.map { " " + "Closest: \($0)".sentence } ?? ""
    return .usage("no \(kind) \"\(typed)\".\(hint)", .init("See all", .vendors))
  }

  private func confirmed(_ vendors: [Vendor], _ typed: String) throws(Failure) -> Vendor {
    guard let first = vendors.first, session.terminal.isInteractive else {
      throw unknown("vendor", typed, closest: vendors.prefix(3).map(\.name).joined(separator: ", "))
    }
    let prompt = session.prompt()
    try prompt.output.line("No vendor \"\(Escaping.terminal(typed))\". Closest: \(label(first))")
    for vendor in vendors.prefix(3) where try prompt.confirm("Use \(Escaping.terminal(vendor.name))?") {
      return vendor
    }
    throw unknown("vendor", typed, closest: nil)
  }

  private func label(_ vendor: Vendor) -> String { Escaping.terminal("\(vendor.name) (\(vendor.stage))") }
}

extension Session {
  func choice(in workspace: Workspace) -> VendorChoice {
    VendorChoice(catalog: workspace.catalog, session: self)
  }
}
