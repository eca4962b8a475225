internal import ScorecardModel

// How a record is known again.
extension RuleProgram {
  /// What the other system says with a record.
  func sourceRecord(
    of record: borrowing some RuleRecord & ~Copyable, _ found: Found
  ) throws(RuleProblem) -> SourceRecord {
    var told = SourceRecord(
      key: ImportKey(source: source, id: try key(rules.id, record)),
      formerID: try formerKey(rules.id, record), stateAt: try stateAt(record), orders: found.orders)
    if told.key.id.isEmpty { told.content = content(of: record) }
    told.incidents = found.incidents.map { .init($0, confirmed: isConfirmed($0)) }
    return told
  }

  /// The order alone, where it has a key of its own; nil = it has none.
  func orderRecord(
    of record: borrowing some RuleRecord & ~Copyable, _ found: Found
  ) throws(RuleProblem) -> SourceRecord? {
    guard let rule = rules.orders?.id else { return nil }
    let id = try key(rule, record)
    guard !id.isEmpty else { return nil }
    var told = SourceRecord(
      key: ImportKey(source: source, id: "order " + id),
      formerID: try formerKey(rule, record).map { "order " + $0 }, stateAt: try stateAt(record),
      orders: found.orders)
    // Of several rows of an order one that counts is enough.
    if found.orders == nil { told.extent = .nothing }
    return told
  }

  /// What a record that is passed over says of the thing that it is about: that it is none that counts. Nothing for one
  /// without a readable key, or without the time that others have.
  func passedOver(_ record: borrowing some RuleRecord & ~Copyable) -> [SourceRecord] {
    do throws(RuleProblem) {
      let stateAt = try stateAt(record)
      var ids = [try key(rules.id, record)]
      if let rule = rules.orders?.id {
        let id = try key(rule, record)
        if !id.isEmpty { ids.append("order " + id) }
      }
      return ids.filter { !$0.isEmpty }.map { id in
        var told = SourceRecord(key: ImportKey(source: source, id: id), stateAt: stateAt)
        told.extent = .nothing
        return told
      }
    } catch {
      return []
    }
  }

  private func stateAt(_ record: borrowing some RuleRecord & ~Copyable) throws(RuleProblem) -> Timestamp? {
    guard let field = rules.updated, !record.field(field).trimmed.isEmpty else { return nil }
    let date = try values.requiredDate(field, in: record)
    return date.moment(elseOffset: 0) ?? Timestamp(seconds: Int64(date.day.number) * 86_400)
  }

  /// Stands for all that the rules read of it.
  private func content(of record: borrowing some RuleRecord & ~Copyable) -> UInt128 {
    var hash = RowHash()
    for field in rules.fields.indices { hash.add(record.field(field)) }
    return hash.value
  }

  /// Empty for a record without one.
  func key(
    _ rule: KeyRule?, _ record: borrowing some RuleRecord & ~Copyable, suffix: String = ""
  ) throws(RuleProblem) -> String {
    guard let rule, let first = rule.fields.first else { return "" }
    guard rule.fields.count > 1 else {
      var bytes = try plainKey(first, record)
      if let after = rule.after, let start = bytes.end(ofLast: Array(after.utf8)) {
        bytes = FieldBytes(rebasing: bytes[start...])
      }
      return bytes.isEmpty ? "" : bytes.text + suffix
    }
    var parts: [String] = []
    for field in rule.fields {
      // A bar within a part is doubled, so that no two keys run together.
      parts.append(
        try plainKey(field, record).text.split(separator: "|", omittingEmptySubsequences: false).joined(
          separator: "||"))
    }
    guard parts.contains(where: { !$0.isEmpty }) else { return "" }
    let key = parts.joined(separator: "|") + suffix
    if key.utf8.count > IncidentCSV.longestKey { throw tooLong(key.utf8.count, first) }
    return key
  }

  /// The key before it had several parts: its first one alone.
  private func formerKey(
    _ rule: KeyRule?, _ record: borrowing some RuleRecord & ~Copyable
  ) throws(RuleProblem) -> String? {
    guard let rule, rule.fields.count > 1, let first = rule.fields.first else { return nil }
    let key = try plainKey(first, record)
    return key.isEmpty ? nil : key.text
  }

  private func plainKey(
    _ field: Int, _ record: borrowing some RuleRecord & ~Copyable
  ) throws(RuleProblem) -> FieldBytes {
    let bytes = record.field(field).trimmed
    if bytes.isRoundedNumber {
      throw RuleProblem(message: "\(rules.fields[field]) \(RoundedKey.message(bytes.text))", field: field)
    }
    // The suffix of a rule is short.
    if bytes.count > IncidentCSV.longestKey - 40 { throw tooLong(bytes.count, field) }
    return bytes
  }

  private func tooLong(_ count: Int, _ field: Int) -> RuleProblem {
    RuleProblem(
      message: "\(rules.fields[field]) has \(count) bytes; a key has at most \(IncidentCSV.longestKey)",
      field: field)
  }
}

extension UnsafeRawBufferPointer {
  /// Where the last occurrence of a text ends.
  fileprivate func end(ofLast text: [UInt8]) -> Int? {
    guard !text.isEmpty, text.count <= count else { return nil }
    return stride(from: count - text.count, through: 0, by: -1)
      .first { start in text.indices.allSatisfy { self[start + $0] == text[$0] } }
      .map { $0 + text.count }
  }
}
