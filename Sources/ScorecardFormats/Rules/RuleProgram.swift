internal import ScorecardModel

/// Turns records into orders and incidents by rules.
struct RuleProgram {
  /// What a record became.
  enum Result {
    /// Passed over: the rules say that it means nothing.
    case passed
    /// Passed over: it is about a vendor that the catalog does not have.
    case otherVendor
    /// Its vendor is not in the catalog, and the rules want it proposed.
    case unknownVendor(String)
    case found(Found)
  }

  /// Nothing for a row that matches no rule: what its key told before is no longer told.
  struct Found {
    var orders: Volume?
    var incidents: [Incident] = []
    /// Its amounts are in another currency than the store's, and left out.
    var lacksAmounts = false
    var isEmpty: Bool { orders == nil && incidents.isEmpty }
  }

  let rules: ImportRules
  let values: RuleValues
  private let context: ImportContext
  /// First half of the keys.
  let source: String
  private var vendors: VendorLookup
  /// The vendor of every record, when there is one.
  private let constant: Vendor.ID?
  private let isConfirmed: Bool

  /// - Throws: a vendor that the rules name and the catalog does not have, with what to do.
  init(_ rules: ImportRules, _ habits: FileHabits, _ output: FormatOutput) throws(Diagnostic) {
    let context = output.context
    self.rules = rules
    self.context = context
    values = RuleValues(habits: habits, fields: rules.fields, dayOf: context.dayOf)
    source = output.source
    isConfirmed = context.confirmed ?? rules.confirmed
    let names = VendorNames(context.catalog)
    func vendor(_ name: String) throws(Diagnostic) -> Vendor.ID {
      if let vendor = names.vendor(named: name) { return vendor.id }
      let closest = names.closest(name, limit: 1).first.map { "; closest: \($0.name)" } ?? ""
      throw Diagnostic(
        message:
          "the \(rules.name) rules name vendor \(quoted(name)), which \(WorkspaceLayout.catalogName) does not "
          + "have\(closest). Add it there, or change the rules")
    }
    if rules.vendor.unknown == .create, let stage = rules.vendor.stage,
      !context.catalog.journey.contains(where: { $0.id == stage })
    {
      let known = context.catalog.journey.map(\.id).joined(separator: ", ")
      throw Diagnostic(
        message:
          "the \(rules.name) rules put new vendors into stage \(quoted(stage)), which "
          + "\(WorkspaceLayout.catalogName) does not have. Its stages: \(known)")
    }
    var map: [String: Vendor.ID] = [:]
    for (text, name) in rules.vendor.map.sorted(by: { $0.key < $1.key }) { map[text] = try vendor(name) }
    vendors = VendorLookup(context.catalog, map: map)
    if let chosen = context.vendor {
      constant = chosen
    } else {
      constant = try rules.vendor.constant.map(vendor)
    }
  }

  /// What the record becomes.
  mutating func result(of record: borrowing some RuleRecord & ~Copyable) throws(RuleProblem) -> Result {
    guard try values.holds(rules.only, for: record) else { return .passed }
    let (orderRule, first): (OrderRule?, Int?)
    do throws(RuleProblem) {
      (orderRule, first) = (try self.orderRule(for: record), try incidentRule(from: 0, for: record))
    } catch {
      // Nothing depends on a row about a vendor that is none of the store's.
      if case .passed = try self.vendor(of: record) { return .otherVendor }
      throw error
    }
    guard orderRule != nil || first != nil else { return .found(Found()) }
    var vendor: Vendor.ID?
    if first != nil || orderRule?.ofStore == false {
      switch try self.vendor(of: record) {
      case .known(let id): vendor = id
      case .passed: return .otherVendor
      case .unknown(let name): return .unknownVendor(name)
      }
    }
    var found = Found()
    if let orderRule { found.orders = try orders(orderRule, of: orderRule.ofStore ? nil : vendor, record) }
    var next = first
    while let index = next, let vendor {
      let rule = rules.incidents[index]
      if let incident = try incident(rule, vendor: vendor, record) {
        found.incidents.append(incident)
        if isInOtherCurrency(record), hasAmounts(rule, record) { found.lacksAmounts = true }
      }
      next = rules.everyIncident ? try incidentRule(from: index + 1, for: record) : nil
    }
    return .found(found)
  }

  private func orderRule(
    for record: borrowing some RuleRecord & ~Copyable
  ) throws(RuleProblem) -> OrderRule? {
    guard let rule = rules.orders, try values.holds(rule.only, for: record) else { return nil }
    return rule
  }

