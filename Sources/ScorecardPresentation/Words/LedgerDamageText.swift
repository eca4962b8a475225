package import ScorecardModel

/// What is wrong in a ledger's file, as a clause.
package enum LedgerDamageText {
  package static func clause(_ damage: LedgerDamage) -> String {
    switch damage {
    case .empty: "it is empty"
    case .schemaVersion(let version): "schema version \(version)"
    case .missing(let kind, let name): "\(kind) \(name) is missing"
    case .otherDefinition(let kind, let name): "\(kind) \(name) is not as it was made"
    case .added(let kind, let name): "\(kind) \(name) was added"
    case .setting(let text): "setting \(text)"
    case .page(let text): "file: \(text)"
    case .database(let text): text
    case .unreadable(let part, let detail): "\(name(part)): \(detail ?? "cannot be read")"
    case .row(let table, let number): "\(table) \(number) cannot be read"
    case .someRow: "a row cannot be read"
    case .entry(let place, let reason): "\(name(place)): \(UnstorableText.clause(reason))"
    case .record(let damage): "record: \(clause(damage))"
    case .reference(let table, let number, let other):
      "\(table) \(number): names a \(other) that is not there"
    case .state(let id, let isEarlier): "#\(id): its \(table(isEarlier)) row is damaged"
    case .details(let id, let isEarlier):
      "#\(id): the details of its \(table(isEarlier)) row cannot be read"
    case .volume(let number): "volume \(number) is damaged"
    case .checkIn(let number): "check-in \(number) is damaged"
    case .changeOutOfOrder(let number): "change \(number) does not follow from the one before it"
    case .changeIncomplete(let number):
      "change \(number): some of what it stored is missing or damaged"
    case .changeMissing(let number): "change \(number) is missing from the log"
    case .historyGap(let id): "#\(id): its history has a gap"
    case .endOfState(let id): "#\(id): the end of an earlier state is damaged"
    case .oneSidedLink(let id): "#\(id): incidents are linked to it that it is not linked to"
    case .emptyEvent(let id): "#\(id): its event has nothing else that is on record"
    case .evidenceSums: "evidence sums cannot be read"
    case .sums(let vendor): "sums of \(vendor) differ from its incidents"
    case .otherPolicy: "sums were made with another policy"
    case .more(let count): "\(count) more of this kind"
    }
  }

  private static func table(_ isEarlier: Bool) -> String { isEarlier ? "incident_revision" : "incident" }

  private static func name(_ part: LedgerDamage.Part) -> String {
    switch part {
    case .schema: "schema"
    case .settings: "settings"
    case .pages: "file"
    case .references: "references"
    case .incidents: "incident"
    case .earlierStates: "incident_revision"
    case .volumes: "volume"
    case .checkIns: "check-in"
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
    case .volume(let day): "volume from \(day)"
    case .checkIn(let day): "check-in on \(day)"
    case .change(let number): "change \(number)"
    case .end: "change log"
    }
  }
}
