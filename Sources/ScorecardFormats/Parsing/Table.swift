internal import ScorecardModel

/// A CSV file of another system, whose columns are known by their names.
struct Table: ~Copyable {
  private var reader: CSVReader
  private let names: [String]
  private let sample: FileSample

  /// Reads the header.
  ///
  /// - Throws: ``Diagnostic`` when there is none; ``FileError``.
  init(_ file: SampledFile, fileName: String) throws {
    var reader = try CSVReader(file.source, fileName: fileName)
    names = try reader.header().map(Table.fold)
    self.reader = reader
    sample = file.sample
  }

  /// How the columns that are read write dates and numbers.
  ///
  /// - Parameter known: ways in which such a file may write dates.
  /// - Throws: ``Diagnostic`` where the file contradicts itself; ``AmbiguousDates``.
  func habits(
    dates: [TableColumn?], numbers: [TableColumn?] = [], known: [DateFormat] = [.iso], _ output: FormatOutput
  ) throws -> FileHabits {
    let columns = HabitColumns(
      dates: dates.compactMap { $0?.index }, numbers: numbers.compactMap { $0?.index })
    return try HabitEvidence.habits(of: sample, columns, HabitEvidence(dates: known, output))
  }

  /// Names are compared without regard to their case.
  static func fold(_ name: String) -> String { VendorNames.key(name) }

  /// The first column that has one of these names.
  func column(_ candidates: String...) -> TableColumn? {
    for name in candidates {
      if let index = names.firstIndex(of: Table.fold(name)) { return TableColumn(name: name, index: index) }
    }
    return nil
  }

  func required(_ name: String) throws -> TableColumn {
    guard let column = column(name) else {
      throw reader.diagnostic("no column \(quoted(name)); was it left out of the export?", field: 0)
    }
    return column
  }

  /// Hands out every record; one for which `body` throws ``RowProblem`` is refused.
  mutating func read(to sink: ImportSink, _ body: (borrowing CSVReader) throws -> Void) throws {
    while true {
      let wrong: Diagnostic
      switch try reader.next() {
      case .end: return
      case .malformed(let diagnostic): wrong = diagnostic
      case .record:
        if reader.isBlank { continue }
        do {
          guard reader.count == names.count else { throw reader.wrongCount(names.count) }
          try body(reader)
          continue
        } catch let problem as RowProblem {
          wrong = reader.diagnostic(problem.message, field: problem.field).followed(by: problem.next)
        }
      }
      try sink.problem(wrong, reader.original)
    }
  }
}

/// A column by the name under which it was looked for.
struct TableColumn {
  let name: String
  let index: Int
}

extension CSVReader {
  /// The bytes of a field without blanks around them; empty when the file has no such column.
  func field(_ column: TableColumn?) -> FieldBytes {
    guard let column else { return FieldBytes(start: nil, count: 0) }
    return self[column.index].trimmed
  }

  /// Reads one field; problems bear the column's name.
  func parse<Value>(
    _ column: TableColumn, _ read: (FieldBytes) throws(FieldProblem) -> Value
  ) throws(RowProblem) -> Value {
    do { return try read(field(column)) } catch {
      throw RowProblem(error, column: column.name, field: column.index)
    }
  }

  /// - Parameter elseOffset: what is meant when no offset is written; 0 = UTC.
  func moment(
    _ column: TableColumn, _ dates: DateReading, elseOffset: Int? = nil
  ) throws(RowProblem) -> Timestamp {
    try parse(column) { bytes throws(FieldProblem) in
      guard let moment = try dates.read(bytes).moment(elseOffset: elseOffset) else {
        throw FieldProblem(bytes, "has no time with Z or an offset")
      }
      return moment
    }
  }
}
