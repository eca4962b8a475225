package import ScorecardModel

/// What of a written report survives being written again: its owner's notes and ticks, and what it says of its own past.
package struct KeptParts: Hashable, Sendable {
  /// Between the marks, exactly as they stand; nil on the first writing.
  package var notes: String?
  /// Decisions that are done, as they stood in the table.
  package private(set) var ticks: Set<String> = []
  /// `Revised on 29 Nov 2026: …`, oldest first, as Markdown.
  package var revisions: [String] = []

  package init(notes: String? = nil) { self.notes = notes }

  /// - Parameters:
  ///   - report: a Markdown report.
  ///   - notes: what ``OwnerNotes`` found in it.
  package init(_ report: [UInt8], notes: String) {
    self.init(notes: notes)
    let lines = KeptParts.lines(report)
    let decide = lines.drop { $0 != "## Decide" }.dropFirst().prefix { !$0.hasPrefix("## ") }
    ticks = Set(decide.compactMap(KeptParts.tick))
    let end = lines.lastIndex(of: OwnerNotes.end) ?? lines.endIndex
    revisions = lines[end...].filter { $0.hasPrefix(KeptParts.revised) }
  }

  static let done = "☑"
  static let open = "☐"
  /// What people put into a box.
  private static let marks: Set<String> = ["☑", "☒", "✓", "✔", "✅", "x", "X", "[x]", "[X]"]
  private static let revised = "Revised on "

  package static func revision(on day: Day, _ changes: String) -> String {
    revised + "\(DayText.short(day)): \(changes)".sentence
  }

  /// Whether its owner ticked a decision about a vendor, which still stands as it stood then.
  func isTicked(_ vendor: String, _ advice: Advice) -> Bool {
    ticks.contains(KeptParts.key([Escaping.markdown(vendor), KeptParts.verdict(advice)]))
  }

  static func verdict(_ advice: Advice) -> String { advice.mark + " " + advice.rawValue }

  private static func key(_ cells: [String]) -> String { cells.joined(separator: "|") }

  /// What a line of the table says is done; nil when it is open or no line of it.
  private static func tick(_ line: String) -> String? {
    let cells = tableCells(line)
    guard cells.count > 3, marks.contains(cells[0]) else { return nil }
    return key(Array(cells[1...2]))
  }

  /// The line with an empty box, where it has a ticked one, and without the blanks that only align it.
  package static func withoutTick(_ line: String) -> String {
    var cells = tableCells(line)
    guard cells.count > 3, marks.contains(cells[0]) || cells[0] == open else { return line }
    cells[0] = open
    return key(cells)
  }

  /// Of a line of a table, without the blanks around them; a bar with a backslash before it is text.
  static func tableCells(_ line: String) -> [String] {
    guard line.hasPrefix("|") else { return [] }
    var cells: [String] = []
    var cell = ""
    var isEscaped = false
    for scalar in line.unicodeScalars.dropFirst() {
      if scalar == "|", !isEscaped {
        cells.append(cell.trimmed)
        cell = ""
      } else {
        cell.unicodeScalars.append(scalar)
      }
      isEscaped = scalar == "\\" && !isEscaped
    }
    return cells
  }

  /// Without their ends, in either form.
  private static func lines(_ bytes: [UInt8]) -> [String] {
    bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
    }
  }
}

/// A report as it was written before, as far as it can be read back.
package struct WrittenReport {
  /// One vendor's line among the scores.
  struct Score: Hashable {
    var score: String
    var advice: String
  }

  /// Whether it was written when its quarter was too recent to be final.
  package let isProvisional: Bool
  /// What made it: program, schema, policy, day and data.
  package let origin: String
  private let headline: String
  private let entries: String?
  /// By the vendor's name as Markdown.
  private let scores: [String: Score]
  private let vendors: [String]

  package init(markdown bytes: [UInt8]) {
    self.init(String(decoding: bytes, as: UTF8.self))
  }

  init(_ text: String) {
    let lines = text.split(whereSeparator: \.isNewline).map(String.init)
    headline = lines.first { $0.hasPrefix("# ") } ?? ""
    isProvisional = lines.prefix { $0 != OwnerNotes.begin }.contains { $0.hasPrefix("> **Provisional**") }
    origin = lines.last { $0.hasPrefix("<!-- vendorscore ") } ?? ""
    let facts =
      lines.first { $0.contains(" · scores as of ") }?.split(separator: "·").map { String($0).trimmed } ?? []
    entries = facts.first { $0.hasSuffix(" entries") || $0.hasSuffix(" entry") }
    let table = lines.drop { $0 != "## Scores" }.dropFirst().prefix { !$0.hasPrefix("## ") }
    var scores: [String: Score] = [:]
    var vendors: [String] = []
    for line in table {
      let cells = KeptParts.tableCells(line)
      // Vendor, stage, score, range, entries, since, advice.
      guard cells.count == 7, Double(cells[2]) != nil, scores[cells[0]] == nil else { continue }
      scores[cells[0]] = Score(score: cells[2], advice: cells[6])
      vendors.append(cells[0])
    }
    (self.scores, self.vendors) = (scores, vendors)
  }

  /// Changes that are named one by one.
  private static let named = 5

  /// What reads differently in a later report of the same quarter, as Markdown; nil when nothing does that it knows of.
  package func changes(to later: WrittenReport) -> String? {
    var changes: [String] = []
    if let entries, let now = later.entries, entries != now { changes.append("\(entries) → \(now)") }
    for vendor in later.vendors {
      guard let now = later.scores[vendor] else { continue }
      guard let before = scores[vendor] else {
        changes.append("\(vendor) is new")
        continue
      }
      if before.score != now.score { changes.append("\(vendor) \(before.score) → \(now.score)") }
      if before.advice != now.advice { changes.append("\(vendor) \(before.advice) → \(now.advice)") }
    }
    changes += vendors.filter { later.scores[$0] == nil }.map { "\($0) is gone" }
    let rest = changes.count - WrittenReport.named
    if rest > 0 {
      changes = changes.prefix(WrittenReport.named) + ["\(NumberText.count(rest, "more change"))"]
    }
    if changes.isEmpty, headline != later.headline { changes = ["another headline"] }
    return changes.isEmpty ? nil : changes.joined(separator: "; ")
  }
}
