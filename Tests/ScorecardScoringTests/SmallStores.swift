import Foundation
import ScorecardModel
import ScorecardScoring
import TestSupport

/// Seeds of the stores that a property is tried on: VENDORSCORE_STORES of them from VENDORSCORE_SEED on, or a few.
enum Stores {
  static func seeds(_ few: UInt64, from first: UInt64 = 1) -> Range<UInt64> {
    let environment = ProcessInfo.processInfo.environment
    let number = { (key: String) in environment[key].flatMap { UInt64($0) } }
    let start = number("VENDORSCORE_SEED") ?? first
    return start..<start + (number("VENDORSCORE_STORES") ?? few)
  }
}

/// A made-up store: one to three stages, vendors that come and go, incidents of every kind in clusters and in events,
/// volumes of the store and of vendors with gaps and cuts, or none.
struct SmallStore {
  var catalog: Catalog
  var recorded: [RecordedIncident] = []
  var volumes: [Volume] = []
  var checkIns: [Day] = []
  var asOf: Day

  /// - Parameter history: days from the first to the last; some number of them by itself.
  init(seed: UInt64, history days: Int? = nil) throws {
    var random = SeededGenerator(seed: seed)
    asOf = try Day("2026-06-01") + Int.random(in: 0...120, using: &random)
    let longest = [120, 250, 700].randomElement(using: &random) ?? 120
    let some = Int.random(in: 30...longest, using: &random)
    let history = days ?? some
    catalog = RandomCatalog(from: asOf - history, to: asOf, &random).catalog
    addIncidents(history, &random)
    addEvents(&random)
    if Int.random(in: 0...3, using: &random) > 0 { addVolumes(history, &random) }
    checkIns = (0..<Int.random(in: 0...8, using: &random)).map { _ in
      asOf - Int.random(in: 0...history, using: &random)
    }
  }

  var evidence: Evidence {
    Evidence(recorded: recorded, volumes: volumes, checkIns: checkIns, policy: catalog.policy)
  }
  var evaluator: Evaluator { Evaluator(catalog: catalog, evidence: evidence) }
  var evaluation: Evaluation { evaluator.evaluate(asOf: asOf) }

  /// Records one more, an event of its own.
  mutating func record(_ incident: Incident, event: Int64? = nil) {
    recorded.append(
      RecordedIncident(
        id: Int64(recorded.count) + 1, incident: incident, recordedAt: Timestamp(seconds: 0), revision: 1,
        event: event))
  }

  func incidents(of vendor: Vendor.ID) -> [Incident] {
    recorded.map(\.incident).filter { $0.vendor == vendor }
  }

  /// Days with a scored bad incident of a vendor.
  func badDays(of vendor: Vendor.ID) -> Set<Day> {
    Set(incidents(of: vendor).filter { $0.attribution == .vendor && $0.outcome != .good }.map(\.day))
  }

  // MARK: Making it up

  private mutating func addIncidents(_ history: Int, _ random: inout SeededGenerator) {
    let clusters = (0..<4).map { _ in asOf - Int.random(in: 0...history, using: &random) }
    let worst = catalog.vendors.randomElement(using: &random)?.id ?? ""
    let goodOnes = Int.random(in: 1...4, using: &random)
    for _ in 0..<Int.random(in: 0...90, using: &random) {
      let any = catalog.vendors.randomElement(using: &random)?.id ?? worst
      let inCluster = Int.random(in: 0...2, using: &random) == 0
      var incident = Incident(
        vendor: Int.random(in: 0...2, using: &random) == 0 ? worst : any,
        day: inCluster
          ? clusters[Int.random(in: 0...3, using: &random)]
          : asOf - Int.random(in: 0...history, using: &random),
        outcome: Int.random(in: 0...4, using: &random) < goodOnes ? .good : SmallStore.bad(&random),
        dimension: Dimension.allCases.randomElement(using: &random) ?? .general,
        resolved: [nil, true, false][Int.random(in: 0...2, using: &random)],
        mitigated: Int.random(in: 0...5, using: &random) == 0 ? true : nil,
        attribution: Int.random(in: 0...9, using: &random) == 0 ? .external : .vendor)
      if Int.random(in: 0...19, using: &random) == 0 {
        incident.details.count =
          IncidentCount(thousandths: Int64.random(in: 500...9000, using: &random)) ?? .one
      }
      record(incident)
    }
  }

  /// The worse ones are rarer, and not too rare.
  static func bad(_ random: inout SeededGenerator) -> Outcome {
    let level = [1, 2, 2, 3, 3, 3, 4, 5].randomElement(using: &random) ?? 3
    return (try? Severity(level)).map { .bad($0) } ?? .bad(.standard)
  }

  /// Links some incidents of a vendor, two to five of them, near to each other or not.
  private mutating func addEvents(_ random: inout SeededGenerator) {
    for vendor in catalog.vendors where Bool.random(using: &random) {
      let own = recorded.indices.filter { recorded[$0].incident.vendor == vendor.id }.shuffled(using: &random)
      var rest = own[...]
      while rest.count >= 4, Int.random(in: 0...3, using: &random) > 0 {
        let members = rest.prefix(Int.random(in: 2...5, using: &random))
        for member in members { recorded[member].event = members.min().map { recorded[$0].id } }
        rest = rest.dropFirst(members.count)
      }
    }
  }

  private mutating func addVolumes(_ history: Int, _ random: inout SeededGenerator) {
    var holders: [Vendor.ID?] = [nil]
    holders += catalog.vendors.filter { _ in Int.random(in: 0...3, using: &random) == 0 }.map(\.id)
    if Int.random(in: 0...4, using: &random) == 0 { holders.removeFirst() }
    for holder in holders {
      var from = asOf - Int.random(in: 0...history, using: &random)
      let perDay = Int.random(in: 0...12, using: &random)
      while from <= asOf + 20 {
        let days = [7, 14, 30, 31, 90].randomElement(using: &random) ?? 30
        let volume = Volume(from: from, to: from + days, orders: perDay * days, vendor: holder)
        // Gaps, overlaps, several that begin on one day, and months that nobody has entered yet.
        if Int.random(in: 0...7, using: &random) > 0 { volumes += volume.map { [$0] } ?? [] }
        if Int.random(in: 0...5, using: &random) == 0 {
          volumes += Volume(from: from, to: from + 5, orders: 7, vendor: holder).map { [$0] } ?? []
        }
        from = from + days + (Int.random(in: 0...5, using: &random) == 0 ? -3 : 0)
        if Int.random(in: 0...11, using: &random) == 0 { break }
      }
    }
  }
}
