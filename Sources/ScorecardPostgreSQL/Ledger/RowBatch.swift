/// Rows that wait to be written, column by column: one statement takes them all.
///
/// Any role may write like this; `COPY` into tables with row-level security is their owner's alone.
struct RowBatch {
  private let empty: [ServerArray]
  private(set) var columns: [ServerArray]
  private(set) var count = 0
  private var next = 0

  init(_ columns: [ServerArray]) { (empty, self.columns) = (columns, columns) }

  var isEmpty: Bool { count == 0 }
  /// Each as a parameter, in their order.
  var values: [ServerValue] { columns.map(ServerValue.array) }

  /// Begins a row; its values follow, one for each column.
  mutating func beginRow() {
    precondition(next == 0 || next == columns.count, "a row without all of its values")
    count += 1
    next = 0
  }

  mutating func add(_ value: Int64?) { add { $0.append(value) } }
  mutating func add(_ value: Bool?) { add { $0.append(value) } }
  mutating func add(_ value: Double?) { add { $0.append(value) } }
  mutating func add(_ value: String?) { add { $0.append(value) } }
  mutating func add(_ value: [UInt8]?) { add { $0.append(value) } }

  private mutating func add(_ append: (inout ServerArray) -> Void) {
    append(&columns[next])
    next += 1
  }

  mutating func removeAll() { (columns, count, next) = (empty, 0, 0) }
}