  /// The next incident rule that a record matches.
  private func incidentRule(
    from start: Int, for record: borrowing some RuleRecord & ~Copyable
  ) throws(RuleProblem) -> Int? {
    for index in rules.incidents.indices.dropFirst(start)
    where try values.holds(rules.incidents[index].only, for: record) {
      return index
    }
    return nil
  }

  /// Whether an incident counts at once; announced work never does, whatever the call or the rules say.
  func isConfirmed(_ incident: Incident) -> Bool { isConfirmed && !incident.isMaintenance }

  private enum FoundVendor {
    case known(Vendor.ID)
    case unknown(String)
    case passed
  }

  private mutating func vendor(of record: borrowing some RuleRecord & ~Copyable) throws(RuleProblem)
    -> FoundVendor
  {
    if let constant { return .known(constant) }
    guard let field = rules.vendor.field else {
      throw RuleProblem(message: "nothing says which vendor it is", field: 0, next: .nameVendor)
    }
    let bytes = record.field(field).trimmed
    if bytes.isEmpty {
      if rules.vendor.unknown == .skip { return .passed }
      throw RuleProblem(message: "\(rules.fields[field]) is empty; it names the vendor", field: field)
    }
    do {
      return .known(try vendors.id(bytes))
    } catch {
      switch rules.vendor.unknown {
      case .refuse: throw RuleProblem(message: error.message, field: field)
      case .skip: return .passed
      case .create: return .unknown(try newName(bytes.text, field: field))
      }
    }
  }

  /// What a catalog would refuse as a name is not proposed to it.
  private func newName(_ name: String, field: Int) throws(RuleProblem) -> String {
    let hasControl = name.unicodeScalars.contains { $0.properties.generalCategory == .control }
    if !hasControl, name.unicodeScalars.count <= JSONFindings.longestText, !VendorNames.key(name).isEmpty {
      return name
    }
    let limit = "a vendor's name has one line of at most \(JSONFindings.longestText) characters"
    throw RuleProblem(message: "\(rules.fields[field]) \(quoted(name)): \(limit)", field: field)
  }

  private func orders(
    _ rule: OrderRule, of vendor: Vendor.ID?, _ record: borrowing some RuleRecord & ~Copyable
  ) throws(RuleProblem) -> Volume? {
    let number = try count(rule, record)
    let day = try day(rules.day, in: record)
    guard number > 0 else { return nil }
    switch rule.period {
    case .day: return Volume(from: day, to: day + 1, orders: number, vendor: vendor)
    case .month:
      return Volume(from: day.month.firstDay, to: day.month.lastDay + 1, orders: number, vendor: vendor)
    }
  }

  private func count(
    _ rule: OrderRule, _ record: borrowing some RuleRecord & ~Copyable
  ) throws(RuleProblem) -> Int {
    guard let field = rule.number else { return 1 }
    guard let number = try values.number(field, in: record) else { return 0 }
    guard number >= 0, number == number.rounded(), number <= 1_000_000_000 else {
      throw RuleProblem(message: "\(rules.fields[field]) isn't a whole number of orders", field: field)
    }
    return Int(number)
  }

  // MARK: Days

  /// The record's day in the store's time zone, not after today; a month that runs counts by its last seen day.
  func day(_ field: Int, in record: borrowing some RuleRecord & ~Copyable) throws(RuleProblem) -> Day {
    let value = try values.requiredDate(field, in: record)
    guard let day = value.day(in: context.dayOf) else {
      throw RuleProblem(message: "\(rules.fields[field]): outside the years 1 to 9999", field: field)
    }
    guard let latest = context.latestDay, day > latest else { return day }
    if value.isMonth, day.month == latest.month { return latest }
    throw RuleProblem(message: "\(rules.fields[field]): \(day) is in the future", field: field)
  }
}

// MARK: Incidents

