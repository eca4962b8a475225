internal import ScorecardModel

/// The first thing wrong with an element of a JSON file.
struct ElementProblem: Error {
  var message: String
  var position: JSONPosition
  var next: NextStep?

  init(_ message: String, at position: JSONPosition, next: NextStep? = nil) {
    (self.message, self.position, self.next) = (message, position, next)
  }
  init(_ problem: FieldProblem, at position: JSONPosition) {
    self.init(problem.message, at: position, next: problem.next)
  }
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
        "without \(key), which identifies it; is the file complete?", at: position)
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
  func moment(
    _ key: String, _ dates: DateReading = .iso, elseOffset: Int? = nil
  ) throws(ElementProblem) -> Timestamp? {
    guard let time = try time(key, dates) else { return nil }
    guard let moment = time.moment(elseOffset: elseOffset) else {
      throw ElementProblem("\(key) has no time with Z or an offset", at: member(key)?.position ?? position)
    }
    return moment
  }

  func time(_ key: String, _ dates: DateReading = .iso) throws(ElementProblem) -> WrittenDate? {
    guard let text = try text(key), !text.isEmpty else { return nil }
    do {
      let time = try dates.read(text)
      // What Go writes for "never".
      return time.day == .earliest ? nil : time
    } catch {
      throw ElementProblem(
        "\(key) \(error.message)", at: member(key)?.position ?? position, next: error.next)
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
