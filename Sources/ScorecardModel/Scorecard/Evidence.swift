/// What scoring reads of one (vendor, day, dimension): exact sums that add in any order.
public struct EvidenceSums: Hashable, Sendable {
  /// Incidents on record, scored or not: what makes a week observed.
  public var incidentCount: Int64 = 0
  /// Good experiences, without reliability (an order that went well is credited by its volume).
  public var goods: Int64 = 0
  /// Bad experiences in halves: a mitigated one is 1, another 2. Any at all make a bad day.
  public var halfBads: Int64 = 0
  /// Of those, the ones whose event already counts in this dimension: they do not count again in service.
  public var repeatedHalfBads: Int64 = 0
  /// Unmitigated severity 5.
  public var severe: Int64 = 0
  /// Harm in 1/10 000 of a standard incident.
  public var harm: Int64 = 0
  /// Sum of squared weights in 1/100 000 000.
  public var harmSquared: Int64 = 0

  public init() {}

  /// What one incident adds (Scoring §1).
  ///
  /// One that stands for several adds their harm to the unit of the sums, and its counts rounded to whole ones, at
  /// least one entry: a statistic's 7.17 late arrivals of weight 1 are 7.17 standard incidents in 7 entries.
  public init(of incident: Incident, policy: ScoringPolicy) {
    self.init(ofOne: incident, policy: policy)
    guard incident.hasDetails, incident.details.count != .one else { return }
    let count = incident.details.count
    let exact = { (one: Int64) in
      let (high, low) = one.quotientAndRemainder(dividingBy: 1000)
      return high * count.thousandths + (low * count.thousandths + 500) / 1000
    }
    incidentCount = max(1, count.rounded)
    goods *= count.rounded
    halfBads = exact(halfBads)
    severe *= max(1, count.rounded)
    harm = exact(harm)
    harmSquared = exact(harmSquared)
  }

  private init(ofOne incident: Incident, policy: ScoringPolicy) {
    incidentCount = 1
    guard incident.attribution == .vendor else { return }
    switch incident.outcome {
    case .good:
      goods = incident.dimension == .reliability ? 0 : 1
    case .bad(let severity):
      let mitigated = incident.mitigated == true
      halfBads = mitigated ? 1 : 2
      severe = severity == .worst && !mitigated ? 1 : 0
      harm = policy.weight(severity: severity, resolved: incident.resolved, mitigated: incident.mitigated)
      harmSquared = harm * harm
    }
  }

  public var isZero: Bool { self == EvidenceSums() }

  public static func += (a: inout EvidenceSums, b: EvidenceSums) {
    a.incidentCount = bounded(a.incidentCount.addingReportingOverflow(b.incidentCount), b.incidentCount)
    a.goods = bounded(a.goods.addingReportingOverflow(b.goods), b.goods)
    a.halfBads = bounded(a.halfBads.addingReportingOverflow(b.halfBads), b.halfBads)
    a.repeatedHalfBads = bounded(
      a.repeatedHalfBads.addingReportingOverflow(b.repeatedHalfBads), b.repeatedHalfBads)
    a.severe = bounded(a.severe.addingReportingOverflow(b.severe), b.severe)
    a.harm = bounded(a.harm.addingReportingOverflow(b.harm), b.harm)
    a.harmSquared = bounded(a.harmSquared.addingReportingOverflow(b.harmSquared), b.harmSquared)
  }
}

/// Exact, but held at the ends of what 64 bits say: no file can bring the program down with counts beyond all reason.
private func bounded(_ sum: (partialValue: Int64, overflow: Bool), _ change: Int64) -> Int64 {
  sum.overflow ? (change < 0 ? .min + 1 : .max) : sum.partialValue
}

/// The sums of one vendor on one day in one dimension.
public struct EvidenceCell: Hashable, Sendable {
  public var day: Day
  public var dimension: Dimension
  public var sums: EvidenceSums

  public init(day: Day, dimension: Dimension, sums: EvidenceSums) {
    self.day = day
    self.dimension = dimension
    self.sums = sums
  }

  /// Order of cells within a vendor: by day, then dimension.
  public static func precedes(_ a: EvidenceCell, _ b: EvidenceCell) -> Bool {
    a.day != b.day ? a.day < b.day : a.dimension.index < b.dimension.index
  }
}

/// Harm that an event had until its next, heavier incident came: a look at an earlier day has to find it there.
public struct PassingHarm: Hashable, Sendable {
  public var day: Day
  public var dimension: Dimension
  /// The day of the incident that took it over, > `day`.
  public var until: Day
  /// As in ``EvidenceSums``.
  public var harm: Int64
  public var harmSquared: Int64

  public init(day: Day, dimension: Dimension, until: Day, harm: Int64, harmSquared: Int64) {
    self.day = day
    self.dimension = dimension
    self.until = until
    self.harm = harm
    self.harmSquared = harmSquared
  }

  public static func precedes(_ a: PassingHarm, _ b: PassingHarm) -> Bool {
    (a.day, a.dimension.index, a.until) < (b.day, b.dimension.index, b.until)
  }

