import ArgumentParser
import ScorecardModel
import ScorecardPresentation

/// What may be said about an experience besides who, how and what; shared by `log` and `edit`.
struct IncidentOptions: ParsableArguments {
  @Option(
    name: [.customShort("s", allowingJoined: true), .long],
    help: "How bad: 1 annoyance, 2 minor, 3 had to be chased, 4 major, 5 lost sale or money.")
  var severity: String?

  @Option(
    name: [.customShort("d", allowingJoined: true), .long],
    help: "What it was about: \(NameList.or(Dimension.allCases.map(DimensionText.plain))).",
    completion: .list(Dimension.allCases.map(\.rawValue)))
  var dimension: String?

  @Option(
    name: .customLong("ref"),
    help: ArgumentHelp(
      "The vendor's number of the case, parcel or order; none removes it.", valueName: "number"))
  var reference: String?

  @Option(name: .long, help: ArgumentHelp("Your own time on it: 45, 45m or 1h30m.", valueName: "time"))
  var spent: String?

  @Option(name: .long, help: ArgumentHelp("Day: 2026-09-21, yesterday, last fri, 21 sep.", valueName: "date"))
  var on: String?

  @Option(name: .long, help: ArgumentHelp("Time on hold: 40, 40m or 1h30m.", valueName: "time"))
  var hold: String?

  @Option(name: .long, help: "Hours until it was resolved: 5, 1.5 or 90m.")
  var hours: String?

  @Option(name: .long, help: ArgumentHelp("What it cost, in the store's currency.", valueName: "amount"))
  var cost: String?

  @Flag(name: .long, help: "It was resolved.")
  var resolved = false

  @Flag(name: .long, help: "It was not resolved: counts half as much again.")
  var unresolved = false

  @Option(
    name: .long, help: ArgumentHelp("Circumstances that partly excuse it: counts half.", valueName: "why"))
  var mitigated: String?

  @Option(
    name: .long,
    help: "Who caused it: vendor, us, customer or external. Only what the vendor caused counts.",
    completion: .list(Attribution.allCases.map(\.rawValue)))
  var attribution: String?

  @Option(name: .long, help: "How you were in touch: phone, email, chat, …")
  var channel: String?

  @Option(name: .long, help: ArgumentHelp("Money claimed from the vendor.", valueName: "amount"))
  var claimed: String?

  @Option(name: .long, help: ArgumentHelp("Money that came back; 0 if none will.", valueName: "amount"))
  var recovered: String?

  @Option(
    name: .customLong("claim-by"),
    help: ArgumentHelp("Last day for the claim or its evidence; none removes it.", valueName: "date"))
  var claimBy: String?

  @Flag(
    name: .customLong("claim-done"),
    help: "Nothing is left to do about a claim: it is handed in, or you won't make it.")
  var claimDone = false

  @Option(
    name: .customLong("follow-up"),
    help: ArgumentHelp("Raise it with the vendor by this day; none once that is done.", valueName: "date"))
  var followUp: String?

  @Option(
    name: .customLong("same-as"),
    help: ArgumentHelp(
      "Part of the same event as another entry about this vendor; it counts once, by its worst severity; none separates them.",
      valueName: "number"))
  var sameAs: String?

  static let noSeverity = Failure.usage(
    "a bad experience needs a severity: -s 1 (annoyance) to -s 5 (lost sale or money)")

  /// Nothing is given.
  var isEmpty: Bool {
    let texts = [
      severity, dimension, on, hold, hours, cost, mitigated, attribution, channel, claimed, recovered,
      claimBy, followUp, sameAs, reference, spent,
    ]
    return texts.allSatisfy { $0 == nil } && !resolved && !unresolved && !claimDone
  }

  /// Writes what was given into `incident`; what was not given stays.
  func apply(to incident: inout Incident, dates: DateParser, currency: String) throws(Failure) {
    try checkTogether(isGood: incident.outcome == .good)
    if let severity { incident.outcome = .bad(try AmountParser.severity(severity)) }
    if let dimension { incident.dimension = try AmountParser.choice(dimension, option: "dimension") }
    if let on { incident.day = try dates.pastDay(on) }
    if let hold { incident.holdMinutes = try AmountParser.minutes(hold, option: "--hold") }
    if let cost { incident.cost = try AmountParser.money(cost, option: "--cost", currency: currency) }
    if resolved || unresolved { incident.resolved = resolved }
    if unresolved { incident.hoursToResolve = nil }
    if let hours {
      incident.hoursToResolve = try AmountParser.hours(hours, option: "--hours")
      incident.resolved = true
    }
    if let attribution { incident.attribution = try AmountParser.choice(attribution, option: "attribution") }
    if let channel { incident.channel = channel.trimmed }
    if mitigated != nil { incident.mitigated = true }
    if let reference {
      incident.details.reference = isNone(reference) ? nil : try AmountParser.reference(reference)
    }
    if let spent { incident.details.minutesSpent = try AmountParser.minutes(spent, option: "--spent") }
    if let sameAs {
      incident.details.sameAs = isNone(sameAs) ? nil : try AmountParser.incidentID(sameAs)
    }
    try applyClaim(to: &incident, dates: dates, currency: currency)
  }

  private func applyClaim(
    to incident: inout Incident, dates: DateParser, currency: String
  ) throws(Failure) {
    if let claimed {
      incident.details.claimed = try AmountParser.claim(claimed, currency: currency)
    }
    if let recovered {
      incident.details.recovered = try AmountParser.money(
        recovered, option: "--recovered", currency: currency)
    }
    if let claimBy { incident.details.claimBy = try deadline(claimBy, dates) }
    // Whoever claims more, or again, has something to do again.
    if claimed != nil || claimBy != nil { incident.details.claimDone = false }
    if claimDone { incident.details.claimDone = true }
    if let followUp { incident.details.followUp = try deadline(followUp, dates) }
  }

  /// nil for `none`: it is done with.
  private func deadline(_ text: String, _ dates: DateParser) throws(Failure) -> Day? {
    isNone(text) ? nil : try dates.deadline(text)
  }

  private func isNone(_ text: String) -> Bool { text.trimmed.lowercased() == "none" }

  /// The circumstances become part of the text, where a reader of the record finds them.
  func addCircumstances(to incident: inout Incident) {
    guard incident.mitigated == true, let reason = mitigated?.trimmed, !reason.isEmpty,
      !incident.summary.hasSuffix("(\(reason))")
    else { return }
    incident.summary = incident.summary.isEmpty ? reason : "\(incident.summary) (\(reason))"
  }

  private func checkTogether(isGood: Bool) throws(Failure) {
    if resolved, unresolved { throw .usage("--resolved and --unresolved say opposite things. Keep one") }
    if hours != nil, unresolved {
      throw .usage("--hours says how long it took to resolve, --unresolved that it wasn't. Keep one")
    }
    guard isGood else { return }
    if severity != nil { throw .usage("a good experience has no severity. Leave -s out") }
    let repairs = [("--resolved", resolved), ("--unresolved", unresolved), ("--hours", hours != nil)]
    if let (option, _) = repairs.first(where: \.1) {
      throw .usage("a good experience has nothing to resolve. Leave \(option) out")
    }
    if mitigated != nil { throw .usage("a good experience needs no excuse. Leave --mitigated out") }
  }
}

extension Incident {
  /// Turns it into a good one, which has nothing to resolve and needs no excuse.
  mutating func becomeGood() {
    outcome = .good
    (resolved, hoursToResolve, mitigated) = (nil, nil, nil)
  }
}
