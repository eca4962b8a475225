import ScorecardModel

/// What shops have on record of one carrier, in one unit.
struct PooledCarrier: Sendable {
  /// Days [from, to).
  private struct Span: Hashable, Comparable, Sendable {
    var from: Int
    var to: Int
    static func < (a: Span, b: Span) -> Bool { (a.from, a.to) < (b.from, b.to) }
  }

  /// Orders of the same days from several shops.
  private struct Orders: Sendable {
    /// Beyond this whole numbers are no longer exact.
    private static let largestExact = 9_007_199_254_740_992.0
    private var whole = 0.0
    private var parts: [Double] = []

    mutating func add(_ orders: Double) {
      if orders == orders.rounded(), whole + orders < Orders.largestExact {
        whole += orders
      } else {
        parts.append(orders)
      }
    }

    /// Whichever shop came first.
    var sum: Double { parts.sorted().reduce(whole, +) }
  }

  /// Only sums, under the carrier's own id.
  private(set) var evidence = Evidence()
  private(set) var shops = 0
  private var names: [String: Int] = [:]
  private var orders: [Span: Orders] = [:]
  /// How many vendors were observed in the week that begins on a day.
  private var weeks: [Int: Int] = [:]

  /// What most call it; of equally many the first by its letters.
  var name: String { names.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key ?? "" }

  /// - Parameters:
  ///   - members: a shop's vendors that are this carrier; places in its catalog.
  ///   - id: the carrier's among the others.
  mutating func add(
    _ members: [Int], as id: String, _ record: EvidenceRecord, _ exposure: ExposureView,
    _ unit: Exposure.Unit, asOf: Day
  ) {
    var isKnown = false
    for member in members {
      let timeline = record.timelines[member]
      names[record.catalog.vendors[member].name, default: 0] += 1
      evidence.merge(Evidence(cells: [id: timeline.cells], passing: [id: timeline.passing]))
      addExposure(of: member, exposure, unit)
      isKnown = isKnown || record.track(of: member, unit: unit, exposure, asOf: asOf).firstDay != nil
    }
    if isKnown { shops += 1 }
  }

  private mutating func addExposure(of member: Int, _ exposure: ExposureView, _ unit: Exposure.Unit) {
    switch unit {
    case .orders:
      for piece in exposure.pieces[member].list where piece.from <= exposure.asOf {
        orders[Span(from: piece.from, to: piece.to), default: Orders()].add(piece.orders)
      }
    case .months:
      for week in exposure.weeks[member] where week.firstObservation <= exposure.asOf {
        weeks[week.start, default: 0] += 1
      }
    }
  }

  /// As the pieces of a vendor that carries all of it itself.
  var pieces: [ExposureView.Pieces.Piece] {
    orders.sorted { $0.key < $1.key }.map { span, orders in
      let sum = orders.sum
      return ExposureView.Pieces.Piece(
        from: span.from, to: span.to, perDay: sum / Double(span.to - span.from), share: 1, isOwn: true,
        orders: sum)
    }
  }

  /// One for each shop that observed it, ascending.
  var observedWeeks: [ExposureRecord.ObservedWeek] {
    weeks.sorted { $0.key < $1.key }.flatMap { start, count in
      Array(repeating: ExposureRecord.ObservedWeek(start: start, firstObservation: start), count: count)
    }
  }
}
