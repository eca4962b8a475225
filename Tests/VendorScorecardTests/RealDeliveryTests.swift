import Foundation
import ScorecardLedger
import ScorecardModel
import Testing

@testable import VendorScorecard

/// Deliveries and arrivals as their keepers publish them, through rules.
@Suite(.enabled(if: ExpectedFolder.hasShared, "SKIPPED: no data beside the checkout"))
struct `Real deliveries and arrivals` {
  // MARK: Deliveries

  private static let deliveries = "scms_deliveries/SCMS_Delivery_History_Dataset.csv"

  private func deliveryStore() throws -> SmallStore {
    let store = try SmallStore(catalog: try RealFiles.text("interchange/scms/vendors.json"))
    try store.take(RealFiles.path(Self.deliveries), rules: "scms")
    return store
  }

  /// An incident without what tells where it came from.
  private func told(_ record: RecordedIncident) -> Incident {
    var incident = record.incident
    incident.source = ImportKey(source: "any", id: incident.source?.id ?? "")
    return incident
  }

  @Test func `ten years of deliveries give what was computed from them by hand`() throws {
    let store = try deliveryStore()
    let other = try ExpectedFolder(url: RealFiles.url.appending(path: "interchange/scms")).workspace()
    let (found, expected) = (try OnRecord(store.workspace), try OnRecord(other))
    #expect(found.incidents.count == 1186)
    #expect(Set(found.incidents.map(told)) == Set(expected.incidents.map(told)))
    #expect(found.volumes == expected.volumes)
    #expect(found.volumes.count == 3976 && found.orders == 10_324)
    let day = try Day("2015-09-30")
    #expect(try store.workspace.evaluate(asOf: day) == other.evaluate(asOf: day))
  }

  @Test func `deliveries come in once, and ten more are ten more`() throws {
    let store = try deliveryStore()
    let file = RealFiles.path(Self.deliveries)
    try store.takeAgain(file, rules: "scms")

    let late = Set(
      try OnRecord(store.workspace).incidents.compactMap { $0.incident.source?.id }.sorted().prefix(10))
    let more = try RealFiles.lines(Self.deliveries).filter { line in
      late.contains(String(line.prefix { $0 != "," }))
    }.map { "9990" + $0 }
    let before = try OnRecord(store.workspace)
    let (result, brought) = try store.take(file, and: more, rules: "scms")
    let after = try OnRecord(store.workspace)
    #expect(Set(brought.compactMap { $0.incident.source?.id }) == Set(late.map { "9990" + $0 }))
    #expect(after.orders == before.orders + 10)
    let days = Set(brought.map { [$0.incident.vendor, $0.incident.day.description] })
    #expect(result.new == 10 && result.changed == days.count)
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
  private func carriers() throws -> [Carrier] {
    let reference = try #require(
      try RealFiles.object("bts_airline_delays_2018/reference.json")["carriers"] as? [String: [String: Any]])
    return try reference.keys.sorted().enumerated().map { index, name in
      let row = try #require(reference[name])
      let fault = try #require(row["carrier_ct"] as? Double)
      return Carrier(
        vendor: "v\(index + 1)", name: name, flights: Int(try #require(row["arr_flights"] as? Double)),
        ownFault: Int64((fault * 100).rounded()))
    }
  }

  private func arrivalStore(_ carriers: [Carrier]) throws -> SmallStore {
    let store = try SmallStore(catalog: try RealFiles.catalog(carriers.map(\.name)))
    try store.take(RealFiles.path(Self.arrivals), rules: "bts")
    return store
  }

  @Test func `monthly counts enter the sums to the unit`() throws {
    let carriers = try carriers()
    #expect(carriers.count == 18)
    let store = try arrivalStore(carriers)
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

  @Test func `scores of real carriers are finite, and follow their own faults`() throws {
    let carriers = try carriers()
    let evaluation = try arrivalStore(carriers).workspace.evaluate(asOf: try Day(Self.lastDay))
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

  @Test func `arrivals come in once, and the same row ten times more is ten more`() throws {
    let store = try arrivalStore(try carriers())
    let file = RealFiles.path(Self.arrivals)
    try store.takeAgain(file, rules: "bts")

    // No column is a key: a row that is met again counts as another one.
    let line = "2018-1,MQ,Envoy Air,BNA,"
    let row = try #require(try RealFiles.lines(Self.arrivals).first { $0.hasPrefix(line) })
    let before = try OnRecord(store.workspace)
    let (result, brought) = try store.take(
      file, and: Array(repeating: row, count: 10), rules: "bts")
    #expect(result.new == 10 && result.changed == 1)
    #expect(brought.map(\.incident.details.count.thousandths) == Array(repeating: 7170, count: 10))
    #expect(try OnRecord(store.workspace).orders == before.orders + 10 * 110)
  }
}
