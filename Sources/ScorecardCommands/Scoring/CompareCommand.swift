import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct CompareCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Set the vendors of a stage, or those named, side by side: who is better and how sure.",
    usage: """
      vendorscore compare STAGE
      vendorscore compare VENDOR VENDOR…
      """)

  @Argument(help: "A stage, or two or more vendors.", completion: .stagesAndVendors)
  var names: [String] = []

  @OptionGroup var reading: ReadingOptions
  var common: CommonOptions { reading.common }
  var access: LedgerAccess { .reading }

  func run(in session: Session) throws {
    let workspace = try session.open(self)
    let (stage, named) = try chosen(session.choice(in: workspace))
    let day = try reading.day(in: workspace, session)
    let (evaluation, unused, comparison) = try workspace.snapshot { snapshot in
      let evaluation = try snapshot.evaluate(asOf: day)
      let unused = stage == nil ? [] : CompareCommand.unused(named, in: evaluation)
      let vendors = named.filter { id in !unused.contains { $0.id == id } }
      return (evaluation, unused, try snapshot.compare(vendors, asOf: day))
    }
    let (scorecards, pairings) = (comparison.scorecards, comparison.pairings)
    try reading.write(session) {
      .comparison(evaluation, scorecards, pairings)
    } text: { screen in
      screen.compare(
        scorecards, title: stage?.id, pairings: pairings, unused: unused, trials: comparison.trials,
        in: evaluation)
    }
  }

  /// Primaries of a stage that carry nothing, and long left ones; candidates and fallbacks are what a comparison is for.
  private static func unused(_ vendors: [Vendor.ID], in evaluation: Evaluation) -> [Vendor] {
    let cards = vendors.compactMap { evaluation.scorecard($0) }
    let unused = cards.filter { $0.isUnused && ($0.role == .primary || $0.role == .former) }
    return cards.count - unused.count >= 2 ? unused.map(\.vendor) : []
  }

  private func chosen(_ choice: VendorChoice) throws(Failure) -> (Stage?, [Vendor.ID]) {
    let catalog = choice.catalog
    let stages = catalog.journey.map(\.id)
    guard let first = names.first else {
      throw .usage("compare what? Name a stage (\(NameList.or(stages))) or two vendors")
    }
    if names.count == 1 {
      if let stage = choice.stage(first) {
        let vendors = catalog.vendors(in: stage.id).map(\.id)
        if vendors.isEmpty {
          throw .usage("no vendor in \(stage.id) yet", .init("Add one", .addVendor(stage.id)))
        }
        return (stage, vendors)
      }
      if let vendor = VendorNames(catalog).vendor(named: first) {
        throw .usage("compare \(vendor.name) with whom? Name another vendor, or its stage: \(vendor.stage)")
      }
      let all = stages + catalog.vendors.map(\.id)
      let closest = closestMatch(first, among: all).map { ". Closest: \($0)" } ?? ""
      throw .usage("no stage or vendor \"\(first)\"\(closest)", .init("See all", .vendors))
    }
    var vendors: [Vendor.ID] = []
    for name in names {
      if VendorNames(catalog).vendor(named: name) == nil, let stage = choice.stage(name) {
        throw .usage(
          "\"\(name)\" is a stage, not a vendor", .init("Compare its vendors", .compare(stage.id)))
      }
      let vendor = try choice.vendor(name)
      guard !vendors.contains(vendor.id) else { throw .usage("\(vendor.name) is named twice. Name it once") }
      // Each stage is judged by itself: a 75 of a host says nothing beside a 75 of a carrier.
      if let first = vendors.first.flatMap(catalog.vendor), first.stage != vendor.stage {
        throw .usage(
          "\(vendor.name) is in \(vendor.stage), \(first.name) in \(first.stage); scores of different stages are not "
            + "compared", .init("Weakest stage", .journey))
      }
      vendors.append(vendor.id)
    }
    return (nil, vendors)
  }
}
