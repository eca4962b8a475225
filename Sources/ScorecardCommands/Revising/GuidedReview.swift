import ScorecardModel
import ScorecardPresentation
import VendorScorecard

/// Goes through what waits, one question each. Enter leaves it for later and `q` stops; what was answered is saved at once,
/// each answer as one change.
struct GuidedReview {
  private let review: MonthReview
  private let workspace: Workspace
  private let session: Session
  private let prompt: Prompt
  private let text: MonthText
  private let dates: DateParser
  private var answered = 0
  private var seen = 0

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
    for entry in review.claims + review.followUps {
      if try !take(text.line(entry), ReviewAnswer.kinds(for: entry), entry.incident, entry.amount) {
        return false
      }
    }
    for contract in review.contracts { if try !show(contract) { return false } }
    for outage in review.outages {
      if try !take(text.line(outage), ReviewAnswer.kindsForOutage, outage) { return false }
    }
    for entry in review.unresolved {
      if try !take(text.line(entry), ReviewAnswer.kindsForUnresolved, entry) { return false }
    }
    return try askForOrders() && askForQuiet()
  }

  // MARK: Questions

  private static func key(_ kind: ReviewAnswer.Kind) -> String {
    switch kind {
    case .claimed: "c"
    case .cameBack: "b"
    case .handedIn: "h"
    case .settled, .raised: "d"
    case .askAgain: "a"
    case .stillOpen, .notFelt: "n"
    case .resolved: "r"
    case .felt: "f"
    case .ours: "o"
    }
  }

  private mutating func take(
    _ line: String, _ kinds: [ReviewAnswer.Kind], _ recorded: RecordedIncident, _ amount: Money? = nil
  ) throws -> Bool {
    try take(line, kinds.map { choice($0, among: kinds, about: recorded, amount) })
  }

  private func choice(
    _ kind: ReviewAnswer.Kind, among kinds: [ReviewAnswer.Kind], about recorded: RecordedIncident,
    _ amount: Money?
  ) -> Choice {
    let claimed = recorded.incident.details.claimed
    return Choice(
      key: GuidedReview.key(kind), meaning: AnswerText.meaning(kind, among: kinds)
    ) {
      guard let answer = try answer(kind, usual: claimed ?? amount) else { return nil }
      let saved = try workspace.answer([recorded.id: answer], at: try session.now())
      return saved.first.map { AnswerText.done(kind, $0, in: workspace.catalog) }
    }
  }

  /// - Parameter usual: the amount that is meant when none is typed.
  /// - Returns: nil when what was typed for it can't be, and was said to be so.
  private func answer(_ kind: ReviewAnswer.Kind, usual: Money?) throws -> ReviewAnswer? {
    switch kind {
    case .claimed, .cameBack:
      guard let money = try askMoney(usual) else { return nil }
      if let problem = AnswerText.problem(kind, money) {
        try prompt.output.line("  " + problem)
        return nil
      }
      return kind == .claimed ? .claimed(money) : .cameBack(money)
    case .handedIn: return .handedIn
    case .settled: return .settled
    case .raised: return .raised
    case .askAgain: return try askDay().map { .askAgain($0) }
    case .stillOpen: return .stillOpen
    case .resolved: return .resolved
    case .felt: return .felt
    case .notFelt: return .notFelt
    case .ours: return .ours
    }
  }

  private func askDay() throws -> Day? {
    let answer = try prompt.ask("  Ask again when? [in \(ReviewAnswer.daysToAsk) days] ")
    do throws(Failure) {
      let day = answer.isEmpty ? review.day + ReviewAnswer.daysToAsk : try dates.deadline(answer)
      guard let problem = AnswerText.problem(day, asOf: review.day) else { return day }
      try prompt.output.line("  " + problem)
    } catch {
      try prompt.output.line("  " + Escaping.terminal(error.message))
    }
    return nil
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

  /// An answer that can be given: its key, what it means, and what it does.
  private struct Choice {
    var key: String
    var meaning: String
    /// Returns what to say; nil when it was not understood, and is asked again.
    var act: () throws -> String?
  }

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
