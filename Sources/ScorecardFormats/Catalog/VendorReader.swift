internal import ScorecardModel

/// Reads the vendors of a catalog, one by one and then against each other.
enum VendorReader {
  static let keys = [
    "id", "name", "stage", "role", "since", "until", "share", "periods", "aliases", "switchingCost",
    "failover", "statusPage", "contact", "notes", "claims", "contract", "price", "promisedDays", "company",
    "carrier",
  ]
  /// `days`, `source` and `checked` are of version 1: damage and loss in one number, and what stands in `notes` now.
  static let claimKeys = ["damageDays", "lossDays", "lateDays", "days", "source", "checked"]
  /// Standard incidents; more than any business survives.
  static let switchingCosts = 0.0...1_000_000

  /// A vendor and where the file says so.
  struct Entry {
    var vendor: Vendor
    /// What it answers to, with the place of each.
    var names: [(name: String, position: JSONPosition)]
    /// The vendor's periods; nil when something is wrong with them.
    var periods: [PeriodReader.Entry]?
  }

  /// - Parameters:
  ///   - journey: nil when it cannot be read; then no stage is called unknown.
  ///   - costPerTrouble: what money is turned into troubles with; nil = it cannot be.
  static func read(
    _ value: JSONValue, journey: [Stage]?, costPerTrouble: Double?, _ findings: inout JSONFindings
  ) -> Entry? {
    guard let fields = findings.fields(value, "vendor", keys: keys) else { return nil }
    let id = findings.required("id", in: fields).flatMap { findings.identifier($0, "id") }
    let name = findings.required("name", in: fields).flatMap { findings.text($0, "name") }
    let stage = findings.required("stage", in: fields).flatMap { readStage($0, journey: journey, &findings) }
    var vendor = Vendor(id: id ?? "", name: name ?? "", stage: stage ?? "")
    let periods = PeriodReader.read(fields, &findings)
    if let periods { vendor.periods = periods.map(\.period) }
    vendor.listsPeriods = fields["periods"] != nil
    let aliases = fields["aliases"].map { readAliases($0, &findings) } ?? []
    vendor.aliases = aliases.map(\.name)
    vendor.switchingCost = fields["switchingCost"].flatMap {
      readSwitchingCost($0, costPerTrouble: costPerTrouble, &findings)
    }
    vendor.failover = fields["failover"].flatMap { findings.number($0, "failover", in: 0...1) }
    vendor.statusPage = fields["statusPage"].flatMap { readStatusPage($0, &findings) }
    vendor.contact = fields["contact"].flatMap { findings.text($0, "contact", limit: 1000, lines: true) }
    vendor.notes = fields["notes"].flatMap {
      findings.text($0, "notes", limit: Incident.longestText, lines: true)
    }
    vendor.claims = fields["claims"].flatMap { readClaims($0, &findings) }
    vendor.contract = fields["contract"].flatMap { readContract($0, &findings) }
    vendor.price = fields["price"].flatMap { readPrice($0, &findings) }
    vendor.promisedDays = fields["promisedDays"].flatMap { findings.days($0, "promisedDays", in: 1...365) }
    vendor.company = fields["company"].flatMap { findings.text($0, "company") }
    vendor.carrier = fields["carrier"].flatMap { findings.identifier($0, "carrier") }
    let own = [("id", id), ("name", name)].compactMap { key, name in
      name.map { (name: $0, position: fields[key]?.position ?? fields.position) }
    }
    return Entry(vendor: vendor, names: own + aliases, periods: periods)
  }

  /// Names that two vendors answer to, and shares of a stage above 1 in sum.
  static func checkTogether(_ entries: [Entry], _ findings: inout JSONFindings) {
    var owners: [String: Int] = [:]
    for (index, entry) in entries.enumerated() {
      var isNoted = false
      for (name, position) in entry.names {
        let owner = owners[VendorNames.key(name), default: index]
        if owner != index, !isNoted {
          let other = entries[owner].vendor.name
          findings.note("two vendors have the name \(quoted(name)): this one and \(other)", at: position)
          isNoted = true
        }
        owners[VendorNames.key(name)] = owner
      }
    }
    ShareCheck.check(entries, &findings)
  }

  private static func readStage(
    _ value: JSONValue, journey: [Stage]?, _ findings: inout JSONFindings
  ) -> Stage.ID? {
    guard let id = findings.text(value, "stage") else { return nil }
    guard let journey, !journey.contains(where: { $0.id == id }) else { return id }
    let ids = journey.map(\.id)
    let guess = closestMatch(id, among: ids).map { "Did you mean \"\($0)\"?" }
    let known = ids.isEmpty ? "It has none" : "Known: " + ids.joined(separator: ", ")
    findings.note("no stage \(quoted(id)) in the journey. " + (guess ?? known), at: value.position)
    return nil
  }

