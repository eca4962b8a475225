package import ScorecardModel

extension JSONText {
  /// `incidents --json`: the names of the CSV, with `id` the ledger's number and `sourceId` the other
  /// system's key.
  package static func incidents(_ incidents: [RecordedIncident]) -> JSONText { list(incidents, incident) }

  /// One incident, as in ``incidents(_:)``.
  package static func incident(_ recorded: RecordedIncident) -> JSONText {
    let incident = recorded.incident
    return [
      "id": .integer(recorded.id), "date": .string(incident.day.description),
      "vendor": .string(incident.vendor), "outcome": .string(incident.outcome.name),
      "severity": optional(incident.outcome.severity?.level),
      "dimension": .string(incident.dimension.rawValue), "kind": optional(incident.kind?.rawValue),
      "summary": .string(incident.summary),
      "resolved": optional(incident.resolved), "mitigated": optional(incident.mitigated),
      "attribution": .string(incident.attribution.rawValue),
      "channel": optional(incident.channel.isEmpty ? nil : incident.channel),
      "hold_minutes": optional(incident.holdMinutes), "hours_to_resolve": optional(incident.hoursToResolve),
      "cost": optional(incident.cost),
      "source": optional(incident.source?.source), "sourceId": optional(incident.source?.id),
      "retracted": .bool(recorded.retracted), "revision": count(recorded.revision),
      "standing": .string(recorded.standing.rawValue),
      "event": optional(recorded.event),
      "details": incident.hasDetails ? details(of: incident) : nil,
    ]
  }

  /// What few incidents carry; null where an incident has none of it. `start` and `end` say what `startedAt` and `endedAt`
  /// are: `known`, or the `latest` moment that it can have been; an end without a moment is `unknown` or `open`.
  private static func details(of incident: Incident) -> JSONText {
    let details = incident.details
    return [
      "count": .number(Double(details.count.thousandths) / 1000),
      "startedAt": optional(details.outage?.startedAt.description),
      "start": optional(details.outage.map { $0.start.isKnown ? "known" : "latest" }),
      "endedAt": optional(details.outage?.endedAt?.description), "end": optional(incident.outageEnd?.name),
      "impact": optional(details.outage?.impact.rawValue),
      "sameAs": optional(details.sameAs),
      "ref": optional(details.reference), "minutesSpent": optional(details.minutesSpent),
      "claimed": optional(details.claimed),
      "recovered": optional(details.recovered),
      "claimBy": optional(details.claimBy?.description), "claimDone": .bool(details.claimDone),
      "followUp": optional(details.followUp?.description),
    ]
  }

  /// `history ID --json`: every state, oldest first.
  package static func history(_ revisions: [IncidentRevision]) -> JSONText {
    list(revisions) { revision in
      [
        "at": .string(revision.at.description), "action": .string(revision.kind.name),
        "reason": .string(revision.reason), "author": optional(revision.author),
        "incident": incident(revision.state),
      ]
    }
  }

  /// `volume --json`: what is on record and what is estimated, by the names of the CSV; `to` is exclusive, `vendor`
  /// null for the whole store. `counted`: from records of other systems, and not stated; `leftOut`: counts that others
  /// go before, with the source of both, null for what an earlier version counted.
  package static func volumes(_ orders: OrderList, in evaluation: Evaluation) -> JSONText {
    [
      "asOf": .string(evaluation.asOf.description),
      "volumes": list(orders.volumes) { volume in
        [
          "from": .string(volume.from.description), "to": .string(volume.to.description),
          "orders": count(volume.orders), "vendor": optional(volume.vendor),
          "counted": .bool(orders.counted.contains(volume)),
        ]
      },
      "leftOut": list(orders.leftOut) { total in
        [
          "from": .string(total.firstDay.description), "to": .string((total.lastDay + 1).description),
          "orders": count(total.orders), "vendor": optional(total.vendor), "source": optional(total.loser),
          "stands": .string(total.winner == .stated ? "stated" : "counted"),
          "standsSource": optional(total.winner.source),
        ]
      },
      "estimated": list(evaluation.estimates) { estimate in
        [
          "from": .string(estimate.from.description), "to": .string(estimate.to.description),
          "perMonth": .number(estimate.perMonth), "vendor": optional(estimate.vendor),
        ]
      },
    ]
  }

  /// `quiet --list --json`, oldest first.
  package static func weeks(_ weeks: [WeekRecord]) -> JSONText {
    list(weeks) { week in
      [
        "from": .string(week.start.description), "to": .string((week.lastDay + 1).description),
        "entries": count(week.entries), "checkIns": list(week.checkIns) { .string($0.description) },
      ]
    }
  }

  /// The change log, in the order given.
  package static func changes(_ changes: [Change]) -> JSONText {
    list(changes) { change in
      [
        "number": .integer(change.number), "at": .string(change.at.description),
        "action": .string(change.kind.name), "summary": .string(change.summary),
        "undoes": optional(change.undoes), "author": optional(change.author),
      ]
    }
  }

  /// `vendors check --json`: what is wrong, in the order of the file.
  package static func diagnostics(_ diagnostics: [Diagnostic]) -> JSONText {
    list(diagnostics) { problem in
      [
        "file": optional(problem.file), "line": optional(problem.line), "column": optional(problem.column),
        "message": .string(problem.message),
      ]
    }
  }

  /// `doctor --json`: problems first, then notices.
  package static func findings(_ findings: [Finding], _ words: FindingText) -> JSONText {
    list(findings) { finding in
      [
        "kind": .string(finding.kind.rawValue), "message": .string(words.message(finding)),
        "next": .string(words.next(finding)),
      ]
    }
  }

  /// `vendors --json`: the names of the catalog; role, since, until and share are those of the day's period, and
  /// `periods` is there where the catalog lists them.
  package static func vendors(_ catalog: Catalog, asOf day: Day) -> JSONText {
    let roles = catalog.roles
    return list(Array(catalog.vendors.indices)) { place in
      let vendor = catalog.vendors[place]
      let limits = roles.limits(of: place, on: day)
      let role = roles.role(of: place, on: day)
      let since = role == .former ? roles.leftOn(place, asOf: day) : limits.since
      let object: JSONText = [
        "id": .string(vendor.id), "name": .string(vendor.name), "stage": .string(vendor.stage),
        "role": .string(role.rawValue), "aliases": list(vendor.aliases) { .string($0) },
        "since": optional(since?.description), "until": optional(limits.until?.description),
        "share": optional(roles.period(of: place, on: day)?.share),
        "switchingCost": optional(vendor.switchingCost), "failover": optional(vendor.failover),
        "statusPage": optional(vendor.statusPage), "contact": optional(vendor.contact),
        "notes": optional(vendor.notes), "contract": vendor.contract.map(contract) ?? nil,
        "price": vendor.price.map(price) ?? nil, "promisedDays": vendor.promisedDays.map(count) ?? nil,
        "company": optional(vendor.company), "carrier": optional(vendor.carrier),
      ]
      return vendor.listsPeriods ? object.adding(["periods": list(vendor.periods, period)]) : object
    }
  }

  static func period(_ period: RolePeriod) -> JSONText {
    [
      "role": .string(period.role.rawValue), "since": optional(period.since?.description),
      "until": optional(period.until?.description), "share": optional(period.share),
    ]
  }
}

extension OutageEnd {
  fileprivate var name: String {
    switch self {
    case .known: "known"
    case .atLatest: "latest"
    case .unknown: "unknown"
    case .open: "open"
    }
  }
}
