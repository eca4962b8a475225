import ScorecardModel

@testable import ScorecardPresentation

extension Fixture {
  static let explanation = Explanation(
    scorecard: score("northwind"),
    influences: [
      Explanation.Influence(incident: lost, points: -4.13), Explanation.Influence(incident: storm, points: 0),
    ],
    flips: [
      Explanation.Flip(change: .ordersWithoutIncident(1480), advice: .watch),
      Explanation.Flip(change: .standardIncidents(1), advice: .drop),
      Explanation.Flip(change: .goodServiceExperiences(3), advice: .watch),
    ])

  static let pairings = [
    Pairing(better: "parcelo", other: "northwind", probability: 0.9981),
    Pairing(
      better: "parcelo", other: "swiftpost", probability: 0.8, settledBy: .ordersWithoutIncident(186),
      settledOf: "swiftpost"),
  ]

  static func recovery(_ bad: Int, _ resolved: Int, _ unresolved: Int, lost: String) -> QuarterReport.Recovery
  {
    var claims = QuarterReport.Claims()
    if bad > 0 {
      claims.claimed = Money("900") ?? .zero
      claims.recovered = Money("250.50") ?? .zero
      claims.missed = Money("100") ?? .zero
      claims.open = Money("500") ?? .zero
    }
    return QuarterReport.Recovery(
      bad: bad, resolved: resolved, unresolved: unresolved, medianHoursToResolve: bad > 0 ? 26.5 : nil,
      holdMinutes: bad * 20, moneyLost: Money(lost) ?? .zero, claims: claims)
  }

  static func report(provisional: Bool = true) -> QuarterReport {
    let rows = cards.ranked().map { card -> QuarterReport.Row in
      var before = card
      before.score += card.vendor.id == "northwind" ? 3 : -0.4
      let own = incidents.filter { $0.incident.vendor == card.vendor.id }
      return QuarterReport.Row(
        scorecard: card, before: card.vendor.id == "swiftpost" ? nil : before, incidentCount: own.count,
        worst: own.filter { $0.incident.outcome != .good }, best: own.filter { $0.incident.outcome == .good },
        recovery: card.vendor.id == "northwind"
          ? recovery(3, 1, 1, lost: "1240.50") : recovery(0, 0, 0, lost: "0"))
    }
    return QuarterReport(
      quarter: Quarter(of: asOf), evaluation: evaluation, asOf: day("2026-10-01"), provisional: provisional,
      decisions: [
        QuarterReport.Decision(
          vendor: "northwind", advice: .drop, successor: "parcelo",
          firstStep: .moveTenth(to: "parcelo", isPrimary: true)),
        QuarterReport.Decision(
          vendor: "cartly", advice: .watch, isSlipping: true,
          firstStep: .askWhatWentWrong(again: day("2026-10-31"))),
      ], leftOut: QuarterReport.LeftOut(), rows: rows,
      changes: [.advice("northwind", from: .watch, to: .drop)], incidentCount: 4,
      recovery: recovery(3, 1, 1, lost: "1240.50"), programVersion: "0.1.0", dataHash: "5f2c--e1")
  }

  static let history: [IncidentRevision] = {
    var edited = lost
    edited.revision = 2
    edited.incident.resolved = true
    var retracted = edited
    retracted.revision = 3
    retracted.standing = .retracted
    return [
      IncidentRevision(state: lost, kind: .recorded, reason: "", at: moment("2026-09-22")),
      IncidentRevision(state: edited, kind: .resolved, reason: "refund came", at: moment("2026-09-24")),
      IncidentRevision(
        state: retracted, kind: .retracted, reason: "wrong carrier", at: moment("2026-09-25")),
    ]
  }()

  static let changes = [
    Change(
      number: 5, kind: .undone(4), summary: "#214 shown again", at: moment("2026-09-26")),
    Change(number: 4, kind: .retracted, summary: "#214 Northwind Freight", at: moment("2026-09-25")),
  ]
}
