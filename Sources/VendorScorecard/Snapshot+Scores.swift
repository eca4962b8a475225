internal import ScorecardLedger
public import ScorecardModel
internal import ScorecardScoring

/// Vendors side by side.
public struct Comparison: Hashable, Sendable {
  public var asOf: Day
  /// By verdict, then score.
  public var scorecards: [Scorecard]
  /// The pick against each other one in use, of one stage.
  public var pairings: [Pairing]
  /// Vendors on trial of which too little is known, and after how many orders without trouble that is over.
  public var trials: [Vendor.ID: Int]

  public init(asOf: Day, scorecards: [Scorecard], pairings: [Pairing], trials: [Vendor.ID: Int] = [:]) {
    self.asOf = asOf
    self.scorecards = scorecards
    self.pairings = pairings
    self.trials = trials
  }
}

extension Snapshot {
  /// Why a vendor has the score and the advice it has, beside all the others'; reads the weightiest of its incidents.
  ///
  /// - Throws: ``WorkspaceError/unknownVendor(typed:closest:)``.
  public func explain(
    _ vendor: Vendor.ID, asOf day: Day
  ) throws -> (explanation: Explanation, evaluation: Evaluation) {
    let vendor = try workspace.known(vendor)
    let incidents = try influential(of: vendor.id, asOf: day)
    let evaluator = try evaluator()
    guard var explanation = evaluator.explain(vendor.id, asOf: day, incidents: incidents) else {
      throw WorkspaceError.unknownVendor(typed: vendor.id, closest: [])
    }
    for review in explanation.scorecard.advice.reviews.suffix(Snapshot.reviewsShown) {
      explanation.shown[review.day] = evaluator.scorecard(of: vendor.id, asOf: review.day)?.advice.shown
    }
    explanation.kinds = try kinds(of: vendor.id, asOf: day)
    return (explanation, try evaluate(asOf: day))
  }

  /// As many as a screen shows.
  private static let reviewsShown = 6

  private func kinds(of vendor: Vendor.ID, asOf day: Day) throws -> [KindCount] {
    var counts = KindCount.Tally()
    let filter = IncidentFilter(
      vendors: [vendor], from: day - 364, through: day, kinds: Set(IncidentKind.allCases))
    try reader.forEachIncident(filter, newestFirst: true) { recorded in
      if recorded.incident.attribution == .vendor { counts.add(recorded.incident) }
      return true
    }
    return counts.counts
  }

  /// The incidents of a vendor that may be among those with the most influence.
  private func influential(of vendor: Vendor.ID, asOf day: Day) throws -> [RecordedIncident] {
    var filter = IncidentFilter(vendors: [vendor], through: day, inEvent: true)
    var found = try reader.incidents(filter)
    (filter.inEvent, filter.hasDetails) = (false, true)
    found += try reader.incidents(filter).filter { $0.event == nil }
    filter.hasDetails = false
    var sieve = InfluenceSieve(try evaluator(), asOf: day)
    for good in [false, true] {
      filter.good = good
      try reader.forEachIncident(filter, newestFirst: true) { recorded in
        if recorded.event != nil || recorded.incident.hasDetails { return true }
        guard sieve.lets(recorded.incident) else { return false }
        found.append(recorded)
        return true
      }
    }
    return found
  }

  /// These vendors, best first, and how sure the difference is.
  ///
  /// - Throws: ``WorkspaceError/unknownVendor(typed:closest:)``, ``WorkspaceError/nothingToCompare(_:)``.
  public func compare(_ vendors: [Vendor.ID], asOf day: Day) throws -> Comparison {
    var wanted: Set<Vendor.ID> = []
    for id in vendors { wanted.insert(try workspace.known(id).id) }
    guard wanted.count >= 2 else { throw WorkspaceError.nothingToCompare(vendors) }
    let evaluator = try evaluator()
    let ids = catalog.vendors.map(\.id).filter(wanted.contains)
    let cards = ids.compactMap { evaluator.scorecard(of: $0, asOf: day) }.ranked()
    var trials: [Vendor.ID: Int] = [:]
    for card in cards where card.role == .candidate && card.advice.shown == .unclear {
      for flip in evaluator.explain(card.vendor.id, asOf: day, incidents: [])?.flips ?? [] {
        if case .ordersWithoutIncident(let orders) = flip.change { trials[card.vendor.id] = orders }
      }
    }
    return Comparison(
      asOf: day, scorecards: cards, pairings: evaluator.pairings(ids, asOf: day), trials: trials)
  }

  /// What `newcomer` in place of `replaced` would gain the journey. Blocks on the disk.
  ///
  /// - Throws: ``WorkspaceError/unknownVendor(typed:closest:)``, ``WorkspaceError/noReplacement(of:by:)``.
  public func replacement(of replaced: Vendor.ID, by newcomer: Vendor.ID, asOf day: Day) throws -> Replacement
  {
    let (old, new) = (try workspace.known(replaced), try workspace.known(newcomer))
    guard let replacement = try evaluator().replacement(of: old.id, by: new.id, asOf: day) else {
      throw WorkspaceError.noReplacement(of: old, by: new)
    }
    return replacement
  }
}

extension Snapshot {
  /// The latest day, up to one, on which each vendor gave trouble; without those that never did.
  public func lastTrouble(asOf day: Day) throws -> [Vendor.ID: Day] {
    try evidence().cells.compactMapValues { cells in
      cells.last { $0.day <= day && $0.sums.halfBads > 0 }?.day
    }
  }

  /// Entries that count, up to a day, also of vendors that the catalog lacks.
  public func entryCount(asOf day: Day) throws -> Int {
    try evidence().cells.values.reduce(0) { sum, cells in
      cells.reduce(sum) { $1.day <= day ? $0 + Int($1.sums.incidentCount) : $0 }
    }
  }

  /// What changes with every change of the ledger, and is the same in no other ledger; nil before the first one.
  public func mark() throws -> LedgerMark? { try LedgerMark(reader) }
}

/// A state of a ledger: while it stays the same, so does all that can be read.
public struct LedgerMark: Hashable, Sendable {
  let ledger: Int64?
  let change: Int64

  /// nil before the first change.
  init?(_ reader: any LedgerReader) throws {
    guard let last = try reader.changes(limit: 1).first else { return nil }
    (ledger, change) = (try reader.identity(), last.number)
  }
}

extension Snapshot {
  /// How a vendor's failures of the 365 days up to a day were resolved, and what they cost.
  public func recovery(of vendor: Vendor.ID, asOf day: Day) throws -> QuarterReport.Recovery {
    func read() throws -> QuarterReport.Recovery {
      let incidents = try reader.incidents(
        IncidentFilter(vendors: [vendor], from: day - 364, through: day))
      return QuarterReport.Recovery(of: incidents.map(\.incident), asOf: day, in: catalog)
    }
    return try workspace.memory.recovery(of: vendor, reader, asOf: day, read) ?? read()
  }
}
