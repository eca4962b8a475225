import ScorecardModel

/// Evidence arranged for scoring: sums by month, exposure by vendor, stages by place in the catalog.
struct EvidenceRecord: Sendable {
  struct StageMembers: Sendable {
    var stage: Stage
    /// Places in the catalog.
    var vendors: [Int]
  }

  let catalog: Catalog
  let roles: RoleSchedule
  let decay: Decay
  /// In catalog order.
  let timelines: [VendorTimeline]
  let exposures: ExposureRecord
  /// In journey order.
  let stages: [StageMembers]
  /// Day of the store's first incident, scored or not.
  let firstIncident: Day?

  /// - Parameter catalog: a checked one; a vendor whose stage is not in the journey is left out.
  /// - Parameter earlier: one of the same catalog whose timelines stand, but for those of `changed`.
  init(
    catalog: Catalog, evidence: Evidence, reusing earlier: EvidenceRecord? = nil, changed: Set<Vendor.ID> = []
  ) {
    var catalog = catalog
    let stages = Set(catalog.journey.map(\.id))
    catalog.vendors.removeAll { !stages.contains($0.stage) }
    self.catalog = catalog
    roles = catalog.roles
    let known = Set(catalog.vendors.map(\.id))
    let days =
      evidence.cells.values.flatMap { [$0.first?.day, $0.last?.day].compactMap { $0 } }
      + evidence.volumes.map(\.from)
    let span = (days.max() ?? .earliest) - (days.min() ?? .earliest)
    let decay = Decay(halfLife: catalog.policy.halfLife, longest: span + 400)
    self.decay = decay
    timelines = catalog.vendors.indices.map { place in
      let id = catalog.vendors[place].id
      if let earlier, !changed.contains(id) { return earlier.timelines[place] }
      return VendorTimeline(
        cells: evidence.cells[id] ?? [], passing: evidence.passing[id] ?? [], decay: decay)
    }
    let uncatalogued = evidence.cells.filter { !known.contains($0.key) }.flatMap {
      EvidenceRecord.observed($0.value)
    }
    let observed = timelines.map { EvidenceRecord.observed($0.cells) }
    exposures = ExposureRecord(
      catalog: catalog, roles: roles, volumes: evidence.volumes, observed: observed,
      uncatalogued: uncatalogued,
      checkIns: evidence.checkIns, decay: decay)
    firstIncident = (observed.compactMap(\.first) + uncatalogued).min().flatMap { Day(number: $0) }
    self.stages = catalog.journey.map { stage in
      StageMembers(
        stage: stage, vendors: catalog.vendors.indices.filter { catalog.vendors[$0].stage == stage.id })
    }
  }

  /// What is on record of a vendor up to a day, without decay.
  func track(of vendor: Int, unit: Exposure.Unit, _ exposure: ExposureView, asOf: Day) -> TrackRecord {
    var track = exposure.track(vendor, unit: unit)
    let timeline = timelines[vendor]
    track.incidentsInYear =
      timeline.incidentCount(asOf: asOf) - timeline.incidentCount(asOf: asOf - ExposureRecord.daysInYear)
    if let logged = timeline.firstObservedDay, logged <= asOf {
      track.firstDay = min(track.firstDay ?? logged, logged)
    }
    return track
  }

  /// Days with an incident on record, ascending.
  private static func observed(_ cells: [EvidenceCell]) -> [Int] {
    var days: [Int] = []
    for cell in cells where cell.sums.incidentCount > 0 && days.last != cell.day.number {
      days.append(cell.day.number)
    }
    return days
  }
}
