package import ScorecardModel

extension SourceSummary {
  /// Reads name, entries, orders, newest day and newest moment of an entry.
  package init(_ row: some RowColumns) throws {
    self.init(
      name: try row.optionalText(0), entries: Int(try row.integer(1)), orders: Int(try row.integer(2)),
      newest: try row.optionalInteger(3).flatMap { Day(number: Int($0)) },
      lastRecorded: try row.optionalInteger(4).map { Timestamp(seconds: $0) })
  }
}
