import ScorecardModel

extension ModelLedger {
  /// The sums by the rules of Scoring §1, counted afresh from every incident.
  var evidence: Evidence {
    let counted = records.indices.compactMap { recorded(Int64($0) + 1) }
      .filter { $0.shown.standing == .counted }
    var cells: [Vendor.ID: [EvidenceCell]] = [:]
    var passing: [Vendor.ID: [PassingHarm]] = [:]
    for (index, one) in counted.enumerated() {
      let incident = one.shown.incident
      let event = counted.enumerated().filter {
        $0.offset == index || one.shown.event != nil && $0.element.shown.event == one.shown.event
      }.map { (place: $0.offset, incident: $0.element.shown.incident) }
      var sums = sums(of: incident)
      if sums.halfBads > 0 {
        let bads = event.filter { self.sums(of: $0.incident).halfBads > 0 }
        func isEarlier(_ other: (place: Int, incident: Incident)) -> Bool {
          (other.incident.day, other.place) < (incident.day, index)
        }
        func weight(_ other: (place: Int, incident: Incident)) -> Int64 { self.sums(of: other.incident).harm }
        if bads.contains(where: { isEarlier($0) && $0.incident.dimension == incident.dimension }) {
          sums.repeatedHalfBads = sums.halfBads
        }
        let harm = (sums.harm, sums.harmSquared)
        let later = bads.filter { $0.place != index && !isEarlier($0) && weight($0) > harm.0 }
        if let next = later.map(\.incident.day).min() {
          (sums.harm, sums.harmSquared) = (0, 0)
          let isEverHeaviest = !bads.contains { isEarlier($0) && weight($0) >= harm.0 }
          if isEverHeaviest, harm.0 > 0, next > incident.day {
            passing[incident.vendor, default: []].append(
              PassingHarm(
                day: incident.day, dimension: incident.dimension, until: next, harm: harm.0,
                harmSquared: harm.1))
          }
        } else if bads.contains(where: { isEarlier($0) && weight($0) >= harm.0 }) {
          (sums.harm, sums.harmSquared) = (0, 0)
        }
      }
      cells[incident.vendor, default: []].append(
        EvidenceCell(day: incident.day, dimension: incident.dimension, sums: sums))
    }
    return Evidence(cells: cells, passing: passing, volumes: volumes, checkIns: checkIns)
  }

  private func sums(of incident: Incident) -> EvidenceSums {
    let thousandths = Int128(incident.details.count.thousandths)
    let whole = Int64((thousandths + 500) / 1000)
    func times(_ value: Int64) -> Int64 { Int64((Int128(value) * thousandths + 500) / 1000) }
    var sums = EvidenceSums()
    sums.incidentCount = max(1, whole)
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
    changes.filter { $0.kind == .imported }.reversed().map { change in
      let brought = records.filter { record in
        guard let first = record.states.firstIndex(where: { $0.change == change.number }) else {
          return false
        }
        return first == 0 || record.states[first - 1].state.told == .voided
      }
      let standing = brought.count { $0.states.last?.state.isHidden == false }
      return [change.number, Int64(brought.count), Int64(standing), isUndone(change.number) ? 1 : 0]
    }
  }
}
