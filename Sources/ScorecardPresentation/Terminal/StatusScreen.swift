package import ScorecardModel

extension Screen {
  private static let mostTasks = 5

  /// What to do today: headline, at most five things that wait, what an order suffers, and how fresh all is.
  package func status(_ report: StatusReport) -> String {
    let text = StatusText(report)
    let stale = staleness(report.evaluation, report.lastNews).map { " · " + $0 } ?? ""
    let title = safe(report.evaluation.catalog.store)
    return lines(
      [heading(title) + " · " + DayText.short(report.evaluation.asOf) + style.advice(.watch, stale)]
        + paragraph(safe(text.headline), indent: 2) + tasks(report, text) + [""]
        + (text.passing.map { paragraph(safe($0), indent: 0) } ?? [])
        + paragraph(counts(report, text), indent: 2))
  }

  private func tasks(_ report: StatusReport, _ text: StatusText) -> [String] {
    let tasks = report.tasks
    if tasks.isEmpty, report.evaluation.catalog.vendors.isEmpty { return ["", noVendors] }
    guard !tasks.isEmpty else { return ["", "Nothing waits."] }
    var shown = tasks.prefix(Screen.mostTasks).enumerated().flatMap { index, task in
      numbered(index + 1, safe(text.task(task)), hints[text.step(task)].map(safe))
    }
    let rest = tasks.count - Screen.mostTasks
    if rest > 0 {
      shown.append("  … \(NumberText.grouped(rest)) more" + (hints[.review].map { ": " + safe($0) } ?? ""))
    }
    return ["", heading("To do")] + shown
  }

  /// A task, and how to do it: beside it where both fit, else beneath.
  private func numbered(_ number: Int, _ text: String, _ command: String?) -> [String] {
    let head = "  \(number)  "
    let one = head + text + (command.map { "   " + style.dim($0) } ?? "")
    if DisplayWidth.of(head + text + "   " + (command ?? "")) <= columns ?? .max { return [one] }
    let wrapped = paragraph(text, indent: head.count)
    return [head + (wrapped.first?.dropFirst(head.count) ?? "")] + wrapped.dropFirst()
      + (command.map { [String(repeating: " ", count: head.count) + style.dim($0)] } ?? [])
  }

  private func counts(_ report: StatusReport, _ text: StatusText) -> String {
    let cards = report.evaluation.scorecards.filter { !$0.isUnused }
    let advices = Advice.allCases.compactMap { advice -> String? in
      let count = cards.count { $0.advice.shown == advice }
      return count > 0 ? "\(advice.mark) \(advice.rawValue) \(count)" : nil
    }
    return (advices + [text.freshness]).joined(separator: "   ")
  }

  /// Where there is no workspace yet: how to begin.
  package func beginning() -> String {
    lines([
      heading("vendorscore") + ": which vendors to keep, and which to leave", "",
      "No workspace here or above. To begin:",
      "  " + (hints[.initialize()] ?? "") + "          in a folder of your own: who carries your customers",
      "  " + (hints[.initialize(demo: true)] ?? "")
        + "   the same with a year of a made-up store, to look around",
      "Then `\(hints[.log()] ?? "")` after a good or bad experience, and `\(hints[.status] ?? "")` to see what to do.",
    ])
  }
}
