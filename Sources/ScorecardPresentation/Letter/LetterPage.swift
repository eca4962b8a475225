import ScorecardModel

/// What a letter to a vendor says, section by section, in no format yet: every format writes these same words.
///
/// It is fair: it tells what the record has, good and bad, and leaves room for an answer. No opinion of the program's is in it.
struct LetterPage: Sendable {
  struct Section: Hashable, Sendable {
    var title: String
    var parts: [Part]
  }

  enum Part: Hashable, Sendable {
    case paragraph(RichText)
    case list([RichText])
    /// Empty lines to write on.
    case room
  }

  /// Entries that are named one by one; a page holds no more.
  private static let mostShown = 20
  private static let mostGood = 5

  private let letter: VendorLetter
  private var catalog: Catalog { letter.catalog }

  init(_ letter: VendorLetter) { self.letter = letter }

  // MARK: Head and foot

  var subject: RichText {
    switch letter.kind {
    case .complaint: "What went wrong since \(own: DayText.short(letter.since))"
    case .claim where letter.claimedTotal > .zero: "Claim of \(own: money(letter.claimedTotal))"
    case .claim: "Claim for \(own: NumberText.count(letter.claims.count, "case"))"
    case .thanks: "Thank you"
    }
  }

  /// From whom, when, and to whom.
  var head: [RichText] {
    let contact = letter.vendor.contact.map { [RichText(foreign: $0)] } ?? []
    return [
      "From: \(strong: RichText(foreign: catalog.store))", "Date: \(own: DayText.short(letter.day))",
      "To: \(RichText.joined([RichText(foreign: letter.vendor.name)] + contact, by: ", "))",
    ]
  }

  var closing: [RichText] { ["Kind regards", RichText(foreign: catalog.store)] }

  // MARK: Sections

  var sections: [Section] {
    let speaks = letter.kind == .thanks ? nil : self.speaks
    return [Section(title: "", parts: [.paragraph(opening)]), agreed, happened, cost, ask, speaks, answer]
      .compactMap { $0 }
  }

  private var opening: RichText {
    let name = RichText(foreign: letter.vendor.name)
    let days = "\(DayText.short(letter.since)) and \(DayText.short(letter.day))"
    switch letter.kind {
    case .complaint:
      return """
        Dear \(name), between \(own: days) we noted \(own: NumberText.count(letter.bad.count, "problem")) with your \
        service. What follows is from our own record; please tell us where yours differs.
        """
    case .claim:
      return """
        Dear \(name), we claim for \(own: NumberText.count(letter.claims.count, "case")). What follows is from our own \
        record; please tell us where yours differs.
        """
    case .thanks:
      let count = letter.good.count == 1 ? "once" : "\(NumberText.grouped(letter.good.count)) times"
      return """
        Dear \(name), people write when something goes wrong, and seldom when it goes well. Between \(own: days) we noted \
        \(own: count) that it went well with you, and want you to know.
        """
    }
  }

  private var agreed: Section? {
    guard letter.kind != .thanks else { return nil }
    var facts: [RichText] = []
    if let days = letter.vendor.promisedDays {
      facts.append("You promise to deliver, or to answer, within \(own: NumberText.count(days, "day")).")
    }
    let terms = letter.vendor.claims
    let spans = [("damage", terms?.damageDays), ("loss", terms?.lossDays), ("lateness", terms?.lateDays)]
      .compactMap { what, days in days.map { "\(what) within \(NumberText.count($0, "day"))" } }
    if !spans.isEmpty { facts.append("You take claims for \(own: NameList.and(spans)).") }
    if letter.kind == .complaint, let contract = letter.vendor.contract, contract.renews >= letter.day {
      facts.append("Our contract renews on \(own: DayText.short(contract.renews)).")
    }
    return facts.isEmpty ? nil : Section(title: "What was agreed", parts: [.list(facts)])
  }

  private var happened: Section? {
    guard letter.kind != .thanks else {
      return Section(title: "What you did well", parts: list(letter.good, most: LetterPage.mostShown))
    }
    if letter.kind == .claim {
      let lines = letter.claims.map { entry($0.entry) + RichText(own: terms(of: $0)) }
      return Section(title: "What happened", parts: [.list(lines)])
    }
    return Section(title: "What happened", parts: list(worst, most: LetterPage.mostShown))
  }

  /// The worst that a page holds, in their order.
  private var worst: [RecordedIncident] {
    guard letter.bad.count > LetterPage.mostShown else { return letter.bad }
    let chosen = Set(
      letter.bad.enumerated().sorted { a, b in
        let (first, second) = (level(a.element), level(b.element))
        return first != second ? first > second : a.offset > b.offset
      }.prefix(LetterPage.mostShown).map(\.element.id))
    return letter.bad.filter { chosen.contains($0.id) }
      + letter.bad.filter { !chosen.contains($0.id) }
  }

  private func level(_ recorded: RecordedIncident) -> Int { recorded.incident.outcome.severity?.level ?? 0 }

  private func list(_ entries: [RecordedIncident], most: Int) -> [Part] {
    let rest = entries.count - most
    let shown = Part.list(entries.prefix(most).map(entry))
    guard rest > 0 else { return [shown] }
    return [shown, .paragraph("And \(own: NumberText.grouped(rest)) more, which we can send you.")]
  }

