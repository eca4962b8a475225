internal import ScorecardModel

extension ImportFormat {
  /// The kind of file that these rules are for.
  package init(_ rules: ImportRules) {
    self.init(
      name: rules.name, title: rules.title, marks: rules.recognise,
      read: { file, output in
        if case .table = file.sample.shape {
          try RulesTableReader.read(file, rules, output)
        } else {
          try RulesListReader.read(file, rules, output)
        }
      })
  }
}

/// Turns the records of one file into orders and incidents, and hands them to the sink.
struct RulesRun {
  private(set) var program: RuleProgram
  private let output: FormatOutput
  /// Elements are numbered from 1; the first row of a table stands on line 2.
  private let isList: Bool
  private let explained: Int?
  private var records = 0
  private var taken = 0
  private var passedOver = PassedOver()
  /// Rows whose amounts are in another currency than the store's.
  private var withoutAmounts = 0
  /// As they are compared → as they were first written.
  private var proposed: [String: String] = [:]

  init(
    _ rules: ImportRules, _ habits: FileHabits, isList: Bool, _ output: FormatOutput
  ) throws(Diagnostic) {
    program = try RuleProgram(rules, habits, output)
    self.isList = isList
    self.output = output
    explained = output.context.explainedLine
  }

  /// - Parameters:
  ///   - number: the line of a table's row, or what element of a list it is: what may be asked about.
  ///   - line: where it begins in the file.
  mutating func take(
    _ record: borrowing some RuleRecord & ~Copyable, number: Int, line: Int
  ) throws(RuleProblem) -> [ImportedRow] {
    records += 1
    let result = try program.result(of: record)
    if number == explained {
      for text in program.explanation(of: record, result) { notes.append(text) }
    }
    switch result {
    case .otherVendor:
      passedOver.expected += 1
      return program.passedOver(record).map { .record($0, line: line) }
    case .passed:
      try passOver(record)
      return program.passedOver(record).map { .record($0, line: line) }
    case .unknownVendor(let name):
      taken += 1
      let key = VendorNames.key(name)
      if proposed[key] == nil { proposed[key] = name }
      return []
    case .found(let found):
      if found.lacksAmounts { withoutAmounts += 1 }
      if found.isEmpty { try passOver(record) } else { taken += 1 }
      return try rows(record, found, line: line)
    }
  }

  /// Counts an element that could hold records, and holds none, such as an order that was not sent yet.
  mutating func passEmpty() {
    records += 1
    taken += 1
    passedOver.expected += 1
  }

  /// Counts a record that came to nothing, by what decided it.
  private mutating func passOver(
    _ record: borrowing some RuleRecord & ~Copyable
  ) throws(RuleProblem) {
    if try program.isExpectedToPass(record) {
      taken += 1
      passedOver.expected += 1
    } else if let reason = program.passReason(of: record) {
      passedOver.add(reason)
    } else {
      passedOver.expected += 1
    }
  }

  private func rows(
    _ record: borrowing some RuleRecord & ~Copyable, _ found: RuleProgram.Found, line: Int
  ) throws(RuleProblem) -> [ImportedRow] {
    var found = found
    var rows: [ImportedRow] = []
    if let order = try program.orderRecord(of: record, found) {
      rows.append(.record(order, line: line))
      found.orders = nil
    }
    let told = try program.sourceRecord(of: record, found)
    if !told.key.id.isEmpty || told.orders != nil {
      rows.append(.record(told, line: line))
    } else {
      // Known by what it says itself.
      rows += told.incidents.map { .incident($0.incident, confirmed: $0.confirmed, line: line) }
    }
    return rows
  }

  /// The explanation of the record that was asked about.
  private(set) var notes: [String] = []

  /// Counts a record that was refused, so that a file of nothing but wrong rows is not said to match nothing.
  mutating func refused(_ record: borrowing some RuleRecord & ~Copyable, number: Int, _ message: String) {
    if number == explained { notes += program.fieldTexts(of: record) }
    refused(number: number, message)
  }

  /// Counts a record that has no fields to show.
  mutating func refused(number: Int, _ message: String) {
    taken += 1
    if number == explained { notes.append("→ refused: " + message) }
  }

  /// Hands out what was counted over the whole file.
  ///
  /// - Parameter headerLine: of a table.
  func finish(headerLine: Int = 1) throws {
    for note in notes { try output.sink.explanation(note) }
    if let explained, notes.isEmpty {
      let message =
        isList
        ? "no element \(explained); the list has \(records)"
        : "no row begins on line \(explained); the header is line \(headerLine)"
      throw Diagnostic(
        file: output.fileName, message: message, next: .explainRow(isList ? 1 : headerLine + 1))
    }
    if explained == nil, records > 0, taken == 0 {
      let rows = "\(records) \(isList ? "element" : "row")" + (records == 1 ? "" : "s")
      throw Diagnostic(
        file: output.fileName,
        message: "the \(program.rules.name) rules match none of its \(rows)",
        next: .explainRow(isList ? 1 : headerLine + 1))
    }
    // Of a list of tickets rules may want a few; what they count orders from they should know.
    let knowsItsRows = !program.rules.ignore.isEmpty || program.rules.orders != nil
    try output.tell(
      passedOver, of: records, isList: isList, knowsItsRows: knowsItsRows,
      advice: ". If that is as it should be, say so in the rules, with \"ignore\"")
    for name in proposed.values.sorted() {
      try output.sink.unknownVendor(ProposedVendor(name: name, stage: program.rules.vendor.stage ?? ""))
    }
    if program.rules.hasTotalsWithoutKey {
      try output.warn(
        "its rows stand for several, and the rules have no \"id\": a number that is revised later will be added to "
          + "this one. With an \"id\", such as the fields of month and vendor, it replaces it")
    }
    if withoutAmounts > 0 {
      let rows = withoutAmounts == 1 ? "1 row is" : "\(withoutAmounts) rows are"
      try output.warn(
        "\(rows) in another currency than \(output.context.catalog.currency): without amounts")
    }
  }
}
