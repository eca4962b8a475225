package import ScorecardModel

/// What can be wrong with rows, whatever keeps them; an engine looks after its own.
extension StoredTransaction {
  /// Problems found; empty = all well.
  package func problems(depth: CheckupDepth) throws -> [LedgerProblem] {
    var problems: [LedgerProblem] = []
    let head = try store.head()
    switch depth {
    case .quick: problems += try damagesOfChain().map { LedgerProblem($0, repairable: false) }
    case .full:
      if let damage = try damageOfRecord() { problems.append(LedgerProblem(damage, repairable: false)) }
      problems += try damagesOfEvents().map { LedgerProblem($0, repairable: false) }
    }
    if head.newestOnRecord > head.number {
      problems.append(LedgerProblem(.changeMissing(head.number &+ 1), repairable: false))
    }
    var sums: [LedgerDamage]
    do { sums = try damagesOfSums(recounted: depth == .full) } catch is DamagedCells {
      sums = [.evidenceSums]
    }
    return problems + sums.map { LedgerProblem($0, repairable: problems.isEmpty) }
  }

  /// The first entry that does not fit those before it.
  private func damageOfRecord() throws -> LedgerDamage? {
    do {
      try RecordReading(store).checked(place: place) { _ in }
      return nil
    } catch LedgerError.damaged(_, let damage) {
      return damage
    } catch let row as DamagedRow {
      return .row(table: row.table, number: row.number)
    }
  }

  /// An event has several incidents, its first one bears its number too, and not all of them are hidden.
  private func damagesOfEvents() throws -> [LedgerDamage] {
    var events: [Int64: (count: Int, hidden: Int, hasFirst: Bool)] = [:]
    let all = IncidentFilter(standings: [], inEvent: true)
    try store.forEachIncident(all, newestFirst: false) { row in
      guard let event = row.event else { return true }
      var known = events[event] ?? (0, 0, false)
      known.count += 1
      if row.standing.isHidden { known.hidden += 1 }
      known.hasFirst = known.hasFirst || row.id == event
      events[event] = known
      return true
    }
    var findings = Checkup.Findings()
    for (number, event) in events.sorted(by: { $0.key < $1.key }) {
      if !event.hasFirst { findings.add(.oneSidedLink(to: number)) }
      if event.count < 2 || event.hidden == event.count { findings.add(.emptyEvent(number)) }
    }
    return findings.damages
  }

  private func damagesOfChain() throws -> [LedgerDamage] {
    var findings = Checkup.Findings()
    var previous: (number: Int64, chain: Int64) = (0, 0)
    try store.forEachChange { row in
      if row.number != previous.number &+ 1 || row.chained(to: previous.chain) != row.chain {
        findings.add(.changeOutOfOrder(row.number))
      }
      previous = (row.number, row.chain)
    }
    return findings.damages
  }

  /// - Parameter recounted: whether to count them again, which reads every incident.
  func damagesOfSums(recounted: Bool) throws -> [LedgerDamage] {
    guard try store.evidenceKey() == policy.evidenceKey else { return [.otherPolicy] }
    guard recounted else { return [] }
    let stored = try Rollup.evidence(store)
    let counted = try Rollup.recount(store, policy: policy)
    let vendors = [stored, counted].flatMap { Array($0.cells.keys) + Array($0.passing.keys) }
    var damages = Set(vendors).sorted()
      .filter {
        stored.cells[$0] ?? [] != counted.cells[$0] ?? []
          || Set(stored.passing[$0] ?? []) != Set(counted.passing[$0] ?? [])
      }
      .map { LedgerDamage.sums(of: $0) }
    let names = try store.names()
    if try OrderCounting.counts(store.orderCounts(), names: names)
      != OrderCounting.counts(store.recountedOrders(), names: names)
    {
      damages.append(.orderCounts)
    }
    return damages
  }
}