  /// `21 Sep 2026: Parcel lost (your number 1Z99; 40 minutes on hold; not resolved; it cost us 30.50 USD)`.
  private func entry(_ recorded: RecordedIncident) -> RichText {
    let incident = recorded.incident
    let what =
      incident.summary.isEmpty
      ? RichText(own: incident.kind?.meaning ?? (incident.outcome == .good ? "it went well" : "a problem"))
      : RichText(foreign: incident.summary)
    let facts = facts(of: incident)
    let line: RichText = "\(strong: RichText(own: DayText.short(incident.day))): \(what)"
    return facts.isEmpty ? line : line + " (" + .joined(facts, by: "; ") + ")"
  }

  private func facts(of incident: Incident) -> [RichText] {
    let details = incident.details
    var facts: [RichText] = []
    if let reference = details.reference { facts.append("your number \(reference)") }
    if details.count != .one { facts.append("\(own: NumberText.grouped(details.count.rounded)) cases") }
    guard incident.outcome != .good else { return facts }
    if let minutes = incident.holdMinutes, minutes > 0 {
      facts.append("\(own: NumberText.count(minutes, "minute")) on hold")
    }
    switch (incident.resolved, incident.hoursToResolve) {
    case (true?, let hours?):
      facts.append("resolved after \(own: LetterPage.hours(hours))")
    case (true?, nil): facts.append("resolved")
    case (false?, _): facts.append("not resolved")
    case (nil, _): break
    }
    if let cost = incident.cost, cost > .zero { facts.append("it cost us \(own: money(cost))") }
    return facts
  }

  /// `: we claim 80 USD; the last day for it is 15 Dec 2026`.
  private func terms(of claim: VendorLetter.Claim) -> String {
    let what = claim.amount.map { "we claim \(money($0))" } ?? "we claim for it"
    let day = claim.lastDay.flatMap {
      $0 >= letter.day ? "; the last day for it is \(DayText.short($0))" : nil
    }
    return ": " + what + (day ?? "")
  }

  private var cost: Section? {
    guard letter.kind != .thanks else { return nil }
    var facts: [String] = []
    if letter.moneyLost > .zero { facts.append("\(money(letter.moneyLost)) lost") }
    if letter.minutesSpent > 0 { facts.append("\(time(letter.minutesSpent)) of our own time") }
    if letter.holdMinutes > 0 { facts.append("\(time(letter.holdMinutes)) on hold") }
    if letter.kind == .complaint, letter.moneyClaimed > .zero {
      let back =
        letter.moneyRecovered == .zero ? "nothing back yet" : "\(money(letter.moneyRecovered)) came back"
      facts.append("\(money(letter.moneyClaimed)) claimed, \(back)")
    }
    guard !facts.isEmpty else { return nil }
    return Section(title: "What it cost us", parts: [.list(facts.map { RichText(own: $0) })])
  }

  private var ask: Section? {
    guard let answerBy = letter.answerBy else { return nil }
    let by = DayText.short(answerBy)
    let text: RichText
    if letter.kind == .complaint {
      text = "Please tell us by \(strong: RichText(own: by)) what went wrong and what will change."
    } else {
      let amount: RichText =
        letter.claimedTotal > .zero
        ? "\(strong: RichText(own: money(letter.claimedTotal)))" : "what it cost us"
      let unknown = letter.claims.count { $0.amount == nil }
      let rest =
        unknown > 0 && letter.claimedTotal > .zero
        ? ", and what \(unknown == 1 ? "the case" : "the \(unknown) cases") without an amount cost us" : ""
      text = """
        Please pay \(amount)\(own: rest), or tell us by \(strong: RichText(own: by)) why not, and what you need from us.
        """
    }
    return Section(title: "What we ask", parts: [.paragraph(text)])
  }

  /// A record that tells only the bad is no fair one.
  private var speaks: Section? {
    var parts: [Part] = []
    if letter.kind == .complaint, letter.resolved > 0 {
      let median = letter.medianHoursToResolve.map {
        ", half of those we timed within \(LetterPage.hours($0))"
      }
      let of = "\(letter.resolved) of \(NumberText.count(letter.bad.count, "problem"))"
      parts.append(
        .paragraph(RichText(own: "You resolved \(of)\(median ?? "").")))
    }
    if !letter.good.isEmpty {
      let count = NumberText.count(letter.good.count, "good experience")
      parts.append(.paragraph(RichText(own: "In the same time we noted \(count) with you:")))
      let latest = Array(letter.good.suffix(LetterPage.mostGood))
      parts.append(.list(latest.map(entry)))
    }
    return parts.isEmpty ? nil : Section(title: "What speaks for you", parts: parts)
  }

  private var answer: Section? {
    letter.kind == .thanks ? nil : Section(title: "Your answer", parts: [.room])
  }

  // MARK: Words

  private func money(_ money: Money) -> String { HarmText.money(money, in: catalog) }

  private static func hours(_ hours: Double) -> String {
    let number = NumberText.fixed(hours, digits: hours == hours.rounded() ? 0 : 1, grouped: true)
    return number + (number == "1" ? " hour" : " hours")
  }

  /// `40 minutes`, from two hours on `4 h 50 min`.
  private func time(_ minutes: Int) -> String {
    guard minutes >= 120 else { return NumberText.count(minutes, "minute") }
    let rest = minutes % 60
    return "\(NumberText.grouped(minutes / 60)) h" + (rest > 0 ? " \(rest) min" : "")
  }
}
