import ScorecardModel
import ScorecardPresentation

/// What somebody entered about an experience, as it was typed: an error gives all of it back.
struct LogForm {
  /// What is wrong with a field, by the field's name.
  struct Problem {
    let field: String
    let text: String
  }

  let fields: Form

  /// Fields beyond those that every experience has.
  static let more = [
    "attribution", "mitigated", "resolved", "same-as", "hold", "spent", "cost", "claimed", "recovered",
    "claim-by",
    "follow-up",
    "reference",
  ]

  init(_ fields: Form) { self.fields = fields }

  /// The pills of what happened: a kind, or good or bad without more.
  static let bad = "bad"
  static let good = "good"

  /// The incident, or all that is wrong.
  ///
  /// - Parameter old: what the form is to change; nil for a new one.
  func incident(
    in catalog: Catalog, today: Day, changing old: Incident? = nil
  ) -> Result<Incident, Problems> {
    var problems: [Problem] = []
    func read<Value>(_ field: String, _ read: (String) throws(Refused) -> Value) -> Value? {
      guard let text = fields[field] else { return nil }
      do throws(Refused) { return try read(text) } catch {
        problems.append(Problem(field: field, text: error.text))
        return nil
      }
    }
    let vendor = fields["vendor"].flatMap { catalog.vendor($0) }
    if vendor == nil { problems.append(Problem(field: "vendor", text: "Choose who it was")) }
    let kind = fields["what"].flatMap(IncidentKind.init)
    let isGood = kind?.isGood ?? (fields["what"] == LogForm.good)
    if kind == nil, fields["what"] != LogForm.good, fields["what"] != LogForm.bad {
      problems.append(Problem(field: "what", text: "Choose what happened"))
    }
    // What came without words may stay without.
    if kind == nil, fields["text"] == nil, old?.summary.isEmpty != true {
      problems.append(Problem(field: "text", text: "Say in a few words what it was"))
    }
    let severity = read("severity", LogForm.severity)
    if isGood, fields["severity"] != nil {
      problems.append(Problem(field: "severity", text: "A good experience is not bad: choose “As usual”"))
    }
    if fields["what"] == LogForm.bad, fields["severity"] == nil {
      problems.append(
        Problem(field: "severity", text: "Choose how bad it was: nothing is usual for “Other bad”"))
    }
    let usual = kind?.outcome ?? (isGood ? .good : .bad(.standard))
    let day = day(today, &problems)
    var incident = Incident(
      vendor: vendor?.id ?? "", day: day ?? today,
      outcome: isGood ? .good : severity.map { .bad($0) } ?? usual,
      dimension: kind?.dimension ?? (isGood ? .general : .reliability), kind: kind,
      summary: fields["text"] ?? "")
    if incident.summary.utf8.count > Incident.longestText {
      problems.append(Problem(field: "text", text: "Too long: use up to 10,000 characters"))
    }
    if let cause = read("attribution", LogForm.attribution) { incident.attribution = cause }
    if fields["mitigated"] != nil { incident.mitigated = true }
    incident.resolved = read("resolved") { text throws(Refused) in
      guard ["yes", "no"].contains(text) else { throw Refused("Choose one of the list") }
      return text == "yes"
    }
    if isGood, incident.mitigated != nil || incident.resolved != nil {
      problems.append(Problem(field: "resolved", text: "A good experience has nothing to resolve or excuse"))
    }
    incident.holdMinutes = read("hold", LogForm.minutes)
    incident.cost = read("cost") { text throws(Refused) in try LogForm.money(text, catalog) }
    var details = IncidentDetails()
    details.sameAs = read("same-as") { text throws(Refused) in
      guard let id = Int64(text), id > 0 else { throw Refused("Choose one of the list") }
      return id
    }
    details.minutesSpent = read("spent", LogForm.minutes)
    details.claimed = read("claimed") { text throws(Refused) in
      let money = try LogForm.money(text, catalog)
      guard money > .zero else { throw Refused("A claim needs an amount above 0") }
      return money
    }
    details.recovered = read("recovered") { text throws(Refused) in try LogForm.money(text, catalog) }
    details.claimBy = read("claim-by", LogForm.isoDay)
    if let last = details.claimBy, let day, last < day {
      problems.append(Problem(field: "claim-by", text: "That is before it happened"))
    }
    details.followUp = read("follow-up", LogForm.isoDay)
    details.reference = read("reference") { text throws(Refused) in
      guard text.utf8.count <= IncidentDetails.longestReference else {
        throw Refused("Use up to \(IncidentDetails.longestReference) characters")
      }
      return text
    }
    incident.details = details
    return problems.isEmpty ? .success(incident) : .failure(Problems(list: problems))
  }

