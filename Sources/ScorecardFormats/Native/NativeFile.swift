internal import ScorecardModel

/// One of the three files of an export: its columns, and what a row becomes.
///
/// Its reader (``InterchangeReader``) and its writer know nothing else of it: a new column is a line in `columns`.
protocol NativeFile {
  /// A row while its fields are read.
  associatedtype Draft: NativeDraft
  /// A row to be written.
  associatedtype Row
  /// In the order of an export.
  static var columns: [NativeColumn<Draft, Row>] { get }
}

/// A row of a native file while its fields are read.
protocol NativeDraft {
  init()
  /// What the fields make together.
  func row(line: Int, _ context: NativeContext) throws(DraftProblem) -> ImportedRow
  /// The name of the event that it is a part of; empty when it names none.
  var event: String { get }
}

extension NativeDraft {
  var event: String { "" }
}

/// Fields that do not go together.
struct DraftProblem: Error {
  var message: String
  /// What it is about: the first of these columns that the file has.
  var columns: [String]
}

extension NativeFile {
  static var required: [String] { columns.filter(\.isRequired).map(\.name) }
  static var names: [String] { columns.map(\.name) }
  static func written(_ row: Row) -> String { CSVCell.line(columns.map { $0.write(row) }) }
}

/// The columns that one file has, and where they stand in it.
struct NativeFields<File: NativeFile> {
  private let fields: [(index: Int, isRequired: Bool, column: NativeColumn<File.Draft, File.Row>)]
  private let header: InterchangeHeader

  init(_ header: InterchangeHeader) {
    self.header = header
    fields = File.columns.compactMap { column in
      header.positions[column.name].map { ($0, column.isRequired, column) }
    }
  }

  /// Those that show how the file writes dates and numbers.
  var habitColumns: HabitColumns {
    let positions = { (habit: FieldHabit) in fields.filter { $0.column.habit == habit }.map(\.index) }
    return HabitColumns(dates: positions(.date), numbers: positions(.number))
  }

  /// What the current record becomes.
  ///
  /// - Parameter columns: how many the header has.
  /// - Returns: nil for a row whose fields are all empty, which spreadsheets leave at the end.
  func row(
    of record: borrowing CSVReader, columns: Int, _ context: inout NativeContext
  ) throws(RowProblem) -> ImportedRow? {
    guard record.count == columns else { throw record.wrongCount(columns) }
    if record.isEmpty(0), record.isBlank { return nil }
    var draft = File.Draft()
    // Many fields are empty, and whether one is costs less than its column in hand.
    for field in fields.indices where fields[field].isRequired || !record.isEmpty(fields[field].index) {
      try fields[field].column.read(record, fields[field].index, into: &draft, &context)
    }
    let row: ImportedRow
    do throws(DraftProblem) { row = try draft.row(line: record.line, context) } catch {
      let field = error.columns.lazy.compactMap { header.positions[$0] }.first
      throw RowProblem(message: error.message, field: field ?? 0)
    }
    guard !draft.event.isEmpty, case .incident(let incident, let confirmed, let line) = row else {
      return row
    }
    let event = RowEvent(
      name: draft.event, place: record.diagnostic("", field: header.positions["event"] ?? 0))
    return .eventIncident(incident, event, confirmed: confirmed, line: line)
  }
}
