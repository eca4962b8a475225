import ScorecardModel
import ScorecardPresentation

/// Asks for an experience step by step. Enter takes the default, `<` goes back a step; nothing is saved
/// before the last answer.
struct GuidedLog {
  private enum Step: Int, CaseIterable {
    case vendor, experience, text, severity, day, resolved, save
  }

  private enum Reply {
    case next
    case back
    /// Not understood: say why and ask again.
    case again(String)
  }

  private let prompt: Prompt
  private let catalog: Catalog
  private let dates: DateParser
  private var known: Set<Step>
  /// Steps whose choices have been listed: once is enough.
  private var listed: Set<Step> = []
  private var draft: Incident
  private var vendor: Vendor?

  /// - Parameters:
  ///   - vendor: nil = ask.
  ///   - experience: nil = ask.
  init(prompt: Prompt, catalog: Catalog, dates: DateParser, vendor: Vendor?, experience: Experience?) {
    self.prompt = prompt
    self.catalog = catalog
    self.dates = dates
    self.vendor = vendor
    known = Set((vendor == nil ? [] : [Step.vendor]) + (experience == nil ? [] : [.experience]))
    draft = Incident(
      vendor: vendor?.id ?? "", day: dates.today, outcome: .bad(.standard), dimension: .reliability)
    if let experience { take(experience) }
  }

  /// The incident that the answers describe.
  ///
  /// - Parameter preset: what options gave already; it may be changed on the way.
  mutating func incident(preset: (inout Incident) throws(Failure) -> Void) throws(Failure) -> Incident {
    try preset(&draft)
    try prompt.output.line("Enter takes the answer in [ ], < goes back, Ctrl-C saves nothing.")
    let steps = Step.allCases.filter { !known.contains($0) }
    var index = 0
    while index < steps.count {
      let step = steps[index]
      guard applies(step) else {
        index += 1
        continue
      }
      var reply = try reply(to: step)
      // What options say goes before what a kind usually is.
      if step == .experience, case .next = reply {
        do { try preset(&draft) } catch {
          guard error.status == .usage else { throw error }
          reply = .again(error.message)
        }
      }
      switch reply {
      case .next: index += 1
      case .back: index = steps[..<index].lastIndex { applies($0) } ?? 0
      case .again(let reason):
        if !reason.isEmpty { try prompt.output.line("  " + Escaping.terminal(reason)) }
      }
    }
    if draft.outcome == .good { draft.becomeGood() }
    return draft
  }

  private func applies(_ step: Step) -> Bool {
    switch step {
    case .severity, .resolved: draft.outcome != .good
    default: true
    }
  }

  private mutating func reply(to step: Step) throws(Failure) -> Reply {
    if listed.insert(step).inserted {
      if step == .vendor { try showVendors() }
      if step == .experience { try showKinds() }
      if step == .severity { try GuidedLog.showSeverities(prompt) }
    }
    if step == .save { try showSummary() }
    let answer = try prompt.ask(question(step))
    if answer == "<" { return .back }
    if answer.isEmpty { return withoutAnswer(step) }
    do { return try take(answer, step) } catch {
      guard error.status == .usage else { throw error }
      return .again(error.message)
    }
  }

  /// Enter takes what is there already.
  private func withoutAnswer(_ step: Step) -> Reply {
    switch step {
    case .vendor where vendor == nil: .again("type a number from the list, or a name")
    case .text where draft.summary.isEmpty && draft.kind == nil:
      .again("a few words will do, so you can find it later")
    default: .next
    }
  }

