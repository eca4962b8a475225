package import ScorecardModel

/// Everything that is wrong with a JSON file of the owner's, by line and column; never empty.
package struct OwnerFileProblems: Error, Hashable, Sendable {
  package var diagnostics: [Diagnostic]
}

/// What is wrong with a JSON file of the owner's, gathered while it is read.
///
/// Each reading method returns nil and notes why when a value is missing or does not fit, so that one run names every
/// problem of the file.
struct JSONFindings {
  /// More are not shown: nobody reads on, and finding the place of each takes time.
  static let most = 100
  /// The longest text, in characters, unless said otherwise.
  static let longestText = 200

  private let text: [UInt8]
  private let file: String
  private(set) var problems: [Diagnostic] = []
  /// How many there are, those that are not shown too.
  private(set) var noted = 0

  /// Reads a whole file.
  ///
  /// - Parameter body: makes the root into a value; nil when too much of it is wrong.
  /// - Throws: every problem at once, in the order of the file.
  static func read<Value>(
    _ bytes: [UInt8], fileName: String, _ body: (JSONValue, inout JSONFindings) -> Value?
  ) throws(OwnerFileProblems) -> Value {
    let document: JSONDocument
    do { document = try JSONReader.read(bytes, fileName: fileName) } catch {
      throw OwnerFileProblems(diagnostics: [error])
    }
    var findings = JSONFindings(bytes, file: fileName)
    document.doubledKeys.forEach { findings.note($0) }
    let value = body(document.root, &findings)
    guard findings.problems.isEmpty, let value else {
      throw OwnerFileProblems(
        diagnostics: findings.problems.sorted {
          ($0.line ?? 0, $0.column ?? 0, $0.message) < ($1.line ?? 0, $1.column ?? 0, $1.message)
        })
    }
    return value
  }

  init(_ text: [UInt8], file: String) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    self.text = text.starts(with: mark) ? Array(text.dropFirst(3)) : text
    self.file = file
  }

  mutating func note(_ problem: Diagnostic) {
    noted += 1
    if problems.count < JSONFindings.most { problems.append(problem) }
  }

  mutating func note(_ message: String, at position: JSONPosition) {
    noted += 1
    guard problems.count < JSONFindings.most else { return }
    problems.append(
      text.withUnsafeBytes {
        SourceText($0, file: file).diagnostic(message, line: position.line, column: position.column)
      })
  }

  /// A problem within a text of the file, whose line is not shown.
  ///
  /// - Parameter column: 1-based, in characters of the text as it was read.
  mutating func note(_ message: String, in value: JSONValue, at column: Int) {
    let scalars = (value.string ?? "").prefix(column - 1).unicodeScalars.count
    let place = text.withUnsafeBytes { JSONReader.column(of: scalars, inTextAt: value.position, of: $0) }
    note(
      Diagnostic(file: file, line: value.position.line, column: place, message: message))
  }

  /// The members of an object that may have these keys and no others.
  ///
  /// - Parameter gone: messages for keys that existed in an earlier version.
  mutating func fields(
    _ value: JSONValue, _ name: String, keys: [String], gone: [String: String] = [:]
  ) -> JSONFields? {
    guard let members = value.object else {
      note("\(name) is \(value.kind), not an object", at: value.position)
      return nil
    }
    for member in members where !keys.contains(member.key) {
      if let message = gone[member.key] {
        note(message, at: member.keyPosition)
        continue
      }
      let guess = closestMatch(member.key, among: keys).map { "Did you mean \"\($0)\"?" }
      let known = keys.joined(separator: ", ")
      note("unknown key \(quoted(member.key)). " + (guess ?? "Known: " + known), at: member.keyPosition)
    }
    let values = Dictionary(members.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    return JSONFields(name: name, position: value.position, values: values)
  }

  /// The value of a key that must be there.
  mutating func required(_ key: String, in fields: JSONFields) -> JSONValue? {
    if let value = fields.values[key] { return value }
    let isOneOfMany = ["vendor", "stage"].contains(fields.name)
    let place = fields.name == "the catalog" ? "" : " in " + (isOneOfMany ? "this " : "") + fields.name
    note("\(quoted(key)) is missing\(place)", at: fields.position)
    return nil
  }

  mutating func list(_ value: JSONValue, _ name: String) -> [JSONValue]? {
    if let list = value.array { return list }
    note("\(name) is \(value.kind), not a list", at: value.position)
    return nil
  }

  /// A text of at most `limit` characters with more than blanks in it; on one line unless `lines`.
  mutating func text(_ value: JSONValue, _ name: String, limit: Int = longestText, lines: Bool = false)
    -> String?
  {
    guard let text = value.string else {
      note("\(name) is \(value.kind), not a text in quotes", at: value.position)
      return nil
    }
    if text.unicodeScalars.allSatisfy(\.properties.isWhitespace) {
      note("\(name) is empty", at: value.position)
    } else if text.unicodeScalars.count > limit {
      note("\(name) is longer than \(limit) characters", at: value.position)
    } else if text.unicodeScalars.contains(where: { $0.isControl && !(lines && ($0 == "\n" || $0 == "\t")) })
    {
      note("\(name) has a control character", at: value.position)
    } else {
      return text
    }
    return nil
  }

  /// Lower-case letters, digits and hyphens, at most 64.
  mutating func identifier(_ value: JSONValue, _ name: String) -> String? {
    guard let id = text(value, name) else { return nil }
    let isValid = id.utf8.allSatisfy { $0.isDigit || $0 == UInt8(ascii: "-") || ($0 >= 0x61 && $0 <= 0x7A) }
    if isValid, id.utf8.count <= 64 { return id }
    let slug = VendorNames.slug(id).prefix(64)
    let example = slug.isEmpty ? "" : ", such as \"\(slug)\""
    note(
      "\(name) \(quoted(id)): use at most 64 lower-case letters, digits and hyphens" + example,
      at: value.position)
    return nil
  }

  mutating func number(_ value: JSONValue, _ name: String, in range: ClosedRange<Double>) -> Double? {
    guard let number = value.number else {
      note("\(name) is \(value.kind), not a number", at: value.position)
      return nil
    }
    if range.contains(number.value) { return number.value }
    let ends = [range.lowerBound, range.upperBound].map { $0 == $0.rounded() ? String(Int($0)) : String($0) }
    note("\(name) \(number.text) isn't \(ends[0]) to \(ends[1])", at: value.position)
    return nil
  }
}

/// The members of one object.
struct JSONFields {
  /// What the object is, for messages.
  let name: String
  let position: JSONPosition
  let values: [String: JSONValue]

  subscript(key: String) -> JSONValue? { values[key] }
}

extension Unicode.Scalar {
  fileprivate var isControl: Bool { properties.generalCategory == .control }
}
