package import ScorecardModel

/// One state of what another system says of one of its things, as the file holds it.
package struct SourceRecordRow: Equatable {
  package var id: Int64
  package var revision: Int64 = 1
  /// Number of the change that brought this state.
  package var change: Int64
  /// Whether the change that brought the thing was undone.
  package var voided = false
  package var source: Int64
  package var key: KeyHash
  /// In seconds since 1970.
  package var stateAt: Int64?
  package var orders: CountedOrders?
  /// It counts no orders then.
  package var watched: Watched?
  /// Those that it has or once had, ascending.
  package var incidents: [Int64] = []

  /// Orders over some days.
  package struct CountedOrders: Hashable {
    /// nil = the whole store.
    package var vendor: Int64?
    package var from: Int64
    package var days: Int64
    /// > 0.
    package var orders: Int64
  }

  /// When a monitor watched, in seconds since 1970.
  package struct Watched: Hashable {
    package var vendor: Int64
    package var from: Int64
    /// > `from`.
    package var to: Int64
  }

  /// What it counts while it stands.
  package var counted: CountedOrders? { voided ? nil : orders }
  /// What was watched while it stands.
  package var standingWatched: Watched? { voided ? nil : watched }

  /// What the source says; an undo compares nothing else.
  var reported: ReportedState {
    ReportedState(voided: voided, stateAt: stateAt, orders: orders, watched: watched, incidents: incidents)
  }

  struct ReportedState: Equatable {
    var voided: Bool
    var stateAt: Int64?
    var orders: CountedOrders?
    var watched: Watched?
    var incidents: [Int64]
  }

  package var vendor: Int64? { orders?.vendor ?? watched?.vendor }

  package var incidentsText: String? {
    incidents.isEmpty ? nil : incidents.map(String.init).joined(separator: " ")
  }

  /// Of every stored column but itself.
  package var checksum: Int64 {
    var sum = Checksum()
    sum.add(id)
    sum.add(revision)
    sum.add(change)
    sum.add(voided)
    sum.add(source)
    sum.add(key.high)
    sum.add(key.low)
    sum.add(stateAt)
    sum.add(vendor)
    sum.add(orders?.from)
    sum.add(orders?.days)
    sum.add(orders?.orders ?? 0)
    sum.add(Int64(incidents.count))
    for incident in incidents { sum.add(incident) }
    if let watched {
      sum.add(watched.from)
      sum.add(watched.to)
    }
    return sum.value
  }

  package init(
    id: Int64, change: Int64, source: Int64, key: KeyHash, stateAt: Int64?, orders: CountedOrders?,
    watched: Watched?, incidents: [Int64]
  ) {
    (self.id, self.change, self.source, self.key) = (id, change, source, key)
    (self.stateAt, self.orders, self.watched, self.incidents) = (stateAt, orders, watched, incidents)
  }
}

extension SourceRecordRow.CountedOrders {
  /// - Parameter vendor: its number.
  package init?(_ volume: Volume?, vendor: Int64?) {
    guard let volume, volume.orders > 0 else { return nil }
    self.init(
      vendor: vendor, from: Int64(volume.from.number), days: Int64(volume.to - volume.from),
      orders: Int64(volume.orders))
  }

  /// - Throws: ``DamagedRow`` when a value is outside what the schema allows.
  package func volume(names: IDRegistry, in table: String, number: Int64) throws -> Volume {
    let name = try vendor.map { vendor -> Vendor.ID in
      guard let name = names.vendors[vendor] else { throw DamagedRow(table: table, number: number) }
      return name
    }
    guard let from = Day(number: Int(from)), let to = Day(number: Int(self.from &+ days)),
      let volume = Volume(from: from, to: to, orders: Int(orders), vendor: name)
    else { throw DamagedRow(table: table, number: number) }
    return volume
  }
}

extension SourceRecordRow.Watched {
  /// - Parameter vendor: its number.
  package init(_ span: WatchedSpan, vendor: Int64) {
    self.init(vendor: vendor, from: span.from.seconds, to: span.to.seconds)
  }

  /// - Throws: ``DamagedRow`` when a value is outside what the schema allows.
  package func span(names: IDRegistry, number: Int64) throws -> WatchedSpan {
    guard let vendor = names.vendors[vendor],
      let span = WatchedSpan(of: vendor, from: Timestamp(seconds: from), to: Timestamp(seconds: to))
    else { throw DamagedRow(table: "source_record", number: number) }
    return span
  }
}