  private func question(_ step: Step) -> String {
    switch step {
    case .vendor: "Vendor" + (vendor.map { " [\(Escaping.terminal($0.name))]" } ?? "") + ": "
    case .experience: "What was it? [\(draft.kind?.rawValue ?? draft.outcome.name)] "
    case .text: "What happened?" + (draft.summary.isEmpty ? " " : " [\(Escaping.terminal(draft.summary))] ")
    case .severity: "Severity [\((draft.outcome.severity ?? .standard).level)]: "
    case .day: "When? [\(DayText.withWeekday(draft.day))] "
    case .resolved: "Resolved? yes, no or ? [\(draft.resolved.map { $0 ? "yes" : "no" } ?? "?")] "
    case .save: "Save? [Y/n, m for money, time and references] "
    }
  }

  private mutating func take(_ answer: String, _ step: Step) throws(Failure) -> Reply {
    switch step {
    case .vendor: return try takeVendor(answer)
    case .experience:
      guard let experience = Experience(answer) else { throw .noExperience(answer) }
      take(experience)
    case .text: draft.summary = answer
    case .severity: draft.outcome = .bad(try AmountParser.severity(answer))
    case .day: draft.day = try dates.pastDay(answer)
    case .resolved: return takeResolved(answer)
    case .save:
      switch answer.lowercased() {
      case "y", "yes": return .next
      case "m", "more":
        try askMore()
        return .again("")
      case "n", "no":
        try prompt.output.line("Nothing saved.")
        throw Failure("", .declined)
      default: return .again("y saves, n does not, m asks for more, < goes back")
      }
    }
    return .next
  }

  private mutating func take(_ experience: Experience) {
    draft.kind = experience.kind
    draft.dimension = experience.dimension
    draft.outcome = experience.outcome(nil) ?? .bad(draft.outcome.severity ?? .standard)
  }

  /// What few entries have; Enter leaves it as it is.
  private mutating func askMore() throws(Failure) {
    let currency = catalog.currency
    try ask("What it cost, in \(currency): ") { incident, answer throws(Failure) in
      incident.cost = try AmountParser.money(answer, option: "cost", currency: currency)
    }
    try ask("Time on hold, such as 40m: ") { incident, answer throws(Failure) in
      incident.holdMinutes = try AmountParser.minutes(answer, option: "time")
    }
    try ask("Your own time on it, such as 1h30m: ") { incident, answer throws(Failure) in
      incident.details.minutesSpent = try AmountParser.minutes(answer, option: "time")
    }
    try ask("Their number of the case or parcel: ") { incident, answer throws(Failure) in
      incident.details.reference = try AmountParser.reference(answer, option: "number")
    }
    guard draft.outcome != .good else { return }
    try ask("Money you claim, in \(currency): ") { incident, answer throws(Failure) in
      incident.details.claimed = try AmountParser.claim(answer, option: "amount", currency: currency)
    }
    guard draft.details.claimed != nil else { return }
    let dates = dates
    try ask("Last day for the claim, such as 15 dec: ") { incident, answer throws(Failure) in
      let day = try dates.deadline(answer)
      guard day >= incident.day else { throw .usage("\(day) is before the day it happened, \(incident.day)") }
      incident.details.claimBy = day
    }
  }

  private mutating func ask(
    _ question: String, _ take: (inout Incident, String) throws(Failure) -> Void
  ) throws(Failure) {
    while true {
      let answer = try prompt.ask("  " + question)
      if answer.isEmpty { return }
      if answer == "<" {
        try prompt.output.line("  Enter skips this one; the summary shows everything again, to go back from")
        continue
      }
      do { return try take(&draft, answer) } catch {
        guard error.status == .usage else { throw error }
        try prompt.output.line("  " + Escaping.terminal(error.message))
      }
    }
  }

  private mutating func takeVendor(_ answer: String) throws(Failure) -> Reply {
    if let number = Int(answer), catalog.vendors.indices.contains(number - 1) {
      choose(catalog.vendors[number - 1])
      return .next
    }
    let names = VendorNames(catalog)
    if let found = names.vendor(named: answer) ?? names.vendor(beginning: answer) {
      choose(found)
      return .next
    }
    switch names.find(answer) {
    case .exact(let found):
      choose(found)
      return .next
    case .close(let found):
      guard let first = found.first else { return .again("no vendor \"\(answer)\"") }
      guard try prompt.confirm("  Use \(Escaping.terminal(first.name))?") else { return .again("") }
      choose(first)
      return .next
    case .none:
      return .again("no vendor \"\(answer)\". Add it to \(WorkspaceLayout.catalogName), or choose another")
    }
  }

