internal import ScorecardModel

/// Makes an incident of a feed's entry.
enum FeedIncident {
  /// nil for work that is announced, but has not begun.
  static func read(_ entry: FeedEntry) throws(ElementProblem) -> StatuspageIncident? {
    let position = JSONPosition(line: entry.line, column: 1)
    let code = try code(entry, position)
    let published = try moment(entry.published, "published", position)
    let updated = try moment(entry.updated, "updated", position)
    guard let last = [published, updated].compactMap(\.self).max() else {
      throw ElementProblem("incident \(code) without the date on which it was published", at: position)
    }
    let start = published.map { OutageMoment.at($0) } ?? .by(last)
    let updates = StatuspageUpdate.all(in: entry.content, notAfter: last)
    var incident = StatuspageIncident(
      code: code, name: entry.title, start: start, impact: .unknown, position: position)
    if updates.isEmpty {
      let state = FeedState(title: entry.title, html: entry.content)
      if state.isPlanned { return nil }
      incident.isResolved = state.isResolved
      if state.isMaintenance { incident.impact = .maintenance }
    } else {
      guard take(updates, into: &incident) else { return nil }
    }
    if incident.end == nil, incident.isResolved == true, case .at(let start) = incident.start {
      incident.end = FeedState.length(in: entry.content).map { Timestamp(seconds: start.seconds + $0) }
    }
    // A message may be one of several about its incident, and the earlier ones are no longer in the feed.
    if updates.isEmpty, incident.end == nil { incident.start = .by(start.moment) }
    return incident
  }

  /// - Returns: false for work that has not begun.
  private static func take(_ updates: [StatuspageUpdate], into incident: inout StatuspageIncident) -> Bool {
    let isMaintenance = updates.contains(where: \.isOfMaintenance)
    if isMaintenance, updates.allSatisfy({ $0.status == "scheduled" }) { return false }
    if isMaintenance { incident.impact = .maintenance }
    let begun = (isMaintenance ? updates.last { $0.status == "in progress" } : nil) ?? updates.last
    let ended = updates.first(where: \.isEnd)
    incident.isResolved = ended != nil || updates.first?.status == "postmortem" ? true : isOpen(updates)
    // With one time in an unknown zone the others say nothing of the span.
    if updates.allSatisfy({ $0.at != nil }) {
      if let at = begun?.at { incident.start = begun == ended ? .by(at) : .at(at) }
      incident.end = ended?.at
    } else if case .at(let start) = incident.start,
      let length = StatuspageUpdate.length(from: begun, to: ended)
    {
      // A difference needs no zone.
      incident.end = Timestamp(seconds: start.seconds + length)
    }
    return true
  }

  /// false for an incident that goes on; nil in words that nobody here knows.
  private static func isOpen(_ updates: [StatuspageUpdate]) -> Bool? {
    updates.contains { StatuspageUpdate.openStates.contains($0.status) } ? false : nil
  }

  /// What two messages about one incident say together. Where one says that it is over, it was so when that was written.
  static func together(_ one: StatuspageIncident, _ other: StatuspageIncident) -> StatuspageIncident {
    let (early, second) = one.start.moment <= other.start.moment ? (one, other) : (other, one)
    var first = early
    if first.isResolved != true, second.isResolved == true { first.latestEnd = second.start.moment }
    first.end = [first.end, second.end].compactMap(\.self).max()
    first.latestEnd = [first.latestEnd, second.latestEnd].compactMap(\.self).max()
    if first.isResolved != true { first.isResolved = second.isResolved ?? first.isResolved }
    (first.name, first.position) = (one.name, one.position)
    if second.impact == .maintenance { first.impact = .maintenance }
    return first
  }

  /// The code at the end of an incident's address, as the page's interface has it. What other pages number from 1, or call
  /// otherwise, is known by its whole address or id, without the scheme.
  private static func code(
    _ entry: FeedEntry, _ position: JSONPosition
  ) throws(ElementProblem) -> String {
    let isIncident = entry.link.contains("/incidents/") || entry.link.contains("/incident/")
    if isIncident, let code = entry.link.split(separator: "/").last, !code.utf8.allSatisfy(\.isDigit) {
      return String(code)
    }
    let address = isIncident || entry.id.isEmpty ? entry.link : entry.id
    guard !address.isEmpty else {
      throw ElementProblem("an entry without a link to its incident", at: position)
    }
    for scheme in ["https://", "http://"] where address.hasPrefix(scheme) {
      return String(address.dropFirst(scheme.count))
    }
    return address
  }

  private static func moment(
    _ text: String, _ name: String, _ position: JSONPosition
  ) throws(ElementProblem) -> Timestamp? {
    do { return try FeedDate.moment(text) } catch {
      throw ElementProblem("\(name) \(error.message)", at: position)
    }
  }
}

/// What an entry says in plain words of whether its incident goes on.
struct FeedState {
  /// nil when it does not say.
  private(set) var isResolved: Bool?
  private(set) var isMaintenance = false
  /// Announced, and not begun.
  private(set) var isPlanned = false

  private static let over: Set<String> = ["resolved", "completed", "operational", "closed"]
  /// Words that make of "resolved" something that is still to come.
  private static let notYet: Set<String> = [
    "not", "isn", "hasn", "until", "once", "when", "if", "to", "will", "be", "being", "unless", "after",
  ]

  init(title: String, html: String) {
    let text = StatuspageUpdate.plain(html.utf8[...], tagsSeparate: true).lowercased()
    let title = title.lowercased()
    isMaintenance = text.contains("type: maintenance")
    if let state = FeedState.word(after: "status:", in: text) {
      isPlanned = state == "scheduled" || state == "planned"
      if FeedState.over.contains(state) { isResolved = true }
      if StatuspageUpdate.openStates.contains(state) { isResolved = false }
      if isPlanned || isResolved != nil { return }
    }
    let isMarked = title.contains("[resolved]") || title.hasPrefix("resolved")
    let isNormal = title.contains("service is operating normally") || title.contains("service restored")
    if isMarked || isNormal || FeedState.saysResolved(text) { isResolved = true }
  }

  private static func word(after label: String, in text: String) -> String? {
    guard let range = text.firstRange(of: label) else { return nil }
    let word = text[range.upperBound...].drop { $0 == " " }.prefix { $0.isLetter }
    return word.isEmpty ? nil : String(word)
  }

  /// Whether "resolved" stands in it as something that has happened.
  private static func saysResolved(_ text: String) -> Bool {
    let words = text.split { !$0.isLetter }.map(String.init)
    return words.indices.contains { index in
      words[index] == "resolved" && notYet.isDisjoint(with: words[max(0, index - 4)..<index])
    }
  }

  /// Seconds, of a content that says `Duration: 30 minutes`.
  static func length(in html: String) -> Int64? {
    guard let label = html.firstRange(of: "Duration:") else { return nil }
    var rest = html[label.upperBound...].drop { $0.isWhitespace }
    while rest.first == "<", let close = rest.firstIndex(of: ">") {
      rest = rest[rest.index(after: close)...].drop { $0.isWhitespace }
    }
    return DurationText.seconds(String(rest.prefix { $0 != "<" })).map { Int64($0.rounded()) }
  }
}
