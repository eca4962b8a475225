package import ScorecardModel

/// Why something cannot be stored, as a clause.
package enum UnstorableText {
  package static func clause(_ reason: Unstorable) -> String {
    switch reason {
    case .empty(let field): "\(name(field)) is empty"
    case .tooLong(let field, let limit): "\(name(field)) is longer than \(limit) bytes"
    case .containsNUL(let field): "\(name(field)) contains a NUL character"
    case .kind(let kind): "kind \(kind.rawValue) is \(kind.outcome.name), and the entry is not"
    case .holdMinutes(let minutes): "hold minutes \(minutes): use 0 to 100000"
    case .minutesSpent(let minutes): "minutes spent \(minutes): use 0 to 100000"
    case .hoursToResolve(let hours): "hours to resolve \(hours): use 0 to 100000"
    case .claimed: "claimed money: use more than 0"
    case .recovered: "recovered money: use 0 or more"
    case .claimBeforeIncident(let last, let day):
      "the last day for its claim, \(last), is before the day it happened, \(day). Check the year of both"
    case .outageOutsideYears: "an outage outside the years 1 to 9999"
    case .outageEndsBeforeItBegins: "an outage that ended before it began"
    case .noSource: "no source"
    case .impossibleNumber(let id): "no entry can have the number \(id)"
    case .link(let fault): clause(fault)
    case .keyTaken(let id): "its key can't be distinguished from that of #\(id)"
    case .repeatedKey(let id):
      "\"\(id)\" stands in this file before with other content, and no time says which is the later. "
        + "If they are two things, their key needs more than one field, the present one first; if not, keep one of them"
    case .stateOutsideYears: "the time of its state is outside the years 1 to 9999"
    case .watchedOutsideYears: "what a monitor watched is outside the years 1 to 9999"
    case .watchedWithOrders: "it tells when a monitor watched, and counts orders too"
    case .overlap(let volume, let inThisImport): overlap(volume, inThisImport)
    case .record(let fault): clause(fault)
    case .database(let message): message
    }
  }

  private static func name(_ field: Unstorable.Field) -> String {
    switch field {
    case .vendor: "vendor"
    case .summary: "summary"
    case .channel: "channel"
    case .reference: "reference"
    case .source: "source"
    case .id: "id"
    case .action: "action"
    case .reason: "reason"
    case .author: "author"
    }
  }

  private static func clause(_ fault: LinkFault) -> String {
    switch fault {
    case .noIncident(let id): "no entry #\(id)"
    case .sameAsItself(let id): "it names itself, #\(id), as the same event"
    case .otherVendor(let id): "#\(id) is about another vendor, and an event belongs to one vendor"
    }
  }

  private static func overlap(_ volume: Volume, _ inThisImport: Bool) -> String {
    let month = Month(from: volume.from, to: volume.to)
    let days = month.map { "in \($0)" } ?? "from \(volume.from) to \(volume.to - 1)"
    let whose = volume.vendor.map { " of \($0)" } ?? ""
    return "overlaps \(NumberText.count(volume.orders, "order"))\(whose) \(days), "
      + (inThisImport
        ? "which is in this import too. Keep one of them"
        : "which is on record. Give exactly its days to replace it")
  }

  private static func clause(_ fault: RecordFault) -> String {
    switch fault {
    case .noHeader: "the record has no header"
    case .secondHeader: "a second header"
    case .outOfPlace(let part): "\(name(part)) is out of place"
    case .incomplete: "the record is not complete"
    case .vendorTwice: "the vendor is listed twice"
    case .sourceTwice: "the source is listed twice"
    case .unknownVendor: "its vendor is not among the vendors above"
    case .unknownSource: "its source is not among the sources above"
    case .otherOrigin: "its source or moment of recording differs from that of the state above"
    case .twoKeys: "it has a key of its own besides its source and id"
    case .momentOutsideYears: "its moment is outside the years 1 to 9999"
    case .incidentMissing(let id): "#\(id) is missing"
    case .stateMissing(let id, let revision): "a state of #\(id) is missing before state \(revision)"
    case .namedIncidentMissing(let id): "#\(id) is named, but is missing"
    case .sourceRecordMissing(let number): "record \(number), or something that it names, is missing"
    case .incidentTooEarly(let id): "#\(id) came with an earlier change than the one before it"
    case .stateTooEarly: "its change came before that of the state above"
    case .lineTooEarly: "its change came before that of the line above"
    case .impossibleEvent(let id): "it can't be the same event as #\(id)"
    case .linkedToNone: "it is linked to no other entry"
    case .changeMissing(let number): "change \(number) is missing"
    case .impossibleUndo(let number): "it can't undo change \(number)"
    case .changeIncomplete(let number): "some of what change \(number) stored is missing or was changed"
    case .changed: "it was changed since it was written: its checksum does not fit"
    }
  }

  private static func name(_ part: RecordFault.Part) -> String {
    switch part {
    case .start: "a header"
    case .vendors: "a vendor"
    case .sources: "a source"
    case .incidents: "an entry"
    case .sourceRecords: "a record of another system"
    case .volumes: "a volume"
    case .checkIns: "a check-in"
    case .changes: "a change"
    }
  }
}
