/// A table of current states whose earlier ones are kept in another with the same columns.
///
/// Its rows are numbered by `id` from 1 on, in the order of the changes that brought them.
struct StateTable: Sendable {
  let name: String
  /// For SQL.
  let columns: String

  init(_ name: String, columns names: [String]) {
    self.name = name
    columns = names.joined(separator: ", ")
  }

  var earlier: String { name + "_revision" }

  /// States of the one with a number, oldest first; and the statement's values.
  func select(_ id: Int64, _ states: States) -> (sql: String, values: [Int64]) {
    switch states {
    case .current: ("SELECT \(columns) FROM \(name) WHERE id = ?", [id])
    case .before(let change):
      ("SELECT \(columns) FROM \(earlier) WHERE id = ? AND change < ? ORDER BY revision", [id, change])
    case .after(let change): (both("change > ?2") + " ORDER BY revision", [id, change])
    case .asOf(let change): (both("change <= ?2") + " ORDER BY revision DESC LIMIT 1", [id, change])
    }
  }

  private func both(_ condition: String) -> String {
    """
    SELECT \(columns) FROM \(earlier) WHERE id = ?1 AND \(condition)
    UNION ALL SELECT \(columns) FROM \(name) WHERE id = ?1 AND \(condition)
    """
  }

  var selectByKey: String { "SELECT \(columns) FROM \(name) WHERE key_high = ? AND key_low = ?" }

  /// Those of earlier changes to which a change gave another state, ascending.
  var selectRevised: String {
    "SELECT DISTINCT id FROM \(earlier) WHERE ended_by = ?1 AND change < ?1 ORDER BY id"
  }

  /// The change that brought the one with a number.
  var selectFirstChange: String {
    """
    SELECT ifnull((SELECT change FROM \(earlier) WHERE id = ?1 AND revision = 1),
      (SELECT change FROM \(name) WHERE id = ?1))
    """
  }
}
