package import ScorecardModel

/// Why something cannot be stored, as a clause.
package enum UnstorableText {
  package static func clause(_ reason: Unstorable) -> String {
    switch reason {
    case .empty(let field): "\(name(field)) is empty"
    case .tooLong(let field, let limit): "\(name(field)) is longer than \(limit) bytes"
    case .containsNUL(let field): "\(name(field)) contains a NUL character"
    case .holdMinutes(let minutes): "hold minutes \(minutes): use 0 to 100000"
    case .hoursToResolve(let hours): "hours to resolve \(hours): use 0 to 100000"
    case .claimed: "claimed money: use more than 0"
    case .recovered: "recovered money: use 0 or more"
    case .outageOutsideYears: "an outage outside of the years 1 to 9999"
    case .outageEndsBeforeItBegins: "an outage that ended before it began"
    case .noSource: "no source"
    case .impossibleNumber(let id): "no incident has the number \(id)"
    case .link(let fault): clause(fault)
    case .keyTaken(let id): "its key cannot be told from that of #\(id)"
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
    case .source: "source"
    case .id: "id"
    case .action: "action"
    case .reason: "reason"
    }
  }

  private static func clause(_ fault: LinkFault) -> String {
    switch fault {
    case .noIncident(let id): "no incident #\(id)"
    case .sameAsItself(let id): "#\(id) is named as the same event as itself"
    case .otherVendor(let id): "#\(id) is another vendor's, and an event is of one vendor"
    }
  }

  private static func overlap(_ volume: Volume, _ inThisImport: Bool) -> String {
    let month = volume.from.month
    let isMonth = volume.from == month.firstDay && volume.to == month.lastDay + 1
    let days = isMonth ? "in \(month)" : "from \(volume.from) to \(volume.to - 1)"
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
    case .outOfPlace(let part): "\(name(part)) out of its place"
    case .incomplete: "the record is not complete"
    case .vendorTwice: "the vendor comes twice"
    case .sourceTwice: "the source comes twice"
    case .unknownVendor: "its vendor is not among the vendors above"
    case .unknownSource: "its source is not among the sources above"
    case .otherOrigin: "moment of recording or source differ from those of the state above"
    case .twoKeys: "it is not known by its source and id"
    case .momentOutsideYears: "its moment is outside of the years 1 to 9999"
    case .incidentMissing(let id): "#\(id) is missing"
    case .stateMissing(let id, let revision): "a state of #\(id) is missing before revision \(revision)"
    case .namedIncidentMissing(let id): "#\(id) is named, and is not there"
    case .incidentTooEarly(let id): "#\(id) came with an earlier change than the one before it"
    case .stateTooEarly: "its change came before that of the state above"
    case .lineTooEarly: "its change came before that of the line above"
    case .impossibleEvent(let id): "it can't be the same event as #\(id)"
    case .linkedToNone: "it is linked to no other incident"
    case .changeMissing(let number): "change \(number) is missing"
    case .impossibleUndo(let number): "it can't take back change \(number)"
    case .changeIncomplete(let number): "some of what change \(number) stored is missing or was changed"
    case .changed: "it was changed since it was written: its checksum does not fit"
    }
  }

  private static func name(_ part: RecordFault.Part) -> String {
    switch part {
    case .start: "a header"
    case .vendors: "a vendor"
    case .sources: "a source"
    case .incidents: "an incident"
    case .volumes: "a volume"
    case .checkIns: "a check-in"
    case .changes: "a change"
    }
  }
}
