import Foundation
import ScorecardLedger
import ScorecardModel
import TestSupport
import Testing

@testable import VendorScorecard

/// Deliveries and arrivals as their keepers publish them, through rules.
@Suite struct `Deliveries and arrivals` {
  // MARK: Deliveries

  private static let deliveries = "scms_deliveries/SCMS_Delivery_History_Dataset.csv"

  private func deliveryStore(_ set: DataSet) throws -> SmallStore {
    let store = try SmallStore(catalog: try set.text("interchange/scms/vendors.json"))
    try store.take(set.path(Self.deliveries), rules: "scms")
    return store
  }

  /// An incident without what tells where it came from.
  private func told(_ record: RecordedIncident) -> Incident {
    var incident = record.incident
    incident.source = ImportKey(source: "any", id: incident.source?.id ?? "")
    return incident
  }

  @Test(arguments: DataSet.all)
  func `years of deliveries give what was computed from them elsewhere`(set: DataSet) throws {
    let store = try deliveryStore(set)
    let other = try ExpectedFolder(url: set.data.appending(path: "interchange/scms")).workspace()
    let (found, expected) = (try OnRecord(store.workspace), try OnRecord(other))
    #expect(found.incidents.count == (try set.lines("interchange/scms/incidents.csv").count) - 1)
    #expect(Set(found.incidents.map(told)) == Set(expected.incidents.map(told)))
    #expect(found.volumes == expected.volumes)
    #expect(found.orders == (try set.lines(Self.deliveries).count) - 1)
    let day = try Day("2015-09-30")
    #expect(try store.workspace.evaluate(asOf: day) == other.evaluate(asOf: day))
  }

  @Test(arguments: DataSet.all)
  func `deliveries come in once, and five more are five more`(set: DataSet) throws {
    let store = try deliveryStore(set)
    let file = set.path(Self.deliveries)
    try store.takeAgain(file, rules: "scms")

    let late = Set(
      try OnRecord(store.workspace).incidents.compactMap { $0.incident.source?.id }.sorted().prefix(5))
    let more = try set.lines(Self.deliveries).filter { line in
      late.contains(String(line.prefix { $0 != "," }))
    }.map { "9990" + $0 }
    let before = try OnRecord(store.workspace)
    let (result, brought) = try store.take(file, and: more, rules: "scms")
    let after = try OnRecord(store.workspace)
    #expect(Set(brought.compactMap { $0.incident.source?.id }) == Set(late.map { "9990" + $0 }))
    #expect(after.orders == before.orders + 5)
    #expect(result.new == 5 && result.changed == 0 && result.orders.new == 5)
    #expect(after.volumes.count == before.volumes.count)
  }

  // MARK: Arrivals

  private static let arrivals = "bts_airline_delays_2018/delays_2018.csv"
  private static let lastDay = "2018-12-31"

  private struct Carrier {
    var vendor: Vendor.ID
    var name: String
    var flights: Int
    /// Late ones by its own fault, in hundredths.
    var ownFault: Int64
  }

  /// The carriers, with sums taken from the file's columns as they stand.
  private func carriers(_ set: DataSet) throws -> [Carrier] {
    let reference = try #require(
      try set.object("bts_airline_delays_2018/reference.json")["carriers"] as? [String: [String: Any]])
    #expect(reference.count == Int(try set.total("bts_airline_delays_2018", "carriers")))
    return try reference.keys.sorted().enumerated().map { index, name in
      let row = try #require(reference[name])
      let fault = try #require(row["carrier_ct"] as? Double)
      return Carrier(
        vendor: "v\(index + 1)", name: name, flights: Int(try #require(row["arr_flights"] as? Double)),
        ownFault: Int64((fault * 100).rounded()))
    }
  }

  private func arrivalStore(_ set: DataSet, _ carriers: [Carrier]) throws -> SmallStore {
    let store = try SmallStore(vendors: carriers.map(\.name))
    try store.take(set.path(Self.arrivals), rules: "bts")
    return store
  }

