internal import ScorecardLedger
public import ScorecardModel

extension Snapshot {
  /// Days that a letter looks back when nobody says since when: a complaint is about what is fresh, thanks are for a year.
  private static let daysOfComplaint = 90
  private static let daysOfThanks = 365

  /// The facts of a letter to a vendor; nothing that its customers caused, and nothing that waits for confirmation. Blocks on
  /// the disk.
  ///
  /// A claim names what can be claimed for by the vendor's terms, and what is claimed and neither handed in nor back.
  ///
  /// - Parameters:
  ///   - since: nil = the last 90 days for a complaint, the last 365 for thanks, all that is open for a claim.
  ///   - day: of the letter.
  /// - Throws: ``WorkspaceError/unknownVendor(typed:closest:)``, ``WorkspaceError/nothingToWrite(_:to:since:)``.
  public func letter(
    _ kind: VendorLetter.Kind, to vendor: Vendor.ID, since: Day? = nil, asOf day: Day
  ) throws -> VendorLetter {
    let vendor = try workspace.known(vendor)
    let claims = kind == .claim ? try claims(on: vendor.id, since: since, asOf: day) : []
    let first =
      since
      ?? (kind == .claim
        ? claims.map(\.entry.incident.day).min() ?? day
        : day - (kind == .thanks ? Snapshot.daysOfThanks : Snapshot.daysOfComplaint))
    let entries = try reader.incidents(IncidentFilter(vendors: [vendor.id], from: first, through: day))
      .filter { $0.incident.attribution == .vendor }
    let letter = VendorLetter(
      kind: kind, vendor: vendor, catalog: catalog, day: day, since: first,
      bad: kind == .claim ? claims.map(\.entry) : entries.filter { $0.incident.outcome != .good },
      good: entries.filter { $0.incident.outcome == .good }, claims: claims)
    guard !(kind == .thanks ? letter.good : letter.bad).isEmpty else {
      throw WorkspaceError.nothingToWrite(kind, to: vendor, since: kind == .claim ? since : first)
    }
    return letter
  }

  private func claims(on vendor: Vendor.ID, since: Day?, asOf day: Day) throws -> [VendorLetter.Claim] {
    let found = try concerned(by: day, vendor: vendor).filter {
      $0.standing == .counted && $0.incident.attribution == .vendor
        && $0.incident.details.recovered == nil && !$0.incident.details.claimDone
    }
    let claimed = Set(found.filter { $0.incident.details.claimed != nil }.compactMap(\.event))
    let claims = found.compactMap { recorded -> VendorLetter.Claim? in
      let incident = recorded.incident
      let deadline = catalog.claimDeadline(incident)
      if let amount = incident.details.claimed {
        return .init(entry: recorded, amount: amount, lastDay: deadline?.earliest, isClaimed: true)
      }
      // What is claimed for any entry of an event is claimed; after its last day there is nothing to ask for.
      guard let deadline, deadline.latest.map({ $0 >= day }) ?? true,
        recorded.event.map({ !claimed.contains($0) }) ?? true
      else { return nil }
      return .init(entry: recorded, amount: incident.cost, lastDay: deadline.earliest, isClaimed: false)
    }
    return claims.filter { $0.entry.incident.day >= since ?? .earliest }.sorted {
      ($0.entry.incident.day, $0.entry.id) < ($1.entry.incident.day, $1.entry.id)
    }
  }
}
