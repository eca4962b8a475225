package import ScorecardModel

extension StoredTransaction {
  package func evidence() throws -> Evidence { try evidence(ofOnly: nil) }

  package func evidence(of vendors: Set<Vendor.ID>) throws -> Evidence {
    var evidence = Evidence()
    evidence.replace(vendors, by: try self.evidence(ofOnly: vendors))
    return evidence
  }

  /// - Parameter vendors: whose sums are needed, nil = all; what is counted afresh has the others' too.
  private func evidence(ofOnly vendors: Set<Vendor.ID>?) throws -> Evidence {
    let fresh = try store.evidenceKey() == policy.evidenceKey
    var evidence =
      fresh ? try Rollup.evidence(store, of: vendors) : try Rollup.recount(store, policy: policy)
    evidence.volumes = try volumesInForce().volumes
    evidence.checkIns = try store.daysCheckedIn()
    return evidence
  }

  package func forEachIncident(
    _ filter: IncidentFilter, newestFirst: Bool, _ body: (RecordedIncident) throws -> Bool
  ) throws {
    try store.forEachIncident(filter, newestFirst: newestFirst) { try body($0.recorded) }
  }

  package func incident(_ id: Int64) throws -> RecordedIncident? { try store.incident(id)?.recorded }

  package func history(of id: Int64) throws -> [IncidentRevision] {
    try store.incidents(id, .after(change: 0)).map { state in
      guard let change = try store.change(state.change) else {
        throw DamagedRow(table: "change", number: state.change)
      }
      return IncidentRevision(
        state: state.recorded, kind: try store.kind(of: change), reason: change.reason, at: change.at,
        author: change.author)
    }
  }

  package func volumes() throws -> [Volume] { try volumesInForce().volumes }

  package func statedVolumes() throws -> [Volume] { try store.volumeBook(store.names()).all }

  package func orderConflicts() throws -> [OrderConflict] { try volumesInForce().conflicts }

  private func volumesInForce() throws -> VolumesInForce {
    let names = try store.names()
    let counted = try OrderCounting.counts(store.orderCounts(), names: names)
    // Nothing else is counted: then it does not matter which were.
    let until = counted.isEmpty ? 0 : try store.countedUntil()
    guard until > 0 else {
      return VolumesInForce(stated: try store.volumeBook(names).all, counted: counted, earlier: [])
    }
    var isImport: [Int64: Bool] = [:]
    var (stated, earlier): ([Volume], [Volume]) = ([], [])
    for row in try store.volumesInForce() {
      if isImport[row.change] == nil {
        isImport[row.change] = try row.change <= until && store.isImport(row.change)
      }
      if isImport[row.change] == true {
        earlier.append(try row.volume(names: names))
      } else {
        stated.append(try row.volume(names: names))
      }
    }
    return VolumesInForce(stated: stated, counted: counted, earlier: earlier)
  }

  package func checkIns() throws -> [Day] { try store.daysCheckedIn() }

  package func watched(_ vendor: Vendor.ID) throws -> [WatchedSpan] {
    let names = try store.names()
    guard let number = names.vendors.number(of: vendor) else { return [] }
    return try store.watched(vendor: number).compactMap { row in
      try row.standingWatched?.span(names: names, number: row.id)
    }
  }

  package func vendorsOnRecord() throws -> Set<Vendor.ID> { Set(try store.names().vendors.all.values) }

  package func changes(limit: Int) throws -> [Change] {
    try store.changes(limit: limit).map { try store.shown($0) }
  }

  package func subject(ofChange number: Int64) throws -> ChangeSubject {
    var subject = ChangeSubject()
    guard let row = try store.change(number) else { return subject }
    let names = try store.names()
    subject.brought = row.incidents
    try store.forEachIncident(revisedBy: number) { id in
      if try hasNewState(id, by: number) { subject.revised.append(id) }
      return subject.revised.count < ChangeSubject.mostNamed
    }
    subject.volumes = try store.volumes(ofChange: number).prefix(ChangeSubject.mostNamed)
      .map { try $0.volume(names: names) }
    subject.checkIns = try store.checkIns(ofChange: number).filter { !$0.voided }
      .prefix(ChangeSubject.mostNamed).map { try $0.shownDay }
    return subject
  }

  /// Whether a change did more to an incident than to make it part of an event, or of none.
  private func hasNewState(_ id: Int64, by change: Int64) throws -> Bool {
    let before = try store.incidents(id, .asOf(change: change - 1)).first
    let after = try store.incidents(id, .asOf(change: change)).first
    return before?.reported != after?.reported || before?.event == after?.event
  }

  package func identity() throws -> Int64? { try store.chain(at: 1) }

  package func currency() throws -> String? { try store.currency() }

  package func imports() throws -> [ImportBatch] {
    try store.imports().map { row in
      let counts = try store.incidents(broughtBy: row)
      return ImportBatch(
        number: row.number, summary: row.summary, at: row.at, incidents: counts.all,
        standing: counts.all - counts.hidden, undone: try store.isUndone(row.number))
    }
  }

  package func sources() throws -> [SourceSummary] { try store.sources() }

  package func readRecord(_ body: (RecordEntry) throws -> Void) throws {
    try RecordReading(store).checked(place: place, body)
  }
}
