public import ScorecardModel
internal import ScorecardScoring

extension Snapshot {
  /// The scores at the end of each quarter from `first` to the one that holds a day, which is seen as of that day.
  public func trend(since first: Quarter, asOf day: Day) throws -> ScoreTrend {
    let columns = Snapshot.columns(since: first, asOf: day)
    return ScoreTrend(columns: columns, evaluations: try columns.map { try evaluate(asOf: $0.asOf) })
  }

  /// The same of one vendor alone.
  public func trend(of vendor: Vendor.ID, since first: Quarter, asOf day: Day) throws -> ScoreTrend {
    let columns = Snapshot.columns(since: first, asOf: day)
    let evaluator = try evaluator()
    let points = columns.map { ScoreTrend.point(evaluator.scorecard(of: vendor, asOf: $0.asOf)) }
    return ScoreTrend(columns: columns, rows: [ScoreTrend.Row(vendor: vendor, points: points)])
  }

  /// The score of each vendor at the end of a quarter; without those of which nothing was on record by then.
  public func scores(at quarter: Quarter) throws -> [Vendor.ID: Double] {
    try evaluator().scores(asOf: quarter.lastDay)
  }

  private static func columns(since first: Quarter, asOf day: Day) -> [ScoreTrend.Column] {
    var quarters = [Quarter(of: day)]
    while let earliest = quarters.last, earliest > first { quarters.append(earliest.previous) }
    return quarters.reversed().map { ScoreTrend.Column(quarter: $0, asOf: min($0.lastDay, day)) }
  }
}

extension ScoreTrend {
  /// - Parameter quarters: oldest first.
  init(_ quarters: [Quarter], asOf day: Day, _ evaluator: Evaluator) {
    let columns = quarters.map { Column(quarter: $0, asOf: min($0.lastDay, day)) }
    self.init(columns: columns, evaluations: columns.map { evaluator.evaluate(asOf: $0.asOf) })
  }

  /// - Parameter evaluations: one a column.
  fileprivate init(columns: [Column], evaluations: [Evaluation]) {
    let vendors = evaluations.last?.catalog.vendors ?? []
    self.init(
      columns: columns,
      rows: vendors.map { vendor in
        Row(vendor: vendor.id, points: evaluations.map { ScoreTrend.point($0.scorecard(vendor.id)) })
      })
  }

  /// nil before anything was on record: then a score is only what is assumed of anyone.
  fileprivate static func point(_ card: Scorecard?) -> Point? {
    card.flatMap { $0.track.firstDay == nil ? nil : Point($0) }
  }
}

extension Snapshot {
  /// Every quarter from the first with an entry or orders to the one that holds a day, newest first; empty without any.
  public func quarters(asOf day: Day) throws -> [Quarter] {
    guard let first = try evidence().firstDay, first <= day else { return [] }
    var quarters = [Quarter(of: day)]
    while let last = quarters.last, last > Quarter(of: first) { quarters.append(last.previous) }
    return quarters
  }
}