  private static func readAliases(
    _ value: JSONValue, _ findings: inout JSONFindings
  ) -> [(name: String, position: JSONPosition)] {
    let list = findings.list(value, "aliases") ?? []
    return list.compactMap { value in findings.text(value, "alias").map { ($0, value.position) } }
  }

  private static func readClaims(_ value: JSONValue, _ findings: inout JSONFindings) -> ClaimTerms? {
    guard let fields = findings.fields(value, "claims", keys: claimKeys) else { return nil }
    func days(_ key: String) -> Int? { fields[key].flatMap { findings.days($0, key, in: 1...3650) } }
    _ = fields["source"].flatMap { findings.text($0, "source", limit: 2000) }
    _ = fields["checked"].flatMap { findings.day($0, "checked") }
    var terms = ClaimTerms(
      damageDays: days("damageDays"), lossDays: days("lossDays"), lateDays: days("lateDays"))
    if let old = fields["days"] {
      if fields["damageDays"] != nil || fields["lossDays"] != nil {
        findings.note("days is the old name of damageDays and lossDays. Leave it out", at: old.position)
      }
      terms.damageDays = days("days")
      terms.lossDays = terms.damageDays
    } else if ["damageDays", "lossDays", "lateDays"].allSatisfy({ fields[$0] == nil }) {
      findings.note("claims needs damageDays, lossDays or lateDays", at: value.position)
    }
    return terms
  }

  /// A number of troubles, or `{"money": 250}`, which the price of a trouble turns into troubles.
  private static func readSwitchingCost(
    _ value: JSONValue, costPerTrouble: Double?, _ findings: inout JSONFindings
  ) -> Double? {
    guard value.object != nil else { return findings.number(value, "switchingCost", in: switchingCosts) }
    guard let fields = findings.fields(value, "switchingCost", keys: ["money"]),
      let money = findings.required("money", in: fields),
      let amount = findings.number(money, "money", in: 0...1_000_000_000)
    else { return nil }
    guard let costPerTrouble, costPerTrouble > 0 else {
      findings.note(
        "a switchingCost in money needs costPerTrouble beside \"store\": what one trouble costs you",
        at: value.position)
      return nil
    }
    return min(amount / costPerTrouble, switchingCosts.upperBound)
  }

  private static func readContract(_ value: JSONValue, _ findings: inout JSONFindings) -> Contract? {
    guard let fields = findings.fields(value, "contract", keys: ["renews", "noticeDays"]),
      let renews = findings.required("renews", in: fields).flatMap({ findings.day($0, "renews") })
    else { return nil }
    let notice = fields["noticeDays"].map { findings.days($0, "noticeDays", in: 0...3650) } ?? 0
    return notice.map { Contract(renews: renews, noticeDays: $0) }
  }

  private static func readPrice(_ value: JSONValue, _ findings: inout JSONFindings) -> Price? {
    guard let fields = findings.fields(value, "price", keys: ["perOrder", "perMonth"]) else { return nil }
    func money(_ key: String) -> Money? {
      fields[key].flatMap { value in
        guard let number = findings.number(value, key, in: 0...1_000_000_000) else { return nil }
        let thousandths = (number * 1000).rounded()
        if thousandths / 1000 == number { return Money(thousandths: Int64(thousandths)) }
        findings.note("\(key) has more than three decimals", at: value.position)
        return nil
      }
    }
    let price = Price(perOrder: money("perOrder"), perMonth: money("perMonth"))
    if fields["perOrder"] == nil, fields["perMonth"] == nil {
      findings.note("price needs perOrder or perMonth", at: value.position)
    }
    return price
  }

  /// Only what a browser may be sent to: reports and the dashboard link to it.
  private static func readStatusPage(_ value: JSONValue, _ findings: inout JSONFindings) -> String? {
    guard let address = findings.text(value, "statusPage", limit: 2000) else { return nil }
    let isWeb = address.hasPrefix("https://") || address.hasPrefix("http://")
    if isWeb, address.utf8.allSatisfy({ $0 > 0x20 }) { return address }
    findings.note(
      "statusPage \(quoted(address)) isn't an address that begins with https://", at: value.position)
    return nil
  }
}

extension JSONFindings {
  mutating func days(_ value: JSONValue, _ name: String, in range: ClosedRange<Double>) -> Int? {
    guard let days = number(value, name, in: range) else { return nil }
    if days == days.rounded() { return Int(days) }
    note("\(name) isn't a whole number of days", at: value.position)
    return nil
  }

  mutating func day(_ value: JSONValue, _ name: String) -> Day? {
    guard let text = text(value, name) else { return nil }
    do throws(DayError) { return try Day(text) } catch {
      note("\(name) \(quoted(text)): \(error). Write YYYY-MM-DD", at: value.position)
      return nil
    }
  }
}
