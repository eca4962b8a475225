/// The part of a report that belongs to its owner and survives being written again.
package enum OwnerNotes {
  /// The line before the notes.
  package static let begin = "<!-- owner's notes: kept when this report is written again -->"
  /// The line after the notes.
  package static let end = "<!-- end of owner's notes -->"

  /// What stands there until the owner writes.
  static let placeholder = "_Yours to write._"

  /// The bytes between the two marker lines of an existing report, exactly as they stand.
  ///
  /// - Returns: nil when the markers are missing or out of order: then nothing can be kept, and writing the
  ///   report again would lose what the owner wrote.
  package static func ownerNotes(in report: [UInt8]) -> [UInt8]? {
    var start: Int?
    var stop: Int?
    var lineStart = 0
    while lineStart < report.count {
      let lineEnd = report[lineStart...].firstIndex(of: 0x0A).map { $0 + 1 } ?? report.count
      let line = content(of: report[lineStart..<lineEnd])
      // The first beginning and the last end, so that notes may quote the markers.
      if start == nil, line.elementsEqual(begin.utf8) { start = lineEnd }
      if start != nil, line.elementsEqual(end.utf8) { stop = lineStart }
      lineStart = lineEnd
    }
    guard let start, let stop, start <= stop else { return nil }
    return Array(report[start..<stop])
  }

  /// The section of a report: markers, and between them the notes.
  static func section(_ notes: String?) -> String {
    begin + "\n" + (notes ?? "\n\(placeholder)\n\n") + end + "\n"
  }

  /// Without its line end, in either form: an editor may have changed it.
  private static func content(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var line = line
    if line.last == 0x0A { line.removeLast() }
    if line.last == 0x0D { line.removeLast() }
    return line
  }
}
