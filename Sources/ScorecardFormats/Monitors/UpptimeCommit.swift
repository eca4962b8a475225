internal import ScorecardModel

/// A commit by which Upptime notes what it saw: `🟥 Shop is down (500 in 123 ms) [skip ci] [upptime]`.
struct UpptimeCommit {
  var time: Timestamp
  var service: String
  /// nil = degraded.
  var state: OutageDetector.State?

  private static let marks: [(mark: Character, words: String, state: OutageDetector.State?)] = [
    ("🟥", " is down (", .down), ("🟩", " is up (", .up), ("🟨", " is degraded (", nil),
  ]

  /// nil for a commit that notes no check.
  ///
  /// - Throws: when such a commit has no time before it.
  init?(_ line: String) throws(FieldProblem) {
    guard let tab = line.utf8.firstIndex(of: UInt8(ascii: "\t")) else { return nil }
    let subject = line[line.utf8.index(after: tab)...]
    guard let kind = UpptimeCommit.marks.first(where: { subject.first == $0.mark }) else { return nil }
    let text = subject.dropFirst().drop { $0 == " " }
    // A service may be called "X is down (…"; what Upptime adds comes last.
    guard let end = text.lastRange(of: kind.words), end > text.startIndex else { return nil }
    guard let moment = try WrittenDate(text: String(line[..<tab])).moment() else {
      throw FieldProblem(sentence: "\(quoted(line[..<tab])) has no time with Z or an offset")
    }
    (time, service, state) = (moment, String(text[..<end]), kind.state)
  }

  /// Whether a file begins with a log that has such commits in it.
  static func isLog(_ sample: FileSample) -> Bool {
    guard case .table = sample.shape else { return false }
    let lines = sample.bytes.split(separator: UInt8(ascii: "\n")).prefix(2000)
    return lines.contains { line in
      (try? UpptimeCommit(String(decoding: line, as: UTF8.self))) != nil
    }
  }
}

extension Substring {
  /// Where `text` begins for the last time.
  fileprivate func lastRange(of text: String) -> Index? {
    var found: Index?
    var start = startIndex
    while start < endIndex {
      if self[start...].utf8.starts(with: text.utf8) { found = start }
      start = utf8.index(after: start)
    }
    return found
  }
}
