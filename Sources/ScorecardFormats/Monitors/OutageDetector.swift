internal import ScorecardModel

/// Turns what a monitor saw, in any order, into outages: each from the first "down" to the next "up".
///
/// Sixteen bytes a check, so that a million fit in little memory.
struct OutageDetector {
  enum State: UInt8 {
    case up
    case down
  }

  private struct Check {
    var seconds: Int64
    var line: UInt32
    var state: State
  }

  /// When a service was down.
  struct Episode: Hashable {
    var start: Timestamp
    /// nil = it still was at the last check.
    var end: Timestamp?
    /// Line of the check that began it.
    var line: Int
    /// Seconds to its end, or to the last check.
    var length: Int64
  }

  private var checks: [String: [Check]] = [:]
  /// Whether the file has the newest check first, which decides between checks of the same second.
  var newestFirst = false

  mutating func add(_ service: String, at time: Timestamp, _ state: State, line: Int) {
    checks[service, default: []].append(
      Check(seconds: time.seconds, line: UInt32(clamping: line), state: state))
  }

  /// Services by name.
  var services: [String] { checks.keys.sorted() }

  /// Takes a service's checks and gives its episodes, oldest first.
  mutating func take(_ service: String) -> [Episode] {
    guard var series = checks.removeValue(forKey: service) else { return [] }
    series.sort { a, b in
      a.seconds != b.seconds ? a.seconds < b.seconds : newestFirst ? a.line > b.line : a.line < b.line
    }
    var episodes: [Episode] = []
    var start: Check?
    for check in series {
      if check.state == .down {
        start = start ?? check
      } else if let begun = start {
        episodes.append(OutageDetector.episode(from: begun, to: check.seconds, isOver: true))
        start = nil
      }
    }
    if let begun = start {
      let last = series.last?.seconds ?? begun.seconds
      episodes.append(OutageDetector.episode(from: begun, to: last, isOver: false))
    }
    return episodes
  }

  private static func episode(from start: Check, to end: Int64, isOver: Bool) -> Episode {
    Episode(
      start: Timestamp(seconds: start.seconds), end: isOver ? Timestamp(seconds: end) : nil,
      line: Int(start.line), length: end - start.seconds)
  }
}

extension OutageDetector {
  /// Hands out every episode as an incident: unconfirmed, unless the call says otherwise.
  ///
  /// Those of a service that no vendor answers for are refused together.
  ///
  /// - Parameter names: what a service's vendor may be called, the likeliest first.
  mutating func emit(to output: FormatOutput, names: (String) -> [String] = { [$0] }) throws {
    let vendors = ServiceVendors(output.context)
    for service in services {
      let episodes = take(service)
      guard let first = episodes.first else { continue }
      guard let vendor = vendors.vendor(names(service)) else {
        let count = episodes.count == 1 ? " (1 outage)" : " (\(episodes.count) outages)"
        let message = ServiceVendors.unknown(quoted(service) + count)
        try output.refuse(
          Diagnostic(file: output.fileName, line: first.line, message: message, next: .nameVendor))
        continue
      }
      for episode in episodes {
        do {
          try output.add(
            try episode.incident(service, vendor, output), countsAtOnce: false, line: episode.line)
        } catch let problem as FieldProblem {
          try output.refuse(Diagnostic(file: output.fileName, line: episode.line, message: problem.message))
        }
      }
    }
  }
}

extension OutageDetector.Episode {
  fileprivate func incident(
    _ service: String, _ vendor: Vendor.ID, _ output: FormatOutput
  ) throws(FieldProblem) -> Incident {
    var incident = Incident(
      vendor: vendor, day: try output.day(of: start),
      outcome: .bad(level: OutageDetector.severity(seconds: length)),
      dimension: .reliability, summary: "\(service) was down".asSummary, resolved: end != nil,
      hoursToResolve: Outage.hours(from: start, to: end), source: try output.key("\(service)@\(start)"))
    incident.details.outage = Outage(startedAt: start, endedAt: end)
    return incident
  }
}

extension OutageDetector {
  /// Under an hour 2, under eight hours 3, else 4.
  static func severity(seconds: Int64) -> Int { seconds < 3600 ? 2 : seconds < 8 * 3600 ? 3 : 4 }
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
