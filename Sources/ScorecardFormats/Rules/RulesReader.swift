internal import ScorecardModel

/// Reads a rules file as strictly as `import-rules.schema.json` says, and what no schema can say.
package struct RulesReader {
  static let keys = [
    "$schema", "name", "title", "recognise", "list", "inside", "optional", "dates", "numbers", "currency",
    "vendor", "day", "id", "updated", "only", "ignore", "orders", "incidents", "everyIncident", "confirmed",
  ]
  static let vendorKeys = ["field", "map", "unknown", "stage"]
  static let idKeys = ["field", "after"]
  static let orderKeys = ["id", "number", "only", "period", "of"]

  var findings: JSONFindings
  /// Fields by name, in the order in which the rules name them.
  var fields: [String] = []
  var dateFields: Set<Int> = []
  var numberFields: Set<Int> = []

  /// - Throws: every problem at once, in the order of the file.
  package static func read(_ bytes: [UInt8], fileName: String) throws(OwnerFileProblems) -> ImportRules {
    try JSONFindings.read(bytes, fileName: fileName) { root, findings in
      var reader = RulesReader(findings: findings)
      defer { findings = reader.findings }
      return reader.rules(root)
    }
  }

  private mutating func rules(_ root: JSONValue) -> ImportRules? {
    guard let object = findings.fields(root, "the rules", keys: RulesReader.keys) else { return nil }
    let name = findings.required("name", in: object).flatMap { findings.identifier($0, "name") } ?? ""
    let title = object["title"].flatMap { findings.text($0, "title") } ?? name
    var rules = ImportRules(name: name, title: title)
    rules.recognise = object["recognise"].map { texts($0, "recognise") } ?? []
    rules.list = object["list"].flatMap { findings.text($0, "list") }
    rules.inside =
      object["inside"].flatMap { findings.text($0, "inside") }.map(ImportRules.alternatives) ?? []
    rules.optional = Set(object["optional"].map { texts($0, "optional") } ?? [])
    if let dates = findings.required("dates", in: object) { readDates(dates, &rules) }
    rules.numbers = object["numbers"].flatMap { choice($0, "numbers") }
    rules.currency = object["currency"].flatMap { field($0, "currency") }
    if let vendor = object["vendor"] { rules.vendor = readVendor(vendor) }
    rules.day = findings.required("day", in: object).flatMap { dateField($0, "day") } ?? 0
    rules.id = object["id"].flatMap { readID($0) }
    rules.updated = object["updated"].flatMap { dateField($0, "updated") }
    if rules.updated != nil, rules.id == nil {
      findings.note("\"updated\" says which state of one id is the later; it needs \"id\"", at: root.position)
    }
    rules.everyIncident = object["everyIncident"].flatMap { bool($0, "everyIncident") } ?? false
    rules.only = object["only"].map { conditions($0, "only") } ?? []
    rules.ignore = object["ignore"].map { conditions($0, "ignore") } ?? []
    rules.orders = object["orders"].flatMap { readOrders($0) }
    rules.incidents = object["incidents"].map { readIncidents($0) } ?? []
    rules.confirmed = object["confirmed"].flatMap { bool($0, "confirmed") } ?? true
    if rules.orders == nil, rules.incidents.isEmpty, findings.problems.isEmpty {
      findings.note(
        "neither \"orders\" nor \"incidents\": these rules take nothing from a file", at: root.position)
    }
    (rules.fields, rules.dateFields, rules.numberFields) = (fields, dateFields, numberFields)
    for name in rules.optional where !fields.contains(name) {
      findings.note(
        "optional \(quoted(name)) isn't a field that these rules read",
        at: object["optional"]?.position ?? root.position)
    }
    return rules
  }

  private mutating func readDates(_ value: JSONValue, _ rules: inout ImportRules) {
    var list = value
    if value.object != nil {
      guard let object = findings.fields(value, "dates", keys: ["either"]),
        let either = findings.required("either", in: object)
      else { return }
      list = either
    }
    for text in texts(list, "dates") {
      if let pattern = DateFormat(text) {
        rules.dates.append(pattern)
      } else {
        findings.note(
          "\(quoted(text)) isn't a date format. Use \(DateFormat.tokens)", at: list.position)
      }
    }
  }

  private mutating func readVendor(_ value: JSONValue) -> VendorRule {
    var rule = VendorRule()
    if value.string != nil {
      rule.constant = findings.text(value, "vendor")
      return rule
    }
    guard let object = findings.fields(value, "vendor", keys: RulesReader.vendorKeys) else { return rule }
    rule.field = findings.required("field", in: object).flatMap { field($0, "field") }
    if let map = object["map"] {
      guard let members = map.object else {
        findings.note("map is \(map.kind), not an object", at: map.position)
        return rule
      }
      for member in members { rule.map[member.key] = findings.text(member.value, "vendor") }
    }
    rule.unknown = object["unknown"].flatMap { choice($0, "unknown") } ?? .refuse
    rule.stage = object["stage"].flatMap { findings.identifier($0, "stage") }
    if rule.unknown == .create, rule.stage == nil {
      findings.note("\"unknown\": \"create\" needs the \"stage\" of new vendors", at: value.position)
    }
    return rule
  }

  private mutating func readID(_ value: JSONValue) -> KeyRule? {
    if value.string != nil { return field(value, "id").map { KeyRule(fields: [$0]) } }
    if value.array != nil {
      let fields = texts(value, "id").map { number(ofField: $0) }
      return fields.isEmpty ? nil : KeyRule(fields: fields)
    }
    guard let object = findings.fields(value, "id", keys: RulesReader.idKeys),
      let field = findings.required("field", in: object).flatMap({ field($0, "field") })
    else { return nil }
    return KeyRule(fields: [field], after: object["after"].flatMap { findings.text($0, "after") })
  }

  private mutating func readOrders(_ value: JSONValue) -> OrderRule? {
    if case .bool(let isOrder) = value.content { return isOrder ? OrderRule() : nil }
    guard let object = findings.fields(value, "orders", keys: RulesReader.orderKeys) else { return nil }
    var rule = OrderRule()
    rule.id = object["id"].flatMap { readID($0) }
    rule.number = object["number"].flatMap { numberField($0, "number") }
    rule.only = object["only"].map { conditions($0, "only") } ?? []
    rule.period = object["period"].flatMap { choice($0, "period") } ?? .day
    if let of = object["of"] {
      rule.ofStore = of.string == "store"
      if of.string != "store", of.string != "vendor" {
        findings.note("of is \"store\" or \"vendor\"", at: of.position)
      }
    }
    return rule
  }
}

