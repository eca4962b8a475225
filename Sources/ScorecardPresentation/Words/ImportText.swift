package import ScorecardModel

/// What an import has to say for itself.
package struct ImportText {
  let imports: [FileImport]
  /// Everything was done and taken back.
  let isDryRun: Bool
  /// Refused rows were set aside.
  let skipsBad: Bool
  /// The line that was asked about.
  let explainedLine: Int?
  let hints: Hints

  package init(
    _ imports: [FileImport], isDryRun: Bool, skipsBad: Bool, explainedLine: Int?, hints: Hints
  ) {
    self.imports = imports
    self.isDryRun = isDryRun
    self.skipsBad = skipsBad
    self.explainedLine = explainedLine
    self.hints = hints
  }

  /// Most problems that are shown of one file; the rest is counted.
  private static let mostShown = 20

  package var refused: Int { imports.reduce(0) { $0 + $1.refused } }

  /// Every problem with its line and a caret, and a closing word on each file that has some.
  package var problems: String {
    imports.map { file in
      let shown = file.diagnostics.prefix(Self.mostShown).map { problem in
        (problem.kind == .error ? "Error: " : "Warning: ") + Escaping.terminalLines(problem.withCaret(hints))
      }
      let conflicts = file.orderConflicts.map { "Warning: " + OrderConflictText.line($0) }
      let rest = file.diagnostics.count - shown.count
      return (shown + (rest > 0 ? ["and \(NumberText.grouped(rest)) more"] : []) + conflicts + closing(file))
        .joined(separator: "\n")
    }.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func closing(_ file: FileImport) -> [String] {
    guard file.refused > 0, !skipsBad else { return [] }
    if file.countsRows {
      let count = "\(NumberText.grouped(file.refused)) of \(NumberText.count(file.rows, "row"))"
      return ["\(count) wrong, none imported".followed(by: hints.closing("Set them aside", .skipBad))]
    }
    let count = NumberText.count(file.refused, "row")
    let them = file.refused == 1 ? "it" : "them"
    return ["\(count) wrong, none imported".followed(by: hints.closing("Leave \(them) out", .skipBad))]
  }

  /// What the line that was asked about became.
  package var explanation: String {
    imports.map { file in
      let title = imports.count > 1 ? [Escaping.terminal(file.file)] : []
      let lines =
        file.explanation.isEmpty
        ? ["→ nothing on line \(explainedLine ?? 0)"] : file.explanation.map(RowExplanationText.line)
      return (title + lines.map { Escaping.terminal($0) }).joined(separator: "\n")
    }.joined(separator: "\n")
  }

  /// What is on record, but enters no score yet; nil when nothing of that kind came in.
  package var waiting: String? {
    let count = imports.filter(\.stored).reduce(0) { $0 + $1.unconfirmed }
    guard count > 0 else { return nil }
    let what =
      count == 1
      ? "1 of them counts only once you confirm it"
      : "\(NumberText.grouped(count)) of them count only once you confirm them"
    return what.followed(by: hints.closing("See them", .unconfirmedEntries))
  }

  /// What is on record and counts in no score; nil when nothing of that kind came in.
  package var notScored: String? {
    let count = imports.filter(\.stored).reduce(0) { $0 + $1.notScored }
    guard count > 0 else { return nil }
    return count == 1
      ? "1 of them is kept on record only: the vendor didn't cause it, so it counts in no score"
      : "\(NumberText.grouped(count)) of them are kept on record only: the vendor didn't cause them, so they count in no score"
  }

  /// A line for each file, and one for what came to nothing in it.
  package var summary: String {
    imports.map { file in
      let passed = PassedOverText.line(file.passedOver).map { line in
        "\n" + (imports.count > 1 ? Escaping.terminal(file.file) + ": " : "") + line
      }
      return line(file) + (passed ?? "")
    }.joined(separator: "\n")
  }

  private func line(_ file: FileImport) -> String {
    if let record = file.record { return line(record) + (isDryRun ? " (dry run: nothing stored)" : "") }
    var counts = self.counts(file)
    if file.older > 0 {
      counts.append("\(NumberText.grouped(file.older)) older than what is on record")
    }
    if file.keptLocalCount > 0 {
      counts.append("\(NumberText.grouped(file.keptLocalCount)) kept as changed here")
    }
    let prefix = imports.count > 1 ? Escaping.terminal(file.file) + ": " : ""
    let suffix = isDryRun ? " (dry run: nothing stored)" : file.stored ? setAside(file) : ""
    if let watched = file.watched, file.stored || isDryRun { counts.append(line(watched)) }
    // With orders each count may be of two things.
    return prefix + counts.joined(separator: file.orders.isEmpty || !(file.stored || isDryRun) ? ", " : "; ")
      + suffix
  }

  /// Orders and entries are never one number.
  private func counts(_ file: FileImport) -> [String] {
    let counted = file.stored || isDryRun
    func grouped(_ number: Int) -> String { NumberText.grouped(counted ? number : 0) }
    let refused = "\(NumberText.grouped(file.refused)) refused"
    guard !file.orders.isEmpty, counted else {
      return [
        "\(grouped(file.new)) new", "\(grouped(file.changed)) changed",
        "\(NumberText.grouped(file.alreadyPresent)) already present",
      ] + takenBack(file) + [refused]
    }
    func both(_ orders: Int, _ entries: Int, _ what: String) -> String? {
      let parts = [
        orders > 0 ? NumberText.count(orders, "order") : nil,
        entries > 0 ? NumberText.count(entries, "entry", plural: "entries") : nil,
      ].compactMap { $0 }
      return parts.isEmpty ? nil : parts.joined(separator: ", ") + " " + what
    }
    let present = both(file.orders.alreadyPresent, file.alreadyPresent, "already present")
    let counts = [
      both(file.orders.new, file.new, "new"), both(file.orders.changed, file.changed, "changed"), present,
    ]
    return counts.compactMap { $0 } + takenBack(file) + [refused]
  }

  private func takenBack(_ file: FileImport) -> [String] {
    guard file.takenBack > 0, file.stored || isDryRun else { return [] }
    return [NumberText.count(file.takenBack, "entry", plural: "entries") + " no longer told, taken out"]
  }

  private func line(_ watched: WatchedTally) -> String {
    let services = watched.services == 1 ? "" : " (\(NumberText.count(watched.services, "service")))"
    return "watched \(DayText.moment(watched.from)) – \(DayText.moment(watched.to))\(services)"
      + (watched.isNew ? "" : ", as known")
  }

  /// Where the refused rows are, and how many are nowhere.
  private func setAside(_ file: FileImport) -> String {
    let lost = file.refused - file.setAside
    guard lost > 0 else { return file.rejectedFile.map { "; wrong rows in " + Escaping.terminal($0) } ?? "" }
    let reason = lost == 1 ? "is not a row of a table" : "are not rows of a table"
    guard let rejected = file.rejectedFile else {
      return "; not set aside: \(lost == 1 ? "it" : "they") \(reason)"
    }
    return "; \(NumberText.grouped(file.setAside)) of them in \(Escaping.terminal(rejected)), "
      + "\(NumberText.grouped(lost)) \(reason)"
  }

  private func line(_ record: RecordHeader) -> String {
    "the whole record: \(NumberText.count(record.changes, "change")), with "
      + "\(NumberText.count(record.incidents, "state")) of entries, "
      + "\(NumberText.grouped(record.sourceRecords)) of other systems' records, \(NumberText.grouped(record.volumes)) of "
      + "volumes, \(NumberText.count(record.checkIns, "check-in"))"
  }
}
