internal import ScorecardModel

extension ImportFormat {
  /// Incidents, volumes and check-ins as CSV, told apart by their header.
  package static let interchange = ImportFormat(
    name: "incidents-csv", title: "incidents, volumes or check-ins as CSV: this program's own format",
    recognises: { sample in
      let names = Set(sample.columns.map(InterchangeHeader.fold))
      // A date alone is a check-in; with other columns beside it, it is in half of all files.
      return names == ["date"]
        || [ImportKind.incidents, .volumes].contains { $0.required.allSatisfy(names.contains) }
    },
    read: { file, output in try InterchangeReader.read(file, output) })
}

/// Reads incidents, volumes and check-ins from CSV, row by row.
enum InterchangeReader {
  static func read(_ file: SampledFile, _ output: FormatOutput) throws {
    var reader = try CSVReader(file.source, fileName: output.fileName)
    let header = try header(&reader, map: output.context.map)
    if !header.ignored.isEmpty {
      try output.warn("ignored columns: " + header.ignored.joined(separator: ", "), line: reader.line)
    }
    switch header.kind {
    case .incidents: try read(&reader, NativeFields<IncidentCSV>(header), file.sample, output)
    case .volumes: try read(&reader, NativeFields<VolumeCSV>(header), file.sample, output)
    case .checkIns: try read(&reader, NativeFields<CheckInCSV>(header), file.sample, output)
    }
  }

  private static func header(
    _ reader: inout CSVReader, map: [String: String]
  ) throws -> InterchangeHeader {
    let names = try reader.header(", such as date,vendor,outcome")
    do throws(HeaderProblem) { return try InterchangeHeader(names, map: map) } catch {
      throw reader.diagnostic(error.message, field: 0).followed(by: error.next)
    }
  }

  private static func read<File: NativeFile>(
    _ reader: inout CSVReader, _ fields: NativeFields<File>, _ sample: FileSample, _ output: FormatOutput
  ) throws {
    let (columns, sink) = (reader.count, output.sink)
    let habits = try HabitEvidence.habits(of: sample, fields.habitColumns, HabitEvidence(output))
    var context = NativeContext(habits, output)
    while true {
      let wrong: Diagnostic
      switch try reader.next() {
      case .end: return
      case .malformed(let diagnostic): wrong = diagnostic
      case .record:
        let row: ImportedRow?
        do throws(RowProblem) {
          row = try fields.row(of: reader, columns: columns, &context)
        } catch {
          wrong = reader.diagnostic(error.message, field: error.field).followed(by: error.next)
          break
        }
        if let row { try sink.row(row) { reader.original } }
        continue
      }
      try sink.problem(wrong, reader.original)
    }
  }
}
