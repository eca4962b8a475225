package import ScorecardModel

/// A month of a vendor's packed sums.
package struct EvidenceMonth: Hashable, Comparable, Sendable {
  package var vendor: Int64
  package var month: Month

  package init(vendor: Int64, month: Month) { (self.vendor, self.month) = (vendor, month) }

  package static func < (a: Self, b: Self) -> Bool {
    (a.vendor, a.month.index) < (b.vendor, b.month.index)
  }
}

/// What an event's harm was until a day, as it is stored.
package struct HarmRow: Hashable, Sendable {
  package struct Span: Hashable, Sendable {
    package var vendor: Int64
    package var day: Day
    package var dimension: Dimension
    package var until: Day

    package var values: [Int64] {
      [vendor, Int64(day.number), Int64(dimension.index), Int64(until.number)]
    }
  }

  package var span: Span
  /// 0 = none.
  package var harm: Int64
  package var harmSquared: Int64

  package static let columns = "vendor, day, dimension, until, harm, harm_squared"

  init(span: Span, harm: Int64, harmSquared: Int64) {
    (self.span, self.harm, self.harmSquared) = (span, harm, harmSquared)
  }

  /// Reads the columns of ``columns``.
  ///
  /// - Throws: ``DamagedCells`` when a value is outside what the schema allows.
  package init(_ row: some RowColumns) throws {
    guard let day = try Day(number: Int(row.integer(1))),
      let dimension = try Dimension.at(index: Int(row.integer(2))),
      let until = try Day(number: Int(row.integer(3)))
    else { throw DamagedCells() }
    span = Span(vendor: try row.integer(0), day: day, dimension: dimension, until: until)
    (harm, harmSquared) = (try row.integer(4), try row.integer(5))
  }
}

/// How many orders a source counts over some days.
package struct OrderCountRow: Hashable, Sendable {
  package struct Range: Hashable, Sendable {
    /// 0 = the whole store.
    package var vendor: Int64
    package var from: Int64
    package var days: Int64
    package var source: Int64

    package var values: [Int64] { [vendor, from, days, source] }
  }

  package var range: Range
  /// 0 = none.
  package var orders: Int64

  package static let columns = "vendor, from_day, days, source, orders"

  init(range: Range, orders: Int64) { (self.range, self.orders) = (range, orders) }

  /// Reads the columns of ``columns``.
  package init(_ row: some RowColumns) throws {
    range = try Range(
      vendor: row.integer(0), from: row.integer(1), days: row.integer(2), source: row.integer(3))
    orders = try row.integer(4)
  }
}
