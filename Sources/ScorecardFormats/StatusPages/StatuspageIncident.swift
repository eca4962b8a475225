internal import ScorecardModel

/// An incident of a status page, whichever way it was published.
struct StatuspageIncident {
  /// The code at the end of its address: the same in the interface and in the feed, so that nothing doubles.
  var code: String
  var name: String
  var start: OutageMoment
  var end: Timestamp?
  /// It was over by this moment; an end that is known goes before it.
  var latestEnd: Timestamp?
  /// nil = the page does not say.
  var isResolved: Bool?
  var impact: OutageImpact
  var position: JSONPosition

  /// Hands it out; unconfirmed unless the call says otherwise, and announced work always: it is no incident.
  func emit(vendor: Vendor.ID, to output: FormatOutput) throws {
    let day: Day
    let key: ImportKey
    do {
      day = try output.day(of: start.moment)
      key = try output.key(code)
    } catch { return try output.refuse(ElementProblem(error, at: position)) }
    if let end, end < start.moment {
      let message = "incident \(code) ends \(end), before it began \(start.moment); its end is left out"
      try output.warn(message, line: position.line)
    }
    let outage = Outage(start: start, end: knownEnd, impact: impact)
    var incident = Incident(
      vendor: vendor, day: day, outcome: .bad(level: severity), dimension: .reliability,
      summary: name.asSummary, resolved: isResolved, hoursToResolve: outage.hours, source: key)
    incident.details.outage = outage
    let confirmed = impact == .maintenance ? false : output.context.confirmed ?? false
    try output.sink.row(.incident(incident, confirmed: confirmed, line: position.line)) { nil }
  }

  private var knownEnd: OutageMoment? {
    if let end { return end < start.moment ? nil : .at(end) }
    guard let latestEnd, latestEnd >= start.moment else { return nil }
    return .by(latestEnd)
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
