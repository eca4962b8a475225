internal import ScorecardModel

/// A column of the file, under the name that it has here.
struct Column {
  let name: StaticString
  let index: Int

  init?(_ name: StaticString, in header: InterchangeHeader) {
    guard let index = header.positions["\(name)"] else { return nil }
    (self.name, self.index) = (name, index)
  }
}

/// The first thing wrong with a row, and the field it is about.
struct RowProblem: Error {
  var message: String
  var field: Int
}

extension CSVReader {
  /// Reads one field of the current record, without blanks around it.
  func value<Value>(
    _ column: Column, _ parse: (FieldBytes) throws(FieldProblem) -> Value
  ) throws(RowProblem) -> Value {
    try read(self[column.index].trimmed, of: column, parse)
  }

  private func read<Value>(
    _ bytes: FieldBytes, of column: Column, _ parse: (FieldBytes) throws(FieldProblem) -> Value
  ) throws(RowProblem) -> Value {
    do {
      return try parse(bytes)
    } catch {
      let message = error.isSentence ? error.message : "\(column.name) \(error.message)"
      throw RowProblem(message: message, field: column.index)
    }
  }

  /// The current record has another number of fields than the header.
  func wrongCount(_ columns: Int) -> RowProblem {
    let hint = count > columns ? "; put quotes around a text with a \(delimiterName)" : ""
    return RowProblem(
      message: "\(count) fields instead of \(columns)" + hint, field: count > columns ? columns : count)
  }

  /// nil when the file has no such column, or the field is empty.
  func optional<Value>(
    _ column: Column?, _ parse: (FieldBytes) throws(FieldProblem) -> Value
  ) throws(RowProblem) -> Value? {
    guard let column, !isEmpty(column.index) else { return nil }
    let bytes = self[column.index].trimmed
    return bytes.isEmpty ? nil : try read(bytes, of: column, parse)
  }

  /// A text as it stands; empty when the file has no such column.
  func text(_ column: Column?, limit: Int) throws(RowProblem) -> String {
    guard let column, !isEmpty(column.index) else { return "" }
    let bytes = self[column.index]
    guard bytes.count <= limit else {
      let message = "\(column.name) has \(bytes.count) bytes; at most \(limit) fit"
      throw RowProblem(message: message, field: column.index)
    }
    return bytes.withoutFormulaGuard.text
  }

  /// A day, not after `latest`.
  func day(
    _ column: Column, latest: Day?, dayOf: (Timestamp) -> Day?
  ) throws(RowProblem) -> Day {
    try value(column) { bytes throws(FieldProblem) in
      let day = try DateText.day(bytes, dayOf: dayOf)
      if let latest, day > latest { throw FieldProblem(sentence: "\(day) is in the future") }
      return day
    }
  }
}

extension UnsafeRawBufferPointer {
  /// Without the apostrophe that an export puts before `= + - @` so that a spreadsheet runs no formula.
  fileprivate var withoutFormulaGuard: UnsafeRawBufferPointer {
    FormulaGuard.marks(self) ? UnsafeRawBufferPointer(rebasing: self[1...]) : self
  }
}
