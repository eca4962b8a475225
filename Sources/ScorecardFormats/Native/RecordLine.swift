package import ScorecardModel

/// A line of the file that holds a whole record: one JSON object whose keys have one order; what an entry does not have
/// is left out. The article Record describes it.
package struct RecordLine {
  private(set) package var text: String

  package init(_ entry: RecordEntry) {
    switch entry {
    case .header(let header): self.init(header)
    case .vendor(let id):
      self.init(kind: "vendor")
      add("id", id)
    case .source(let name):
      self.init(kind: "source")
      add("name", name)
    case .incident(let state): self.init(state)
    case .sourceRecord(let state): self.init(state)
    case .volume(let state): self.init(state)
    case .checkIn(let entry): self.init(entry)
    case .change(let row): self.init(row)
    }
    text += "}"
  }

  /// The last line: all that belongs to the record is above it.
  package init(endOf digest: RecordDigest) {
    self.init(kind: "end")
    add("lines", Int64(digest.lines))
    add("digest", checksum: digest.value)
    text += "}"
  }

  private init(kind: String) { text = "{\"kind\":\"\(kind)\"" }

  private init(_ header: RecordHeader) {
    text = RecordFormat.beginning + "\"version\":\(RecordFormat.version)"
    add("schema", Int64(header.schema))
    add("vendors", Int64(header.vendors))
    add("sources", Int64(header.sources))
    add("incidents", Int64(header.incidents))
    add("records", header.schema < 4 ? nil : Int64(header.sourceRecords))
    add("volumes", Int64(header.volumes))
    add("checkIns", Int64(header.checkIns))
    add("changes", Int64(header.changes))
    add("countedUntil", header.countedUntil == 0 ? nil : header.countedUntil)
    add("currency", header.currency)
  }

  private init(_ state: SourceRecordState) {
    self.init(kind: "record")
    add("id", state.id)
    add("revision", state.revision)
    add("change", state.change)
    add("takenBack", state.isVoided ? true : nil)
    add("source", state.source)
    add("key", padded(state.key, 32, radix: 16))
    add("stateAt", state.stateAt)
    add("from", state.orders?.from)
    add("to", state.orders?.to)
    add("vendor", state.orders?.vendor)
    add("orders", state.orders.map { Int64($0.orders) })
    add("watchedFrom", state.watched?.from)
    add("watchedTo", state.watched?.to)
    add("watchedVendor", state.watched?.vendor)
    add("entries", state.incidents.isEmpty ? nil : state.incidents.map(String.init).joined(separator: " "))
    add("checksum", checksum: state.checksum)
  }

  private init(_ state: VolumeRevision) {
    self.init(kind: "volume")
    add("change", state.change)
    add("from", state.volume.from)
    add("to", state.volume.to)
    add("vendor", state.volume.vendor)
    add("orders", state.isVoided ? nil : Int64(state.volume.orders))
    add("checksum", checksum: state.checksum)
  }

  private init(_ entry: CheckInRevision) {
    self.init(kind: "checkIn")
    add("change", entry.change)
    add("date", entry.day)
    add("takenBack", entry.isVoided ? true : nil)
    add("checksum", checksum: entry.checksum)
  }

  private init(_ row: ChangeRow) {
    self.init(kind: "change")
    add("number", row.number)
    add("action", row.action)
    add("summary", row.summary)
    add("reason", row.reason.isEmpty ? nil : row.reason)
    add("at", row.at)
    add("author", row.author)
    add("undoes", row.undoes)
    add("digest", checksum: row.digest)
    add("chain", checksum: row.chain)
  }

  private init(_ state: IncidentState) {
    self.init(kind: "incident")
    let (record, incident) = (state.record, state.record.incident)
    add("id", record.id)
    add("revision", Int64(record.revision))
    add("change", state.change)
    add("recordedAt", record.recordedAt)
    add(
      "standing", state.isVoided ? "withdrawn" : state.isLinked ? "linked" : record.standing.rawValue)
    add("event", record.event)
    add("imported", state.imported ? true : nil)
    add("date", incident.day)
    add("vendor", incident.vendor)
    add("outcome", incident.outcome.name)
    add("severity", incident.outcome.severity.map { Int64($0.level) })
    add("dimension", incident.dimension.rawValue)
    add("summary", incident.summary)
    add("resolved", incident.resolved)
    add("mitigated", incident.mitigated)
    add("attribution", incident.attribution.rawValue)
    add("channel", incident.channel.isEmpty ? nil : incident.channel)
    add("experience", incident.kind?.rawValue)
    add("hold_minutes", incident.holdMinutes.map(Int64.init))
    add("hours_to_resolve", literal: incident.hoursToResolve.flatMap(DecimalText.exact))
    add("cost", literal: incident.cost?.description)
    add("source", incident.source?.source)
    add("sourceId", incident.source?.id)
    add("key", state.key.map { padded($0, 32, radix: 16) })
    if incident.hasDetails { add(incident.details) }
    add("checksum", checksum: state.checksum)
  }

  private mutating func add(_ details: IncidentDetails) {
    if details.count != .one { add("count", literal: RecordLine.decimal(details.count.thousandths)) }
    add(details.outage?.start, known: "startedAt", latest: "startedBy")
    add(details.outage?.end, known: "endedAt", latest: "endedBy")
    add("impact", details.outage?.impact.rawValue)
    add("sameAs", details.sameAs)
    add("reference", details.reference)
    add("minutesSpent", details.minutesSpent.map(Int64.init))
    add("claimed", literal: details.claimed?.description)
    add("recovered", literal: details.recovered?.description)
    add("claimBy", details.claimBy)
    add("claimDone", details.claimDone ? true : nil)
    add("followUp", details.followUp)
  }
}

// MARK: Members

extension RecordLine {
  private mutating func add(_ key: StaticString, literal value: String?) {
    guard let value else { return }
    text += ",\"\(key)\":"
    text += value
  }

  private mutating func add(_ key: StaticString, _ value: String?) {
    guard let value else { return }
    text += ",\"\(key)\":\""
    text += JSONEscaping.escaped(value)
    text += "\""
  }

  private mutating func add(_ key: StaticString, _ value: Int64?) {
    add(key, literal: value.map { String($0) })
  }

  private mutating func add(_ key: StaticString, _ value: Bool?) {
    add(key, literal: value.map { $0 ? "true" : "false" })
  }

  private mutating func add(_ key: StaticString, _ value: Day?) { add(key, value?.description) }
  private mutating func add(_ key: StaticString, _ value: Timestamp?) { add(key, value?.description) }

  private mutating func add(_ moment: OutageMoment?, known: StaticString, latest: StaticString) {
    guard let moment else { return }
    add(moment.isKnown ? known : latest, moment.moment)
  }

  private mutating func add(_ key: StaticString, checksum: Int64) {
    add(key, padded(UInt64(bitPattern: checksum), 16, radix: 16))
  }

  private static func decimal(_ thousandths: Int64) -> String? {
    Money(thousandths: thousandths)?.description
  }
}
