internal import ScorecardModel

/// Reads a table by rules, row by row.
enum RulesTableReader {
  static func read(_ file: SampledFile, _ rules: ImportRules, _ output: FormatOutput) throws {
    let reader = try CSVReader(file.source, fileName: output.fileName)
    var table = try RuleTable(reader, rules)
    let evidence = HabitEvidence(dates: rules.dates, numbers: rules.numbers, output)
    let habits = try HabitEvidence.habits(of: file.sample, table.habitColumns(rules), evidence)
    let columns = table.reader.count
    var run = try RulesRun(rules, habits, isList: false, output)
    while true {
      let wrong: Diagnostic
      switch try table.reader.next() {
      case .end: return try run.finish(headerLine: table.reader.headerLine)
      case .malformed(let diagnostic):
        wrong = diagnostic
        run.refused(number: table.reader.line, wrong.message)
      case .record:
        if table.reader.isEmpty(0), table.reader.isBlank { continue }
        guard table.reader.count == columns else {
          let problem = table.reader.wrongCount(columns)
          wrong = table.reader.diagnostic(problem.message, field: problem.field)
          run.refused(number: table.reader.line, wrong.message)
          break
        }
        let rows: [ImportedRow]
        do throws(RuleProblem) {
          rows = try run.take(table, number: table.reader.line, line: table.reader.line)
        } catch {
          wrong = table.reader.diagnostic(error.message, field: table.positions[error.field].first ?? 0)
            .followed(by: error.next)
          run.refused(table, number: table.reader.line, error.message)
          break
        }
        for row in rows { try output.sink.row(row) { table.reader.original } }
        continue
      }
      try output.sink.problem(wrong, table.reader.original)
    }
  }
}

/// A table whose fields are known by the numbers that rules give them.
struct RuleTable: ~Copyable, RuleRecord {
  var reader: CSVReader
  /// Columns of each field: several where a header repeats a name; the first that holds anything is read.
  let positions: [[Int]]

  /// Reads the header.
  ///
  /// - Throws: ``Diagnostic`` with every column that is missing.
  init(_ reader: consuming CSVReader, _ rules: ImportRules) throws {
    let names = try reader.header()
    let folded = names.map(InterchangeHeader.fold)
    let positions = rules.fields.map { field in
      ImportRules.alternatives(of: field).map(InterchangeHeader.fold).flatMap { name in
        folded.indices.filter { folded[$0] == name }
      }
    }
    let missing = zip(rules.fields, positions).filter { $1.isEmpty && !rules.optional.contains($0) }.map(\.0)
    guard missing.isEmpty else {
      let list = missing.map(quoted).joined(separator: ", ")
      let found = names.prefix(40).joined(separator: ", ") + (names.count > 40 ? ", …" : "")
      throw reader.diagnostic(
        "no column \(list), which the \(rules.name) rules read. Found: \(found)", field: 0)
    }
    self.positions = positions
    self.reader = reader
  }

  func habitColumns(_ rules: ImportRules) -> HabitColumns {
    HabitColumns(
      dates: rules.dateFields.sorted().flatMap { positions[$0] },
      numbers: rules.numberFields.sorted().flatMap { positions[$0] })
  }

  @inline(__always)
  func field(_ number: Int) -> FieldBytes {
    let columns = positions[number]
    if columns.count == 1 { return reader[columns[0]] }
    for column in columns where !reader.isEmpty(column) { return reader[column] }
    return FieldBytes(start: nil, count: 0)
  }
}
