package import ScorecardModel

extension Screen {
  /// The acknowledgement of `log`, `edit`, `resolve` and `retract`: what was done and what it did.
  ///
  /// - Parameters:
  ///   - done: `Saved`, `Changed`, …
  ///   - before: the vendor's scorecard without it; nil when there was none.
  ///   - former: the scorecards of the vendor whose it was before.
  ///   - deadline: until when money can be claimed for it; nil = nothing can.
  package func logged(
    _ recorded: RecordedIncident, done: String = "Saved", before: Scorecard?, after: Scorecard,
    former: (before: Scorecard?, after: Scorecard?)? = nil, deadline: ClaimDeadline? = nil
  ) -> String {
    let next: NextStep =
      switch after.advice.shown {
      case .drop, .watch: .compare(after.vendor.stage)
      case .keep, .unclear, .left: .explain(after.vendor.id)
      }
    return lines(
      ["✓ \(done) " + headline(recorded, vendor: safe(after.vendor.name)), bar(after)]
        + labelled("Score", scoreChange(before, after)) + adviceChange(before, after)
        + formerVendor(former) + (IncidentText.eventText(recorded).map { labelled("Event", $0) } ?? [])
        + notes(IncidentText.notes(recorded, of: after, deadline: deadline))
        + self.next([("Next", next), ("Undo", .undo)], indent: 2))
  }

  /// `#214  Mon 21 Sep 2026  Northwind Freight  bad, severity 4, reliability`.
  package func headline(_ recorded: RecordedIncident, vendor: String) -> String {
    let incident = recorded.incident
    var kind = incident.outcome.name
    if let severity = incident.outcome.severity { kind += ", severity \(severity.level)" }
    kind += ", " + incident.dimension.rawValue
    if let word = incident.kind?.rawValue { kind = "\(word): \(kind)" }
    return ["#\(recorded.id)", DayText.withWeekday(incident.day), vendor, kind].joined(separator: "  ")
  }

  func bar(_ card: Scorecard) -> String {
    let scale = ForestBar(card).text(width: ForestBar.fitting(usualColumns - 25), style: style)
    return "  0 \(scale) 100" + (usualColumns < 45 ? "" : "    " + style.dim("¦ typical 75"))
  }

  private func scoreChange(_ before: Scorecard?, _ after: Scorecard) -> String {
    "\(scoreMove(before, after)), likely \(range(after)) (\(NumberText.entries(after.incidentCount)))"
  }

  private func formerVendor(_ former: (before: Scorecard?, after: Scorecard?)?) -> [String] {
    guard let former, let after = former.after else { return [] }
    let advice = after.advice.shown.capitals
    return labelled(
      "Former", "\(safe(after.vendor.name)): \(scoreChange(former.before, after)), \(advice)")
  }

  private func adviceChange(_ before: Scorecard?, _ after: Scorecard) -> [String] {
    let now = style.advice(after.advice.shown, after.advice.shown.capitals, bold: true)
    let then = before?.advice.shown
    let plain = then.flatMap { $0 == after.advice.shown ? nil : $0.capitals + " → " } ?? ""
    let reason = labelled("Advice", plain + after.advice.shown.capitals + "   " + AdviceText.reason(after))
    guard style.color, let first = reason.first else { return reason }
    // Wrapped as plain text first: escape sequences have no width.
    let painted = "  Advice  " + plain + now
    return [painted + first.dropFirst(10 + plain.count + after.advice.shown.capitals.count)]
      + reason.dropFirst()
  }

  private func notes(_ notes: [IncidentText.Note]) -> [String] {
    notes.flatMap { note in
      let text = safe(note.text)
      return labelled(
        note.label,
        note.step.map { step in note.lead.map { hinted(text, $0, step) } ?? hinted(text, step) } ?? text)
    }
  }
}

extension Attribution {
  /// As in "caused by …".
  package var inWords: String {
    switch self {
    case .vendor: "the vendor"
    case .us: "us"
    case .customer: "the customer"
    case .external: "something external (weather, strike)"
    }
  }
}
