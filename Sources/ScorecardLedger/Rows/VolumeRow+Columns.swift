/// The columns of a volume's state, and how they are read.
extension VolumeRow {
  package static let columns = "change, vendor, from_day, to_day, orders"
  /// How many.
  package static let columnCount: Int32 = 5

  /// Reads the columns of ``columns``.
  package init(_ row: some RowColumns) throws {
    self.init(
      change: try row.integer(0), vendor: try row.optionalInteger(1), from: try row.integer(2),
      to: try row.integer(3), orders: try row.optionalInteger(4))
  }
}
