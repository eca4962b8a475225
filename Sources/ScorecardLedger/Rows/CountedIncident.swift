package import ScorecardModel

/// An incident in force, with what sums read of it.
package struct CountedIncident {
  package var id: Int64
  package var vendor: Int64
  /// The number of its event.
  package var event: Int64?
  /// Without a vendor's id and texts.
  package var incident: Incident
}

extension CountedIncident {
  package static let columns = """
    id, vendor, day, severity, dimension, resolved, mitigated, attribution, details, outage_of
    """

  /// Reads the columns of ``columns``.
  ///
  /// - Throws: ``DamagedRow`` when a value is outside what the schema allows.
  package init(_ row: some RowColumns) throws {
    id = try row.integer(0)
    vendor = try row.integer(1)
    event = try row.optionalInteger(9)
    guard let day = try Day(number: Int(row.integer(2))),
      let dimension = try Dimension.at(index: Int(row.integer(4))),
      let attribution = try Attribution.at(index: row.integer(7))
    else { throw DamagedRow(table: "incident", number: id) }
    incident = try Incident(
      vendor: "", day: day, outcome: IncidentRow.outcome(row.optionalInteger(3), of: id),
      dimension: dimension, resolved: row.optionalInteger(5).map { $0 == 1 },
      mitigated: row.optionalInteger(6).map { $0 == 1 }, attribution: attribution)
    if let details = try IncidentRow.details(row, 8, of: id) { incident.details = details }
  }
}
