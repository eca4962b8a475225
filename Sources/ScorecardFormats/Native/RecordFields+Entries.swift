internal import ScorecardModel

extension RecordFields {
  mutating func volume() throws(Diagnostic) -> VolumeRevision {
    let change = try integer("change")
    let (from, to) = (try day("from"), try day("to"))
    let vendor = try optional("vendor", "a text") { $0.string }
    let orders = try optional("orders", "a whole number") { $0.number.flatMap { Int($0.text) } }
    guard let volume = Volume(from: from, to: to, orders: orders ?? 0, vendor: vendor) else {
      throw problem("no volume: \"to\" is after \"from\", and orders are 0 to \(Volume.mostOrders)")
    }
    return VolumeRevision(
      change: change, volume: volume, isVoided: orders == nil, checksum: try checksum("checksum"))
  }

  mutating func sourceRecord() throws(Diagnostic) -> SourceRecordState {
    let (id, revision, change) = (try integer("id"), try integer("revision"), try integer("change"))
    let isVoided = try optional("takenBack", "true or false", RecordFields.flag) ?? false
    let source = try text("source")
    let key: UInt128 = try value("key", "a key of 32 hexadecimal digits") {
      RecordFields.hexadecimal($0, digits: 32)
    }
    let stateAt = try optional("stateAt", "a moment such as 2026-09-21T08:30:00Z") {
      $0.string.flatMap { Timestamp($0) }
    }
    let orders = try countedOrders()
    let watched = try watchedSpan()
    let entries = try optional("entries", "numbers with a space between them") { json in
      json.string.flatMap { RecordFields.numbers($0) }
    }
    return SourceRecordState(
      id: id, revision: revision, change: change, source: source, key: key, stateAt: stateAt, orders: orders,
      watched: watched, incidents: entries ?? [], isVoided: isVoided, checksum: try checksum("checksum"))
  }

  private mutating func countedOrders() throws(Diagnostic) -> Volume? {
    guard let from = try optional("from", "a day such as 2026-09-21", RecordFields.day) else { return nil }
    let to = try day("to")
    let vendor = try optional("vendor", "a text") { $0.string }
    let orders = try count("orders")
    guard orders > 0, let volume = Volume(from: from, to: to, orders: orders, vendor: vendor) else {
      throw problem("no orders: \"to\" is after \"from\", and orders are 1 to \(Volume.mostOrders)")
    }
    return volume
  }

  private mutating func watchedSpan() throws(Diagnostic) -> WatchedSpan? {
    let from = try optional("watchedFrom", "a moment such as 2026-09-21T08:30:00Z") {
      $0.string.flatMap { Timestamp($0) }
    }
    guard let from else { return nil }
    let to = try moment("watchedTo")
    guard let span = WatchedSpan(of: try text("watchedVendor"), from: from, to: to) else {
      throw problem("\"watchedTo\" is after \"watchedFrom\"")
    }
    return span
  }

  private static func numbers(_ text: String) -> [Int64]? {
    let numbers = text.split(separator: " ", omittingEmptySubsequences: false).map { Int64($0) }
    return numbers.contains(nil) ? nil : numbers.compactMap { $0 }
  }

  mutating func checkIn() throws(Diagnostic) -> CheckInRevision {
    CheckInRevision(
      change: try integer("change"), day: try day("date"),
      isVoided: try optional("takenBack", "true or false", RecordFields.flag) ?? false,
      checksum: try checksum("checksum"))
  }

  mutating func change() throws(Diagnostic) -> ChangeRow {
    let (number, action, summary) = (try integer("number"), try text("action"), try text("summary"))
    let reason = try optional("reason", "a text") { $0.string } ?? ""
    let at = try moment("at")
    let author = try optional("author", "a name of 1 to \(Change.longestAuthor) bytes") { value in
      value.string.flatMap { (1...Change.longestAuthor).contains($0.utf8.count) ? $0 : nil }
    }
    let undoes = try optional("undoes", "a whole number") { $0.number.flatMap { Int64($0.text) } }
    return ChangeRow(
      number: number, action: action, summary: summary, reason: reason, at: at, author: author,
      undoes: undoes,
      digest: try checksum("digest"), chain: try checksum("chain"))
  }

