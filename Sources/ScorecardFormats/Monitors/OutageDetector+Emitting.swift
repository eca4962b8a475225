internal import ScorecardModel

extension OutageDetector {
  /// Hands out what was seen of every service as a window, its outages unconfirmed unless the call says otherwise.
  ///
  /// Outages of a service that no vendor answers for are refused together; of services without outages that is said.
  ///
  /// - Parameter names: what a service's vendor may be called, the likeliest first; nil = as the service is.
  mutating func emit(to output: FormatOutput, names: ((String) -> [String])? = nil) throws {
    let vendors = ServiceVendors(output.context)
    var quiet: [String] = []
    for service in services {
      guard let series = take(service) else { continue }
      let title = titles[service] ?? service
      if let vendor = vendors.vendor(names?(service) ?? [title]) {
        try emit(series, of: service, vendor, to: output)
      } else if let first = series.episodes.first {
        let count = series.episodes.count == 1 ? " (1 outage)" : " (\(series.episodes.count) outages)"
        let message = ServiceVendors.unknown(quoted(title) + count)
        try output.refuse(
          Diagnostic(file: output.fileName, line: first.line, message: message, next: .nameVendor))
      } else if !series.watched.isEmpty {
        quiet.append(title)
      }
    }
    try warn(ofQuiet: quiet, output)
  }

  private func warn(ofQuiet services: [String], _ output: FormatOutput) throws {
    guard let first = services.first else { return }
    let one = "no vendor for service \(quoted(first)), which had no outage; that it was watched is left out"
    let many =
      "no vendor for \(services.count) services without an outage, such as \(quoted(first)); that they were watched "
      + "is left out"
    try output.warn(services.count == 1 ? one : many)
  }

  private func emit(
    _ series: Series, of service: String, _ vendor: Vendor.ID, to output: FormatOutput
  ) throws {
    let (prefix, title) = (service + "@", titles[service] ?? service)
    var window = MonitorWindow(
      vendor: vendor, source: output.source, keyPrefix: prefix, first: series.first, last: series.last,
      watched: series.watched, outages: [])
    if title != service { window.formerPrefix = title + "@" }
    for episode in series.episodes {
      do {
        let incident = try episode.incident(title, vendor, prefix, output)
        window.outages.append(MonitoredOutage(incident: incident, line: episode.line))
      } catch {
        try output.refuse(Diagnostic(file: output.fileName, line: episode.line, message: error.message))
      }
    }
    for gap in series.gaps { try output.warn(gap.message(title), line: gap.line) }
    let confirmed = output.context.confirmed ?? false
    try output.sink.row(.watched(window, confirmed: confirmed)) { nil }
  }
}

extension OutageDetector.Gap {
  /// What a reader of the file has to know of it.
  fileprivate func message(_ service: String) -> String {
    let what = "\(quoted(service)) was not watched from \(from) to \(to); it was down before"
    return isDownAfter
      ? what + " and after, and counts as down in between"
      : what + ", which counts to its last check and no further"
  }
}

extension OutageDetector.Episode {
  fileprivate func incident(
    _ service: String, _ vendor: Vendor.ID, _ prefix: String, _ output: FormatOutput
  ) throws(FieldProblem) -> Incident {
    let key = try output.key(prefix + start.moment.description)
    var incident = Incident(
      vendor: vendor, day: try output.day(of: start.moment),
      outcome: .bad(.ofDowntime(seconds: length)),
      dimension: .reliability, summary: "\(service) was down".asSummary, resolved: end != nil, source: key)
    let outage = Outage(start: start, end: end.map { .at($0) })
    incident.hoursToResolve = outage.hours
    incident.details.outage = outage
    return incident
  }
}

/// Finds the vendor of a service that a monitor watches.
struct ServiceVendors {
  private let names: VendorNames
  private let fallback: Vendor.ID?

  init(_ context: ImportContext) {
    names = VendorNames(context.catalog)
    fallback = context.vendor
  }

  /// The first of these names that the catalog knows, else the vendor named in the call.
  func vendor(_ candidates: [String]) -> Vendor.ID? {
    candidates.lazy.compactMap { names.vendor(named: $0)?.id }.first ?? fallback
  }

  static func unknown(_ service: String) -> String {
    "no vendor for service \(service); add it as an alias in \(WorkspaceLayout.catalogName)"
  }
}
