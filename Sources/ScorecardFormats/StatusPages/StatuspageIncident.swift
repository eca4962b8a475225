internal import ScorecardModel

/// An incident of a status page, whichever way it was published.
struct StatuspageIncident {
  /// The code at the end of its address: the same in the interface and in the feed, so that nothing doubles.
  var code: String
  var name: String
  var start: Timestamp
  var end: Timestamp?
  var isResolved: Bool
  var impact: OutageImpact
  var position: JSONPosition

  /// Hands it out; unconfirmed unless the call says otherwise, and announced work always: it is no incident.
  func emit(vendor: Vendor.ID, to output: FormatOutput) throws {
    let day: Day
    let key: ImportKey
    do {
      day = try output.day(of: start)
      key = try output.key(code)
    } catch { return try output.refuse(ElementProblem(error, at: position)) }
    if let end, end < start {
      let message = "incident \(code) ends \(end), before it began \(start); its end is left out"
      try output.warn(message, line: position.line)
    }
    let end = end.flatMap { $0 < start ? nil : $0 }
    var incident = Incident(
      vendor: vendor, day: day, outcome: .bad(level: severity), dimension: .reliability,
      summary: name.asSummary, resolved: isResolved, hoursToResolve: Outage.hours(from: start, to: end),
      source: key)
    incident.details.outage = Outage(startedAt: start, endedAt: end, impact: impact)
    let confirmed = impact == .maintenance ? false : output.context.confirmed ?? false
    try output.sink.row(.incident(incident, confirmed: confirmed, line: position.line)) { nil }
  }

  private var severity: Int {
    switch impact {
    case .critical: 4
    case .major: 3
    case .minor, .unknown: 2
    case .none, .maintenance: 1
    }
  }
}

extension Outage {
  /// Hours between two moments; nil without an end, or beyond what an incident can say.
  static func hours(from start: Timestamp, to end: Timestamp?) -> Double? {
    guard let end, end >= start else { return nil }
    let hours = Double(end.seconds - start.seconds) / 3600
    return hours <= 100_000 ? hours : nil
  }
}
