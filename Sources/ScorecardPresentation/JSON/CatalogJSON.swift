package import ScorecardModel

extension JSONText {
  /// The text of a `vendors.json`, without what is as usual.
  package static func catalog(_ catalog: Catalog) -> JSONText {
    present([
      "store": .string(catalog.store), "currency": .string(catalog.currency),
      "timeZone": .string(catalog.timeZone), "ledger": catalog.ledger.map(place) ?? nil,
      "journey": list(catalog.journey) { ["id": .string($0.id), "name": .string($0.name)] },
      "vendors": list(catalog.vendors, vendor),
      "policy": catalog.policy == .standard ? nil : policyOfCatalog(catalog.policy),
    ])
  }

  /// The line of a `vendors.json` that says which server its ledger is on, without a comma.
  package static func ledgerLine(_ place: ServerPlace) -> String {
    let (server, name) = (JSONText.string(place.address).line, JSONText.string(place.ledger).line)
    return "\"ledger\": "
      + (place.ledger == ServerPlace.usualLedger ? server : "{ \"server\": \(server), \"name\": \(name) }")
  }

  /// Where a ledger on a server is, as `vendors.json` says it: its address, or an object where it is not the usual one.
  private static func place(_ place: ServerPlace) -> JSONText {
    place.ledger == ServerPlace.usualLedger
      ? .string(place.address) : ["server": .string(place.address), "name": .string(place.ledger)]
  }

  private static func vendor(_ vendor: Vendor) -> JSONText {
    let short = vendor.listsPeriods ? nil : vendor.periods.first
    return present([
      "id": .string(vendor.id), "name": .string(vendor.name), "stage": .string(vendor.stage),
      "role": optional(short?.role.rawValue), "since": optional(short?.since?.description),
      "until": optional(short?.until?.description), "share": optional(short?.share),
      "periods": vendor.listsPeriods ? list(vendor.periods) { present(period($0)) } : nil,
      "aliases": vendor.aliases.isEmpty ? nil : list(vendor.aliases) { .string($0) },
      "switchingCost": optional(vendor.switchingCost), "failover": optional(vendor.failover),
      "statusPage": optional(vendor.statusPage), "contact": optional(vendor.contact),
      "notes": optional(vendor.notes),
      "claims": vendor.claims.map { claims in
        present([
          "damageDays": claims.damageDays.map(count) ?? nil, "lossDays": claims.lossDays.map(count) ?? nil,
          "lateDays": claims.lateDays.map(count) ?? nil,
        ])
      } ?? nil,
      "contract": vendor.contract.map(contract) ?? nil, "price": vendor.price.map(price) ?? nil,
      "promisedDays": vendor.promisedDays.map(count) ?? nil, "company": optional(vendor.company),
      "carrier": optional(vendor.carrier),
    ])
  }

  static func contract(_ contract: Contract) -> JSONText {
    ["renews": .string(contract.renews.description), "noticeDays": count(contract.noticeDays)]
  }

  static func price(_ price: Price) -> JSONText {
    present(["perOrder": optional(price.perOrder), "perMonth": optional(price.perMonth)])
  }

  /// As ``policy(_:)``, but for one name, which is older there.
  private static func policyOfCatalog(_ value: ScoringPolicy) -> JSONText {
    guard case .object(var members) = present(policy(value)) else { return nil }
    for index in members.indices where members[index].key == "halfLife" {
      members[index].key = "halfLifeDays"
    }
    return .object(members)
  }

  /// The object without the members that are null.
  private static func present(_ object: JSONText) -> JSONText {
    guard case .object(let members) = object else { return object }
    return .object(members.filter { $0.value != .null })
  }
}
