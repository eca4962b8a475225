import Foundation
import ScorecardModel
import Testing
import VendorScorecard

/// What a status page and monitors told over years, against what others computed from the same files.
@Suite(.enabled(if: ExpectedFolder.hasShared, "SKIPPED: no data beside the checkout"))
struct `Real outages` {
  // MARK: A status page

  private static let history = "github_status_incidents/incidents.jsonl"
  private static let feed = "github_status_incidents/github-status-history.atom"
  private static let github =
    #"{"store": "s", "journey": [{"id": "code", "name": "Code"}], "#
    + #""vendors": [{"id": "github", "name": "GitHub", "stage": "code"}]}"#

  private func outages(_ store: SmallStore) throws -> OutageReport {
    let end = try #require(Timestamp("2026-10-01T00:00:00Z"))
    return try #require(try store.workspace.outages(of: "github", from: nil, to: end))
  }

  @Test func `four years of a status page are counted as elsewhere`() throws {
    let store = try SmallStore(catalog: Self.github)
    #expect(try store.take(RealFiles.path(Self.history), rules: "github-status").new == 819)
    let report = try outages(store)
    let reference = try RealFiles.object("github_status_incidents/reference.json")
    var agreement = Agreement()
    let total = try #require(reference["total"] as? [String: Any])
    agreement.period("total", report.total, total)
    agreement.equal("open", report.total.open, total["unresolved"] as? Int)
    let quarters = try #require(reference["per_quarter"] as? [String: [String: Any]])
    agreement.equal(
      "quarters", report.quarters.compactMap { $0.quarter?.description }, quarters.keys.sorted())
    for period in report.quarters {
      let name = try #require(period.quarter?.description)
      agreement.period(name, period, try #require(quarters[name]))
    }
    #expect(agreement.compared == (1 + 19) * 4 + 2)
    #expect(agreement.differences.isEmpty)
    #expect(report.unconfirmed == 819)
    #expect(try store.workspace.incidents(IncidentFilter()).isEmpty)
  }

  @Test func `the page's feed tells nothing new after its history`() throws {
    let store = try SmallStore(catalog: Self.github)
    try store.take(RealFiles.path(Self.history), rules: "github-status")
    try store.takeAgain(RealFiles.path(Self.feed))
    try store.takeAgain(RealFiles.path(Self.history), rules: "github-status")
  }

  @Test func `the feed first, then the history, ends with the same outages`() throws {
    let store = try SmallStore(catalog: Self.github)
    #expect(try store.take(RealFiles.path(Self.feed)).new == 25)
    try store.takeAgain(RealFiles.path(Self.feed))
    let history = try store.take(RealFiles.path(Self.history), rules: "github-status")
    #expect(history.new == 819 - 25 && history.changed + history.alreadyPresent == 25)
    let other = try SmallStore(catalog: Self.github)
    try other.take(RealFiles.path(Self.history), rules: "github-status")
    #expect(try outages(store) == outages(other))
    try store.takeAgain(RealFiles.path(Self.history), rules: "github-status")
    try store.takeAgain(RealFiles.path(Self.feed))
  }

  @Test func `ten more incidents of a status page are ten more`() throws {
    let store = try SmallStore(catalog: Self.github)
    let file = RealFiles.path(Self.history)
    try store.take(file, rules: "github-status")
    try store.takeAgain(file, rules: "github-status")
    let more = try RealFiles.lines(Self.history).suffix(10).map {
      $0.replacingOccurrences(of: "/incidents/", with: "/incidents/again-")
    }
    let (result, brought) = try store.take(file, and: more, rules: "github-status")
    #expect(result.new == 10 && result.changed == 0)
    #expect(brought.count == 10)
    #expect(brought.allSatisfy { $0.incident.source?.id.hasPrefix("again-") == true })
  }

  // MARK: Monitors

  private static let monitors = [
    "upptime_hetzner_oracle", "upptime_limecommerce", "upptime_rentmigo_vendors",
  ]

  /// The services of a folder, each a vendor of its name.
  private func services(_ folder: String) throws -> [(name: String, answers: [String: Any])] {
    let services = try #require(
      try RealFiles.object(folder + "/reference.json")["from_checks"] as? [String: [String: Any]])
    return services.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private func monitorStore(_ folder: String) throws -> SmallStore {
    let store = try SmallStore(catalog: try RealFiles.catalog(try services(folder).map(\.name)))
    try store.take(RealFiles.path(folder + "/checks.csv"))
    return store
  }

  /// Minutes down of each service, from the moments of `down_episodes.csv`.
  private func minutesDown(_ folder: String) throws -> [String: Double] {
    try RealFiles.lines(folder + "/down_episodes.csv").dropFirst().reduce(into: [:]) { minutes, line in
      let fields = line.split(separator: ",")
      let down = try #require(Timestamp(fields[1]))
      let up = try #require(Timestamp(fields[2]))
      minutes[String(fields[0]), default: 0] += Double(up.seconds - down.seconds) / 60
    }
  }

  @Test(arguments: monitors) func `episodes and uptime of every service are as elsewhere`(
    _ folder: String
  ) throws {
    let store = try monitorStore(folder)
    let episodes = try minutesDown(folder)
    var agreement = Agreement()
    for (index, service) in try services(folder).enumerated() {
      let answers = service.answers
      let first = try #require(Timestamp(answers["first"] as? String ?? ""))
      let last = try #require(Timestamp(answers["last"] as? String ?? ""))
      let report = try store.workspace.outages(of: "v\(index + 1)", from: first, to: last)
      agreement.equal(
        service.name + " episodes", report?.total.incidents ?? 0, answers["down_episodes"] as? Int)
      agreement.equal(
        service.name + " open", report?.total.open ?? 0, answers["still_down_at_end"] as? Int)
      // The reference adds minutes that were rounded to a tenth; the list of episodes has the moments.
      let minutes = report?.total.downtimeMinutes ?? 0
      agreement.rounded(
        service.name + " minutes", minutes, answers["down_minutes"],
        to: 0.1 * Double(report?.total.incidents ?? 0))
      agreement.number(service.name + " exact minutes", minutes, episodes[service.name] ?? 0.0)
      agreement.rounded(
        service.name + " uptime", 100 * (report?.total.uptime ?? 1), answers["uptime_pct_of_span"], to: 0.001)
      let byQuarter = (report?.quarters ?? []).filter { $0.incidents > 0 }.map {
        ($0.quarter?.description ?? "", $0.incidents)
      }
      agreement.equal(
        service.name + " by quarter", Dictionary(uniqueKeysWithValues: byQuarter),
        answers["episodes_per_quarter"] as? [String: Int])
    }
    #expect(agreement.compared >= 15)
    #expect(agreement.differences.isEmpty)
  }

  @Test(arguments: monitors) func `checks come in once, and ten more are five outages more`(
    _ folder: String
  ) throws {
    let store = try monitorStore(folder)
    let file = RealFiles.path(folder + "/checks.csv")
    try store.takeAgain(file)
    let service = try #require(try services(folder).first?.name)
    let more = (10..<20).map { hour in
      "2026-09-01T\(hour):00:00Z,\(service),\(hour.isMultiple(of: 2) ? "down,500" : "up,200"),100"
    }
    let (result, brought) = try store.take(file, and: more)
    #expect(result.new == 5 && result.changed == 0)
    #expect(
      brought.map(\.incident.details.outage?.startedAt.description)
        == [10, 12, 14, 16, 18].map { "2026-09-01T\($0):00:00Z" })
    #expect(brought.allSatisfy { $0.incident.hoursToResolve == 1 && $0.standing == .unconfirmed })
  }
}

extension Agreement {
  /// Holds a period of a status page against its reference.
  fileprivate mutating func period(_ name: String, _ period: OutagePeriod, _ expected: [String: Any]) {
    let counts = Dictionary(uniqueKeysWithValues: period.counts.map { ($0.key.rawValue, $0.value) })
    equal(name + " incidents", period.incidents, expected["incidents"] as? Int)
    equal(name + " by impact", counts, expected["by_impact"] as? [String: Int])
    number(name + " union", period.downtimeMinutes, expected["union_minutes_minor_or_worse"])
    number(name + " median", period.medianMinutesToResolve, expected["median_minutes_to_resolve"])
  }

  /// Holds a value against one that was rounded to a unit.
  fileprivate mutating func rounded(_ name: String, _ value: Double, _ expected: Any?, to unit: Double) {
    let isClose = (expected as? Double).map { abs($0 - value) <= unit * 0.500001 } ?? false
    equal("\(name) \(value), \(expected ?? "none")", isClose, true)
  }
}