  private mutating func choose(_ chosen: Vendor) {
    vendor = chosen
    draft.vendor = chosen.id
  }

  private mutating func takeResolved(_ answer: String) -> Reply {
    switch answer.lowercased() {
    case "y", "yes": draft.resolved = true
    case "n", "no": draft.resolved = false
    case "?": draft.resolved = nil
    default: return .again("yes, no, or ? when you don't know")
    }
    return .next
  }

  // MARK: What is shown

  private func showVendors() throws(Failure) {
    let most = 15
    for (index, vendor) in catalog.vendors.prefix(most).enumerated() {
      try prompt.output.line("  \(index + 1)  " + Escaping.terminal("\(vendor.name) (\(vendor.stage))"))
    }
    let rest = catalog.vendors.count - most
    if rest > 0 { try prompt.output.line("  and \(rest) more: type a name") }
  }

  private func showKinds() throws(Failure) {
    for kind in IncidentKind.allCases {
      let word = kind.rawValue + String(repeating: " ", count: max(1, 12 - kind.rawValue.utf8.count))
      try prompt.output.line("  \(word)\(kind.isGood ? "good" : "bad "): \(kind.meaning)")
    }
    try prompt.output.line("  or good or bad alone; a beginning will do")
  }

  private func showSummary() throws(Failure) {
    let name = Escaping.terminal(vendor?.name ?? draft.vendor)
    var parts =
      [DayText.withWeekday(draft.day), name] + [draft.kind?.rawValue, draft.outcome.name].compactMap { $0 }
    if let severity = draft.outcome.severity { parts.append("severity \(severity.level)") }
    parts.append(draft.dimension.rawValue)
    if let resolved = draft.resolved { parts.append(resolved ? "resolved" : "not resolved") }
    try prompt.output.line("  " + parts.joined(separator: " · "))
    if !draft.summary.isEmpty { try prompt.output.line("  " + Escaping.terminal(draft.summary)) }
    let more = more
    if !more.isEmpty { try prompt.output.line("  " + Escaping.terminal(more.joined(separator: " · "))) }
  }

  /// What few entries have, in words.
  private var more: [String] {
    guard draft.holdMinutes != nil || draft.cost != nil || draft.hasDetails else { return [] }
    let details = draft.details
    func money(_ amount: Money?) -> String? { amount.map { HarmText.money($0, in: catalog) } }
    return [
      draft.holdMinutes.map { "on hold \(NumberText.count($0, "minute"))" },
      details.minutesSpent.map { "own time \(NumberText.count($0, "minute"))" },
      money(draft.cost).map { "cost \($0)" }, details.reference.map { "number \($0)" },
      money(details.claimed).map { "claimed \($0)" },
      details.claimBy.map { "claim by \(DayText.withWeekday($0))" },
    ].compactMap { $0 }
  }

  private static func showSeverities(_ prompt: Prompt) throws(Failure) {
    for level in 1...5 {
      guard let severity = try? Severity(level) else { continue }
      try prompt.output.line("  \(level)  \(severity.meaning)")
    }
  }

  /// Asks until a severity is given; Enter means the standard incident.
  static func askSeverity(_ prompt: Prompt) throws(Failure) -> Severity {
    try showSeverities(prompt)
    while true {
      let answer = try prompt.ask("Severity [3]: ")
      if answer.isEmpty { return .standard }
      do { return try AmountParser.severity(answer) } catch {
        try prompt.output.line("  " + Escaping.terminal(error.message))
      }
    }
  }
}
