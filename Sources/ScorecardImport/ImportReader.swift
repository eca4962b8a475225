package import ScorecardModel

/// One row of an interchange file, with the line on which it begins.
package enum ImportedRow: Hashable, Sendable {
  case incident(Incident, line: Int)
  case volume(Volume, line: Int)
  case checkIn(Day, line: Int)
}

/// A row that was not taken, for `FILE.rejected.csv`: header and rows as they stand in the file, without line ends.
package struct RejectedRow: Hashable, Sendable {
  package var line: Int
  package var header: [UInt8]
  package var row: [UInt8]
}

/// Reads incidents, volumes and check-ins from CSV, row by row.
package enum ImportReader {
  /// The source of imported incidents unless the caller names another.
  package static let standardSource = "incidents-csv"

  /// Reads a file to its end.
  ///
  /// - Parameters:
  ///   - map: column → the name that it has in this file.
  ///   - defaultSource: system that the incidents come from (the first half of their keys).
  ///   - latestDay: days after it are problems; nil = any day will do.
  ///   - dayOf: the day of a moment in the store's time zone, nil outside the years 1 to 9999.
  ///   - row: takes each good row.
  ///   - problem: takes each bad row's first problem with the row, and warnings without one.
  /// - Returns: which of the three files it was, told by its header.
  /// - Throws: ``Diagnostic`` when the file cannot be read to its end: not text, a header that does not fit, an open
  ///   quote; rows may have been handed out by then. ``FileError``, and what `row` and `problem` throw.
  package static func read(
    _ source: ByteSource, fileName: String, catalog: Catalog, map: [String: String] = [:],
    defaultSource: String? = nil, latestDay: Day? = nil, dayOf: (Timestamp) -> Day?,
    row: (ImportedRow) throws -> Void, problem: (Diagnostic, RejectedRow?) throws -> Void
  ) throws -> ImportKind {
    var reader = try CSVReader(source, fileName: fileName)
    let header = try header(&reader, map: map)
    if !header.ignored.isEmpty {
      let warning = "ignored columns: " + header.ignored.joined(separator: ", ")
      try problem(Diagnostic(kind: .warning, file: fileName, line: reader.line, message: warning), nil)
    }
    let rawHeader = Array(reader.raw)
    guard let parser = RowParser(header, columns: reader.count, source: defaultSource ?? standardSource)
    else { throw reader.diagnostic("not an incidents, volumes or check-ins file", field: 0) }
    var vendors = VendorLookup(catalog)
    while true {
      let wrong: Diagnostic
      switch try reader.next() {
      case .end: return header.kind
      case .malformed(let diagnostic): wrong = diagnostic
      case .record:
        let parsed: ImportedRow?
        do throws(RowProblem) {
          parsed = try parser.parse(reader, vendors: &vendors, latestDay: latestDay, dayOf: dayOf)
        } catch {
          wrong = reader.diagnostic(error.message, field: error.field)
          break
        }
        if let parsed { try row(parsed) }
        continue
      }
      try problem(wrong, RejectedRow(line: reader.line, header: rawHeader, row: Array(reader.raw)))
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
        throw reader.diagnostic(error.message, field: 0)
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
  private let columns: Int

  /// nil when the header lacks a required column.
  init?(_ header: InterchangeHeader, columns: Int, source: String) {
    self.columns = columns
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
    guard row.count == columns else { throw wrongCount(row) }
    if row.isEmpty(0), row.isBlank { return nil }
    switch format {
    case .incidents(let csv):
      let incident = try csv.incident(row, vendors: &vendors, latestDay: latestDay, dayOf: dayOf)
      return .incident(incident, line: row.line)
    case .volumes(let csv):
      let volume = try csv.volume(row, vendors: &vendors, latestDay: latestDay, dayOf: dayOf)
      return .volume(volume, line: row.line)
    case .checkIns(let date):
      return .checkIn(try row.day(date, latest: latestDay, dayOf: dayOf), line: row.line)
    }
  }

  private func wrongCount(_ row: borrowing CSVReader) -> RowProblem {
    let more = row.count > columns
    let hint = more ? "; put quotes around a text with a \(row.delimiterName)" : ""
    return RowProblem(
      message: "\(row.count) fields instead of \(columns)" + hint, field: more ? columns : row.count)
  }
}
