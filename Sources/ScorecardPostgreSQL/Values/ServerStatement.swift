/// One statement and what stands in it for `$1`, `$2` …
package struct ServerStatement: Sendable, ExpressibleByStringLiteral {
  package let sql: String
  package let parameters: [ServerValue]
  private let role: Role

  private enum Role {
    case begin
    case commit
    case other
  }

  /// - Parameter sql: one statement; values never belong into its text.
  package init(_ sql: String, _ parameters: [ServerValue] = []) {
    self.init(sql: sql, parameters: parameters, role: .other)
  }

  package init(stringLiteral sql: String) { self.init(sql) }

  private init(sql: String, parameters: [ServerValue] = [], role: Role) {
    self.sql = sql
    self.parameters = parameters
    self.role = role
  }

  // MARK: Transactions, which are never written as a text: what a lost connection means depends on them

  /// Begins a transaction that writes; each of its statements sees what was committed before that statement.
  package static let begin = ServerStatement(
    sql: "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE", role: .begin)
  /// Begins one that reads, all of it as of one moment.
  package static let beginReading = ServerStatement(
    sql: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", role: .begin)
  /// Ends a transaction for good.
  package static let commit = ServerStatement(sql: "COMMIT", role: .commit)

  var isBegin: Bool { role == .begin }
  /// Whether what came before is for good once the server has answered it.
  var isCommit: Bool { role == .commit }
  /// Whether it changes something by itself, without a transaction; a SELECT is taken to change nothing.
  var isChange: Bool { role == .other && !sql.hasPrefix("SELECT") }
}

extension ServerStatement {
  /// What libpq wants to know of the parameters; the pointers hold while `body` runs.
  struct Arguments {
    var sql: LibPQ.Text
    var count: Int32
    var types: UnsafePointer<UInt32>?
    var values: UnsafePointer<LibPQ.Text?>?
    var lengths: UnsafePointer<Int32>?
    var formats: UnsafePointer<Int32>?
  }

  func withArguments<Result>(_ body: (Arguments) -> Result) -> Result {
    var bytes = ServerBytes()
    var ranges: [Range<Int>?] = []
    for value in parameters {
      let start = bytes.count
      value.encode(into: &bytes)
      ranges.append(value == .null ? nil : start..<bytes.count)
    }
    // An empty value at the end has an address as well: none would be NULL.
    bytes.append(false)
    let types = parameters.map(\.type)
    let lengths = ranges.map { Int32(truncatingIfNeeded: $0?.count ?? 0) }
    let formats = [Int32](repeating: 1, count: parameters.count)
    return bytes.bytes.withUnsafeBytes { buffer in
      let base = buffer.bindMemory(to: CChar.self).baseAddress
      let values = ranges.map { range in
        range.flatMap { range in base.map { $0 + range.lowerBound } }
      }
      return sql.withCString { sql in
        types.withUnsafeBufferPointer { types in
          values.withUnsafeBufferPointer { values in
            lengths.withUnsafeBufferPointer { lengths in
              formats.withUnsafeBufferPointer { formats in
                body(
                  Arguments(
                    sql: sql, count: Int32(parameters.count), types: types.baseAddress,
                    values: values.baseAddress,
                    lengths: lengths.baseAddress, formats: formats.baseAddress))
              }
            }
          }
        }
      }
    }
  }
}