// MARK: Small values

extension RulesReader {
  /// The number of a field that is named here.
  mutating func field(_ value: JSONValue, _ name: String) -> Int? {
    findings.text(value, name).map { number(ofField: $0) }
  }

  /// The same for one that is read as a date.
  mutating func dateField(_ value: JSONValue, _ name: String) -> Int? {
    findings.text(value, name).map { number(ofDateField: $0) }
  }

  /// The same for one that is read as a number.
  mutating func numberField(_ value: JSONValue, _ name: String) -> Int? {
    field(value, name).map { number in
      numberFields.insert(number)
      return number
    }
  }

  mutating func number(ofDateField name: String) -> Int {
    let number = number(ofField: name)
    dateFields.insert(number)
    return number
  }

  mutating func number(ofField name: String) -> Int {
    if let known = fields.firstIndex(of: name) { return known }
    fields.append(name)
    return fields.count - 1
  }

  mutating func texts(_ value: JSONValue, _ name: String) -> [String] {
    guard let list = findings.list(value, name) else { return [] }
    if list.isEmpty { findings.note("\(name) is empty", at: value.position) }
    return list.compactMap { findings.text($0, name) }
  }

  mutating func bool(_ value: JSONValue, _ name: String) -> Bool? {
    if case .bool(let bool) = value.content { return bool }
    findings.note("\(name) is \(value.kind), not true or false", at: value.position)
    return nil
  }

  mutating func choice<Value: RawRepresentable & CaseIterable>(_ value: JSONValue, _ name: String) -> Value?
  where Value.RawValue == String {
    if let choice = value.string.flatMap(Value.init) { return choice }
    let names = Value.allCases.map { "\"\($0.rawValue)\"" }
    let all = names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
    findings.note("\(name) is \(value.string.map(quoted) ?? value.kind), not \(all)", at: value.position)
    return nil
  }
}
