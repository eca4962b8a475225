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

  /// The current state of the one with a number.
  var select: String { "SELECT \(columns) FROM \(name) WHERE id = ?" }

  /// Its states that came before a change, oldest first.
  var selectBefore: String {
    "SELECT \(columns) FROM \(earlier) WHERE id = ? AND change < ? ORDER BY revision"
  }

  /// Its states that came after a change, oldest first.
  var selectAfter: String {
    """
    SELECT \(columns) FROM \(earlier) WHERE id = ?1 AND change > ?2
    UNION ALL SELECT \(columns) FROM \(name) WHERE id = ?1 AND change > ?2 ORDER BY revision
    """
  }

  /// Its state when a change had been made.
  var selectAsOf: String {
    """
    SELECT \(columns) FROM \(earlier) WHERE id = ?1 AND change <= ?2
    UNION ALL SELECT \(columns) FROM \(name) WHERE id = ?1 AND change <= ?2 ORDER BY revision DESC LIMIT 1
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
