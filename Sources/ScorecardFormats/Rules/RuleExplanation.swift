internal import ScorecardModel

extension RuleProgram {
  /// What a record became and why, one line for each step.
  func explanation(
    of record: borrowing some RuleRecord & ~Copyable, _ result: Result, rule: Int?
  ) -> [String] {
    var lines = fieldTexts(of: record)
    if let failed = rules.only.first(where: { !values.holds($0, for: record) }) {
      return lines + ["Skipped, because this is not true: " + describe(failed)]
    }
    if let orders = rules.orders {
      let failed = orders.only.first { !values.holds($0, for: record) }
      lines.append(
        failed.map { "No order, because this is not true: " + describe($0) } ?? "Counts as an order")
    }
    for (index, incident) in rules.incidents.enumerated() {
      let title = "Incident rule \(index + 1)"
      if let failed = incident.only.first(where: { !values.holds($0, for: record) }) {
        lines.append("\(title) doesn't match, because this is not true: " + describe(failed))
        continue
      }
      let reasons = incident.only.map(describe).joined(separator: ", and ")
      lines.append("\(title) matches" + (reasons.isEmpty ? "" : ": " + reasons))
      break
    }
    return lines + [verdict(result, rule: rule)]
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

  private func verdict(_ result: Result, rule: Int?) -> String {
    switch result {
    case .passed: return "→ nothing: no rule matches, or it isn't about one of your vendors"
    case .unknownVendor(let name):
      return "→ a vendor that \(WorkspaceLayout.catalogName) lacks; it will be proposed: \(name)"
    case .found(let found):
      var parts: [String] = []
      if let orders = found.orders {
        parts.append(
          "\(orders.number) order\(orders.number == 1 ? "" : "s") of \(orders.vendor ?? "the store") on \(orders.day)"
        )
      }
      if let incident = found.incident {
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
  func describe(_ condition: RuleCondition) -> String {
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
      return "\(name(field)) is after \(name(other))" + describe(lag)
    case .isBefore(let field, let other, let lag):
      return "\(name(field)) is before \(name(other))" + describe(lag)
    case .not(let inner): return "not: " + describe(inner)
    case .any(let inner): return "any of: " + inner.map(describe).joined(separator: "; ")
    }
  }

  /// A whole number without its `.0`.
  private func plain(_ number: Double) -> String { Int(exactly: number).map { String($0) } ?? String(number) }

  private func describe(_ lag: RuleCondition.Lag) -> String {
    switch lag {
    case .days(0), .hours(0): ""
    case .days(let days): " by more than \(days) day\(days == 1 ? "" : "s")"
    case .hours(let hours): " by more than \(plain(hours)) hours"
    }
  }
}
