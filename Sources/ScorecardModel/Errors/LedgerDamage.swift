/// What is wrong in a ledger's file.
public enum LedgerDamage: Hashable, Sendable {
  /// What a checkup looks at by itself.
  public enum Part: Hashable, Sendable {
    case schema, settings, pages, references
    case incidents, earlierStates, sourceRecords, volumes, checkIns, changeLog, history, events
    case sums
  }

  /// An entry of the record.
  public enum Place: Hashable, Sendable {
    case header
    case vendor(Vendor.ID)
    case source(String)
    case incident(Int64)
    case sourceRecord(Int64)
    case volume(from: Day)
    case checkIn(Day)
    case change(Int64)
    case end
  }

  // MARK: The file

  /// Nothing is in it.
  case empty
  case schemaVersion(Int)
  /// A table, index or trigger, by its kind and name as the schema has them.
  case missing(kind: String, name: String)
  case otherDefinition(kind: String, name: String)
  /// Someone added it to a table of the ledger.
  case added(kind: String, name: String)
  /// A setting of the connection is not what it was set to; in SQLite's words.
  case setting(String)
  /// What SQLite's check of pages, cells and indexes says.
  case page(String)
  /// What SQLite says.
  case database(String)
  /// A part cannot even be read; with what SQLite says about it, if anything.
  case unreadable(Part, String?)
  /// A row of a table, by its number.
  case row(table: String, number: Int64)
  case someRow

  // MARK: The record

  /// An entry does not fit those before it.
  case entry(Place, Unstorable)
  /// What only the order of the record's entries shows.
  indirect case record(LedgerDamage)
  /// A row names one of another table that is not there.
  case reference(table: String, number: Int64, to: String)
  /// A row does not fit its checksum.
  case state(of: Int64, isEarlier: Bool)
  case details(of: Int64, isEarlier: Bool)
  /// What another system says of one of its things.
  case sourceRecord(Int64, isEarlier: Bool)
  /// The mark until when orders were counted without keys.
  case countedUntil
  case volume(Int64)
  case checkIn(Int64)
  case changeOutOfOrder(Int64)
  /// Something that this change stored is missing or damaged.
  case changeIncomplete(Int64)
  case changeMissing(Int64)
  case historyGap(Int64)
  /// The same of what another system says of one of its things.
  case recordHistoryGap(Int64)

  // MARK: What is made from the record

  /// The mark at an earlier state of an incident that says which change ended it.
  case endOfState(of: Int64)
  /// The same of what another system says of one of its things.
  case endOfRecordState(of: Int64)
  /// Incidents are linked to it that it is not linked to.
  case oneSidedLink(to: Int64)
  /// No other incident of its event is on record.
  case emptyEvent(Int64)
  case evidenceSums
  case sums(of: Vendor.ID)
  /// The orders by source, vendor and days are not those of the records.
  case orderCounts
  /// The sums were made with another policy: readers count afresh until the next change stores new ones.
  case otherPolicy

  /// This many more of the same kind.
  case more(Int)
}

/// What a checkup found.
public struct LedgerProblem: Hashable, Sendable {
  public var damage: LedgerDamage
  /// Whether it can be made anew from the record, as sums and indexes can while the record is whole.
  public var repairable: Bool

  public init(_ damage: LedgerDamage, repairable: Bool) {
    self.damage = damage
    self.repairable = repairable
  }
}
