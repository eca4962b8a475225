package import ScorecardModel

extension Screen {
  /// What a change of several incidents did to scores and advice.
  package func scoreChange(_ name: String, before: Scorecard?, after: Scorecard) -> String {
    let (then, now) = (before?.advice.shown, after.advice.shown)
    let change = then.map { $0 == now ? "" : $0.capitals + " → " } ?? ""
    return "  \(safe(name))   \(scoreMove(before, after))   \(change)\(now.capitals)"
  }

  /// `imports`: the latest first.
  ///
  /// - Parameter imports: with their times by the store's clock.
  package func imports(_ imports: [ImportBatch], in catalog: Catalog) -> String {
    guard !imports.isEmpty else {
      return lines([
        hinted("Nothing imported yet", .importFiles()).followed(
          by: hints.closing("Known kinds", .importFormats))
      ])
    }
    var table = TextTable([.right, .left, .right, .left], flexible: 3)
    table.add(heads("no.", "when", "entries", "what"))
    for batch in imports {
      let left = batch.standing < batch.incidents ? " (\(NumberText.grouped(batch.standing)) left)" : ""
      table.add([
        String(batch.number), moment(batch.at, in: catalog), NumberText.grouped(batch.incidents) + left,
        safe(batch.summary) + (batch.undone ? " (undone)" : ""),
      ])
    }
    return lines(
      table.lines(columns: columns) + next([("Undo one", .undoImport())]))
  }

  /// The answer to `imports undo`.
  package func importUndone(_ undo: ImportUndo) -> String {
    var facts = [NumberText.entries(undo.voided) + " taken out"]
    if undo.recounted > 0 { facts.append("\(NumberText.count(undo.recounted, "order")) counted as before") }
    if undo.unwatched > 0 { facts.append("\(NumberText.count(undo.unwatched, "watched span")) taken out") }
    if undo.restored > 0 { facts.append("\(NumberText.grouped(undo.restored)) back as before") }
    var text = [
      "✓ Undid import \(undo.change.number), \(safe(undo.change.summary)): "
        + facts.joined(separator: ", ")
    ]
    if undo.kept > 0 {
      let shown = undo.keptIncidents.prefix(10).map { "#\($0)" }.joined(separator: ", ")
      text.append(
        "  Kept, because they were changed later: \(shown)"
          + (undo.kept > 10 ? ", … (\(NumberText.grouped(undo.kept)))" : ""))
    }
    if undo.keptRecords > 0 {
      text.append("  Kept: what \(NumberText.count(undo.keptRecords, "record")) told that came again since")
    }
    if undo.keptVolumes > 0 {
      text.append("  Kept: \(NumberText.count(undo.keptVolumes, "volume")) changed later")
    }
    if undo.reopened > 0 {
      let one = undo.reopened == 1
      text.append(
        "  \(NumberText.count(undo.reopened, "outage")) \(one ? "goes" : "go") on again, as far as the record knows: "
          + "import the later files of \(one ? "its monitor" : "their monitors") again")
    }
    if !undo.laterImports.isEmpty {
      let isOne = undo.laterImports.count == 1
      let numbers = undo.laterImports.prefix(3).map(String.init).joined(separator: ", ")
      text.append(
        "  Import\(isOne ? "" : "s") \(numbers)\(undo.laterImports.count > 3 ? ", …" : "") came later and may have told "
          + "some of it, too: import \(isOne ? "its file" : "their files") again")
    }
    return lines(text + next([("Bring it back", .importFiles())], indent: 2))
  }

  /// `due`: what runs out, the nearest first.
  package func due(_ items: [DueItem], asOf day: Day, in catalog: Catalog) -> String {
    guard !items.isEmpty else { return lines(["Nothing is due."]) }
    var table = TextTable([.left, .left, .left, .left, .right, .left], flexible: 5)
    for item in items { table.add(cells(of: item, asOf: day, in: catalog)) }
    let kinds = Set(items.compactMap { $0.entry?.kind })
    var steps: [String] = []
    if kinds.contains(.claim) { steps += next([("Claimed it", .edit(nil, .claimed))]) }
    if !kinds.isSubset(of: [.followUp]) { steps += next([("Money came back", .edit(nil, .recovered))]) }
    if !kinds.isEmpty { steps += next([("Done with it", .tickOff(nil))]) }
    return lines(table.lines(columns: columns) + steps)
  }

  private func cells(of item: DueItem, asOf day: Day, in catalog: Catalog) -> [TextTable.Cell] {
    let about: (number: String, amount: String, text: String)
    switch item {
    case .entry(let entry):
      about = (
        "#\(entry.incident.id) ", entry.amount.map { HarmText.money($0, in: catalog) } ?? "",
        safe(entry.incident.incident.summary)
      )
    case .contract(let due):
      let text = DueText(in: catalog, asOf: day)
      about = ("", "", due.state == .renewed ? DueText.nextDate : text.renewal(due))
    }
    let isRenewed = item.contract?.state == .renewed
    return [
      .init(item.day.map(DayText.short) ?? "deadline unknown:"),
      isRenewed ? .init("past") : item.day.map { remaining($0 - day) } ?? .init("look it up"),
      .init(DueText.kind(item)), .init(about.number + name(item.vendor, in: catalog)),
      .init(about.amount), .init(about.text),
    ]
  }

  /// What ticking off came to: the entries, and those of which nothing was due.
  package func tickedOff(_ done: [RecordedIncident], nothingDue: [Int64], in catalog: Catalog) -> String {
    func numbers(_ ids: [Int64]) -> String { ids.map { "#\($0)" }.joined(separator: ", ") }
    let rest = nothingDue.isEmpty ? [] : ["  Nothing was due of \(numbers(nothingDue))"]
    let about = done.count == 1 ? done.first.map { " " + name($0.incident.vendor, in: catalog) } ?? "" : ""
    return lines(
      ["✓ Done with \(numbers(done.map(\.id)))\(about)"] + rest + next([("Undo", .undo)], indent: 2))
  }

  private func remaining(_ days: Int) -> TextTable.Cell {
    switch days {
    case ..<0: TextTable.Cell("missed", painted: style.advice(.drop, "missed"))
    case 0: TextTable.Cell("today", painted: style.advice(.watch, "today"))
    default: TextTable.Cell("in " + NumberText.count(days, "day"))
    }
  }
}
