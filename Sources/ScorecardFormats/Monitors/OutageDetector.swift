internal import ScorecardModel

/// Turns what a monitor saw, in any order, into outages: each from the first "down" to the next "up".
///
/// Sixteen bytes a check, so that a million fit in little memory.
struct OutageDetector {
  enum State: UInt8 {
    case up
    case down
  }

  /// What a file notes of all that a monitor sees, which decides what its silences mean.
  enum Noted {
    /// Each check: a long silence was not watched.
    case everyCheck
    /// Changes, and a check now and then: in between nothing changed.
    case someChecks
    /// Changes alone: the first one is a change, too.
    case changes
  }

  private struct Check {
    var seconds: Int64
    var line: UInt32
    var state: State
    /// Whether it notes a change, whatever the file notes else.
    var isChange: Bool
  }

  /// When a service was down.
  struct Episode: Hashable {
    var start: OutageMoment
    /// nil = it still was at the last check.
    var end: Timestamp?
    /// Line of the check that began it.
    var line: Int
    /// Seconds to its end, or to the last check.
    var length: Int64
  }

  /// While a service was down and nothing was watched.
  struct Gap: Hashable {
    var from: Timestamp
    var to: Timestamp
    /// Whether it was down after it, too.
    var isDownAfter: Bool
    /// Line of the check before it.
    var line: Int
  }

  /// A service's episodes, and how they were seen.
  struct Series: Hashable {
    var first: Timestamp
    var last: Timestamp
    /// When it was watched, as far as its checks show.
    var watched: [Range<Timestamp>]
    /// The oldest first.
    var episodes: [Episode]
    var gaps: [Gap]
  }

  /// A silence of more than so many of the usual intervals was not watched.
  private static let longestSilence: Int64 = 10
  /// Seconds for which the last check before a silence stands, at most: few checks do not show how usual an interval is.
  private static let longestCheck: Int64 = 3600

  private var checks: [String: [Check]] = [:]
  /// What services are called that are known by something else.
  var titles: [String: String] = [:]
  var noted = Noted.everyCheck
  /// Whether the file has the newest check first, which decides between checks of the same second.
  var newestFirst = false

  mutating func add(
    _ service: String, at time: Timestamp, _ state: State, line: Int, isChange: Bool = false
  ) {
    checks[service, default: []].append(
      Check(seconds: time.seconds, line: UInt32(clamping: line), state: state, isChange: isChange))
  }

  /// Services by name.
  var services: [String] { checks.keys.sorted() }

  /// Takes a service's checks; nil without any.
  mutating func take(_ service: String) -> Series? {
    guard var checks = checks.removeValue(forKey: service) else { return nil }
    checks.sort { a, b in
      a.seconds != b.seconds ? a.seconds < b.seconds : newestFirst ? a.line > b.line : a.line < b.line
    }
    guard let first = checks.first, let last = checks.last else { return nil }
    let interval = OutageDetector.interval(of: checks)
    var series = Series(
      first: Timestamp(seconds: first.seconds), last: Timestamp(seconds: last.seconds),
      watched: watched(checks, every: interval), episodes: [], gaps: [])
    if checks.contains(where: { $0.state == .down }) {
      fill(&series, from: checks, every: noted == .everyCheck ? interval : nil)
    }
    return series
  }

  /// - Parameter interval: nil for a file that may hold changes alone.
  private func watched(_ checks: [Check], every interval: Int64?) -> [Range<Timestamp>] {
    guard noted != .changes, let interval, let first = checks.first else { return [] }
    // A check now and then has no interval for which it stands.
    let rest = noted == .everyCheck ? min(interval, OutageDetector.longestCheck) : 0
    var spans: [Range<Timestamp>] = []
    var (start, last) = (first, first)
    func close() {
      spans.append(Timestamp(seconds: start.seconds)..<Timestamp(seconds: last.seconds + rest))
    }
    for check in checks.dropFirst() {
      if noted == .everyCheck, isSilence(from: last, to: check, every: interval) {
        close()
        start = check
      }
      last = check
    }
    close()
    return spans
  }

  /// Whether nobody watched between two checks.
  private func isSilence(from one: Check, to next: Check, every interval: Int64) -> Bool {
    next.seconds - one.seconds > OutageDetector.longestSilence * interval && !one.isChange && !next.isChange
  }

  private func fill(_ series: inout Series, from checks: [Check], every interval: Int64?) {
    var begun: Check?
    var before: Check?
    var wasUp = false
    for check in checks {
      if let start = begun, let down = before {
        let isGap = interval.map { isSilence(from: down, to: check, every: $0) } ?? false
        if isGap { series.gaps.append(OutageDetector.gap(from: down, to: check)) }
        if check.state == .up {
          // Each check stands for its interval.
          let end = isGap ? down.seconds + (interval ?? 0) : check.seconds
          series.episodes.append(episode(from: start, to: end, isOver: true, wasUp))
          begun = nil
        }
      } else if check.state == .down {
        begun = check
      }
      if check.state == .up { wasUp = true }
      before = check
    }
    if let start = begun {
      series.episodes.append(episode(from: start, to: series.last.seconds, isOver: false, wasUp))
    }
  }

  private func episode(
    from start: Check, to end: Int64, isOver: Bool, _ wasUp: Bool
  ) -> Episode {
    let begun = Timestamp(seconds: start.seconds)
    return Episode(
      start: wasUp || start.isChange || noted == .changes ? .at(begun) : .by(begun),
      end: isOver ? Timestamp(seconds: end) : nil, line: Int(start.line), length: end - start.seconds)
  }

  private static func gap(from down: Check, to next: Check) -> Gap {
    Gap(
      from: Timestamp(seconds: down.seconds), to: Timestamp(seconds: next.seconds),
      isDownAfter: next.state == .down, line: Int(down.line))
  }

  /// The usual number of seconds from one check to the next; nil when no two in a row say the same, so that they may all
  /// be changes.
  private static func interval(of checks: [Check]) -> Int64? {
    let lengths = zip(checks, checks.dropFirst()).compactMap { one, next in
      one.state == next.state && !one.isChange && !next.isChange && next.seconds > one.seconds
        ? next.seconds - one.seconds : nil
    }
    return lengths.isEmpty ? nil : lengths.sorted()[(lengths.count - 1) / 2]
  }
}
