import Foundation
import ScorecardModel
import TestSupport
import Testing
import VendorScorecard

/// What a status page and monitors told over years, against what others computed from the same files.
@Suite struct `Outages from files` {
  // MARK: A status page

  private static let history = "github_status_incidents/incidents.jsonl"
  private static let feed = "github_status_incidents/github-status-history.atom"
  private static let github =
    #"{"store": "s", "journey": [{"id": "code", "name": "Code"}], "#
    + #""vendors": [{"id": "github", "name": "GitHub", "stage": "code", "aliases": ["Gitwharf"]}]}"#

  private func outages(_ store: SmallStore) throws -> OutageReport {
    let end = try #require(Timestamp("2026-10-01T00:00:00Z"))
    return try #require(try store.workspace.outages(of: "github", from: nil, to: end))
  }

  @Test(arguments: DataSet.all) func `years of a status page are counted as elsewhere`(set: DataSet) throws {
    let store = try SmallStore(catalog: Self.github)
    let count = Int(try set.total("github_status_incidents", "incidents"))
    #expect(try store.take(set.path(Self.history), rules: "github-status").new == count)
    let report = try outages(store)
    let reference = try set.object("github_status_incidents/reference.json")
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
    #expect(agreement.compared == (1 + quarters.count) * 4 + 2)
    #expect(agreement.differences.isEmpty)
    #expect(report.unconfirmed == count)
    #expect(try store.workspace.incidents(IncidentFilter()).isEmpty)
  }

  @Test(arguments: DataSet.all)
  func `the page's feed tells nothing new after its history`(set: DataSet) throws {
    let store = try SmallStore(catalog: Self.github)
    try store.take(set.path(Self.history), rules: "github-status")
    try store.takeAgain(set.path(Self.feed))
    try store.takeAgain(set.path(Self.history), rules: "github-status")
  }

  @Test(arguments: DataSet.all)
  func `the feed first, then the history, ends with the same outages`(set: DataSet) throws {
    let store = try SmallStore(catalog: Self.github)
    let entries = try set.text(Self.feed).components(separatedBy: "<entry>").count - 1
    #expect(entries > 0)
    #expect(try store.take(set.path(Self.feed)).new == entries)
    try store.takeAgain(set.path(Self.feed))
    let history = try store.take(set.path(Self.history), rules: "github-status")
    let count = Int(try set.total("github_status_incidents", "incidents"))
    #expect(history.new == count - entries && history.changed + history.alreadyPresent == entries)
    let other = try SmallStore(catalog: Self.github)
    try other.take(set.path(Self.history), rules: "github-status")
    #expect(try outages(store) == outages(other))
    try store.takeAgain(set.path(Self.history), rules: "github-status")
    try store.takeAgain(set.path(Self.feed))
  }

  @Test(arguments: DataSet.all) func `more incidents of a status page are as many more`(set: DataSet) throws {
    let store = try SmallStore(catalog: Self.github)
    let file = set.path(Self.history)
    try store.take(file, rules: "github-status")
    try store.takeAgain(file, rules: "github-status")
    let more = try set.lines(Self.history).suffix(5).map {
      $0.replacingOccurrences(of: "/incidents/", with: "/incidents/again-")
    }
    let (result, brought) = try store.take(file, and: more, rules: "github-status")
    #expect(result.new == 5 && result.changed == 0)
    #expect(brought.count == 5)
    #expect(brought.allSatisfy { $0.incident.source?.id.hasPrefix("again-") == true })
  }

  // MARK: Monitors

  /// The services of a folder, each a vendor of its name.
  private func services(_ monitor: DataSet.Monitor) throws -> [(name: String, answers: [String: Any])] {
    let services = try #require(
      try monitor.set.object(monitor.folder + "/reference.json")["from_checks"] as? [String: [String: Any]])
    return services.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private func monitorStore(_ monitor: DataSet.Monitor) throws -> SmallStore {
    let store = try SmallStore(vendors: try services(monitor).map(\.name))
    try store.take(monitor.set.path(monitor.folder + "/checks.csv"))
    return store
  }

  /// Minutes down of each service, from the moments of `down_episodes.csv`.
  private func minutesDown(_ monitor: DataSet.Monitor) throws -> [String: Double] {
    let episodes = try monitor.set.lines(monitor.folder + "/down_episodes.csv").dropFirst()
    return try episodes.reduce(into: [:]) { minutes, line in
      let fields = line.split(separator: ",")
      let down = try #require(Timestamp(fields[1]))
      let up = try #require(Timestamp(fields[2]))
      minutes[String(fields[0]), default: 0] += Double(up.seconds - down.seconds) / 60
    }
  }

  @Test(arguments: DataSet.monitors) func `episodes and uptime of every service are as elsewhere`(
    _ monitor: DataSet.Monitor
  ) throws {
    let store = try monitorStore(monitor)
    let episodes = try minutesDown(monitor)
    var agreement = Agreement()
    for (index, service) in try services(monitor).enumerated() {
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

  @Test(arguments: DataSet.monitors) func `checks come in once, and ten more are five outages more`(
    _ monitor: DataSet.Monitor
  ) throws {
    let store = try monitorStore(monitor)
    let file = monitor.set.path(monitor.folder + "/checks.csv")
    try store.takeAgain(file)
    let service = try #require(try services(monitor).first?.name)
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
