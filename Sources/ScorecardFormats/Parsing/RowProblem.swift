internal import ScorecardModel

/// The first thing wrong with a row, and the field it is about.
struct RowProblem: Error {
  var message: String
  var field: Int
}

extension CSVReader {
  /// The current record has another number of fields than the header.
  func wrongCount(_ columns: Int) -> RowProblem {
    let hint = count > columns ? "; put quotes around a text with a \(delimiterName)" : ""
    return RowProblem(
      message: "\(count) fields instead of \(columns)" + hint, field: count > columns ? columns : count)
  }
}
