/// What the incidents of one event bring to the sums (Scoring §1 "Event").
///
/// As harm an event counts once: its heaviest bad incident so far keeps its weight, the others have none. In service
/// it counts once in each dimension that it touched, by the earliest there. Every one stays on record, and makes
/// its day a bad one.
public struct EventShare: Hashable, Sendable {
  /// By day and dimension, in no order; several of one pair add.
  public private(set) var cells: [EvidenceCell] = []
  public private(set) var passing: [PassingHarm] = []

  /// - Parameter members: what counts of one vendor's event, with the numbers on record; a single one is an event
  ///   of its own.
  public init(_ members: [(id: Int64, incident: Incident)], policy: ScoringPolicy) {
    var holder: Int?
    var touched: Set<Dimension> = []
    for (_, incident) in members.sorted(by: { ($0.incident.day, $0.id) < ($1.incident.day, $1.id) }) {
      let cell = EvidenceCell(
        day: incident.day, dimension: incident.dimension, sums: EvidenceSums(of: incident, policy: policy))
      cells.append(cell)
      guard cell.sums.halfBads > 0 else { continue }
      let new = cells.count - 1
      if !touched.insert(cell.dimension).inserted { cells[new].sums.repeatedHalfBads = cell.sums.halfBads }
      if let held = holder, cells[held].sums.harm >= cell.sums.harm {
        clearHarm(new)
      } else {
        if let held = holder { pass(from: held, on: cell.day) }
        holder = new
      }
    }
  }

  private mutating func pass(from held: Int, on day: Day) {
    let cell = cells[held]
    if cell.day < day, cell.sums.harm > 0 {
      passing.append(
        PassingHarm(
          day: cell.day, dimension: cell.dimension, until: day, harm: cell.sums.harm,
          harmSquared: cell.sums.harmSquared))
    }
    clearHarm(held)
  }

  private mutating func clearHarm(_ index: Int) {
    cells[index].sums.harm = 0
    cells[index].sums.harmSquared = 0
  }
}
