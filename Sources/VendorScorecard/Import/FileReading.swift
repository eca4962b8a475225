internal import ScorecardFormats
internal import ScorecardLedger
internal import ScorecardModel

/// What a file's reader hands over, in the order of the file.
enum ReadItem: Sendable {
  // In a box, since a row is large and moves several times.
  indirect case row(CheckedRow, original: RejectedRow?)
  case problem(Diagnostic, original: RejectedRow?)
  case unknownVendor(ProposedVendor)
  case explanation(String)
  indirect case passedOver(PassedOver)
  case progress(ImportProgress)
}

/// A row of which all is checked that can be without the ledger.
enum CheckedRow: Sendable {
  /// - Parameter event: which it says that it is a part of.
  case incident(StorableIncident, event: CheckedEvent?, confirmed: Bool, line: Int)
  case unstorable(Unstorable, line: Int)
  case record(StorableRecord, line: Int)
  case none(ImportKey, line: Int)
  case volume(Volume, line: Int)
  case checkIn(Day, line: Int)
  /// What is joined with the record can be checked only then.
  case watched(MonitorWindow, confirmed: Bool)
  case unresolved(UnresolvedList)

  /// 0 for what is not of one line.
  var line: Int {
    switch self {
    case .incident(_, _, _, let line), .unstorable(_, let line), .record(_, let line), .volume(_, let line),
      .none(_, let line), .checkIn(_, let line):
      line
    case .watched, .unresolved: 0
    }
  }
}

/// The event that a row names, with the key that its first incident would have.
struct CheckedEvent: Sendable {
  var event: RowEvent
  var key: ImportKey
}

/// The reading of one file: on a thread of its own, so it checks and keys what it can.
struct FileReading: Sendable {
  let input: ImportInput
  /// nil = it is recognised by its content.
  let format: ImportFormat?
  let context: ImportContext
  let options: ImportOptions
  let tellsProgress: Bool

  /// - Returns: the format that it was.
  @Sendable func run(_ emit: @escaping (ReadItem) throws -> Void) throws -> String {
    let sink = ImportSink(
      row: { row, original in
        try emit(.row(checked(row), original: options.setsAside ? original() : nil))
      },
      problem: { try emit(.problem($0, original: $1)) },
      unknownVendor: { try emit(.unknownVendor($0)) },
      explanation: { try emit(.explanation($0)) },
      passedOver: { try emit(.passedOver($0)) })
    let source = try input.source(tellsProgress ? { try emit(.progress($0)) } : nil)
    return try ImportFormat.read(source, fileName: input.place, as: format, context: context, sink: sink).name
  }

  private func checked(_ row: ImportedRow) throws -> CheckedRow {
    switch row {
    case .incident(let incident, let confirmed, let line):
      return try checked(incident, nil, confirmed: confirmed, line: line)
    case .eventIncident(let incident, let event, let confirmed, let line):
      let key = ImportKey(source: incident.source?.source ?? "", id: event.name)
      let named = CheckedEvent(event: event, key: ExportKey.decoded(key, source: options.source))
      return try checked(incident, named, confirmed: confirmed, line: line)
    case .record(let record, let line):
      return try storable(line) { () throws(LedgerError) in .record(try StorableRecord(record), line: line) }
    case .none(let key, let line): return .none(ExportKey.decoded(key, source: options.source), line: line)
    case .volume(let volume, let line): return .volume(volume, line: line)
    case .checkIn(let day, let line): return .checkIn(day, line: line)
    case .watched(let window, let confirmed): return .watched(window, confirmed: confirmed)
    case .unresolved(let list): return .unresolved(list)
    }
  }

  private func checked(
    _ incident: Incident, _ event: CheckedEvent?, confirmed: Bool, line: Int
  ) throws -> CheckedRow {
    var incident = incident
    incident.source = incident.source.map { ExportKey.decoded($0, source: options.source) }
    return try storable(line) { () throws(LedgerError) in
      .incident(try StorableIncident(incident), event: event, confirmed: confirmed, line: line)
    }
  }

  private func storable(
    _ line: Int, _ make: () throws(LedgerError) -> CheckedRow
  ) throws -> CheckedRow {
    do throws(LedgerError) { return try make() } catch {
      guard let reason = error.refusal else { throw error }
      return .unstorable(reason, line: line)
    }
  }
}
