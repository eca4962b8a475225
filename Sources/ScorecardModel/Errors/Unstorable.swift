/// Why something cannot be stored.
public enum Unstorable: Error, Hashable, Sendable {
  /// A text that has a limit.
  public enum Field: Hashable, Sendable {
    case vendor, summary, channel, reference, source, id, action, reason, author
  }

  case empty(Field)
  /// - Parameter limit: in bytes of UTF-8.
  case tooLong(Field, limit: Int)
  /// A NUL, which would end the text where it is stored.
  case containsNUL(Field)
  /// A good kind of a bad experience, or the other way round.
  case kind(IncidentKind)
  /// Outside 0...100,000.
  case holdMinutes(Int)
  /// Outside 0...100,000.
  case hoursToResolve(Double)
  /// Outside 0...100,000.
  case minutesSpent(Int)
  /// Claimed, and not more than 0.
  case claimed
  /// Recovered, and less than 0.
  case recovered
  /// The last day for its claim lies before its own.
  case claimBeforeIncident(Day, of: Day)
  /// An outage outside the years 1 to 9999.
  case outageOutsideYears
  case outageEndsBeforeItBegins
  /// Imported, and from nowhere.
  case noSource
  /// No incident can have this number, which is named as the same event.
  case impossibleNumber(Int64)
  /// What it names can't be the same event.
  case link(LinkFault)
  /// The key of another row cannot be told from that of an incident on record.
  case keyTaken(by: Int64)
  /// A file says two things of one key, and no time tells which is the later.
  case repeatedKey(String)
  /// The time of a state outside the years 1 to 9999.
  case stateOutsideYears
  /// A monitor's watching outside the years 1 to 9999.
  case watchedOutsideYears
  /// A record tells when a monitor watched, and counts orders too.
  case watchedWithOrders
  /// Orders for some but not all days of others; whether those came with the same import.
  case overlap(Volume, inThisImport: Bool)
  /// An entry of a whole record does not fit those before it.
  case record(RecordFault)
  /// The database refuses it; in its words.
  case database(String)
}

/// Why an incident cannot be the same event as the one that it names.
public enum LinkFault: Hashable, Sendable {
  /// Nothing on record has this number.
  case noIncident(Int64)
  case sameAsItself(Int64)
  /// An event is of one vendor.
  case otherVendor(Int64)
}

/// Why an entry of a whole record cannot stand where it does.
public enum RecordFault: Hashable, Sendable {
  /// A part of a record, in their order.
  public enum Part: Int, Hashable, Sendable {
    case start, vendors, sources, incidents, sourceRecords, volumes, checkIns, changes
  }

  case noHeader
  case secondHeader
  /// An entry of this part comes after one of a later part.
  case outOfPlace(Part)
  /// Fewer or more entries than the header says.
  case incomplete
  case vendorTwice
  case sourceTwice
  case unknownVendor
  case unknownSource
  /// What never changes is not what it was in the state before.
  case otherOrigin
  /// It has a key, and a source's id too.
  case twoKeys
  case momentOutsideYears
  case incidentMissing(Int64)
  /// The number of the incident, and the revision that comes next.
  case stateMissing(Int64, before: Int64)
  case namedIncidentMissing(Int64)
  /// What another system says of one of its things, by number, or one of its states, or an incident that it names.
  case sourceRecordMissing(Int64)
  /// It came with an earlier change than the incident before it.
  case incidentTooEarly(Int64)
  /// Its change came before that of the state above.
  case stateTooEarly
  /// Its change came before that of the line above.
  case lineTooEarly
  case impossibleEvent(Int64)
  case linkedToNone
  case changeMissing(Int64)
  /// It says that it took this change back.
  case impossibleUndo(Int64)
  /// Something that this change stored is missing or was changed.
  case changeIncomplete(Int64)
  /// A checksum does not fit.
  case changed
}
