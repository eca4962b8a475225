import ScorecardModel
import ScorecardPresentation
import VendorScorecard

/// Goes through what waits, one question each. Enter leaves it for later and `q` stops; what was answered is saved at once,
/// each answer as one change.
struct GuidedReview {
  /// An answer that can be given: its key, what it means, and what it does.
  private struct Choice {
    var key: String
    var meaning: String
    /// Returns what to say; nil when it was not understood, and is asked again.
    var act: () throws -> String?
  }

  private let review: MonthReview
  private let workspace: Workspace
  private let session: Session
  private let prompt: Prompt
  private let text: MonthText
  private let dates: DateParser
  private var answered = 0
  private var seen = 0

  private static let daysToAsk = 14
  /// After which money that was claimed is asked about.
  private static let daysToPay = 30

  init(_ review: MonthReview, in workspace: Workspace, _ session: Session) {
    (self.review, self.workspace, self.session) = (review, workspace, session)
    prompt = session.prompt(keepsAnswers: true)
    text = MonthText(review, in: workspace.catalog)
    dates = DateParser(today: review.day)
  }

  mutating func run() throws {
    try prompt.output.line("Enter leaves it for later, q stops. Each answer is saved at once.")
    let isStopped = try !askAll()
    let end = MonthText.end(
      review.day, answered: answered, left: review.count - answered, isStopped: isStopped)
    try session.done(answered > 0 ? "\(end)\n  Undo    \(session.hints[.undo])\n" : end)
  }

  /// - Returns: false when it was stopped.
  private mutating func askAll() throws -> Bool {
    for entry in review.claims { if try !take(text.line(entry), claim(entry)) { return false } }
    for entry in review.followUps {
      if try !take(text.line(entry), followUp(entry.incident)) { return false }
    }
    for contract in review.contracts { if try !show(contract) { return false } }
    for outage in review.outages { if try !take(text.line(outage), felt(outage.id)) { return false } }
    for entry in review.unresolved { if try !take(text.line(entry), resolved(entry.id)) { return false } }
    return try askForOrders() && askForQuiet()
  }

  // MARK: Questions

  private func claim(_ entry: DueEntry) -> [Choice] {
    let id = entry.incident.id
    let done = Choice(key: "d", meaning: entry.kind == .claim ? "won't claim" : "nothing will come") {
      try change(id, "claim done") { $0.details.claimDone = true }
      return "#\(id) is done with"
    }
    if entry.kind == .claim {
      let claimed = Choice(key: "c", meaning: "claimed it") {
        guard let money = try askMoney(entry.amount) else { return nil }
        guard money > .zero else {
          try prompt.output.line("  A claim needs an amount above 0")
          return nil
        }
        try change(id, "claimed") { $0.details.claimed = money }
        return "#\(id): \(HarmText.money(money, in: workspace.catalog)) claimed"
      }
      return [claimed, done]
    }
    let handedIn = Choice(key: "h", meaning: "handed in") {
      let day = review.day + GuidedReview.daysToPay
      try change(id, "handed in") {
        $0.details.claimDone = true
        $0.details.followUp = day
      }
      return "#\(id) is handed in, and comes again on \(DayText.withWeekday(day)) for its money"
    }
    return [moneyBack(id, claimed: entry.amount), handedIn, done]
  }

  private func moneyBack(_ id: Int64, claimed: Money?) -> Choice {
    Choice(key: "b", meaning: "money came back") {
      guard let money = try askMoney(claimed) else { return nil }
      try change(id, "came back") {
        $0.details.recovered = money
        // What was handed in comes again for its money alone.
        if $0.details.claimDone { $0.details.followUp = nil }
      }
      return "#\(id): \(HarmText.money(money, in: workspace.catalog)) came back"
    }
  }

  /// What was claimed may have come back meanwhile.
  private func followUp(_ recorded: RecordedIncident) -> [Choice] {
    let (id, details) = (recorded.id, recorded.incident.details)
    let isClaimed = details.claimed != nil && details.recovered == nil
    return (isClaimed ? [moneyBack(id, claimed: details.claimed)] : []) + [
      Choice(key: "d", meaning: "done") {
        try change(id, "raised") { $0.details.followUp = nil }
        return "#\(id) is raised"
      }, askAgain(id),
    ]
  }

  private func askAgain(_ id: Int64) -> Choice {
    Choice(key: "a", meaning: "ask again on a day") {
      let answer = try prompt.ask("  Ask again when? [in \(GuidedReview.daysToAsk) days] ")
      let day: Day
      do throws(Failure) {
        day = answer.isEmpty ? review.day + GuidedReview.daysToAsk : try dates.deadline(answer)
      } catch {
        try prompt.output.line("  " + Escaping.terminal(error.message))
        return nil
      }
      guard day > review.day else {
        try prompt.output.line("  \(day) is not ahead. Try tomorrow, next week, in 14 days")
        return nil
      }
      try change(id, "ask again") { $0.details.followUp = day }
      return "#\(id) comes again on \(DayText.withWeekday(day))"
    }
  }

