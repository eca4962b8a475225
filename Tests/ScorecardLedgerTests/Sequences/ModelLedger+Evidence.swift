import ScorecardModel

extension ModelLedger {
  /// The sums by the rules of Scoring §1, counted afresh from every incident.
  var evidence: Evidence {
    var cells: [Vendor.ID: [EvidenceCell]] = [:]
    for shown in records.compactMap({ $0.shown.last?.shown }) where shown.standing == .counted {
      let incident = shown.incident
      cells[incident.vendor, default: []].append(
        EvidenceCell(day: incident.day, dimension: incident.dimension, sums: sums(of: incident)))
    }
    return Evidence(cells: cells, volumes: volumes, checkIns: checkIns)
  }

  private func sums(of incident: Incident) -> EvidenceSums {
    let thousandths = Int128(incident.details.count.thousandths)
    let whole = Int64((thousandths + 500) / 1000)
    func times(_ value: Int64) -> Int64 { Int64((Int128(value) * thousandths + 500) / 1000) }
    var sums = EvidenceSums()
    sums.logs = max(1, whole)
    guard incident.attribution == .vendor else { return sums }
    switch incident.outcome {
    case .good: sums.goods = incident.dimension == .reliability ? 0 : whole
    case .bad(let severity):
      let isMitigated = incident.mitigated == true
      let factor = incident.resolved == false ? policy.unresolvedFactor : 1
      let weight =
        min(policy.weightCap, policy.severityWeights[severity.level - 1] * factor)
        * (isMitigated ? policy.mitigatedFactor : 1)
      let harm = Int64((weight * 10_000).rounded())
      sums.halfBads = times(isMitigated ? 1 : 2)
      sums.severe = severity.level == 5 && !isMitigated ? max(1, whole) : 0
      sums.harm = times(harm)
      sums.harmSquared = times(harm * harm)
    }
    return sums
  }

  var span: ClosedRange<Day>? {
    let days = records.compactMap { $0.shown.last?.shown }.filter { $0.standing == .counted }
      .map(\.incident.day)
    guard let first = days.min(), let last = days.max() else { return nil }
    return first...last
  }

  /// Every import: its number, what it brought, how much of that is not hidden, and whether it was undone.
  var imports: [[Int64]] {
    changes.filter { $0.action == "imported" }.reversed().map { change in
      let brought = records.filter { record in
        guard let first = record.states.firstIndex(where: { $0.change == change.number }) else {
          return false
        }
        return first == 0 || record.states[first - 1].state.told == .withdrawn
      }
      let standing = brought.count { $0.states.last?.state.isHidden == false }
      return [change.number, Int64(brought.count), Int64(standing), isUndone(change.number) ? 1 : 0]
    }
  }
}
