internal import ScorecardModel

/// Reads the rows of a volumes file; a class for the reason of ``IncidentCSV``.
final class VolumeCSV {
  private let from, to, orders: Column
  private let vendor: Column?

  init?(_ header: InterchangeHeader) {
    guard let from = Column("from", in: header), let to = Column("to", in: header),
      let orders = Column("orders", in: header)
    else { return nil }
    (self.from, self.to, self.orders) = (from, to, orders)
    vendor = Column("vendor", in: header)
  }

  /// The volume of the reader's current record.
  func volume(
    _ row: borrowing CSVReader, vendors: inout VendorLookup, latestDay: Day?, dayOf: (Timestamp) -> Day?
  ) throws(RowProblem) -> Volume {
    let start = try row.day(from, latest: latestDay, dayOf: dayOf)
    let end = try row.day(to, latest: nil, dayOf: dayOf)
    let count = try row.value(orders) { bytes throws(FieldProblem) in
      guard let value = bytes.wholeNumber, value <= Volume.mostOrders else {
        throw FieldProblem(bytes, "isn't a whole number from 0 to \(Volume.mostOrders)")
      }
      return value
    }
    let vendor = try row.optional(vendor) { bytes throws(FieldProblem) in try vendors.id(bytes) }
    guard let volume = Volume(from: start, to: end, orders: count, vendor: vendor) else {
      let message = "to \(end) isn't after from \(start); to is the first day that no longer counts"
      throw RowProblem(message: message, field: to.index)
    }
    return volume
  }
}
