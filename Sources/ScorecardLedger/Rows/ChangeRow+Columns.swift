package import ScorecardModel

/// The columns of an entry of the log, and how they are read.
extension ChangeRow {
  package static let columns = """
    number, action, summary, reason, at, undoes, first_incident, last_incident, digest, chain
    """

  /// Reads the columns of ``columns``, and the author after them.
  ///
  /// - Throws: ``DamagedRow`` when a value is outside what the schema allows.
  package init(_ row: some RowColumns) throws {
    self.init(
      number: try row.integer(0), action: try row.text(1), summary: try row.text(2),
      reason: try row.text(3), at: Timestamp(seconds: try row.integer(4)), author: try row.optionalText(10),
      undoes: try row.optionalInteger(5), digest: try row.integer(8), chain: try row.integer(9))
    if let first = try row.optionalInteger(6), let last = try row.optionalInteger(7) {
      guard first >= 1, first <= last else { throw DamagedRow(table: "change", number: number) }
      incidents = first...last
    }
  }
}
