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
    switch header.kind {
    case .incidents: try read(&reader, NativeFields<IncidentCSV>(header), context, sink)
    case .volumes: try read(&reader, NativeFields<VolumeCSV>(header), context, sink)
    case .checkIns: try read(&reader, NativeFields<CheckInCSV>(header), context, sink)
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

  private static func read<File: NativeFile>(
    _ reader: inout CSVReader, _ fields: NativeFields<File>, _ context: ImportContext, _ sink: ImportSink
  ) throws {
    let columns = reader.count
    var native = NativeContext(context)
    while true {
      let wrong: Diagnostic
      switch try reader.next() {
      case .end: return
      case .malformed(let diagnostic): wrong = diagnostic
      case .record:
        let row: ImportedRow?
        do throws(RowProblem) {
          row = try fields.row(of: reader, columns: columns, &native)
        } catch {
          wrong = reader.diagnostic(error.message, field: error.field)
          break
        }
        if let row { try sink.row(row) { reader.original } }
        continue
      }
      try sink.problem(wrong, reader.original)
    }
  }
}
