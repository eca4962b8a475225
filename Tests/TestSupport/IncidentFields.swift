package import ScorecardModel

/// An incident that says all that one can say, and what it is when one thing of it is another: whatever keeps or shows
/// incidents is held against each, so that a new field which is forgotten somewhere fails a test.
package enum IncidentFields {
  /// Without its source, which an incident that is logged does not have.
  package static func complete() throws -> Incident {
    var incident = Incident(
      vendor: "northwind", day: try Day("2026-09-21"), outcome: .bad(try Severity(4)),
      dimension: .reliability, kind: .lost,
      summary: "lost", resolved: true, mitigated: true, attribution: .external, channel: "phone",
      holdMinutes: 40,
      hoursToResolve: 1.5, cost: Money(thousandths: 12_500))
    incident.details.count = IncidentCount(thousandths: 2_500) ?? .one
    incident.details.outage = Outage(
      startedAt: Timestamp(seconds: 1_789_980_000), endedAt: Timestamp(seconds: 1_789_983_600), impact: .major
    )
    incident.details.sameAs = 1
    incident.details.reference = "1Z 99, \"AB\": ü"
    incident.details.minutesSpent = 25
    incident.details.claimed = Money(thousandths: 30_000)
    incident.details.recovered = Money(thousandths: 125)
    incident.details.claimBy = try Day("2026-12-01")
    incident.details.claimDone = true
    incident.details.followUp = try Day("2026-10-01")
    return incident
  }

  /// The name of each field, and the complete incident with another value there.
  package static func others() throws -> [(field: String, incident: Incident)] {
    let (day, severity) = (try Day("2026-09-20"), try Severity(2))
    let changes: [(String, (inout Incident) -> Void)] = [
      ("vendor", { $0.vendor = "parcelo" }), ("day", { $0.day = day }),
      ("outcome", { $0.outcome = .bad(severity) }),
      ("dimension", { $0.dimension = .empathy }), ("kind", { $0.kind = nil }),
      ("summary", { $0.summary = "" }),
      ("resolved", { $0.resolved = nil }),
      ("mitigated", { $0.mitigated = nil }), ("attribution", { $0.attribution = .us }),
      ("channel", { $0.channel = "" }), ("holdMinutes", { $0.holdMinutes = nil }),
      ("hoursToResolve", { $0.hoursToResolve = nil }), ("cost", { $0.cost = nil }),
      ("count", { $0.details.count = .one }), ("outage", { $0.details.outage = nil }),
      ("outage.start", { $0.details.outage?.start = .at(Timestamp(seconds: 1_789_900_020)) }),
      ("outage.start known", { $0.details.outage?.start = .by(Timestamp(seconds: 1_789_980_000)) }),
      ("outage.end", { $0.details.outage?.end = nil }),
      ("outage.end known", { $0.details.outage?.end = .by(Timestamp(seconds: 1_789_983_600)) }),
      ("outage.impact", { $0.details.outage?.impact = .minor }), ("sameAs", { $0.details.sameAs = nil }),
      ("reference", { $0.details.reference = "1Z" }), ("minutesSpent", { $0.details.minutesSpent = nil }),
      ("claimed", { $0.details.claimed = nil }), ("recovered", { $0.details.recovered = nil }),
      ("claimBy", { $0.details.claimBy = nil }), ("claimDone", { $0.details.claimDone = false }),
      ("followUp", { $0.details.followUp = nil }),
    ]
    return try changes.map { field, change in
      var incident = try complete()
      change(&incident)
      return (field, incident)
    }
  }
}