  mutating func incident() throws(Diagnostic) -> IncidentState {
    let (id, revision, change) = (try integer("id"), try count("revision"), try integer("change"))
    let recordedAt = try moment("recordedAt")
    let (standing, isVoided, isLinked) = try standing()
    // Schema 1 knew no events but outages.
    var event = try optional("outageOf", "a whole number", RecordFields.integer)
    if event == nil { event = try optional("event", "a whole number", RecordFields.integer) }
    let imported = try optional("imported", "true or false", RecordFields.flag) ?? false
    var incident = try told()
    incident.source = try source()
    let key: UInt128? = try optional("key", "a key of 32 hexadecimal digits") {
      RecordFields.hexadecimal($0, digits: 32)
    }
    incident.details = try details()
    return IncidentState(
      record: RecordedIncident(
        id: id, incident: incident, recordedAt: recordedAt, revision: revision, standing: standing,
        event: event),
      isVoided: isVoided, isLinked: isLinked, change: change, imported: imported, key: key,
      checksum: try checksum("checksum"))
  }

  private mutating func standing() throws(Diagnostic) -> (
    IncidentStanding, isVoided: Bool, isLinked: Bool
  ) {
    try value("standing", "counted, unconfirmed, linked, retracted or withdrawn") { json in
      switch json.string {
      case "withdrawn": (.retracted, true, false)
      case "linked": (.counted, false, true)
      default: json.string.flatMap { IncidentStanding(rawValue: $0) }.map { ($0, false, false) }
      }
    }
  }

  /// What the incident says, without what few have.
  private mutating func told() throws(Diagnostic) -> Incident {
    let (day, vendor, outcome) = (try day("date"), try text("vendor"), try outcome())
    let dimension = try value("dimension", "one of the dimensions") {
      $0.string.flatMap { Dimension(rawValue: $0) }
    }
    let summary = try text("summary")
    let resolved = try optional("resolved", "true or false", RecordFields.flag)
    let mitigated = try optional("mitigated", "true or false", RecordFields.flag)
    let attribution = try value("attribution", "vendor, us, customer or external") {
      $0.string.flatMap { Attribution(rawValue: $0) }
    }
    let channel = try optional("channel", "a text") { $0.string } ?? ""
    let kind = try optional("experience", "a kind of experience") {
      $0.string.flatMap { IncidentKind(rawValue: $0) }
    }
    return Incident(
      vendor: vendor, day: day, outcome: outcome, dimension: dimension, kind: kind, summary: summary,
      resolved: resolved,
      mitigated: mitigated, attribution: attribution,
      channel: channel,
      holdMinutes: try optional("hold_minutes", "a whole number") { $0.number.flatMap { Int($0.text) } },
      hoursToResolve: try optional("hours_to_resolve", "a number") { $0.number?.value },
      cost: try optional("cost", "an amount", RecordFields.money))
  }

  private mutating func outcome() throws(Diagnostic) -> Outcome {
    let isGood = try value("outcome", "good or bad") { json in
      json.string == "good" ? true : json.string == "bad" ? false : nil
    }
    if isGood { return .good }
    return .bad(
      try value("severity", "1 to 5") { $0.number.flatMap { Int($0.text) }.flatMap { try? Severity($0) } })
  }

  private mutating func source() throws(Diagnostic) -> ImportKey? {
    guard let source = try optional("source", "a text", { $0.string }) else { return nil }
    return ImportKey(source: source, id: try text("sourceId"))
  }

  private mutating func details() throws(Diagnostic) -> IncidentDetails {
    var details = IncidentDetails()
    details.count =
      try optional("count", "a number from 0.001 to 1000000") {
        RecordFields.money($0).flatMap { IncidentCount(thousandths: $0.thousandths) }
      } ?? .one
    if let start = try moment("startedAt", orBy: "startedBy") {
      let end = try moment("endedAt", orBy: "endedBy")
      let impact = try value("impact", "an impact of an outage") {
        $0.string.flatMap { OutageImpact(rawValue: $0) }
      }
      details.outage = Outage(start: start, end: end, impact: impact)
    }
    details.sameAs = try optional("sameAs", "a whole number", RecordFields.integer)
    details.reference = try optional("reference", "a text") { $0.string }
    details.minutesSpent = try optional("minutesSpent", "a whole number") {
      $0.number.flatMap { Int($0.text) }
    }
    details.claimed = try optional("claimed", "an amount", RecordFields.money)
    details.recovered = try optional("recovered", "an amount", RecordFields.money)
    details.claimBy = try optional("claimBy", "a day such as 2026-09-21", RecordFields.day)
    details.claimDone = try optional("claimDone", "true or false", RecordFields.flag) ?? false
    details.followUp = try optional("followUp", "a day such as 2026-09-21", RecordFields.day)
    return details
  }

  private mutating func moment(_ known: String, orBy latest: String) throws(Diagnostic) -> OutageMoment? {
    let moment = "a moment such as 2026-09-21T08:30:00Z"
    if let at = try optional(known, moment, { $0.string.flatMap { Timestamp($0) } }) { return .at(at) }
    return try optional(latest, moment) { $0.string.flatMap { Timestamp($0) }.map { .by($0) } }
  }
}
