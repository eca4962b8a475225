import ScorecardLedger
import ScorecardModel

extension ModelLedger {
  /// What a step comes to by the promises.
  mutating func run(_ step: Step, at now: Timestamp) -> Answer {
    var next = self
    do throws(LedgerError) {
      let answer = try next.answer(to: step, at: now)
      self = next
      return answer
    } catch { return .refused(error) }
  }

  private mutating func answer(to step: Step, at now: Timestamp) throws(LedgerError) -> Answer {
    switch step {
    case .log(let incident, let allowDuplicate):
      return .incidents([try record(incident, allowDuplicate: allowDuplicate, at: now)])
    case .revise(let changes, let revision):
      for (id, incident) in changes { try revise(id, to: incident) }
      if !changes.isEmpty { finish(revision == .edited ? .edited : .resolved, reason: "again", at: now) }
      return .incidents(changes.compactMap { recorded($0.id) })
    case .link(let id, let other):
      var incident = try stateOnRecord(id).incident
      incident.details.sameAs = other
      try revise(id, to: incident)
      finish(.edited, reason: "again", at: now)
      return .incidents([recorded(id)].compactMap { $0 })
    case .confirm(let ids): return try confirm(ids, at: now)
    case .retract(let id):
      var state = try stateOnRecord(id)
      state.told = .retracted
      replace(id, with: state)
      finish(.retracted, reason: "no", at: now)
      return .incidents([recorded(id)].compactMap { $0 })
    case .volume(let volume):
      let (outcome, replaced) = try place(volume)
      if outcome == .alreadyPresent { return .volume(volume) }
      finish(.volume, at: now)
      return .volume(replaced)
    case .checkIn(let day):
      guard add(checkIn: day) == .new else { return .checkedIn(false) }
      finish(.checkIn, at: now)
      return .checkedIn(true)
    case .importing(let rows, let ending): return run(rows, ending: ending, at: now)
    case .undo: return .undone(undo(at: now)?.change)
    case .redo: return .redone(redo(at: now))
    case .undoImport(let pick):
      return .takenBack(try undoImport(importNumber(pick), at: now))
    case .reopen(let policy):
      self.policy = policy
      return .done
    case .backUp, .restore: return .done
    }
  }

  /// Most picks are an import's number, some any number.
  func importNumber(_ pick: Int) -> Int64 {
    let numbers = changes.filter { $0.kind == .imported }.map(\.number)
    return pick % 8 == 0 || numbers.isEmpty ? Int64(pick % 20) : numbers[pick % numbers.count]
  }

  func recorded(_ id: Int64) -> Answer.Incident? {
    guard records.indices.contains(Int(id) - 1), let shown = records[Int(id) - 1].shown.last?.shown else {
      return nil
    }
    return Answer.Incident(id: id, recordedAt: records[Int(id) - 1].recordedAt, shown: shown)
  }

  private mutating func revise(_ id: Int64, to incident: Incident) throws(LedgerError) {
    var state = try stateOnRecord(id)
    if incident.details.sameAs != state.incident.details.sameAs { try checkLink(of: incident, id: id) }
    // What is only to be done about it leaves the rest to its source.
    var noted = state.incident
    (noted.details.followUp, noted.details.claimDone) = (
      incident.details.followUp, incident.details.claimDone
    )
    let isNoted = noted == incident && incident != state.incident
    (state.incident, state.imported) = (incident, state.imported && isNoted)
    replace(id, with: state)
  }

  private func checkLink(of incident: Incident, id: Int64?) throws(LedgerError) {
    guard let other = incident.details.sameAs else { return }
    if other == id { throw .sameAsItself(other) }
    if try stateOnRecord(other).incident.vendor != incident.vendor { throw .otherVendor(other) }
  }

  private mutating func record(
    _ incident: Incident, allowDuplicate: Bool, at now: Timestamp
  ) throws(LedgerError) -> Answer.Incident {
    func text(_ summary: String) -> String { summary.lowercased().filter { $0 != " " } }
    if !allowDuplicate {
      for (index, record) in records.enumerated() {
        guard let shown = record.shown.last?.shown, shown.standing == .counted else { continue }
        let other = shown.incident
        if other.vendor == incident.vendor, other.day == incident.day,
          text(other.summary) == text(incident.summary),
          !text(incident.summary).isEmpty || other.kind == incident.kind
        {
          throw .duplicate(of: Int64(index) + 1)
        }
      }
    }
    let key = incident.source.flatMap { $0.id.isEmpty ? nil : Key.id($0) }
    if let key, let other = records.firstIndex(where: { $0.key == key }) {
      throw .duplicate(of: Int64(other) + 1)
    }
    try checkLink(of: incident, id: nil)
    let id = insert(State(incident: incident, told: .inForce, imported: false), key: key, at: now)
    finish(.recorded, at: now)
    guard let recorded = recorded(id) else { throw .noIncident(id) }
    return recorded
  }

