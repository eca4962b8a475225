import ScorecardModel

extension LedgerWriter {
  func sourceRecord(key: KeyHash) throws -> SourceRecordRow? { try store.record(key: key) }

  func insert(
    record: StorableRecord, key: KeyHash, incidents: [Int64]
  ) throws -> SourceRecordRow {
    let row = SourceRecordRow(
      id: lastRecord &+ 1, change: number,
      source: try sourceNumber(record.record.key.source), key: key, stateAt: record.record.stateAt?.seconds,
      orders: try counted(record.record.orders), watched: try watched(record.record.watched),
      incidents: incidents)
    try store.insert(row, checksum: noted(row, over: nil))
    lastRecord += 1
    return row
  }

  /// Replaces the state of a thing; the schema keeps the earlier one.
  func replace(_ old: SourceRecordRow, with state: SourceRecordRow) throws {
    var row = state
    row.revision = old.revision &+ 1
    row.change = number
    try store.update(row, checksum: noted(row, over: old))
  }

  /// - Returns: the state's checksum, as a part of this change.
  private func noted(_ row: SourceRecordRow, over old: SourceRecordRow?) -> Int64 {
    let checksum = row.checksum
    note(checksum)
    orderCounting.replace(old?.counted, by: row.counted, of: row.source)
    return checksum
  }

  /// Whether orders on record are these; asking numbers no new vendor.
  func counts(_ orders: SourceRecordRow.CountedOrders?, as volume: Volume?) -> Bool {
    guard let volume, volume.orders > 0 else { return orders == nil }
    let vendor = volume.vendor.map { names.vendors.number(of: $0) }
    if case .some(nil) = vendor { return false }
    return orders == SourceRecordRow.CountedOrders(volume, vendor: vendor ?? nil)
  }

  func counted(_ volume: Volume?) throws -> SourceRecordRow.CountedOrders? {
    guard let volume, volume.orders > 0 else { return nil }
    return SourceRecordRow.CountedOrders(volume, vendor: try volume.vendor.map(vendorNumber))
  }

  func watched(_ span: WatchedSpan?) throws -> SourceRecordRow.Watched? {
    try span.map { SourceRecordRow.Watched($0, vendor: try vendorNumber($0.vendor)) }
  }
}
