internal import ScorecardModel

/// A commit by which Upptime notes what it saw: `🟥 Shop is down (500 in 123 ms) [skip ci] [upptime]`.
struct UpptimeCommit {
  var time: Timestamp
  /// nil = degraded.
  var state: OutageDetector.State?
  /// nil when the message is in other words than Upptime's own.
  var service: String?
  /// What stands between the mark and what was measured: `Shop is down`.
  var words: String

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
    guard let moment = try WrittenDate(text: String(line[..<tab])).moment() else {
      throw FieldProblem(sentence: "\(quoted(line[..<tab])) has no time with Z or an offset")
    }
    (time, state) = (moment, kind.state)
    // A service may be called "X is down (…"; what Upptime adds comes last.
    if let end = text.lastRange(of: kind.words), end > text.startIndex { service = String(text[..<end]) }
    let measured = text.lastRange(of: " (") ?? text.lastRange(of: " [") ?? text.endIndex
    words = String(text[..<measured])
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

/// The commits of a log, the newest first, some of them in words that its owner chose or translated.
struct UpptimeLog {
  private struct OtherWords {
    var commit: UpptimeCommit
    var state: OutageDetector.State
    var line: Int
  }

  private var episodes = OutageDetector()
  private var services: Set<String> = []
  private var others: [OtherWords] = []

  init() {
    episodes.newestFirst = true
    episodes.noted = .changes
  }

  mutating func add(_ line: String, at number: Int) throws(FieldProblem) {
    guard let commit = try UpptimeCommit(line) else { return }
    if let service = commit.service { services.insert(service) }
    // Degraded begins no outage and ends none, in whatever words.
    guard let state = commit.state else { return }
    if let service = commit.service {
      episodes.add(service, at: commit.time, state, line: number)
    } else {
      others.append(OtherWords(commit: commit, state: state, line: number))
    }
  }

  mutating func emit(to output: FormatOutput) throws {
    for state in [OutageDetector.State.down, .up] { try takeOthers(state, output) }
    try episodes.emit(to: output)
  }

  /// A commit in other words is known by its mark, if all such commits say the same behind the name of a service.
  private mutating func takeOthers(_ state: OutageDetector.State, _ output: FormatOutput) throws {
    let told = others.filter { $0.state == state }
    guard let first = told.first else { return }
    let known = services.sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
    let read = told.map { one in known.first { one.commit.words.hasPrefix($0 + " ") } }
    let phrases = Set(
      zip(told, read).map { one, service in one.commit.words.dropFirst((service?.count ?? 0) + 1) })
    let count = told.count == 1 ? "1 status commit" : "\(told.count) status commits"
    guard phrases.count == 1, let phrase = phrases.first, !read.contains(nil) else {
      let message =
        "\(count) in other words than Upptime's, such as \(quoted(first.commit.words)), of which nothing says where "
        + "the service's name ends. Write them as \"🟥 NAME is down (\" and \"🟩 NAME is up (\" in the file"
      return try output.refuse(Diagnostic(file: output.fileName, line: first.line, message: message))
    }
    let mark = state == .down ? "down" : "up"
    try output.warn(
      "\(count) with \(quoted(String(phrase))) taken for \(mark), by the mark", line: first.line)
    for (one, service) in zip(told, read) {
      episodes.add(service ?? "", at: one.commit.time, state, line: one.line)
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
