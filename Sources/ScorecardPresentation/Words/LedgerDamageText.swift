package import ScorecardModel

/// What is wrong in a ledger's file, as a clause.
package enum LedgerDamageText {
  package static func clause(_ damage: LedgerDamage) -> String {
    switch damage {
    case .empty: "it is empty"
    case .schemaVersion(let version): "schema version \(version)"
    case .missing(let kind, let name): "\(kind) \(name) is missing"
    case .otherDefinition(let kind, let name): "\(kind) \(name) was changed"
    case .added(let kind, let name): "\(kind) \(name) was added"
    case .setting(let text): "setting \(text)"
    case .page(let text): "file: \(text)"
    case .database(let text): text
    case .unreadable(let part, let detail): "\(name(part)): \(detail ?? "can't be read")"
    case .row(let table, let number): "\(table) \(number) can't be read"
    case .someRow: "a row can't be read"
    case .entry(let place, let reason): "\(name(place)): \(UnstorableText.clause(reason))"
    case .record(let damage): "record: \(clause(damage))"
    case .reference(let table, let number, let other):
      "\(table) \(number): names a \(other) that is missing"
    case .state(let id, let isEarlier): "#\(id): \(isEarlier ? "an earlier state" : "its entry") is damaged"
    case .details(let id, let isEarlier):
      "#\(id): the details of \(isEarlier ? "an earlier state" : "its entry") can't be read"
    case .sourceRecord(let number, let isEarlier):
      "record \(number): \(isEarlier ? "an earlier state" : "it") is damaged"
    case .countedUntil: "the mark until when orders were counted without keys is damaged"
    case .volume(let number): "volume \(number) is damaged"
    case .checkIn(let number): "check-in \(number) is damaged"
    case .changeOutOfOrder(let number): "change \(number) does not follow from the one before it"
    case .changeIncomplete(let number):
      "change \(number): some of what it stored is missing or damaged"
    case .changeMissing(let number): "change \(number) is missing from the log"
    case .historyGap(let id): "#\(id): its history has a gap"
    case .recordHistoryGap(let number): "record \(number): its history has a gap"
    case .endOfRecordState(let number): "record \(number): the mark where an earlier state ended is damaged"
    case .endOfState(let id): "#\(id): the mark where an earlier state ended is damaged"
    case .oneSidedLink(let id): "#\(id): entries are linked to it that it isn't linked to"
    case .emptyEvent(let id): "#\(id): no other entry of its event is on record"
    case .evidenceSums: "the stored sums can't be read"
    case .sums(let vendor): "the stored sums of \(vendor) differ from its entries"
    case .orderCounts: "the stored counts of orders differ from the records"
    case .otherPolicy: "the stored sums were made with another policy"
    case .more(let count): "\(count) more of this kind"
    }
  }

  private static func name(_ part: LedgerDamage.Part) -> String {
    switch part {
    case .schema: "schema"
    case .settings: "settings"
    case .pages: "file"
    case .references: "references"
    case .incidents: "entries"
    case .earlierStates: "earlier states of entries"
    case .sourceRecords: "records of other systems"
    case .volumes: "volumes"
    case .checkIns: "check-ins"
    case .changeLog: "change log"
    case .history: "history"
    case .events: "events"
    case .sums: "sums"
    }
  }

  private static func name(_ place: LedgerDamage.Place) -> String {
    switch place {
    case .header: "header"
    case .vendor(let id): "vendor \(id)"
    case .source(let name): "source \(name)"
    case .incident(let id): "#\(id)"
    case .sourceRecord(let number): "record \(number)"
    case .volume(let day): "volume from \(day)"
    case .checkIn(let day): "check-in on \(day)"
    case .change(let number): "change \(number)"
    case .end: "change log"
    }
  }
}
