/// The columns of a record's state, and how they are read.
extension SourceRecordRow {
  package static let names = [
    "id", "revision", "change", "voided", "source", "key_high", "key_low", "state_at", "vendor", "from_day",
    "days", "orders", "incidents", "watched_from", "watched_to", "checksum",
  ]
  package static let checksumColumn: Int32 = 15

  /// Reads the columns of ``names``.
  ///
  /// - Throws: ``DamagedRow`` when a value is outside what the schema allows.
  package init(_ row: some RowColumns) throws {
    id = try row.integer(0)
    revision = try row.integer(1)
    change = try row.integer(2)
    voided = try row.integer(3) == 1
    source = try row.integer(4)
    key = try KeyHash(high: row.integer(5), low: row.integer(6))
    stateAt = try row.optionalInteger(7)
    if let from = try row.optionalInteger(9), let days = try row.optionalInteger(10) {
      orders = try CountedOrders(
        vendor: row.optionalInteger(8), from: from, days: days, orders: row.integer(11))
    }
    if let from = try row.optionalInteger(13), let to = try row.optionalInteger(14) {
      guard let vendor = try row.optionalInteger(8) else {
        throw DamagedRow(table: "source_record", number: id)
      }
      watched = Watched(vendor: vendor, from: from, to: to)
    }
    guard let text = try row.optionalText(12) else { return }
    incidents = try text.split(separator: " ").map { [id] number in
      guard let number = Int64(number) else { throw DamagedRow(table: "source_record", number: id) }
      return number
    }
  }
}
