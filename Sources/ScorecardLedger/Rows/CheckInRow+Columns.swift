/// The columns of a check-in's state, and how they are read.
extension CheckInRow {
  package static let columns = "change, day, withdrawn"
  /// How many.
  package static let columnCount: Int32 = 3

  /// Reads the columns of ``columns``.
  package init(_ row: some RowColumns) throws {
    self.init(change: try row.integer(0), day: try row.integer(1), voided: try row.integer(2) == 1)
  }
}
