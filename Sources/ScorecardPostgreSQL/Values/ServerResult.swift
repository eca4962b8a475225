package import ScorecardModel

/// What a server answered to one statement.
package final class ServerResult {
  private let library: LibPQ
  private let result: LibPQ.Result
  /// Rows.
  package let count: Int
  let columns: Int

  /// Takes the answer over, and frees it.
  init(_ result: LibPQ.Result, library: LibPQ) {
    self.library = library
    self.result = result
    count = max(0, Int(library.ntuples(result)))
    columns = max(0, Int(library.nfields(result)))
  }

  deinit { library.clear(result) }

  /// How many rows a statement inserted, changed, removed or returned; 0 where it did none of that.
  package var affected: Int {
    library.cmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
  }

  /// What it did in a word or two, such as `INSERT 0 1`.
  var tag: String { library.cmdStatus(result).map { String(cString: $0) } ?? "" }

  /// Its rows, from the first to the last.
  package var rows: some RandomAccessCollection<ServerRow> {
    (0..<count).lazy.map { ServerRow(result: self, number: $0) }
  }

  /// - Throws: ``ServerFailure/damaged(_:)`` when there are more or fewer.
  package func onlyRow() throws(ServerFailure) -> ServerRow {
    guard count == 1 else { throw .damaged("\(count) rows in place of one") }
    return ServerRow(result: self, number: 0)
  }

  /// The first row, if there is one.
  package var first: ServerRow? { count == 0 ? nil : ServerRow(result: self, number: 0) }

  /// A value's bytes; nil = NULL. They are there for as long as `self` is.
  ///
  /// - Throws: ``ServerFailure/damaged(_:)`` when there is none, or it is of another type.
  fileprivate func bytes(
    row: Int, column: Int, reads: (UInt32) -> Bool
  ) throws(ServerFailure) -> UnsafeRawBufferPointer? {
    guard row < count, 0..<columns ~= column else { throw .damaged("it has \(columns) columns") }
    let (row, index) = (Int32(row), Int32(column))
    if library.getisnull(result, row, index) != 0 { return nil }
    let type = library.ftype(result, index)
    guard library.fformat(result, index) == 1, reads(type) else {
      throw .damaged("column \(column + 1) is of type \(type)")
    }
    let length = Int(library.getlength(result, row, index))
    guard length >= 0, let start = library.getvalue(result, row, index) else {
      throw .damaged("column \(column + 1) has \(length) bytes")
    }
    return UnsafeRawBufferPointer(start: start, count: length)
  }
}

/// One row of an answer.
package struct ServerRow {
  fileprivate let result: ServerResult
  fileprivate let number: Int

  /// - Parameter column: from 0.
  /// - Throws: ``ServerFailure/damaged(_:)`` when it is NULL, of another type, or not there.
  package func value<Value: ServerDecodable>(
    _ column: Int, as type: Value.Type = Value.self
  ) throws(ServerFailure) -> Value {
    guard let value = try optional(column, as: type) else { throw .damaged("column \(column + 1) is NULL") }
    return value
  }

  /// The same where NULL is allowed: nil.
  package func optional<Value: ServerDecodable>(
    _ column: Int, as type: Value.Type = Value.self
  ) throws(ServerFailure) -> Value? {
    guard let bytes = try result.bytes(row: number, column: column, reads: Value.reads) else {
      return nil
    }
    guard let value = withExtendedLifetime(result, { Value(serverBytes: bytes) }) else {
      throw .damaged("column \(column + 1) can't be read (\(bytes.count) bytes)")
    }
    return value
  }
}
