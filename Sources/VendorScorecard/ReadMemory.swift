internal import ScorecardLedger
internal import ScorecardModel
internal import ScorecardScoring
internal import Synchronization

/// What an open workspace has read to score, for the next time that it is asked: a page that shows a million entries
/// after one more of them reads one vendor anew, not forty.
struct ReadMemory: Sendable {
  struct Sums: Sendable {
    var evidence: Evidence
    var evaluator: Evaluator
  }

  /// Entries of which something may be due on a day, by vendor.
  struct Concerned: Sendable {
    var day: Day
    var entries: [Vendor.ID: [RecordedIncident]]
  }

  /// How failures up to a day were resolved, of the vendors that were asked about.
  struct Recoveries: Sendable {
    var day: Day
    var byVendor: [Vendor.ID: QuarterReport.Recovery] = [:]
  }

  private let sums = Remembered<Sums>()
  private let concerned = Remembered<Concerned>()
  private let sources = Remembered<[SourceSummary]>()
  private let recoveries = Remembered<Recoveries>()

  func sums(_ reader: any LedgerReader, _ catalog: Catalog) throws -> Sums {
    try sums.value(reader) { known, changed in
      guard var sums = known else {
        let evidence = try reader.evidence()
        return Sums(evidence: evidence, evaluator: Evaluator(catalog: catalog, evidence: evidence))
      }
      sums.evidence.replace(changed, by: try reader.evidence(of: changed))
      sums.evaluator = sums.evaluator.with(sums.evidence, changed: changed)
      return sums
    }
  }

  func sources(_ reader: any LedgerReader) throws -> [SourceSummary] {
    try sources.value(reader) { _, _ in try reader.sources() }
  }

  func recovery(
    of vendor: Vendor.ID, _ reader: any LedgerReader, asOf day: Day,
    _ read: () throws -> QuarterReport.Recovery
  ) throws -> QuarterReport.Recovery? {
    try recoveries.value(
      reader, where: { $0.day == day }, hasAll: { $0.byVendor[vendor] != nil }
    ) { known, changed in
      var recoveries = known ?? Recoveries(day: day)
      for vendor in changed { recoveries.byVendor[vendor] = nil }
      if recoveries.byVendor[vendor] == nil { recoveries.byVendor[vendor] = try read() }
      return recoveries
    }.byVendor[vendor]
  }

  /// By number.
  ///
  /// - Parameter read: reads those of one vendor, or of all for nil.
  func concerned(
    _ reader: any LedgerReader, by day: Day, _ read: (Vendor.ID?) throws -> [RecordedIncident]
  ) throws -> [RecordedIncident] {
    let concerned = try concerned.value(reader, where: { $0.day == day }) { known, changed in
      guard var concerned = known else {
        return Concerned(day: day, entries: Dictionary(grouping: try read(nil), by: \.incident.vendor))
      }
      for vendor in changed { concerned.entries[vendor] = try read(vendor) }
      return concerned
    }
    return concerned.entries.values.joined().sorted { $0.id < $1.id }
  }
}

/// Something that was read from a ledger, vendor by vendor.
///
/// It is never stale: it is kept with the change after which it was read, and of what came later all vendors that it may
/// have touched are read again.
private final class Remembered<Value: Sendable>: Sendable {
  private let kept = Mutex<(mark: LedgerMark, value: Value)?>(nil)

  /// - Parameters:
  ///   - isUsable: whether what is known is of what is asked for.
  ///   - hasAll: whether nothing of it is missing.
  ///   - update: is given what is known and the vendors that were touched since; nil and none to read all.
  func value(
    _ reader: any LedgerReader, where isUsable: (Value) -> Bool = { _ in true },
    hasAll: (Value) -> Bool = { _ in true },
    _ update: (Value?, Set<Vendor.ID>) throws -> Value
  ) throws -> Value {
    guard let mark = try LedgerMark(reader) else { return try update(nil, []) }
    let known = kept.withLock { $0 }.flatMap { isUsable($0.value) ? $0 : nil }
    if let known, known.mark == mark, hasAll(known.value) { return known.value }
    let changed = try known.flatMap { try mark.vendors(touchedSince: $0.mark, reader) }
    let value = try update(changed == nil ? nil : known?.value, changed ?? [])
    kept.withLock { $0 = (mark, value) }
    return value
  }
}

extension LedgerMark {
  /// More changes than these, or larger ones, are no reason to go through them one by one.
  private static let mostChanges = 20

  /// The vendors that were changed about; nil when that can't be told in short.
  fileprivate func vendors(
    touchedSince earlier: LedgerMark, _ reader: any LedgerReader
  ) throws -> Set<Vendor.ID>? {
    let count = change - earlier.change
    guard ledger == earlier.ledger, (0...Int64(LedgerMark.mostChanges)).contains(count) else { return nil }
    var vendors: Set<Vendor.ID> = []
    for change in try reader.changes(limit: Int(count)) {
      if case .other = change.kind { return nil }
      let subject = try reader.subject(ofChange: change.number)
      let brought = subject.brought.map(Array.init) ?? []
      guard change.kind != .imported, brought.count + subject.revised.count < ChangeSubject.mostNamed else {
        return nil
      }
      for id in brought + subject.revised {
        // It may have been another vendor's before.
        vendors.formUnion(try reader.history(of: id).map(\.state.incident.vendor))
      }
    }
    return vendors
  }
}