  /// Adds what another event had from the same day to the same day.
  public static func += (a: inout PassingHarm, b: PassingHarm) {
    a.harm = bounded(a.harm.addingReportingOverflow(b.harm), b.harm)
    a.harmSquared = bounded(a.harmSquared.addingReportingOverflow(b.harmSquared), b.harmSquared)
  }
}

/// All that scoring reads. Two stores' evidence adds.
public struct Evidence: Hashable, Sendable {
  /// Cells of each vendor, ascending by (day, dimension), one per pair.
  public private(set) var cells: [Vendor.ID: [EvidenceCell]]
  /// Of each vendor, ascending by (day, dimension, until), one for each of them.
  public private(set) var passing: [Vendor.ID: [PassingHarm]]
  public var volumes: [Volume]
  /// Days on which the owner stated that nothing happened, ascending, without repeats.
  public var checkIns: [Day]

  /// - Parameters:
  ///   - cells: for each vendor, in any order; cells of the same day and dimension are added.
  ///   - passing: the same, of the same day, dimension and end.
  public init(
    cells: [Vendor.ID: [EvidenceCell]] = [:], passing: [Vendor.ID: [PassingHarm]] = [:],
    volumes: [Volume] = [], checkIns: [Day] = []
  ) {
    self.cells = cells.mapValues(Evidence.normalized)
    self.passing = passing.mapValues(Evidence.normalized)
    self.volumes = volumes
    self.checkIns = Set(checkIns).sorted()
  }

  /// The evidence of these incidents, each an event of its own.
  public init(
    incidents: some Sequence<Incident>, volumes: [Volume] = [], checkIns: [Day] = [], policy: ScoringPolicy
  ) {
    var cells: [Vendor.ID: [EvidenceCell]] = [:]
    for incident in incidents {
      cells[incident.vendor, default: []].append(
        EvidenceCell(
          day: incident.day, dimension: incident.dimension, sums: EvidenceSums(of: incident, policy: policy)))
    }
    self.init(cells: cells, volumes: volumes, checkIns: checkIns)
  }

  /// The first day of which anything is on record.
  public var firstDay: Day? {
    let days = cells.values.compactMap(\.first?.day) + volumes.map(\.from) + checkIns.prefix(1)
    return days.min()
  }

  /// Adds what one more incident brings.
  public mutating func add(_ incident: Incident, policy: ScoringPolicy) {
    add(
      EvidenceCell(
        day: incident.day, dimension: incident.dimension, sums: EvidenceSums(of: incident, policy: policy)),
      to: incident.vendor)
  }

  /// Adds the cells, volumes and check-ins of another store's or machine's evidence.
  public mutating func merge(_ other: Evidence) {
    // What is new here is in order there: a copy of a large store's cells is worth avoiding.
    for (vendor, more) in other.cells {
      cells[vendor] = cells[vendor].map { Evidence.normalized($0 + more) } ?? more
    }
    for (vendor, more) in other.passing {
      passing[vendor] = passing[vendor].map { Evidence.normalized($0 + more) } ?? more
    }
    volumes += other.volumes
    checkIns = Set(checkIns + other.checkIns).sorted()
  }

  /// Puts what is on record now of some vendors, and of the store, in the place of what was.
  ///
  /// - Parameter other: without the sums of other vendors.
  package mutating func replace(_ vendors: Set<Vendor.ID>, by other: Evidence) {
    for vendor in vendors {
      cells[vendor] = other.cells[vendor]
      passing[vendor] = other.passing[vendor]
    }
    (volumes, checkIns) = (other.volumes, other.checkIns)
  }

  public mutating func add(_ cell: EvidenceCell, to vendor: Vendor.ID) {
    var list = cells.removeValue(forKey: vendor) ?? []
    var low = 0
    var high = list.count
    while low < high {
      let middle = (low + high) / 2
      if EvidenceCell.precedes(list[middle], cell) { low = middle + 1 } else { high = middle }
    }
    if low < list.count, list[low].day == cell.day, list[low].dimension == cell.dimension {
      list[low].sums += cell.sums
      if list[low].sums.isZero { list.remove(at: low) }
    } else if !cell.sums.isZero {
      list.insert(cell, at: low)
    }
    cells[vendor] = list.isEmpty ? nil : list
  }

  private static func normalized(_ cells: [EvidenceCell]) -> [EvidenceCell] {
    let ordered = zip(cells, cells.dropFirst()).allSatisfy { EvidenceCell.precedes($0, $1) }
    if ordered { return cells }
    var result: [EvidenceCell] = []
    for cell in cells.sorted(by: EvidenceCell.precedes) {
      if let last = result.last, last.day == cell.day, last.dimension == cell.dimension {
        result[result.count - 1].sums += cell.sums
      } else {
        result.append(cell)
      }
    }
    return result
  }

  private static func normalized(_ passing: [PassingHarm]) -> [PassingHarm] {
    var result: [PassingHarm] = []
    for harm in passing.sorted(by: PassingHarm.precedes) {
      if let last = result.last, !PassingHarm.precedes(last, harm) {
        result[result.count - 1] += harm
      } else {
        result.append(harm)
      }
    }
    return result
  }
}
