internal import ScorecardLedger
internal import ScorecardModel
internal import ScorecardPostgreSQL

/// Ledgers on a server that no folder has the catalog of.
extension Shops {
  /// The stage of a vendor that no catalog has, or catalogs have in several stages: one of its own, since nobody says
  /// what it stands beside. Scores of a stage are compared and lean on each other. No stage of a catalog has such an id.
  private static func ownStage(_ vendor: Vendor.ID) -> Stage {
    Stage(id: "(no catalog) " + vendor, name: vendor)
  }

  /// Each ledger that the user may see there, by name, but for those of `catalogs`. One is open at a time.
  ///
  /// - Throws: ``LedgerError``.
  static func bare(
    at server: ServerPlace, beside catalogs: [Catalog], busySeconds: Int
  ) throws -> [Shop] {
    var policy = catalogs.first?.policy ?? .standard
    // The price of a trouble is each shop's.
    policy.costPerTrouble = nil
    let stages = stages(of: catalogs)
    return try PostgreSQLLedger.names(at: server, lockSeconds: busySeconds).compactMap { name in
      let place = server.naming(name)
      if catalogs.contains(where: { $0.ledger?.isSurely(place) ?? false }) { return nil }
      let known = try known(at: place, by: policy, busySeconds: busySeconds)
      var journey: [Stage.ID: Stage] = [:]
      let vendors = known.vendors.map { id in
        let stage = stages[id] ?? ownStage(id)
        journey[stage.id] = stage
        return Vendor(id: id, name: id, stage: stage.id)
      }
      let catalog = Catalog(
        store: name, currency: known.currency ?? "", timeZone: "UTC",
        journey: journey.values.sorted { $0.id < $1.id }, vendors: vendors, policy: policy)
      return Shop(
        name: place.description, home: .server(place), catalog: catalog,
        calendar: try Workspace.calendar(of: catalog))
    }
  }

  /// The one stage that catalogs have each carrier in.
  private static func stages(of catalogs: [Catalog]) -> [String: Stage] {
    var stages: [String: [Stage.ID: Stage]] = [:]
    for catalog in catalogs {
      let journey = Dictionary(catalog.journey.map { ($0.id, $0) }) { first, _ in first }
      for vendor in catalog.vendors {
        guard let stage = journey[vendor.stage] else { continue }
        stages[vendor.carrierID, default: [:]][stage.id] = stage
      }
    }
    return stages.compactMapValues { $0.count == 1 ? $0.values.first : nil }
  }

  /// Of what vendors a ledger has anything that counts, by their letters, and what its money is in.
  private static func known(
    at place: ServerPlace, by policy: ScoringPolicy, busySeconds: Int
  ) throws -> (vendors: [Vendor.ID], currency: String?) {
    let ledger = try PostgreSQLLedger.open(place, policy: policy, currency: nil, lockSeconds: busySeconds)
    return try ledger.read { reader in
      let evidence = try reader.evidence()
      let vendors = Set(evidence.cells.keys).union(evidence.volumes.compactMap(\.vendor))
      return (vendors.sorted(), try reader.currency())
    }
  }
}

extension Shops.Shop {
  /// Whether there is no catalog that says what the ledger's vendors are to the shop.
  var isBare: Bool {
    if case .server = home { true } else { false }
  }

  func openBare(_ place: ServerPlace, busySeconds: Int) throws -> Workspace {
    let ledger = try PostgreSQLLedger.open(
      place, policy: catalog.policy, currency: nil, lockSeconds: busySeconds)
    return Workspace(
      directory: nil, catalog: catalog, calendar: calendar, place: .server(place),
      ledger: NamedLedger(ledger, catalog: catalog))
  }
}

extension Evidence {
  /// Orders of the whole store are nobody's where no catalog says who carries what part of them.
  var withoutStoreOrders: Evidence {
    var evidence = self
    evidence.volumes.removeAll { $0.vendor == nil }
    return evidence
  }
}

extension ServerPlace {
  /// Whether both are one ledger without a doubt, whoever logs in.
  fileprivate func isSurely(_ other: ServerPlace) -> Bool {
    let (here, there) = (self["dbname"], other["dbname"])
    return ledger == other.ledger && here == there && self["service"] == other["service"]
      && (here != nil || user == other.user)
      && servers.map { [$0.host, $0.port] } == other.servers.map { [$0.host, $0.port] }
  }
}
