internal import ScorecardModel

/// What a reader of one format finds, on its way to the sink.
struct FormatOutput {
  let fileName: String
  let context: ImportContext
  let sink: ImportSink
  /// First half of the keys.
  let source: String

  init(_ format: String, fileName: String, _ context: ImportContext, _ sink: ImportSink) {
    self.fileName = fileName
    self.context = context
    self.sink = sink
    source = context.source ?? format
  }

  /// - Parameter countsAtOnce: false for what a vendor or a monitor reports, unless the call says otherwise.
  func add(_ incident: Incident, countsAtOnce: Bool, line: Int) throws {
    try sink.row(.incident(incident, confirmed: context.confirmed ?? countsAtOnce, line: line))
  }

  /// Counts an element as refused; it cannot be set aside as a row.
  func refuse(_ problem: ElementProblem) throws {
    try refuse(
      Diagnostic(
        file: fileName, line: problem.position.line, column: problem.position.column, message: problem.message
      ))
  }

  func refuse(_ diagnostic: Diagnostic) throws {
    try sink.problem(diagnostic, RejectedRow(line: diagnostic.line ?? 1, header: [], row: []))
  }

  func warn(_ message: String, line: Int? = nil) throws {
    try sink.problem(Diagnostic(kind: .warning, file: fileName, line: line, message: message), nil)
  }

  /// The store's day of a moment.
  ///
  /// - Returns: a sentence when it has none, or it lies in the future.
  func day(of moment: Timestamp) throws(FieldProblem) -> Day {
    guard let day = context.dayOf(moment) else {
      throw FieldProblem(sentence: "\(moment) is outside the years 1 to 9999")
    }
    return try check(day)
  }

  func check(_ day: Day) throws(FieldProblem) -> Day {
    if let latest = context.latestDay, day > latest {
      throw FieldProblem(sentence: "\(day) is in the future")
    }
    return day
  }

  /// The key of an incident in the other system.
  func key(_ id: String) throws(FieldProblem) -> ImportKey {
    guard id.utf8.count <= IncidentCSV.longestKey else {
      throw FieldProblem(
        sentence: "a key of \(id.utf8.count) bytes; at most \(IncidentCSV.longestKey) fit")
    }
    return ImportKey(source: source, id: id)
  }
}

/// The first thing wrong with an element of a JSON file.
struct ElementProblem: Error {
  var message: String
  var position: JSONPosition

  init(_ message: String, at position: JSONPosition) { (self.message, self.position) = (message, position) }
  init(_ problem: FieldProblem, at position: JSONPosition) { self.init(problem.message, at: position) }
}

/// Strict readings of an object's members: missing and null are nil, any other type is a problem.
extension JSONValue {
  func member(_ key: String) -> JSONValue? {
    guard let value = self[key] else { return nil }
    if case .null = value.content { return nil }
    return value
  }

  func text(_ key: String) throws(ElementProblem) -> String? {
    guard let value = member(key) else { return nil }
    guard let text = value.string else {
      throw ElementProblem("\(key) is \(value.kind) where a text should be", at: value.position)
    }
    return text
  }

  /// - Throws: also when it is missing or empty.
  func required(_ key: String) throws(ElementProblem) -> String {
    guard let text = try text(key), !text.isEmpty else {
      throw ElementProblem(
        "without \(key), which tells one from another; is the file complete?", at: position)
    }
    return text
  }

  func list(_ key: String) throws(ElementProblem) -> [JSONValue] {
    guard let value = member(key) else { return [] }
    guard let list = value.array else {
      throw ElementProblem("\(key) is \(value.kind) where a list should be", at: value.position)
    }
    return list
  }

  /// - Parameter elseOffset: what is meant when no offset is written.
  func moment(_ key: String, elseOffset: Int? = nil) throws(ElementProblem) -> Timestamp? {
    guard let time = try time(key) else { return nil }
    guard let moment = time.moment(elseOffset: elseOffset) else {
      throw ElementProblem("\(key) has no time with Z or an offset", at: member(key)?.position ?? position)
    }
    return moment
  }

  func time(_ key: String) throws(ElementProblem) -> TimestampText? {
    guard let text = try text(key), !text.isEmpty else { return nil }
    do {
      let time = try TimestampText(text: text)
      // What Go writes for "never".
      return time.day == .earliest ? nil : time
    } catch {
      throw ElementProblem("\(key) \(error.message)", at: member(key)?.position ?? position)
    }
  }

  /// An object; anything else is a problem.
  func checkObject() throws(ElementProblem) {
    if object == nil { throw ElementProblem("\(kind) where an object should be", at: position) }
  }
}

extension Outcome {
  /// - Parameter level: one of 1...5.
  static func bad(level: Int) -> Outcome { .bad((try? Severity(level)) ?? .standard) }
}

extension String {
  /// Cut, at a character, to what a summary may have.
  var asSummary: String {
    if utf8.count <= Incident.longestText { return self }
    var text = String(decoding: utf8.prefix(Incident.longestText - 3), as: UTF8.self)
    if text.unicodeScalars.last == "\u{FFFD}" { text.unicodeScalars.removeLast() }
    return text.utf8.count <= Incident.longestText - 3 ? text + "…" : String(text.dropLast()) + "…"
  }
}
