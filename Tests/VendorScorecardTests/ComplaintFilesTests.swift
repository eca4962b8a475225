import Foundation
import ScorecardModel
import TestSupport
import Testing
import VendorScorecard

/// Complaints about companies that no catalog knows yet, and parcels.
@Suite struct `Complaints and parcels` {
  private static let complaints = "cfpb_rows_2013/complaints.csv"
  private static let empty =
    #"{"store": "s", "journey": [{"id": "finance", "name": "Finance"}], "vendors": []}"#

  /// A store whose catalog is what the first import proposed.
  private func complaintStore(_ set: DataSet) throws -> SmallStore {
    let first = try SmallStore(catalog: Self.empty)
    var options = ImportOptions()
    options.rules = TestRules.path("cfpb")
    let error = #expect(throws: WorkspaceError.self) {
      try first.workspace.importFiles(
        [set.path(Self.complaints)], options: options, at: Timestamp(seconds: 4_000_000_000))
    }
    guard case .newVendors(let names, let proposal) = error else {
      throw FixtureError.noFile("\(String(describing: error))")
    }
    let companies = Int(try set.total("cfpb_rows_2013", "companies"))
    #expect(names.count == companies && proposal == "vendors.proposed.json")
    #expect(try OnRecord(first.workspace).incidents.isEmpty)
    #expect(try first.folder.read(WorkspaceLayout.catalogName) == Self.empty)
    let store = try SmallStore(catalog: try first.folder.read("vendors.proposed.json"))
    #expect(store.workspace.catalog.vendors.count == companies)
    try store.take(set.path(Self.complaints), rules: "cfpb")
    return store
  }

  @Test(arguments: DataSet.all)
  func `companies that the catalog lacks are proposed, and their complaints counted`(set: DataSet) throws {
    let store = try complaintStore(set)
    let incidents = try OnRecord(store.workspace).incidents.map(\.incident)
    let complaints = try set.total("cfpb_rows_2013", "rows")
    #expect(incidents.count == Int(complaints))
    let names = Dictionary(
      uniqueKeysWithValues: store.workspace.catalog.vendors.map { ($0.id, $0.name) })
    let byCompany = Dictionary(grouping: incidents) { names[$0.vendor] ?? $0.vendor }
    #expect(byCompany.count == Int(try set.total("cfpb_rows_2013", "companies")))
    let reference = try set.object("cfpb_rows_2013/reference.json")
    let companies = try #require(reference["companies_5plus"] as? [String: [String: Any]])
    #expect(companies.count > 1)
    #expect(Set(byCompany.filter { $0.value.count >= 5 }.keys) == Set(companies.keys))
    for (name, answers) in companies {
      let own = byCompany[name] ?? []
      let share = { (count: Int) in (Double(count) / Double(own.count) * 10_000).rounded() / 100 }
      #expect(own.count == answers["complaints"] as? Int, "\(name)")
      #expect(share(own.count { $0.dimension != .responsiveness }) == answers["timely_pct"] as? Double)
      #expect(share(own.count { $0.resolved == true }) == answers["relief_pct"] as? Double, "\(name)")
    }
    let late = incidents.filter { $0.dimension == .responsiveness }
    let timely = try set.total("cfpb_rows_2013", "timely_pct") / 100
    #expect(late.count == Int((complaints * (1 - timely)).rounded()) && !late.isEmpty)
    #expect(late.allSatisfy { $0.outcome.severity?.level == 3 })
  }

  @Test(arguments: DataSet.all)
  func `complaints come in once, and ten more are ten more`(set: DataSet) throws {
    let store = try complaintStore(set)
    let file = set.path(Self.complaints)
    try store.takeAgain(file, rules: "cfpb")
    // The last column is the complaint's number.
    let more = try set.lines(Self.complaints).suffix(10).map { $0 + "999" }
    let (result, brought) = try store.take(file, and: more, rules: "cfpb")
    #expect(result.new == 10 && result.changed == 0)
    #expect(brought.compactMap { $0.incident.source?.id }.allSatisfy { $0.hasSuffix("999") })
    #expect(brought.count == 10)
  }

  // MARK: Parcels

  private static let carriers =
    #"{"store": "s", "journey": [{"id": "shipping", "name": "Shipping"}], "vendors": ["#
    + #"{"id": "usps", "name": "USPS", "stage": "shipping"}, {"id": "ups", "name": "UPS", "stage": "shipping"}]}"#

  @Test(arguments: DataSet.all) func `parcels come in once, and ten more are ten more`(set: DataSet) throws {
    let store = try SmallStore(catalog: Self.carriers)
    let folder = "formats/easypost/"
    // The samples are of test mode, which counts nothing.
    let copy = { (name: String) in
      let text = try String(contentsOfFile: set.path(folder + name + ".json"), encoding: .utf8)
      return try store.folder.write(name, text.replacing(/"mode": ?"test"/, with: #""mode": "production""#))
    }
    #expect(try store.take(set.path(folder + "trackers-list.json")).passedOver.count == 1)
    for name in ["trackers-list", "tracking-webhook"] {
      #expect(try store.take(copy(name)).orders.new == 1)
      try store.takeAgain(copy(name))
    }
    // The same tracker by itself.
    try store.takeAgain(copy("trackers-retrieve"))

    let list = try set.object(folder + "trackers-list.json")
    let trackers = try #require(list["trackers"] as? [[String: Any]])
    let lost = (1...10).map { number in
      var tracker = trackers[0]
      tracker["id"] = "trk_more\(number)"
      tracker["mode"] = "production"
      tracker["tracking_code"] = "EZ\(number)"
      tracker["status"] = "return_to_sender"
      return tracker
    }
    let longer = try JSONSerialization.data(withJSONObject: ["trackers": trackers + lost])
    let (result, brought) = try store.take(copy: String(decoding: longer, as: UTF8.self))
    #expect(result.new == 10 && result.changed == 0 && result.orders.new == 10)
    #expect(brought.count == 10 && brought.allSatisfy { $0.incident.vendor == "usps" })
    #expect(try OnRecord(store.workspace).volumes(of: "usps").map(\.orders) == [11])
  }
}