  private mutating func confirm(_ ids: [Int64], at now: Timestamp) throws(LedgerError) -> Answer {
    var isChanged = false
    for id in ids {
      var state = try stateOnRecord(id)
      guard state.told == .unconfirmed else { continue }
      if state.incident.details.outage?.impact == .maintenance { throw .maintenance(id) }
      state.told = .inForce
      replace(id, with: state)
      isChanged = true
    }
    if isChanged { finish(.confirmed, at: now) }
    return .incidents(ids.compactMap { recorded($0) })
  }

  // MARK: Imports

  private mutating func run(_ rows: [Step.Row], ending: Step.Ending, at now: Timestamp) -> Answer {
    let before = self
    var file = ModelFile()
    var recordOutcomes: [ModelOutcome] = []
    let outcomes = rows.compactMap { row -> ImportOutcome? in
      switch row {
      case .incident(let incident, let confirmed, let link):
        guard let source = incident.source else { return .refused(.noSource) }
        return add(incident, link, confirmed: confirmed, key: file.key(of: incident, source), at: now).outcome
      case .volume(let volume): return (try? place(volume).outcome) ?? .refused(.noSource)
      case .checkIn(let day): return add(checkIn: day)
      case .record(let record):
        recordOutcomes.append(add(record, &file, at: now))
        return nil
      }
    }
    let isStored =
      outcomes.contains { $0 == .new || $0 == .changed } || recordOutcomes.contains(where: \.isStored)
    if ending == .commit, isStored { finish(.imported, at: now) } else { self = before }
    return .imported(outcomes, recordOutcomes)
  }

  /// What is a part of the event already keeps its link.
  private func linked(_ incident: Incident, _ link: Step.Link?, onto index: Int?) -> Incident {
    var incident = incident
    let old = index.flatMap { records[$0].states.last?.state.incident.details.sameAs }
    switch link {
    case nil: return incident
    case .first: incident.details.sameAs = old
    case .with(let number):
      let event = recorded(number)?.shown.event
      let isThere = event != nil && index.flatMap { recorded(Int64($0) + 1) }?.shown.event == event
      incident.details.sameAs = isThere || index.map { Int64($0) + 1 } == number ? old : number
    }
    return incident
  }

  private func isRefused(_ incident: Incident, onto index: Int?) -> Bool {
    guard let other = incident.details.sameAs,
      other != index.flatMap({ records[$0].states.last?.state.incident.details.sameAs })
    else { return false }
    return other == index.map { Int64($0) + 1 } || state(other)?.incident.vendor != incident.vendor
  }

  mutating func add(
    _ row: Incident, _ link: Step.Link?, confirmed: Bool, key: Key, at now: Timestamp
  ) -> (outcome: ImportOutcome, id: Int64?) {
    let told: ReportedState = confirmed ? .inForce : .unconfirmed
    let found = records.firstIndex { $0.key == key }
    var incident = linked(row, link, onto: found)
    guard let index = found, var state = records[index].states.last?.state else {
      if isRefused(incident, onto: nil) { return (.refused(.noSource), nil) }
      let id = insert(State(incident: incident, told: told, imported: true), key: key, at: now)
      return (.new, id)
    }
    let id = Int64(index) + 1
    let isVoided = state.told == .voided
    if !isVoided { incident = dealt(incident, as: state.incident) }
    if !isVoided, state.incident == incident { return (.alreadyPresent, id) }
    if !isVoided, state.told == .retracted { return (.keptLocal(id: id), id) }
    if !isVoided, !state.imported {
      // Only when it was down is still its source's to say.
      let edited = state.incident
      if let outage = incident.details.outage, edited.details.outage.map({ $0 != outage }) == true {
        state.incident.details.outage = outage
        if edited.resolved != true, let resolved = incident.resolved { state.incident.resolved = resolved }
        if edited.hoursToResolve == nil { state.incident.hoursToResolve = incident.hoursToResolve }
      }
      guard state.incident != edited else { return (.keptLocal(id: id), id) }
      replace(id, with: state)
      return (.changed, id)
    }
    if isRefused(incident, onto: index) { return (.refused(.noSource), nil) }
    if isVoided { state.told = told }
    (state.incident, state.imported) = (incident, true)
    replace(id, with: state)
    return (isVoided ? .new : .changed, id)
  }

  private func dealt(_ incident: Incident, as old: Incident) -> Incident {
    var incident = incident
    let isSettled = incident.details.recovered != nil && old.details.recovered == nil
    if incident.details.followUp == nil, !isSettled, let day = old.details.followUp {
      incident.details.followUp = day
    }
    if old.details.claimDone { incident.details.claimDone = true }
    return incident
  }

  private mutating func place(
    _ volume: Volume
  ) throws(LedgerError) -> (outcome: ImportOutcome, replaced: Volume?) {
    let other = stated.first { $0.sharesDays(with: volume) }
    if let other {
      guard other.sharesRange(with: volume) else { throw .overlap(other) }
      guard other.orders != volume.orders else { return (.alreadyPresent, other) }
    }
    volumeStates.append((number, volume, volume.orders))
    if let vendor = volume.vendor { vendors.insert(vendor) }
    return (other == nil ? .new : .changed, other)
  }

  private mutating func add(checkIn day: Day) -> ImportOutcome {
    guard !checkIns.contains(day) else { return .alreadyPresent }
    checkInStates.append((number, day, true))
    return .new
  }
}
