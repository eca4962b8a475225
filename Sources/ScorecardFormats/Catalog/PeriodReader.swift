internal import ScorecardModel

/// Reads what a vendor was to the store, and when: `role`, `since`, `until` and `share`, or a list of `periods` with
/// the same keys (Scoring §1 "Roles have dates").
enum PeriodReader {
  static let keys = ["role", "since", "until", "share"]

  /// A period and where the file says so.
  struct Entry {
    var period: RolePeriod
    var fields: JSONFields
  }

  /// - Returns: oldest first, never empty; nil when something is wrong with them.
  static func read(_ vendor: JSONFields, _ findings: inout JSONFindings) -> [Entry]? {
    let before = findings.noted
    let entries =
      vendor["periods"].map { readList($0, of: vendor, &findings) } ?? [readShort(vendor, &findings)]
    return findings.noted == before ? entries : nil
  }

  private static func readShort(_ vendor: JSONFields, _ findings: inout JSONFindings) -> Entry {
    let entry = readPeriod(vendor, &findings)
    let dates = ["since", "until"].filter { vendor[$0] != nil }
    guard entry.period.role == .former, let role = vendor["role"], !dates.isEmpty else {
      checkEnd(entry, &findings)
      return entry
    }
    let left = (entry.period.until ?? entry.period.since).map { " \($0)" } ?? ""
    findings.note(
      "the role former doesn't go with \(dates.joined(separator: " and ")); give the role it had, and until"
        + left,
      at: role.position)
    return entry
  }

  private static func readList(
    _ value: JSONValue, of vendor: JSONFields, _ findings: inout JSONFindings
  ) -> [Entry] {
    for key in keys {
      guard let value = vendor[key] else { continue }
      findings.note("\(key) doesn't go with periods; move it into the one it belongs to", at: value.position)
    }
    guard let list = findings.list(value, "periods") else { return [] }
    if list.isEmpty {
      findings.note("periods is empty; leave it out, or list what the vendor was", at: value.position)
    }
    var entries: [Entry] = []
    for (index, value) in list.enumerated() {
      guard let fields = findings.fields(value, "period", keys: keys) else { continue }
      if fields["role"] == nil {
        findings.note("\"role\" is missing in this period; write \(roles)", at: fields.position)
      }
      if index > 0, fields["since"] == nil {
        findings.note(
          "\"since\" is missing in this period; only the first period may have none",
          at: fields.position)
      }
      let entry = readPeriod(fields, &findings)
      checkEnd(entry, &findings)
      entries.append(entry)
    }
    for (entry, next) in zip(entries, entries.dropFirst()) { check(entry, before: next, &findings) }
    return entries
  }

  private static func readPeriod(_ fields: JSONFields, _ findings: inout JSONFindings) -> Entry {
    let role = fields["role"].map { readRole($0, &findings) } ?? .primary
    let period = RolePeriod(
      role: role ?? .primary, since: fields["since"].flatMap { findings.day($0, "since") },
      until: fields["until"].flatMap { findings.day($0, "until") },
      share: fields["share"].flatMap { readShare($0, &findings) })
    if let role, role != .primary, let share = fields["share"] {
      let article = role == .former ? "a former vendor" : "a \(role.rawValue)"
      findings.note("only a primary has a share, not \(article); remove it", at: share.position)
    }
    return Entry(period: period, fields: fields)
  }

  private static func checkEnd(_ entry: Entry, _ findings: inout JSONFindings) {
    let since = entry.period.since ?? .earliest
    guard let until = entry.period.until, until <= since, let value = entry.fields["until"] else { return }
    findings.note(
      "until \(until) isn't after since \(since); it is the first day on which the role no longer holds",
      at: value.position)
  }

  private static func check(_ entry: Entry, before next: Entry, _ findings: inout JSONFindings) {
    let since = entry.period.since ?? .earliest
    guard let nextSince = next.period.since, let value = next.fields["since"] else { return }
    if nextSince <= since {
      findings.note(
        "since \(nextSince) isn't after \(since), where the period before it begins; list the oldest first",
        at: value.position)
    } else if let until = entry.period.until, until > nextSince, let value = entry.fields["until"] {
      findings.note(
        "two periods overlap: until \(until) is after the next one's since; "
          + "write \(nextSince), or leave it out",
        at: value.position)
    }
  }

  private static let roles = "primary, fallback, candidate or former"

  private static func readRole(_ value: JSONValue, _ findings: inout JSONFindings) -> Role? {
    guard let name = findings.text(value, "role") else { return nil }
    if let role = Role(rawValue: name) { return role }
    findings.note("role \(quoted(name)) isn't \(roles)", at: value.position)
    return nil
  }

  /// With less than this the exposure of all orders would be too little to divide by.
  private static let leastShare = 1e-6

  private static func readShare(_ value: JSONValue, _ findings: inout JSONFindings) -> Double? {
    guard let share = findings.number(value, "share", in: 0...1) else { return nil }
    if share == 0 || share >= leastShare { return share }
    findings.note("share \(share) is less than one order in a million; write 0", at: value.position)
    return nil
  }
}
