import ScorecardModel
import ScorecardPresentation
import VendorScorecard

/// Finds the vendors and stages that were typed; asks when the name is not exact and somebody can answer.
struct VendorChoice {
  let catalog: Catalog
  let session: Session

  /// - Throws: exit 64 with the closest names.
  func vendor(_ typed: String) throws(Failure) -> Vendor {
    let names = VendorNames(catalog)
    if let vendor = names.vendor(named: typed) ?? names.vendor(beginning: typed) { return vendor }
    switch names.find(typed) {
    case .exact(let vendor): return vendor
    case .close(let vendors): return try confirmed(vendors, typed)
    case .none: throw unknown(typed, closest: [])
    }
  }

  /// What `compare` and `scores` take: a stage by its id or name.
  func stage(_ typed: String) -> Stage? {
    let key = VendorNames.key(typed)
    return catalog.journey.first { VendorNames.key($0.id) == key || VendorNames.key($0.name) == key }
  }

  /// - Throws: exit 64 with the stages.
  func existingStage(_ typed: String) throws(Failure) -> Stage {
    if let stage = stage(typed) { return stage }
    throw Failure(WorkspaceError.unknownStage(typed: typed, journey: catalog.journey), nil, session.hints)
  }

  private func confirmed(_ vendors: [Vendor], _ typed: String) throws(Failure) -> Vendor {
    let closest = Array(vendors.prefix(VendorNames.mostClosest))
    guard let first = closest.first, session.terminal.isInteractive else {
      throw unknown(typed, closest: closest)
    }
    let prompt = session.prompt()
    try prompt.output.line("No vendor \"\(Escaping.terminal(typed))\". Closest: \(label(first))")
    for vendor in closest where try prompt.confirm("Use \(Escaping.terminal(vendor.name))?") { return vendor }
    throw unknown(typed, closest: [])
  }

  private func unknown(_ typed: String, closest: [Vendor]) -> Failure {
    if catalog.vendors.isEmpty {
      return .usage("no vendor \"\(typed)\": there are none yet", .init("Add one", .addVendor()))
    }
    return Failure(WorkspaceError.unknownVendor(typed: typed, closest: closest), nil, session.hints)
  }

  private func label(_ vendor: Vendor) -> String { Escaping.terminal("\(vendor.name) (\(vendor.stage))") }
}

extension Session {
  func choice(in workspace: Workspace) -> VendorChoice {
    VendorChoice(catalog: workspace.catalog, session: self)
  }
}
