package import ScorecardModel

/// A state of a volume; the newest one of a range is in force.
package struct VolumeRow {
  package var change: Int64
  package var vendor: Int64?
  package var from: Int64
  package var to: Int64
  /// nil = taken back.
  package var orders: Int64?

  package var checksum: Int64 {
    var sum = Checksum()
    sum.add(change)
    sum.add(vendor)
    sum.add(from)
    sum.add(to)
    sum.add(orders)
    return sum.value
  }

  package init(change: Int64, vendor: Int64?, from: Int64, to: Int64, orders: Int64?) {
    self.change = change
    self.vendor = vendor
    self.from = from
    self.to = to
    self.orders = orders
  }

  /// The range, with its orders or none.
  package func volume(names: IDRegistry) throws -> Volume {
    guard let first = Day(number: Int(from)), let end = Day(number: Int(to)),
      let volume = Volume(
        from: first, to: end, orders: Int(orders ?? 0), vendor: try vendor.map { try name($0, names) })
    else { throw DamagedRow(table: "volume", number: change) }
    return volume
  }

  private func name(_ vendor: Int64, _ names: IDRegistry) throws -> Vendor.ID {
    guard let name = names.vendors[vendor] else { throw DamagedRow(table: "volume", number: change) }
    return name
  }
}
