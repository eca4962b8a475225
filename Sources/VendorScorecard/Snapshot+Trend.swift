public import ScorecardModel
internal import ScorecardScoring

extension Snapshot {
  /// The scores at the end of each quarter from `first` to the one that holds a day, which is seen as of that day.
  public func trend(since first: Quarter, asOf day: Day) throws -> ScoreTrend {
    var quarters = [Quarter(of: day)]
    while let earliest = quarters.last, earliest > first { quarters.append(earliest.previous) }
    return ScoreTrend(quarters.reversed(), asOf: day, try evaluator())
  }
}

extension ScoreTrend {
  /// - Parameter quarters: oldest first.
  init(_ quarters: [Quarter], asOf day: Day, _ evaluator: Evaluator) {
    let columns = quarters.map { Column(quarter: $0, asOf: min($0.lastDay, day)) }
    let evaluations = columns.map { evaluator.evaluate(asOf: $0.asOf) }
    let vendors = evaluations.last?.catalog.vendors ?? []
    self.init(
      columns: columns,
      rows: vendors.map { vendor in
        Row(
          vendor: vendor.id,
          points: evaluations.map { evaluation in
            // Before anything was on record a score is only what is assumed of anyone.
            evaluation.scorecard(vendor.id).flatMap { $0.track.firstDay == nil ? nil : Point($0) }
          })
      })
  }
}