  struct Problems: Error { let list: [Problem] }

  /// The fields as they are filled in for an entry that is to be changed.
  init(_ incident: Incident) {
    var fields = Form()
    func set(_ name: String, _ value: String?) { if let value { fields.set(name, value) } }
    let details = incident.details
    set("vendor", incident.vendor)
    set("what", incident.kind?.rawValue ?? (incident.outcome == .good ? LogForm.good : LogForm.bad))
    set("text", incident.summary)
    set("when", "other")
    set("day", incident.day.description)
    set("severity", incident.outcome.severity.map { String($0.level) })
    set("attribution", incident.attribution.rawValue)
    set("mitigated", incident.mitigated == true ? "yes" : nil)
    set("resolved", incident.resolved.map { $0 ? "yes" : "no" })
    set("hold", incident.holdMinutes.map { String($0) })
    set("cost", incident.cost?.description)
    set("spent", details.minutesSpent.map { String($0) })
    set("claimed", details.claimed?.description)
    set("recovered", details.recovered?.description)
    set("claim-by", details.claimBy?.description)
    set("follow-up", details.followUp?.description)
    set("reference", details.reference)
    self.fields = fields
  }

  /// Writes what the form says into an entry; what the form does not have stays as it is.
  static func change(_ incident: inout Incident, to new: Incident) {
    // A kind stands for a dimension; the same kind as before keeps one that was said otherwise.
    if new.kind != incident.kind || new.outcome == .good && incident.outcome != .good {
      incident.dimension = new.dimension
    }
    (incident.vendor, incident.day, incident.outcome, incident.kind) = (
      new.vendor, new.day, new.outcome, new.kind
    )
    (incident.summary, incident.attribution) = (new.summary, new.attribution)
    incident.mitigated = new.mitigated ?? (incident.mitigated == false && new.outcome != .good ? false : nil)
    if new.resolved != incident.resolved || new.outcome == .good { incident.hoursToResolve = nil }
    (incident.resolved, incident.holdMinutes, incident.cost) = (new.resolved, new.holdMinutes, new.cost)
    // Whoever claims more, or again, has something to do again.
    if new.details.claimed != incident.details.claimed || new.details.claimBy != incident.details.claimBy {
      incident.details.claimDone = false
    }
    incident.details.minutesSpent = new.details.minutesSpent
    incident.details.claimed = new.details.claimed
    incident.details.recovered = new.details.recovered
    incident.details.claimBy = new.details.claimBy
    incident.details.followUp = new.details.followUp
    incident.details.reference = new.details.reference
  }

  /// What a field takes, in the place of what was typed.
  private struct Refused: Error {
    let text: String
    init(_ text: String) { self.text = text }
  }

  private func day(_ today: Day, _ problems: inout [Problem]) -> Day? {
    switch fields["when"] {
    case nil, "today": return today
    case "yesterday": return today - 1
    default:
      guard let text = fields["day"], let day = try? Day(text) else {
        problems.append(Problem(field: "day", text: "Choose the day on which it happened"))
        return nil
      }
      guard day <= today else {
        problems.append(Problem(field: "day", text: "\(DayText.short(day)) is in the future"))
        return nil
      }
      return day
    }
  }

  /// How bad it counts as when nobody said so; nil for what is good.
  static func usualSeverity(of incident: Incident) -> String? {
    incident.outcome.severity.map {
      "Counted as \($0.meaning), as is usual for it. Was it worse, or less? Change it."
    }
  }

  private static func severity(_ text: String) throws(Refused) -> Severity {
    guard let level = Int(text), let severity = try? Severity(level) else {
      throw Refused("Choose one of the list")
    }
    return severity
  }

  private static func attribution(_ text: String) throws(Refused) -> Attribution {
    guard let cause = Attribution(rawValue: text) else { throw Refused("Choose one of the list") }
    return cause
  }

  private static func minutes(_ text: String) throws(Refused) -> Int {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let minutes = Int(text), minutes <= 100_000
    else { throw Refused("Use whole minutes, such as 40") }
    return minutes
  }

  private static func money(_ text: String, _ catalog: Catalog) throws(Refused) -> Money {
    guard let money = MoneyInput.amount(text, currency: catalog.currency) else {
      throw Refused("Use an amount in \(catalog.currency) such as 30 or 12.50")
    }
    return money
  }

  private static func isoDay(_ text: String) throws(Refused) -> Day {
    guard let day = try? Day(text) else { throw Refused("Use a day such as 2026-12-31") }
    return day
  }
}
