/// Hash over all that a quarter's report depends on: policy, catalog, evidence up to its last day, the
/// quarter's incidents; the as-of day only while the report is provisional, for then the bytes depend on it.
package struct ReportHash {
  private var hash = ContentHash<UInt128>()

  package init(
    _ catalog: Catalog, _ evidence: Evidence, _ incidents: [RecordedIncident],
    uncataloguedVendors: [Vendor.ID], through end: Day, asOf: Day?
  ) {
    add(catalog)
    add(evidence, of: catalog, through: end)
    hash.add(incidents.count)
    for incident in incidents { add(incident) }
    for id in uncataloguedVendors { hash.add(id) }
    hash.add(end.number)
    hash.add(asOf) { $0.add($1.number) }
  }

  package var description: String { hash.description }

  private mutating func add(_ catalog: Catalog) {
    for text in [catalog.store, catalog.currency, catalog.timeZone, catalog.policy.key] { hash.add(text) }
    hash.add(catalog.policy.costPerTrouble) { $0.add($1) }
    hash.add(catalog.journey.count)
    for stage in catalog.journey {
      hash.add(stage.id)
      hash.add(stage.name)
    }
    hash.add(catalog.vendors.count)
    for vendor in catalog.vendors {
      for text in [vendor.id, vendor.name, vendor.stage] { hash.add(text) }
      hash.add(vendor.periods.count)
      for period in vendor.periods { add(period) }
      for number in [vendor.switchingCost, vendor.failover] { hash.add(number) { $0.add($1) } }
    }
  }

  private mutating func add(_ period: RolePeriod) {
    hash.add(period.role.rawValue)
    for day in [period.since, period.until] { hash.add(day) { $0.add($1.number) } }
    hash.add(period.share) { $0.add($1) }
  }

  private mutating func add(_ evidence: Evidence, of catalog: Catalog, through end: Day) {
    for vendor in catalog.vendors {
      let cells = (evidence.cells[vendor.id] ?? []).filter { $0.day <= end && !$0.sums.isZero }
      hash.add(cells.count)
      for cell in cells { add(cell) }
      let passing = (evidence.passing[vendor.id] ?? []).filter { $0.day <= end }
      hash.add(passing.count)
      for harm in passing {
        for number in [harm.day.number, harm.dimension.index, harm.until.number] { hash.add(number) }
        for number in [harm.harm, harm.harmSquared] { hash.add(number) }
      }
    }
    let volumes = evidence.volumes.filter { $0.from <= end }
    hash.add(volumes.count)
    for volume in volumes.sorted(by: { ($0.vendor ?? "", $0.from, $0.to) < ($1.vendor ?? "", $1.from, $1.to) }
    ) {
      hash.add(volume.from.number)
      hash.add(volume.to.number)
      hash.add(volume.orders)
      hash.add(volume.vendor) { $0.add($1) }
    }
    let checkIns = evidence.checkIns.filter { $0 <= end }
    hash.add(checkIns.count)
    for day in checkIns { hash.add(day.number) }
  }

  private mutating func add(_ cell: EvidenceCell) {
    hash.add(cell.day.number)
    hash.add(cell.dimension.index)
    let sums = cell.sums
    for number in [
      sums.incidentCount, sums.goods, sums.halfBads, sums.repeatedHalfBads, sums.severe, sums.harm,
      sums.harmSquared,
    ] { hash.add(number) }
  }

  private mutating func add(_ recorded: RecordedIncident) {
    let incident = recorded.incident
    hash.add(recorded.id)
    hash.add(recorded.event) { $0.add($1) }
    for text in [
      incident.vendor, incident.outcome.name, incident.dimension.rawValue, incident.summary,
      incident.attribution.rawValue, incident.channel,
    ] { hash.add(text) }
    hash.add(incident.day.number)
    hash.add(incident.outcome.severity) { $0.add($1.level) }
    for flag in [incident.resolved, incident.mitigated] { hash.add(flag) { $0.add($1) } }
    hash.add(incident.holdMinutes) { $0.add($1) }
    // What has none keeps the hash that it had before there were kinds, references and time spent.
    if let kind = incident.kind { hash.add(kind.rawValue) }
    hash.add(incident.hoursToResolve) { $0.add($1) }
    hash.add(incident.cost) { $0.add($1.thousandths) }
    hash.add(incident.source) {
      $0.add($1.source)
      $0.add($1.id)
    }
    if incident.hasDetails { add(incident.details) }
  }

  private mutating func add(_ details: IncidentDetails) {
    hash.add(details.count.thousandths)
    for money in [details.claimed, details.recovered] { hash.add(money) { $0.add($1.thousandths) } }
    if let reference = details.reference { hash.add(reference) }
    if let minutes = details.minutesSpent { hash.add(minutes) }
    if details.claimDone { hash.add("claim done") }
    for day in [details.claimBy, details.followUp] { hash.add(day) { $0.add($1.number) } }
    hash.add(details.sameAs) { $0.add($1) }
    hash.add(details.outage) { hash, outage in
      for moment in [outage.start, outage.end] {
        hash.add(moment) {
          $0.add($1.moment.seconds)
          $0.add($1.isKnown ? 1 : 0)
        }
      }
      hash.add(outage.impact.rawValue)
    }
  }
}
