internal import ScorecardModel

extension RulesReader {
  static let incidentKeys = [
    "only", "outcome", "severity", "dimension", "summary", "resolved", "mitigated", "attribution", "channel",
    "hours",
    "cost", "count", "day", "claimed", "recovered", "claimBy", "outage", "key",
  ]
  static let severityKeys = ["field", "map", "otherwise"]
  static let hoursKeys = ["from", "to", "field", "unit"]
  static let units: [String: Double] = ["seconds": 3600, "minutes": 60, "hours": 1, "days": 1 / 24]

  mutating func readIncidents(_ value: JSONValue) -> [IncidentRule] {
    (findings.list(value, "incidents") ?? []).map { incident($0) }
  }

  private mutating func incident(_ value: JSONValue) -> IncidentRule {
    var rule = IncidentRule()
    guard let object = findings.fields(value, "incident rule", keys: RulesReader.incidentKeys) else {
      return rule
    }
    rule.only = object["only"].map { conditions($0, "only") } ?? []
    if let outcome = object["outcome"] {
      rule.isGood = outcome.string == "good"
      if outcome.string != "good", outcome.string != "bad" {
        findings.note("outcome is \"good\" or \"bad\"", at: outcome.position)
      }
    }
    rule.severity = object["severity"].flatMap { severity($0) }
    if rule.isGood, let severity = object["severity"] {
      findings.note("severity of a good experience; leave it out", at: severity.position)
    } else if !rule.isGood {
      _ = findings.required("severity", in: object)
    }
    rule.dimension = object["dimension"].flatMap { choice($0, "dimension") } ?? .general
    rule.summary = object["summary"].flatMap { findings.text($0, "summary") }.map { summary($0) } ?? []
    rule.resolved = object["resolved"].flatMap { resolved($0) }
    rule.mitigated = object["mitigated"].flatMap { bool($0, "mitigated") }
    rule.attribution = object["attribution"].flatMap { choice($0, "attribution") } ?? .vendor
    rule.channel = object["channel"].flatMap { findings.text($0, "channel") } ?? ""
    rule.hours = object["hours"].flatMap { hours($0) }
    rule.outage = object["outage"].flatMap { outage($0) }
    rule.key = object["key"].flatMap { findings.text($0, "key", limit: 40) } ?? ""
    for (key, path) in RulesReader.numberPaths {
      rule[keyPath: path] = object[key].flatMap { numberField($0, key) }
    }
    for (key, path) in RulesReader.datePaths {
      rule[keyPath: path] = object[key].flatMap { dateField($0, key) }
    }
    return rule
  }

  private static var numberPaths: [(String, WritableKeyPath<IncidentRule, Int?>)] {
    [("cost", \.cost), ("count", \.count), ("claimed", \.claimed), ("recovered", \.recovered)]
  }

  private static var datePaths: [(String, WritableKeyPath<IncidentRule, Int?>)] {
    [("day", \.day), ("claimBy", \.claimBy)]
  }

  private mutating func severity(_ value: JSONValue) -> SeverityRule? {
    guard value.object != nil else { return level(value).map(SeverityRule.fixed) }
    guard let object = findings.fields(value, "severity", keys: RulesReader.severityKeys),
      let field = findings.required("field", in: object).flatMap({ field($0, "field") }),
      let map = findings.required("map", in: object)
    else { return nil }
    guard let members = map.object else {
      findings.note("map is \(map.kind), not an object", at: map.position)
      return nil
    }
    var levels: [String: Severity] = [:]
    for member in members { levels[member.key.lowercased()] = level(member.value) }
    return .byField(field, map: levels, otherwise: object["otherwise"].flatMap { level($0) })
  }

  private mutating func level(_ value: JSONValue) -> Severity? {
    guard let number = findings.number(value, "severity", in: 1...5) else { return nil }
    if let level = Int(exactly: number), let severity = try? Severity(level) { return severity }
    findings.note("severity \(number) isn't a whole number", at: value.position)
    return nil
  }

  private mutating func resolved(_ value: JSONValue) -> ResolvedRule? {
    if value.array != nil { return .when(conditions(value, "resolved")) }
    return bool(value, "resolved").map(ResolvedRule.fixed)
  }

