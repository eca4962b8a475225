internal import ScorecardModel

/// When a service was down, and how bad it was. It goes on only where the incident's `resolved` says no.
struct OutageRule: Sendable {
  /// A row without it tells of no outage.
  var start: Int
  var end: Int?
  /// How long it was, for a row without an end.
  var duration: DurationRule?
  var impact: ImpactRule?
}

enum DurationRule: Sendable {
  /// A number of units of so many seconds.
  case number(Int, seconds: Double)
  /// As ``DurationText`` reads it.
  case text(Int)
}

enum ImpactRule: Sendable {
  /// Holds one of Statuspage's words; any other is unknown.
  case field(Int)
  /// By the field's text; `otherwise` for what the map lacks, nil = such a row is refused.
  case byField(Int, map: [String: OutageImpact], otherwise: OutageImpact?)
}

extension RuleProgram {
  /// - Parameters:
  ///   - hours: how long the incident took, as its own rule says.
  ///   - resolved: false: it goes on, and its length is of what has passed.
  /// - Returns: nil when the row has no beginning.
  func outage(
    _ rule: OutageRule, _ record: borrowing some RuleRecord & ~Copyable, hours: Double?, resolved: Bool?
  ) throws(RuleProblem) -> Outage? {
    guard let start = try time(rule.start, in: record) else { return nil }
    let begun = try moment(of: start, rule.start)
    var end: Timestamp?
    if let field = rule.end, let written = try time(field, in: record) {
      try RuleProgram.checkZones(start, written, of: field, in: rules)
      end = try moment(of: written, field)
    } else if resolved != false, let length = try length(rule.duration, record) ?? hours.map({ $0 * 3600 }) {
      end = Timestamp(seconds: begun.seconds + Int64(length.rounded()))
    }
    if let end, end < begun {
      let field = rule.end ?? rule.start
      throw RuleProblem(
        message: "\(rules.fields[field]): the outage ends \(end), before it begins \(begun)", field: field)
    }
    return Outage(startedAt: begun, endedAt: end, impact: try impact(rule.impact, record))
  }

  /// What has no zone is taken for UTC: how long it was is right all the same.
  private func moment(of time: WrittenDate, _ field: Int) throws(RuleProblem) -> Timestamp {
    if let moment = time.moment(elseOffset: 0) { return moment }
    throw RuleProblem(
      message: "\(rules.fields[field]) has no time of day, which an outage needs", field: field)
  }

  private func time(
    _ field: Int, in record: borrowing some RuleRecord & ~Copyable
  ) throws(RuleProblem) -> WrittenDate? {
    record.field(field).trimmed.isEmpty ? nil : try values.requiredDate(field, in: record)
  }

  /// A difference of two times needs no zone, but not of one with and one without.
  static func checkZones(
    _ one: WrittenDate, _ other: WrittenDate, of field: Int, in rules: ImportRules
  ) throws(RuleProblem) {
    guard one.second != nil, other.second != nil, (one.offset == nil) != (other.offset == nil) else { return }
    throw RuleProblem(
      message:
        "\(rules.fields[field]): one of two times has a zone and the other has none, so that nobody knows how "
        + "long it was", field: field)
  }

  /// Seconds; nil when the field is empty.
  private func length(
    _ rule: DurationRule?, _ record: borrowing some RuleRecord & ~Copyable
  ) throws(RuleProblem) -> Double? {
    switch rule {
    case nil: return nil
    case .number(let field, let seconds):
      guard let number = try values.number(field, in: record) else { return nil }
      guard number >= 0, number * seconds <= 100_000 * 3600 else {
        throw RuleProblem(message: "\(rules.fields[field]) is no length of an outage", field: field)
      }
      return number * seconds
    case .text(let field):
      let bytes = record.field(field).trimmed
      if bytes.isEmpty { return nil }
      if let seconds = DurationText.seconds(bytes.text) { return seconds }
      throw RuleProblem(
        message:
          "\(rules.fields[field]) \(quoted(bytes.text)) isn't a duration. Write 1d 2h, 2 hrs, 5 mins, 49:12:10 "
          + "or PT1H30M", field: field)
    }
  }

  private func impact(
    _ rule: ImpactRule?, _ record: borrowing some RuleRecord & ~Copyable
  ) throws(RuleProblem) -> OutageImpact {
    switch rule {
    case nil: return .unknown
    case .field(let field):
      return OutageImpact(rawValue: record.field(field).trimmed.text.lowercased()) ?? .unknown
    case .byField(let field, let map, let otherwise):
      let text = record.field(field).trimmed.text
      if let impact = map[text.lowercased()] ?? otherwise { return impact }
      throw RuleProblem(
        message: "the rules give no impact for \(rules.fields[field]) \(quoted(text))", field: field)
    }
  }
}

// MARK: Reading

extension RulesReader {
  static let outageKeys = ["start", "end", "duration", "impact", "from", "to"]
  static let durationKeys = ["field", "unit"]
  static let impactKeys = ["field", "map", "otherwise"]

  /// `from` and `to` are the names that `start` and `end` had first.
  mutating func outage(_ value: JSONValue) -> OutageRule? {
    guard let object = findings.fields(value, "outage", keys: RulesReader.outageKeys) else { return nil }
    for (name, old) in [("start", "from"), ("end", "to")] where object[name] != nil {
      if let twice = object[old] {
        findings.note("\(old) is the old name of \(name); write only \(name)", at: twice.position)
      }
    }
    let named = object["start"] ?? object["from"]
    guard let start = (named ?? findings.required("start", in: object)).flatMap({ dateField($0, "start") })
    else {
      return nil
    }
    return OutageRule(
      start: start, end: (object["end"] ?? object["to"]).flatMap { dateField($0, "end") },
      duration: object["duration"].flatMap { duration($0) }, impact: object["impact"].flatMap { impact($0) })
  }

  private mutating func duration(_ value: JSONValue) -> DurationRule? {
    guard let object = findings.fields(value, "duration", keys: RulesReader.durationKeys),
      let unit = findings.required("unit", in: object)
    else { return nil }
    let name = findings.required("field", in: object)
    if unit.string == "text" { return name.flatMap { field($0, "field") }.map { .text($0) } }
    if let perHour = unit.string.flatMap({ RulesReader.units[$0] }) {
      return name.flatMap { numberField($0, "field") }.map { .number($0, seconds: 3600 / perHour) }
    }
    findings.note("unit is seconds, minutes, hours, days or text", at: unit.position)
    return nil
  }

  private mutating func impact(_ value: JSONValue) -> ImpactRule? {
    guard value.object != nil else { return field(value, "impact").map { .field($0) } }
    guard let object = findings.fields(value, "impact", keys: RulesReader.impactKeys),
      let field = findings.required("field", in: object).flatMap({ field($0, "field") }),
      let map = findings.required("map", in: object)
    else { return nil }
    guard let members = map.object else {
      findings.note("map is \(map.kind), not an object", at: map.position)
      return nil
    }
    var impacts: [String: OutageImpact] = [:]
    for member in members { impacts[member.key.lowercased()] = choice(member.value, "impact") }
    return .byField(field, map: impacts, otherwise: object["otherwise"].flatMap { choice($0, "otherwise") })
  }
}