  private func felt(_ id: Int64) -> [Choice] {
    [
      Choice(key: "f", meaning: "customers felt it") {
        try workspace.confirm([id], at: try session.now())
        return "#\(id) counts"
      },
      Choice(key: "n", meaning: "nobody felt it") {
        try workspace.retract(id, reason: "nobody felt it", at: try session.now())
        return "#\(id) is taken out"
      },
    ]
  }

  private func resolved(_ id: Int64) -> [Choice] {
    [
      Choice(key: "r", meaning: "resolved by now") {
        try workspace.resolve(id, at: try session.now())
        return "#\(id) is resolved"
      },
      Choice(key: "n", meaning: "still not: ask again in \(GuidedReview.daysToAsk) days") {
        let day = review.day + GuidedReview.daysToAsk
        try change(id, "still not resolved") { $0.details.followUp = day }
        return "#\(id) comes again on \(DayText.withWeekday(day))"
      },
    ]
  }

  /// What is decided about a contract is done with the vendor, and written into the catalog.
  private mutating func show(_ contract: DueContract) throws -> Bool {
    try head(text.line(contract))
    try prompt.output.line("  Why   " + session.hints[DueText.step(.contract(contract))])
    return try prompt.ask("  Enter goes on, q stops: ").lowercased() != "q"
  }

  private mutating func askForOrders() throws -> Bool {
    guard let (month, estimated) = review.gaps.orders else { return true }
    try head(text.orders(month, estimated))
    while true {
      let answer = try prompt.ask("  How many? ").lowercased()
      if answer.isEmpty { return true }
      if answer == "q" { return false }
      do {
        let orders = try AmountParser.count(answer, of: "orders", in: 0...Volume.mostOrders)
        _ = try session.recordOrders(orders, month: month, in: workspace)
        try say("\(NumberText.count(orders, "order")) in \(DayText.month(month))")
        return true
      } catch let failure as Failure where failure.status == .usage || failure.status == .declined {
        if !failure.message.isEmpty { try prompt.output.line("  " + Escaping.terminal(failure.message)) }
      }
    }
  }

  private mutating func askForQuiet() throws -> Bool {
    guard let last = review.gaps.lastNews else { return true }
    return try take(text.silence(since: last), [quiet()])
  }

  /// A check-in says that nothing happened in the week up to today, so that is what is asked.
  private func quiet() -> Choice {
    Choice(key: "y", meaning: "nothing happened in the last 7 days") {
      try workspace.checkIn(review.day, at: try session.now())
      return "checked in: nothing happened"
    }
  }

  // MARK: Parts

  private mutating func head(_ line: String) throws(Failure) {
    seen += 1
    try prompt.output.line("\(seen)/\(review.count)  " + Escaping.terminal(line))
  }

  /// - Returns: false for `q`.
  private mutating func take(_ line: String, _ choices: [Choice]) throws -> Bool {
    try head(line)
    let question = "  " + choices.map { "\($0.key) \($0.meaning)" }.joined(separator: " · ") + ": "
    while true {
      let answer = try prompt.ask(question).lowercased()
      if answer.isEmpty { return true }
      if answer == "q" { return false }
      guard let choice = choices.first(where: { $0.key == answer }) else {
        try prompt.output.line("  Please type one of these letters, or Enter for later")
        continue
      }
      guard let done = try choice.act() else { continue }
      try say(done)
      return true
    }
  }

  private mutating func say(_ done: String) throws(Failure) {
    answered += 1
    try prompt.output.line("  ✓ " + done)
  }

  private func change(_ id: Int64, _ reason: String, _ change: (inout Incident) -> Void) throws {
    try workspace.revise(id, reason: "review: " + reason, at: try session.now()) { change(&$0) }
  }

  /// - Parameter usual: what Enter takes.
  /// - Returns: nil when Enter was typed and nothing is usual.
  private func askMoney(_ usual: Money?) throws -> Money? {
    let currency = workspace.catalog.currency
    let choice = usual.map { " [\(HarmText.money($0, in: workspace.catalog))]" } ?? ", in \(currency)"
    while true {
      let answer = try prompt.ask("  How much\(choice)? ")
      if answer.isEmpty { return usual }
      do { return try AmountParser.money(answer, option: "amount", currency: currency) } catch {
        try prompt.output.line("  " + Escaping.terminal(error.message))
      }
    }
  }
}