  private mutating func hours(_ value: JSONValue) -> HoursRule? {
    guard let object = findings.fields(value, "hours", keys: RulesReader.hoursKeys) else { return nil }
    if object["field"] == nil {
      guard let from = findings.required("from", in: object).flatMap({ dateField($0, "from") }),
        let to = findings.required("to", in: object).flatMap({ dateField($0, "to") })
      else { return nil }
      return .between(from, to)
    }
    guard let field = object["field"].flatMap({ numberField($0, "field") }),
      let unit = findings.required("unit", in: object)
    else { return nil }
    if let perHour = unit.string.flatMap({ RulesReader.units[$0] }) { return .field(field, perHour: perHour) }
    findings.note("unit is seconds, minutes, hours or days", at: unit.position)
    return nil
  }

  /// `Parcel {Tracking} came {days from Promised to Delivered} days late`; a brace without its pair is itself.
  private mutating func summary(_ text: String) -> [SummaryPart] {
    var parts: [SummaryPart] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
      let inside = String(rest[rest.index(after: open)..<close])
      if inside.hasPrefix("days from "),
        let to = inside.dropFirst(10).split(separator: " to ", maxSplits: 1).last,
        let from = inside.dropFirst(10).split(separator: " to ", maxSplits: 1).first
      {
        parts.append(.days(number(ofDateField: String(from)), number(ofDateField: String(to))))
      } else {
        parts.append(.field(number(ofField: inside)))
      }
      rest = rest[rest.index(after: close)...]
    }
    return rest.isEmpty ? parts : parts + [.text(String(rest))]
  }
}

// MARK: Conditions

extension RulesReader {
  static let conditionKeys = ["field", "not", "any", "days", "hours"] + questions
  static let questions = ["equals", "oneOf", "contains", "isEmpty", "above", "below", "isAfter", "isBefore"]

  mutating func conditions(_ value: JSONValue, _ name: String) -> [RuleCondition] {
    (findings.list(value, name) ?? []).compactMap { condition($0) }
  }

  private mutating func condition(_ value: JSONValue) -> RuleCondition? {
    guard let object = findings.fields(value, "condition", keys: RulesReader.conditionKeys) else {
      return nil
    }
    if let any = object["any"] { return .any(conditions(any, "any")) }
    guard let field = findings.required("field", in: object).flatMap({ field($0, "field") }) else {
      return nil
    }
    let asked = RulesReader.questions.filter { object[$0] != nil }
    guard asked.count == 1, let question = asked.first, let answer = object[question] else {
      let found = asked.isEmpty ? "none" : asked.joined(separator: " and ")
      findings.note(
        "a condition asks one of \(RulesReader.questions.joined(separator: ", ")); here: \(found)",
        at: value.position)
      return nil
    }
    guard let condition = self.condition(question, answer, of: field, object) else { return nil }
    let isNegated = object["not"].flatMap { bool($0, "not") } ?? false
    return isNegated ? .not(condition) : condition
  }

  private mutating func condition(
    _ question: String, _ answer: JSONValue, of field: Int, _ object: JSONFields
  ) -> RuleCondition? {
    switch question {
    case "equals": return findings.text(answer, question).map { .equals(field, [lowercased($0)]) }
    case "oneOf": return .equals(field, texts(answer, question).map(lowercased))
    case "contains": return findings.text(answer, question).map { .contains(field, lowercased($0)) }
    case "isEmpty": return bool(answer, question).map { $0 ? .isEmpty(field) : .not(.isEmpty(field)) }
    case "above", "below":
      numberFields.insert(field)
      let limit = findings.number(answer, question, in: -1e15...1e15)
      return limit.map { question == "above" ? .above(field, $0) : .below(field, $0) }
    default:
      guard let other = dateField(answer, question) else { return nil }
      dateFields.insert(field)
      let lag = lag(object)
      return question == "isAfter" ? .isAfter(field, other, lag) : .isBefore(field, other, lag)
    }
  }

  private mutating func lag(_ object: JSONFields) -> RuleCondition.Lag? {
    if let hours = object["hours"] {
      if object["days"] != nil { findings.note("\"days\" and \"hours\"; keep one", at: hours.position) }
      return findings.number(hours, "hours", in: 0...1_000_000).map { .hours($0) }
    }
    guard let value = object["days"], let days = findings.number(value, "days", in: 0...36_500) else {
      return nil
    }
    if Int(exactly: days) == nil { findings.note("days \(days) isn't a whole number", at: value.position) }
    return .days(Int(days))
  }

  private func lowercased(_ text: String) -> [UInt8] { text.utf8.map(\.lowercased) }
}
