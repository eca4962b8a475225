internal import ScorecardModel

extension RuleProgram {
  /// Whether the rules say that such a record means nothing.
  func isExpectedToPass(_ record: borrowing some RuleRecord & ~Copyable) throws(RuleProblem) -> Bool {
    if rules.ignore.isEmpty { return false }
    return try values.holds(rules.ignore, for: record)
  }

  /// What decided that a record came to nothing: of the conditions on all rows, then of those on orders, then of
  /// those of the first incident rule. nil when it was its vendor, or a number of 0.
  func passReason(of record: borrowing some RuleRecord & ~Copyable) -> PassedOver.Reason? {
    let lists = [rules.only, rules.orders?.only ?? []] + rules.incidents.prefix(1).map(\.only)
    for conditions in lists {
      guard let failed = failed(conditions, for: record) else { continue }
      return reason(failed, record)
    }
    return nil
  }

  private func reason(
    _ condition: RuleCondition, _ record: borrowing some RuleRecord & ~Copyable
  ) -> PassedOver.Reason? {
    switch condition {
    case .equals(let field, _), .contains(let field, _), .isEmpty(let field):
      PassedOver.Reason(field: rules.fields[field], text: record.field(field).trimmed.text)
    case .above(let field, _), .below(let field, _), .isAfter(let field, _, _), .isBefore(let field, _, _):
      PassedOver.Reason(field: rules.fields[field], text: nil)
    case .not(let inner): reason(inner, record)
    case .any(let inner): inner.first.flatMap { reason($0, record) }
    }
  }
}