extension RuleProgram {
  private func incident(
    _ rule: IncidentRule, vendor: Vendor.ID, _ record: borrowing some RuleRecord & ~Copyable
  ) throws(RuleProblem) -> Incident? {
    var details = IncidentDetails()
    if let field = rule.count {
      guard let number = try values.number(field, in: record), number > 0 else { return nil }
      guard number <= 1_000_000, let count = IncidentCount(thousandths: Int64((number * 1000).rounded()))
      else {
        throw RuleProblem(
          message: "\(rules.fields[field]) isn't a number of incidents up to a million", field: field)
      }
      details.count = count
    }
    (details.claimed, details.recovered) = (
      try amount(rule.claimed, record), try amount(rule.recovered, record)
    )
    details.claimBy = try rule.claimBy.flatMap { field throws(RuleProblem) in
      try values.date(field, in: record)?.day(in: context.dayOf)
    }
    let (hours, resolved) = (try hours(rule, record), try resolved(rule, record))
    details.outage = try rule.outage.flatMap { outage throws(RuleProblem) in
      try self.outage(outage, record, hours: hours, resolved: resolved)
    }
    var incident = Incident(
      vendor: vendor, day: try day(rule.day ?? rules.day, in: record),
      outcome: rule.isGood ? .good : .bad(try severity(rule, record)), dimension: rule.dimension,
      summary: try summary(rule.summary, record), resolved: resolved, mitigated: rule.mitigated,
      attribution: rule.attribution, channel: rule.channel, hoursToResolve: hours,
      cost: try amount(rule.cost, record),
      source: ImportKey(source: source, id: try key(rules.id, record, suffix: rule.key)))
    incident.details = details
    return incident
  }

  /// nil also when it is in another currency than the store's.
  private func amount(
    _ field: Int?, _ record: borrowing some RuleRecord & ~Copyable
  ) throws(RuleProblem) -> Money? {
    guard let field, !isInOtherCurrency(record) else { return nil }
    return try values.money(field, in: record)
  }

  private func hasAmounts(_ rule: IncidentRule, _ record: borrowing some RuleRecord & ~Copyable) -> Bool {
    for case let field? in [rule.cost, rule.claimed, rule.recovered]
    where !record.field(field).trimmed.isEmpty { return true }
    return false
  }

  private func isInOtherCurrency(_ record: borrowing some RuleRecord & ~Copyable) -> Bool {
    guard let field = rules.currency else { return false }
    let currency = record.field(field).trimmed.text
    return !currency.isEmpty && currency.uppercased() != context.catalog.currency.uppercased()
  }

  private func severity(
    _ rule: IncidentRule, _ record: borrowing some RuleRecord & ~Copyable
  ) throws(RuleProblem) -> Severity {
    switch rule.severity {
    case nil: return .standard
    case .fixed(let severity): return severity
    case .byField(let field, let map, let otherwise):
      let text = record.field(field).trimmed.text
      if let severity = map[text.lowercased()] ?? otherwise { return severity }
      throw RuleProblem(
        message: "the rules give no severity for \(rules.fields[field]) \(quoted(text))", field: field)
    }
  }

  private func resolved(
    _ rule: IncidentRule, _ record: borrowing some RuleRecord & ~Copyable
  ) throws(RuleProblem) -> Bool? {
    switch rule.resolved {
    case nil: nil
    case .fixed(let value): value
    case .when(let conditions): try values.holds(conditions, for: record)
    }
  }

  private func hours(
    _ rule: IncidentRule, _ record: borrowing some RuleRecord & ~Copyable
  ) throws(RuleProblem) -> Double? {
    let hours: Double?
    let last: Int
    switch rule.hours {
    case nil: return nil
    case .between(let from, let to): (hours, last) = (try values.hours(from: from, to: to, in: record), to)
    case .field(let field, let perHour):
      (hours, last) = (try values.number(field, in: record).map { $0 / perHour }, field)
    }
    guard let hours, !(0...100_000).contains(hours) else { return hours }
    let message =
      "hours to resolve by \(quoted(rules.fields[last])): \(DecimalText.exact(hours) ?? ""), and there are 0 to 100000"
    throw RuleProblem(message: message, field: last)
  }

  private func summary(
    _ parts: [SummaryPart], _ record: borrowing some RuleRecord & ~Copyable
  ) throws(RuleProblem) -> String {
    var text = ""
    for part in parts {
      switch part {
      case .text(let words): text += words
      case .field(let field): text += record.field(field).trimmed.text
      case .days(let from, let to):
        let (start, end) = (try values.date(from, in: record), try values.date(to, in: record))
        if let start, let end { text += String(values.days(from: start, to: end)) } else { text += "?" }
      }
    }
    guard text.utf8.count > Incident.longestText else { return text }
    throw RuleProblem(
      message: "a summary of \(text.utf8.count) bytes; at most \(Incident.longestText) fit", field: 0)
  }
}
