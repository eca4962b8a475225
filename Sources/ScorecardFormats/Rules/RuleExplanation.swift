internal import ScorecardModel

extension RuleProgram {
  /// What a record became and why, one line for each step.
  func explanation(
    of record: borrowing some RuleRecord & ~Copyable, _ result: Result
  ) -> [String] {
    var lines = fieldTexts(of: record)
    if let failed = failed(rules.only, for: record) {
      return lines + ["Skipped, because this is not true: " + describe(failed, record)]
    }
    if let orders = rules.orders {
      let failed = failed(orders.only, for: record)
      lines.append(
        failed.map { "No order, because this is not true: " + describe($0, record) } ?? "Counts as an order")
    }
    for (index, incident) in rules.incidents.enumerated() {
      let title = "Incident rule \(index + 1)"
      if let failed = failed(incident.only, for: record) {
        lines.append("\(title) doesn't match, because this is not true: " + describe(failed, record))
        continue
      }
      var reasons: [String] = []
      for condition in incident.only { reasons.append(describe(condition, record)) }
      lines.append("\(title) matches" + (reasons.isEmpty ? "" : ": " + reasons.joined(separator: ", and ")))
      if !rules.everyIncident { break }
    }
    return lines + [verdict(result)]
  }

  /// The first condition that does not hold; what cannot be read decided nothing, or the record would be refused.
  func failed(
    _ conditions: [RuleCondition], for record: borrowing some RuleRecord & ~Copyable
  ) -> RuleCondition? {
    for condition in conditions where (try? values.holds(condition, for: record)) == false {
      return condition
    }
    return nil
  }

  /// What the record says in every field that the rules read, a line each.
  func fieldTexts(of record: borrowing some RuleRecord & ~Copyable) -> [String] {
    var lines: [String] = []
    for number in rules.fields.indices {
      let text = record.field(number).trimmed.text
      if !text.isEmpty { lines.append("\(rules.fields[number]): \(text)") }
    }
    return lines
  }

  private func verdict(_ result: Result) -> String {
    switch result {
    case .passed: return "→ nothing: no rule matches"
    case .otherVendor: return "→ nothing: it isn't about one of your vendors"
    case .found(let found) where found.isEmpty: return "→ nothing: no rule matches"
    case .unknownVendor(let name):
      return "→ a vendor that \(WorkspaceLayout.catalogName) lacks; it will be proposed: \(name)"
    case .found(let found):
      var parts: [String] = []
      if let orders = found.orders {
        parts.append(
          "\(orders.orders) order\(orders.orders == 1 ? "" : "s") of \(orders.vendor ?? "the store") on \(orders.from)"
            + (orders.to == orders.from + 1 ? "" : " to \(orders.to - 1)"))
      }
      for incident in found.incidents {
        let severity = incident.outcome.severity.map { ", severity \($0.level)" } ?? ""
        let count =
          incident.details.count == .one
          ? "" : ", standing for \(Double(incident.details.count.thousandths) / 1000)"
        parts.append(
          "\(incident.day) \(incident.vendor) \(incident.outcome.name)\(severity), \(incident.dimension.rawValue)"
            + count + (isConfirmed(incident) ? "" : ", unconfirmed")
            + (incident.summary.isEmpty ? "" : ": \(incident.summary)"))
      }
      return "→ " + (parts.isEmpty ? "nothing to count" : parts.joined(separator: "; "))
    }
  }

  /// `Delivered isAfter Promised by more than 7 days`.
  func describe(_ condition: RuleCondition, _ record: borrowing some RuleRecord & ~Copyable) -> String {
    let name = { (number: Int) in quoted(rules.fields[number]) }
    switch condition {
    case .equals(let field, let texts):
      let list = texts.map { quoted(String(decoding: $0, as: UTF8.self)) }.joined(separator: " or ")
      return "\(name(field)) is \(list)"
    case .contains(let field, let text):
      return "\(name(field)) contains \(quoted(String(decoding: text, as: UTF8.self)))"
    case .isEmpty(let field): return "\(name(field)) is empty"
    case .above(let field, let limit): return "\(name(field)) is above \(plain(limit))"
    case .below(let field, let limit): return "\(name(field)) is below \(plain(limit))"
    case .isAfter(let field, let other, let lag):
      return "\(name(field)) is after \(name(other))" + describe(lag, field, other, record)
    case .isBefore(let field, let other, let lag):
      return "\(name(field)) is before \(name(other))" + describe(lag, field, other, record)
    case .not(let inner): return "not: " + describe(inner, record)
    case .any(let inner):
      var parts: [String] = []
      for condition in inner { parts.append(describe(condition, record)) }
      return "any of: " + parts.joined(separator: "; ")
    }
  }

  /// A whole number without its `.0`.
  private func plain(_ number: Double) -> String { Int(exactly: number).map { String($0) } ?? String(number) }

  private func describe(
    _ lag: RuleCondition.Lag?, _ field: Int, _ other: Int, _ record: borrowing some RuleRecord & ~Copyable
  ) -> String {
    switch lag {
    case .days(let days):
      return days == 0 ? " by the calendar" : " by more than \(days) day\(days == 1 ? "" : "s")"
    case .hours(let hours): return " by more than \(plain(hours)) hours"
    case nil:
      guard let a = try? values.date(field, in: record), let b = try? values.date(other, in: record) else {
        return ""
      }
      return RuleValues.haveTimes(a, b) ? " (comparing times)" : " (comparing days)"
    }
  }
}
