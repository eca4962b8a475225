internal import ScorecardModel

/// What reading a field has to know of the store and of the call.
struct NativeContext {
  var vendors: VendorLookup
  /// First half of the rows' keys.
  let source: String
  let confirmed: Bool
  private let latestDay: Day?
  private let dayOf: (Timestamp) -> Day?
  private let dates: DateReading
  let numbers: NumberReading

  init(_ habits: FileHabits, _ output: FormatOutput) {
    let context = output.context
    vendors = VendorLookup(context.catalog)
    source = output.source
    confirmed = context.confirmed ?? true
    (latestDay, dayOf) = (context.latestDay, context.dayOf)
    (dates, numbers) = (habits.dates, habits.numbers)
  }

  func day(_ bytes: FieldBytes) throws(FieldProblem) -> Day { try Day(bytes, dates, dayOf: dayOf) }

  func pastDay(_ bytes: FieldBytes) throws(FieldProblem) -> Day {
    let day = try day(bytes)
    if let latestDay, day > latestDay { throw FieldProblem(sentence: "\(day) is in the future") }
    return day
  }
}

/// A column of a native file: its name, how its fields are coded, and where a row keeps them.
///
/// Its line in the file's list is all that the reader and the writer know of it. A class, since a dozen of them are too much
/// to copy for each of a million rows.
final class NativeColumn<Draft, Row>: Sendable {
  private enum Kind {
    case required
    /// An empty field is left out.
    case optional
    /// Taken as it stands, with blanks around it.
    case text
  }

  let name: String
  private let kind: Kind
  /// What its fields show of how the file writes dates and numbers.
  let habit: FieldHabit?
  private let read: @Sendable (FieldBytes, inout Draft, inout NativeContext) throws(FieldProblem) -> Void
  let write: @Sendable (Row) -> String

  var isRequired: Bool { kind == .required }

  /// - Parameters:
  ///   - keep: puts a value that was read into the row.
  ///   - value: takes it out of a row to be written.
  static func required<Value>(
    _ name: String, _ coding: FieldCoding<Value>, keep: @escaping @Sendable (inout Draft, Value) -> Void,
    value: @escaping @Sendable (Row) -> Value
  ) -> NativeColumn {
    NativeColumn(name, .required, coding, keep: keep, write: { coding.write(value($0)) })
  }

  static func optional<Value>(
    _ name: String, _ coding: FieldCoding<Value>, keep: @escaping @Sendable (inout Draft, Value) -> Void,
    value: @escaping @Sendable (Row) -> Value?
  ) -> NativeColumn {
    NativeColumn(name, .optional, coding, keep: keep, write: { value($0).map(coding.write) ?? "" })
  }

  /// - Parameter limit: bytes that it may have.
  static func text(
    _ name: String, limit: Int, keep: @escaping @Sendable (inout Draft, String) -> Void,
    value: @escaping @Sendable (Row) -> String
  ) -> NativeColumn {
    NativeColumn(name, .text, .text(limit: limit), keep: keep, write: value)
  }

  private init<Value>(
    _ name: String, _ kind: Kind, _ coding: FieldCoding<Value>,
    keep: @escaping @Sendable (inout Draft, Value) -> Void, write: @escaping @Sendable (Row) -> String
  ) {
    (self.name, self.kind, self.write) = (name, kind, write)
    habit = coding.habit
    read = { bytes, draft, context throws(FieldProblem) in keep(&draft, try coding.read(bytes, &context)) }
  }

  /// Reads the column's field of the current record; one that is not required holds something.
  func read(
    _ row: borrowing CSVReader, _ index: Int, into draft: inout Draft, _ context: inout NativeContext
  ) throws(RowProblem) {
    let bytes = kind == .text ? row[index] : row[index].trimmed
    if kind == .optional, bytes.isEmpty { return }
    do throws(FieldProblem) { try read(bytes, &draft, &context) } catch {
      throw RowProblem(error, column: name, field: index)
    }
  }
}
