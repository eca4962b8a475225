package import ScorecardModel

/// Why a catalog is not changed as it was asked for, in a sentence.
package enum CatalogRefusalText {
  package static func sentence(_ refusal: CatalogRefusal) -> String {
    switch refusal {
    case .nameTaken(let name, let vendor):
      "\"\(name)\" is taken by \(vendor.name) (\(vendor.stage)). " + unchanged
    case .stageTaken(let stage): "\(stage.name) is on the journey already. " + unchanged
    case .emptyName: "the name is empty. " + unchanged
    case .badName(let name):
      "\"\(name.prefix(40))\(name.count > 40 ? "…" : "")\" can't be a name: use at most 200 characters on one line"
    case .badID(let id): "\"\(id)\" can't be an id: use at most 64 lower-case letters, digits and hyphens"
    case .sameVendor(let vendor): "that is \(vendor.name) twice. Name two vendors"
    case .otherStage(let old, let new):
      "\(old.name) is in \(old.stage), \(new.name) in \(new.stage): they can't take each other's place"
    case .notPrimary(let vendor, let role, let day): notPrimary(vendor, role, day)
    case .hasLeft(let vendor, let day):
      "\(vendor.name) has left already" + (day.map { ", on \(DayText.short($0))" } ?? "")
    case .planned(let vendor, let day):
      "\(vendor.name) has another role planned from \(DayText.short(day)) on. Change that in "
        + WorkspaceLayout.catalogName
    case .notBegun(let vendor, let since):
      "\(vendor.name) is what it is only since \(DayText.short(since)). Choose a later day"
    case .shareWithoutOrders(let role): "only a primary has a share, not a vendor that is \(word(role))"
    case .nothingToRename(let vendor): "\(vendor.name) has that name already"
    case .ordersOverlap(let vendor, let other, let volume):
      "\(vendor.name) and \(other.name) both have orders of their own on record around "
        + "\(DayText.range(volume.from, volume.to - 1, withYear: true)), for days that are not the same, so that "
        + "their sum is not known. " + unchanged
    case .tooUnusual: "\(WorkspaceLayout.catalogName) can't be changed by a command. Change it by hand"
    }
  }

  private static let unchanged = "\(WorkspaceLayout.catalogName) not changed"

  private static func notPrimary(_ vendor: Vendor, _ role: Role, _ day: Day) -> String {
    let what = role == .former ? "carries no orders any more" : "is \(word(role)) and carries no orders"
    return "\(vendor.name) \(what) on \(DayText.short(day)), so nobody can take its place"
  }

  private static func word(_ role: Role) -> String { StandingText.word(role) }
}
