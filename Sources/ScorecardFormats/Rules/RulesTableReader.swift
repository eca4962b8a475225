internal import ScorecardModel

/// Reads a table by rules, row by row.
enum RulesTableReader {
  static func read(_ file: SampledFile, _ rules: ImportRules, _ output: FormatOutput) throws {
    var rules = rules
    let reader = try CSVReader(file.source, fileName: output.fileName)
    var table = try RuleTable(reader, rules)
    rules.dates = try DateOrder.dates(of: rules, sample: file.sample, positions: table.positions, output)
    let columns = table.reader.count
    var run = try RulesRun(rules, isList: false, output)
    while true {
      let wrong: Diagnostic
      switch try table.reader.next() {
      case .end: return try run.finish()
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
        let row: ImportedRow?
        do throws(RuleProblem) {
          row = try run.take(table, number: table.reader.line, line: table.reader.line)
        } catch {
          wrong = table.reader.diagnostic(error.message, field: table.positions[error.field].first ?? 0)
            .followed(by: error.next)
          run.refused(table, number: table.reader.line, error.message)
          break
        }
        if let row { try output.sink.row(row) { table.reader.original } }
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

  @inline(__always)
  func field(_ number: Int) -> FieldBytes {
    let columns = positions[number]
    if columns.count == 1 { return reader[columns[0]] }
    for column in columns where !reader.isEmpty(column) { return reader[column] }
    return FieldBytes(start: nil, count: 0)
  }
}

/// Tells in which order day and month stand, where rules say that it can be either.
enum DateOrder {
  static func dates(
    of rules: ImportRules, sample: FileSample, positions: [[Int]], _ output: FormatOutput
  ) throws -> [DateFormat] {
    if let chosen = output.context.dateFormat { return [chosen] }
    guard rules.datesAreAmbiguous, let column = positions[rules.day].first else { return rules.dates }
    var fitting = rules.dates
    var example = ""
    var reader = try CSVReader(ByteSource(sample.bytes), fileName: output.fileName)
    _ = try reader.next()
    // A record that the sample cuts is no evidence; the last one of a whole file is.
    let end = sample.bytes.count < FileSample.length ? .max : sample.bytes.count
    while case .record = (try? reader.next()) ?? .end, reader.recordEnd < end {
      guard column < reader.count else { continue }
      let bytes = reader[column].trimmed
      if bytes.isEmpty { continue }
      let still = fitting.filter { (try? $0.read(bytes)) != nil }
      // What is no date, or written in another order than the rows before it, is refused when its turn comes.
      if still.isEmpty { continue }
      fitting = still
      if example.isEmpty { example = bytes.text }
    }
    guard fitting.count > 1, !example.isEmpty else { return fitting }
    throw AmbiguousDates(file: output.fileName, example: example, patterns: fitting.map(\.text))
  }

  /// An element of a list is handed out before the next is seen, so that each date must be plain by itself.
  static func check(
    _ bytes: FieldBytes, _ rules: ImportRules, _ output: FormatOutput
  ) throws(AmbiguousDates) {
    guard rules.datesAreAmbiguous, output.context.dateFormat == nil else { return }
    let fitting = rules.dates.filter { (try? $0.read(bytes.trimmed)) != nil }
    guard Set(fitting.compactMap { try? $0.read(bytes.trimmed).day }).count > 1 else { return }
    throw AmbiguousDates(
      file: output.fileName, example: bytes.trimmed.text, patterns: fitting.map(\.text))
  }
}

/// A file whose dates can be read in several ways; the owner has to say which.
package struct AmbiguousDates: Error, Hashable, Sendable {
  package var file: String
  /// A date as it stands in the file.
  package var example: String
  /// Ways to read it, such as `M/d/yyyy`.
  package var patterns: [String]
}
