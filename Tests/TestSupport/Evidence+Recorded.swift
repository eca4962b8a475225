public import ScorecardModel

extension Evidence {
  /// The evidence of incidents on record, made from all of them: those that count, by their events.
  public init(
    recorded: some Sequence<RecordedIncident>, volumes: [Volume] = [], checkIns: [Day] = [],
    policy: ScoringPolicy
  ) {
    let counted = recorded.filter { $0.standing == .counted }
    self.init(
      incidents: counted.filter { $0.event == nil }.map(\.incident), volumes: volumes, checkIns: checkIns,
      policy: policy)
    for event in Dictionary(grouping: counted.filter { $0.event != nil }, by: \.event).values {
      let (vendor, share) = (
        event[0].incident.vendor, EventShare(event.map { ($0.id, $0.incident) }, policy: policy)
      )
      let passing = share.passing.isEmpty ? [:] : [vendor: share.passing]
      merge(Evidence(cells: [vendor: share.cells], passing: passing))
    }
  }
}
