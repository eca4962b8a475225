internal import ScorecardModel

/// Reads a JSON list or JSON Lines by rules, element by element.
enum RulesListReader {
  static func read(_ file: SampledFile, _ rules: ImportRules, _ output: FormatOutput) throws {
    let habits = try habits(of: file.sample, rules, output)
    var elements = try elements(file.source, rules, output)
    var element = RuleElement(rules)
    var run = try RulesRun(rules, habits, isList: true, output)
    var number = 0
    while let value = try elements.next() {
      number += 1
      let records = element.records(in: value)
      if records.isEmpty { run.passEmpty() }
      for record in records {
        element.set(record)
        let rows: [ImportedRow]
        do throws(RuleProblem) {
          rows = try run.take(element, number: number, line: record.position.line)
        } catch {
          run.refused(element, number: number, error.message)
          try output.refuse(
            ElementProblem("element \(number): " + error.message, at: record.position, next: error.next))
          continue
        }
        for row in rows { try output.sink.row(row) { nil } }
      }
    }
    try run.finish()
  }

  private static func elements(
    _ source: ByteSource, _ rules: ImportRules, _ output: FormatOutput
  ) throws -> JSONElements {
    try JSONElements(source, fileName: output.fileName, lists: rules.list.map { [$0] } ?? [])
  }

  /// What the first elements show; one that the sample cuts is no evidence.
  private static func habits(
    of sample: FileSample, _ rules: ImportRules, _ output: FormatOutput
  ) throws -> FileHabits {
    var evidence = HabitEvidence(dates: rules.dates, numbers: rules.numbers, output)
    var element = RuleElement(rules)
    guard var elements = try? elements(ByteSource(sample.bytes), rules, output) else {
      return try evidence.habits()
    }
    while let value = try? elements.next() {
      for record in element.records(in: value) {
        element.set(record)
        do throws(FieldProblem) {
          for field in rules.dateFields.sorted() { try evidence.see(date: element.field(field).trimmed) }
          for field in rules.numberFields.sorted() where !element.isExactNumber(field) {
            try evidence.see(number: element.field(field).trimmed)
          }
        } catch {
          let problem = ElementProblem(error, at: record.position)
          throw Diagnostic(
            file: output.fileName, line: problem.position.line, column: problem.position.column,
            message: problem.message, next: problem.next)
        }
      }
    }
    return try evidence.habits()
  }
}

/// An element of a list whose fields are known by the numbers that rules give them.
struct RuleElement: ~Copyable, RuleRecord {
  /// The paths of each field; the first that leads to a text is taken.
  private let paths: [[[String]]]
  private let inside: [[String]]
  private var ranges: [Range<Int>]
  private var areNumbers: [Bool]
  private var bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 1)

  init(_ rules: ImportRules) {
    paths = rules.fields.map { field in
      ImportRules.alternatives(of: field).map { $0.split(separator: ".").map(String.init) }
    }
    inside = rules.inside.map { $0.split(separator: ".").map(String.init) }
    ranges = Array(repeating: 0..<0, count: paths.count)
    areNumbers = Array(repeating: false, count: paths.count)
  }

  deinit { bytes.deallocate() }

  func field(_ number: Int) -> FieldBytes {
    FieldBytes(rebasing: FieldBytes(bytes)[ranges[number]])
  }

  func isExactNumber(_ field: Int) -> Bool { areNumbers[field] }

  /// What an element of the file holds.
  func records(in element: JSONValue) -> [JSONValue] {
    guard let found = inside.lazy.compactMap({ RuleElement.find($0[...], in: element) }).first else {
      return [element]
    }
    return found.array ?? [found]
  }

  /// Lays the fields' texts out one behind the other.
  mutating func set(_ element: JSONValue) {
    var used = 0
    for (index, paths) in paths.enumerated() {
      let values = paths.lazy.map { RuleElement.find($0[...], in: element) }
      let value = values.first { !RuleElement.text($0).isEmpty } ?? nil
      areNumbers[index] = value?.number != nil
      let text = RuleElement.text(value).utf8
      if used + text.count > bytes.count { grow(to: used + text.count, keeping: used) }
      UnsafeMutableRawBufferPointer(rebasing: bytes[used..<used + text.count]).copyBytes(from: text)
      ranges[index] = used..<used + text.count
      used += text.count
    }
  }

  private mutating func grow(to count: Int, keeping used: Int) {
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: count * 2, alignment: 1)
    larger.copyBytes(from: bytes[..<used])
    bytes.deallocate()
    bytes = larger
  }

  /// `first`, `last` or a number from 0 step into a list.
  private static func find(_ path: ArraySlice<String>, in value: JSONValue?) -> JSONValue? {
    guard let value, let step = path.first else { return value }
    guard let list = value.array else { return find(path.dropFirst(), in: value[step]) }
    let inner: JSONValue?
    switch step {
    case "first": inner = list.first
    case "last": inner = list.last
    default: inner = Int(step).flatMap { list.indices.contains($0) ? list[$0] : nil }
    }
    return find(path.dropFirst(), in: inner)
  }

  /// Lists and objects have no text of their own.
  private static func text(_ value: JSONValue?) -> String {
    switch value?.content {
    case .string(let text): text
    case .number(let number): number.text
    case .bool(let bool): String(bool)
    case nil, .null, .array, .object: ""
    }
  }
}