  @Test(arguments: DataSet.all) func `monthly counts enter the sums to the unit`(set: DataSet) throws {
    let carriers = try carriers(set)
    let store = try arrivalStore(set, carriers)
    let record = try OnRecord(store.workspace)
    let evidence = try store.workspace.ledger.read { try $0.evidence() }
    // Severity 2 weighs half a standard incident: a hundredth of an arrival is 50 units of 1/10 000.
    for carrier in carriers {
      let volumes = record.volumes(of: carrier.vendor)
      #expect(volumes.reduce(0) { $0 + $1.orders } == carrier.flights, "\(carrier.name)")
      #expect(volumes.allSatisfy { $0.from == $0.from.month.firstDay && $0.to == $0.from.month.lastDay + 1 })
      let cells = evidence.cells[carrier.vendor] ?? []
      #expect(cells.reduce(0) { $0 + $1.sums.harm } == carrier.ownFault * 50, "\(carrier.name)")
      #expect(cells.allSatisfy { $0.dimension == .reliability && (14...16).contains($0.day.components.day) })
    }
  }

  @Test(arguments: DataSet.all)
  func `scores of carriers are finite, and follow their own faults`(set: DataSet) throws {
    let carriers = try carriers(set)
    let evaluation = try arrivalStore(set, carriers).workspace.evaluate(asOf: try Day(Self.lastDay))
    let cards = Dictionary(uniqueKeysWithValues: evaluation.scorecards.map { ($0.vendor.id, $0) })
    for card in evaluation.scorecards {
      let numbers = [
        card.score, card.low, card.high, card.evidence, card.service.factor, card.trouble.mean,
        card.harm.mean, try #require(card.bestProbability), try #require(card.switching).probability,
        try #require(card.switching).gain, card.worsening.bayesFactor,
      ]
      #expect(numbers.allSatisfy { $0.isFinite }, "\(card.vendor.name): \(numbers)")
      #expect((0...100).contains(card.score) && card.low <= card.score && card.score <= card.high)
    }
    // One stopped flying in spring: its orders are estimated for two months on, and said to be.
    let estimated = Set(evaluation.estimates.compactMap(\.vendor))
    #expect(estimated.count == 1)
    let byFault = try carriers.filter { !estimated.contains($0.vendor) }.sorted { rate($0) < rate($1) }
      .map { try #require(cards[$0.vendor]) }
    let byTrouble = byFault.sorted { $0.harm.mean < $1.harm.mean }
    // Newer months weigh more than older ones, so that neighbours may swap; best and worst do not.
    #expect(byFault.first?.vendor == byTrouble.first?.vendor)
    #expect(byFault.last?.vendor == byTrouble.last?.vendor)
    #expect(rankCorrelation(byFault.map(\.vendor.id), byTrouble.map(\.vendor.id)) > 0.9)
  }

  private func rate(_ carrier: Carrier) -> Double {
    Double(carrier.ownFault) / 100 / Double(carrier.flights)
  }

  /// Spearman's, without ties: 1 = the same order.
  private func rankCorrelation(_ a: [String], _ b: [String]) -> Double {
    let squares = a.indices.reduce(0) { sum, rank in
      let distance = (b.firstIndex(of: a[rank]) ?? 0) - rank
      return sum + distance * distance
    }
    return 1 - 6 * Double(squares) / Double(a.count * (a.count * a.count - 1))
  }

  @Test(arguments: DataSet.all)
  func `arrivals come in once, and the same row ten times more is ten more`(set: DataSet) throws {
    let store = try arrivalStore(set, try carriers(set))
    let file = set.path(Self.arrivals)
    try store.takeAgain(file, rules: "bts")

    // No column is a key: a row that is met again counts as another one.
    let row = try set.lines(Self.arrivals)[2]
    // Behind the airport's name, which is quoted: arrivals, late ones, those by its own fault.
    let numbers = try #require(row.split(separator: "\"").last).split(separator: ",")
    let (arrivals, fault) = (try #require(Int(numbers[0])), try #require(Double(numbers[2])))
    let before = try OnRecord(store.workspace)
    let (result, brought) = try store.take(
      file, and: Array(repeating: row, count: 10), rules: "bts")
    #expect(result.new == 10 && result.changed == 0 && result.orders.new == 10 * arrivals)
    let thousandths = Int64((fault * 1000).rounded())
    #expect(
      brought.map { Int64($0.incident.details.count.thousandths) } == Array(repeating: thousandths, count: 10)
    )
    #expect(try OnRecord(store.workspace).orders == before.orders + 10 * arrivals)
  }
}
