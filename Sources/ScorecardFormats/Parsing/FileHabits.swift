internal import ScorecardModel

/// How one file writes dates and numbers.
struct FileHabits {
  var dates: DateReading
  var numbers: NumberReading
}

/// Gathers from the first rows of a file how it writes dates and numbers, where neither its reader nor the call says so.
struct HabitEvidence {
  private let dates: DateReading
  private let numbers: NumberReading
  private let fileName: String
  /// What the first date showed that can be read in one order only.
  private var order: (isDayFirst: Bool, example: String)?
  /// The first that can be read in both.
  private var open: String?
  /// What the first number showed that can be read in one way only.
  private var marks: (format: NumberFormat, example: String)?
  private let contested: [DateFormat]

  /// - Parameters:
  ///   - dates: what the reader of the file knows.
  ///   - numbers: what its rules say.
  init(dates: [DateFormat] = [.iso], numbers: NumberFormat? = nil, _ output: FormatOutput) {
    let context = output.context
    self.dates = DateReading(context.dateFormat?.over(dates) ?? dates)
    self.numbers = NumberReading(
      format: context.numberFormat ?? numbers, currency: context.catalog.currency)
    fileName = output.fileName
    contested = self.dates.contested
  }

  /// - Throws: what contradicts an earlier one.
  mutating func see(date bytes: FieldBytes) throws(FieldProblem) {
    if contested.isEmpty || bytes.isEmpty { return }
    let read = contested.compactMap { format in (try? format.read(bytes)).map { (format, $0.day) } }
    let orders = Set(read.compactMap(\.0.isDayFirst))
    guard orders.count == 1, let isDayFirst = orders.first else {
      if open == nil, Set(read.map(\.1)).count > 1 { open = bytes.text }
      return
    }
    guard let order else {
      self.order = (isDayFirst, bytes.text)
      return
    }
    guard order.isDayFirst != isDayFirst else { return }
    let (here, there) = isDayFirst ? ("day", "month") : ("month", "day")
    throw FieldProblem(
      bytes, "has the \(here) first, but \(quoted(order.example)) above it the \(there)",
      next: .chooseDateFormat(contested.map(\.text)))
  }

  /// - Throws: what contradicts an earlier one.
  mutating func see(number bytes: FieldBytes) throws(FieldProblem) {
    guard numbers.format == nil, bytes.wholeNumber == nil, let written = WrittenNumber(bytes) else { return }
    let ways = [NumberFormat.point, .comma].filter { written.value(as: $0) != nil }
    guard ways.count == 1, let way = ways.first else { return }
    guard let marks else {
      self.marks = (way, bytes.text)
      return
    }
    guard marks.format != way else { return }
    throw FieldProblem(
      bytes,
      "is written as \(way.rawValue), but \(quoted(marks.example)) above it as \(marks.format.rawValue)",
      next: .chooseNumberFormat(NumberReading.ways))
  }

  /// - Throws: ``AmbiguousDates`` when there is a date that can be read in two ways, and nothing decides.
  func habits() throws(AmbiguousDates) -> FileHabits {
    var habits = FileHabits(dates: dates, numbers: numbers)
    habits.numbers.format = numbers.format ?? marks?.format
    if let order {
      habits.dates = DateReading(
        dates.formats.filter { !contested.contains($0) || $0.isDayFirst == order.isDayFirst })
    } else if let open {
      let fitting = contested.filter { (try? $0.read(open)) != nil }
      throw AmbiguousDates(file: fileName, example: open, patterns: fitting.map(\.text))
    }
    return habits
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

// MARK: Tables

/// Columns of a table by their positions.
struct HabitColumns {
  var dates: [Int] = []
  var numbers: [Int] = []
}

extension HabitEvidence {
  /// What a table's first rows show.
  ///
  /// - Throws: ``Diagnostic`` for rows that contradict each other; ``AmbiguousDates``.
  static func habits(
    of sample: FileSample, _ columns: HabitColumns, _ evidence: HabitEvidence
  ) throws -> FileHabits {
    var evidence = evidence
    // What is wrong with the file is said by whoever reads it whole.
    guard var reader = try? CSVReader(ByteSource(sample.bytes), fileName: evidence.fileName),
      let names = try? reader.header()
    else { return try evidence.habits() }
    // A record that the sample cuts is no evidence; the last one of a whole file is.
    let end = sample.bytes.count < FileSample.length ? .max : sample.bytes.count
    reading: while true {
      switch try? reader.next() {
      case .record where reader.recordEnd < end && reader.count == names.count:
        try evidence.see(reader, columns, names)
      case .record, .malformed: continue
      case .end, nil: break reading
      }
    }
    return try evidence.habits()
  }

  private mutating func see(
    _ row: borrowing CSVReader, _ columns: HabitColumns, _ names: [String]
  ) throws(Diagnostic) {
    var column = 0
    do throws(FieldProblem) {
      for index in columns.dates {
        column = index
        try see(date: row[index].trimmed)
      }
      for index in columns.numbers {
        column = index
        try see(number: row[index].trimmed)
      }
    } catch {
      throw row.diagnostic(names[column] + " " + error.message, field: column).followed(by: error.next)
    }
  }
}
