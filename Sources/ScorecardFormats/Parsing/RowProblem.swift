internal import ScorecardModel

/// The first thing wrong with a row, and the field it is about.
struct RowProblem: Error {
  var message: String
  var field: Int
  var next: NextStep?

  init(message: String, field: Int) { (self.message, self.field) = (message, field) }

  /// What is wrong with the text of a column.
  init(_ problem: FieldProblem, column: String, field: Int) {
    self.init(message: problem.isSentence ? problem.message : column + " " + problem.message, field: field)
    next = problem.next
  }
}

extension CSVReader {
  /// The current record has another number of fields than the header.
  func wrongCount(_ columns: Int) -> RowProblem {
    let hint = count > columns ? "; put quotes around a text with a \(delimiterName)" : ""
    return RowProblem(
      message: "\(count) fields instead of \(columns)" + hint, field: count > columns ? columns : count)
  }
}
