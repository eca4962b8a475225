import ScorecardModel

/// A table of a report in no format yet.
struct ReportTable: Hashable, Sendable {
  enum Cell: Hashable, Sendable {
    case text(RichText)
    case advice(Advice)
    /// To be ticked by hand, or ticked.
    case box(isTicked: Bool)
  }

  struct Column: Hashable, Sendable {
    var title: RichText
    var isNumber: Bool

    /// Of boxes to be ticked.
    static let box = Column(title: "☐", isNumber: false)
    static func text(_ title: RichText) -> Column { Column(title: title, isNumber: false) }
    static func number(_ title: RichText) -> Column { Column(title: title, isNumber: true) }
  }

  struct Row: Hashable, Sendable {
    /// As many as there are columns.
    var cells: [Cell]
    /// The score that the row is about, to be drawn.
    var bar: ForestBar?
    /// Stands out among the rows.
    var isWeakest = false
  }

  /// What it shows, in plain words.
  var caption: String
  var columns: [Column]
  /// The column that names the row.
  var nameColumn = 0
  /// The column with the number that counts most.
  var mainColumn: Int?
  var rows: [Row] = []
}
