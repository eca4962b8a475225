internal import ScorecardModel

extension ImportFormat {
  /// Incidents, volumes and check-ins as CSV, told apart by their header.
  package static let interchange = ImportFormat(
    name: "incidents-csv", title: "incidents, volumes or check-ins as CSV: this program's own format",
    recognises: { sample in
      let names = Set(sample.columns.map(InterchangeHeader.fold))
      return ImportKind.allCases.contains { $0.required.allSatisfy(names.contains) }
    },
    read: InterchangeReader.read)
}

/// Reads incidents, volumes and check-ins from CSV, row by row.
enum InterchangeReader {
  static func read(
    _ source: ByteSource, fileName: String, context: ImportContext, sink: ImportSink
  ) throws {
    var reader = try CSVReader(source, fileName: fileName)
    let header = try header(&reader, map: context.map)
    if !header.ignored.isEmpty {
      let warning = "ignored columns: " + header.ignored.joined(separator: ", ")
      try sink.problem(Diagnostic(kind: .warning, file: fileName, line: reader.line, message: warning), nil)
    }
    let rawHeader = Array(reader.raw)
    let source = context.source ?? ImportFormat.interchange.name
    guard let parser = RowParser(header, raw: rawHeader, columns: reader.count, source: source, context)
    else {
      throw reader.diagnostic("not an incidents, volumes or check-ins file", field: 0)
    }
    var vendors = VendorLookup(context.catalog)
    while true {
      let wrong: Diagnostic
      switch try reader.next() {
      case .end: return
      case .malformed(let diagnostic): wrong = diagnostic
      case .record:
        let parsed: ImportedRow?
        do throws(RowProblem) {
          parsed = try parser.parse(
            reader, vendors: &vendors, latestDay: context.latestDay, dayOf: context.dayOf)
        } catch {
          wrong = reader.diagnostic(error.message, field: error.field)
          break
        }
        if let parsed { try sink.row(parsed) }
        continue
      }
      try sink.problem(wrong, RejectedRow(line: reader.line, header: rawHeader, row: Array(reader.raw)))
    }
  }

  private static func header(
    _ reader: inout CSVReader, map: [String: String]
  ) throws -> InterchangeHeader {
    switch try reader.next() {
    case .end:
      let message = "the file is empty; its first line names the columns, such as date,vendor,outcome"
      throw Diagnostic(file: reader.fileName, message: message)
    case .malformed(let diagnostic): throw diagnostic
    case .record:
      let names = (0..<reader.count).map { reader[$0].trimmed.text }
      do throws(HeaderProblem) {
        return try InterchangeHeader(names, map: map)
      } catch {
        throw reader.diagnostic(error.message, field: 0).followed(by: error.next)
      }
    }
  }
}

/// Turns the records of a file into its rows.
private struct RowParser {
  private enum Format {
    case incidents(IncidentCSV)
    case volumes(VolumeCSV)
    case checkIns(Column)
  }

  private let format: Format
  private let rawHeader: [UInt8]
  private let columns: Int
  private let confirmed: Bool

  /// nil when the header lacks a required column.
  init?(
    _ header: InterchangeHeader, raw: [UInt8], columns: Int, source: String, _ context: ImportContext
  ) {
    rawHeader = raw
    self.columns = columns
    confirmed = context.confirmed ?? true
    switch header.kind {
    case .incidents:
      guard let csv = IncidentCSV(header, source: source) else { return nil }
      format = .incidents(csv)
    case .volumes:
      guard let csv = VolumeCSV(header) else { return nil }
      format = .volumes(csv)
    case .checkIns:
      guard let date = Column("date", in: header) else { return nil }
      format = .checkIns(date)
    }
  }

  /// - Returns: nil for a row whose fields are all empty, which spreadsheets leave at the end.
  func parse(
    _ row: borrowing CSVReader, vendors: inout VendorLookup, latestDay: Day?, dayOf: (Timestamp) -> Day?
  ) throws(RowProblem) -> ImportedRow? {
    guard row.count == columns else { throw row.wrongCount(columns) }
    if row.isEmpty(0), row.isBlank { return nil }
    switch format {
    case .incidents(let csv):
      let incident = try csv.incident(row, vendors: &vendors, latestDay: latestDay, dayOf: dayOf)
      if let event = try csv.event(row, header: rawHeader) {
        return .eventIncident(incident, event, confirmed: confirmed, line: row.line)
      }
      return .incident(incident, confirmed: confirmed, line: row.line)
    case .volumes(let csv):
      let volume = try csv.volume(row, vendors: &vendors, latestDay: latestDay, dayOf: dayOf)
      return .volume(volume, mayShrink: true, line: row.line)
    case .checkIns(let date):
      return .checkIn(try row.day(date, latest: latestDay, dayOf: dayOf), line: row.line)
    }
  }
}
