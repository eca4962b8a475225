public import ScorecardModel

/// Where evidence is kept. Nothing is ever deleted.
///
/// What one call reads is of one moment, and what one call writes is stored whole or not at all: when it returns, it is
/// on disk; when it throws, nothing was stored. Every implementation passes `LedgerConformance`.
public protocol Ledger: AnyObject, Sendable {
  /// Reads several things as of one state. It waits for nobody who is about to write, but keeps them from finishing:
  /// `body` should only read, and neither ask nor print.
  func read<T>(_ body: (any LedgerReader) throws -> T) throws -> T
  /// Changes the ledger; what `body` does is kept only if it returns. Nobody else changes the ledger meanwhile.
  func write<T>(_ body: (any LedgerTransaction) throws -> T) throws -> T

  /// Runs `body` as one change; what it stores is kept only if `body` returns. See ``ImportSession``.
  /// An import that stored nothing new leaves no entry in the change log.
  ///
  /// - Parameters:
  ///   - files: names for the change log.
  ///   - commit: false for a dry run: everything is done and taken back.
  func importing(
    files: [String], at now: Timestamp, commit: Bool, _ body: (any ImportSession) throws -> Void
  ) throws

  /// Fills an empty ledger with a whole record, as it was where it was taken from; kept only if `body` returns and the
  /// record is complete. The sums are made once, at the end.
  ///
  /// - Parameter commit: false for a dry run: everything is done and taken back.
  /// - Throws: ``LedgerError/notEmpty``; ``LedgerError/unstorable(_:)`` for a record that ends too early.
  func takeRecord(commit: Bool, _ body: (any RecordSession) throws -> Void) throws

  // MARK: Care

  /// Makes the stored sums those of the policy that it was opened with. A ledger in a file does so with its next change;
  /// one on a server keeps to what it says, whoever logs, until an owner asks for this.
  ///
  /// - Returns: false when they are already.
  func adoptPolicy() throws -> Bool
  /// Problems found; empty = all well. Changes nothing.
  func checkup(depth: CheckupDepth) throws -> [LedgerProblem]
}

/// What is on record, as of one state of the ledger.
public protocol LedgerReader {
  /// The sums, volumes and check-ins, all days. Vendors appear under their catalog ids.
  func evidence() throws -> Evidence
  /// The same without the sums of other vendors, for less.
  func evidence(of vendors: Set<Vendor.ID>) throws -> Evidence
  /// Hands out incidents by (day, id), one by one and in bounded memory. The limit of the filter is the caller's affair.
  ///
  /// - Parameter body: returns whether it wants more.
  func forEachIncident(
    _ filter: IncidentFilter, newestFirst: Bool, _ body: (RecordedIncident) throws -> Bool
  ) throws
  func incident(_ id: Int64) throws -> RecordedIncident?
  /// Every state of an incident, oldest first; empty when there is none with this number.
  func history(of id: Int64) throws -> [IncidentRevision]
  /// Volumes in force, by (vendor, from): what is stated, and what records count on the other days. Of one vendor no two
  /// overlap.
  func volumes() throws -> [Volume]
  /// Those that were stated, and those that an earlier version counted, by (vendor, from).
  func statedVolumes() throws -> [Volume]
  /// Counted orders that do not count, since others are stated or more for their days; by (vendor, from).
  func orderConflicts() throws -> [OrderConflict]
  func checkIns() throws -> [Day]
  /// When monitors watched a vendor, each span as it was told, by (from, to). They may overlap.
  func watched(_ vendor: Vendor.ID) throws -> [WatchedSpan]
  /// Vendor ids that have or once had incidents, volumes or a monitor, retracted ones too.
  func vendorsOnRecord() throws -> Set<Vendor.ID>
  /// Changes, newest first.
  func changes(limit: Int) throws -> [Change]
  /// What a change touched; empty when there is no such change.
  func subject(ofChange number: Int64) throws -> ChangeSubject
  /// Every import on record, newest first.
  func imports() throws -> [ImportBatch]
  /// What each source has told, the one that told most first. Reads every row.
  func sources() throws -> [SourceSummary]
  /// What tells this ledger from every other one, and stays: the chain value of its first change; nil before that.
  func identity() throws -> Int64?
  /// The currency of the money on record: the catalog's when the first was recorded, or what the owner has stated since;
  /// nil while none was.
  func currency() throws -> String?
  /// Hands out the whole record, in bounded memory; see ``RecordEntry`` for its order.
  /// - Throws: ``LedgerError/damaged(place:_:)`` when a checksum does not fit; what `body` throws.
  func readRecord(_ body: (RecordEntry) throws -> Void) throws
}

/// Changes in one transaction, each an entry of the change log. What it reads is what they have come to so far.
public protocol LedgerTransaction: LedgerReader {
  /// Texts are compared in NFC, without case and outer white space. It may name another incident of its vendor as the
  /// same event, `details.sameAs`.
  ///
  /// - Throws: ``LedgerError/duplicate(of:)`` when one with the same vendor, day and text, and without a text of the same
  ///   kind, is on record and not retracted, unless `allowDuplicate`; also when its import key is taken. ``LedgerError/unstorable(_:)``. When
  ///   what it names can't be the same event: ``LedgerError/noIncident(_:)``, ``LedgerError/sameAsItself(_:)``,
  ///   ``LedgerError/retracted(_:)``, ``LedgerError/otherVendor(_:)``.
  func record(_ incident: Incident, allowDuplicate: Bool, at now: Timestamp) throws -> RecordedIncident
  /// Replaces the states of incidents as one change, all or none; nothing is stored for an empty list. Their sources
  /// stay what they were. They go on counting, or not, as before.
  /// - Parameter change: makes the new state of one, without changing the ledger itself.
  /// - Returns: the new states, in the order of `ids`.
  /// - Throws: ``LedgerError/noIncident(_:)``, ``LedgerError/retracted(_:)``; as ``record(_:allowDuplicate:at:)`` for a
  ///   link that was not told before; what `change` throws.
  func revise(
    _ ids: [Int64], as revision: Revision, reason: String, at now: Timestamp,
    _ change: (RecordedIncident) throws -> Incident
  ) throws -> [RecordedIncident]
  /// Lets incidents count that were unconfirmed, as one change; those that count already are left as they are,
  /// and nothing is stored when all do. An import may still revise them.
  /// - Parameter change: makes what each is from then on, such as the store's own doing; what it leaves alone may be told
  ///   anew by an import.
  /// - Returns: their states after it, in the order of `ids`.
  /// - Throws: ``LedgerError/noIncident(_:)``, ``LedgerError/retracted(_:)``, ``LedgerError/maintenance(_:)``; what `change`
  ///   throws.
  func confirm(
    _ ids: [Int64], at now: Timestamp, _ change: (RecordedIncident) throws -> Incident
  ) throws -> [RecordedIncident]
  /// Hides an incident and takes it out of the sums.
  func retract(_ id: Int64, reason: String, at now: Timestamp) throws -> RecordedIncident
  /// Stores volumes of one vendor, or of the whole store, as one change; one with the same from, to and vendor is
  /// replaced (a revision).
  /// - Parameter volumes: by their days.
  /// - Returns: for each the volume it replaced; the same one when nothing changed (nothing is stored of it then).
  /// - Throws: ``LedgerError/overlap(_:)`` when one shares some but not all days with a volume of the same vendor.
  func record(_ volumes: [Volume], at now: Timestamp) throws -> [Volume?]
  /// States which currency the money on record is in. It is no part of the record: no amount changes.
  func state(currency: String) throws
  /// - Returns: false when that day was checked in already (nothing is stored then).
  func checkIn(_ day: Day, at now: Timestamp) throws -> Bool
  /// Takes the newest change that still stands back: appends its inverse. An import's new rows are hidden and
  /// come back when they are imported again.
  /// - Returns: the change taken back; nil when there is none.
  func undo(at now: Timestamp) throws -> Change?
  /// Takes the last undo back, an import's too, unless anything was recorded since: appends its inverse, and the change
  /// that it took back stands again.
  /// - Returns: that change; nil when there is no such undo.
  func redo(at now: Timestamp) throws -> Change?
  /// Takes one import back, wherever it is in the history, as one change. What a later change that still stands
  /// has touched is kept as it is, the numbers of events aside.
  /// - Parameter number: of its change.
  /// - Throws: ``LedgerError/noImport(_:)``, ``LedgerError/undone(_:)``.
  func undoImport(_ number: Int64, at now: Timestamp) throws -> ImportUndo
}

extension LedgerTransaction {
  package func confirm(_ ids: [Int64], at now: Timestamp) throws -> [RecordedIncident] {
    try confirm(ids, at: now) { $0.incident }
  }
}

/// How an incident is given another state.
public enum Revision: Hashable, Sendable {
  case edited
  case resolved

  var kind: Change.Kind { self == .edited ? .edited : .resolved }
}

/// Stores rows of an import as they are read, in bounded memory, inside one transaction.
public protocol ImportSession: AnyObject {
  /// As ``LedgerReader/identity()``.
  func identity() throws -> Int64?
  /// Says that the rows from here on are another file's: files that overlap hold the same rows, and no repeats.
  func beginFile() throws
  /// Whether it is worth telling it what comes next: where each look at what is on record is a trip to a server.
  var looksAhead: Bool { get }
  /// Says which rows come next, so that what is on record of them is looked for at once.
  /// What was expected need not come, and what comes need not be expected.
  func expect(_ rows: ExpectedRows) throws
  /// Gives a row without an id its place among those of its file that say the same, so that it can be added later.
  func numbered(_ incident: StorableIncident) throws -> StorableIncident
  /// What is on record of a numbered row, or of an earlier one of the same key.
  func incident(knownAs incident: StorableIncident) throws -> RecordedIncident?
  /// What is on record under another system's key, of this import too.
  func incident(with key: ImportKey) throws -> RecordedIncident?
  /// What is on record under a number, of this import too.
  func incident(_ id: Int64) throws -> RecordedIncident?
  /// Hands out outages of a vendor that a source told, of this import too, by (day, id); those that an undone import
  /// brought are hidden.
  ///
  /// - Parameters:
  ///   - days: of their incidents; nil = all. Few incidents have details, and an index finds them.
  ///   - body: returns whether it wants more.
  func forEachOutage(
    of vendor: Vendor.ID, source: String, days: ClosedRange<Day>?, newestFirst: Bool,
    _ body: (RecordedIncident) throws -> Bool
  ) throws
  /// When a monitor watched, as far as a time of interest needs it: spans that touch it, and one on each side. They may
  /// overlap, and come in no order.
  ///
  /// - Parameter monitor: ``SourceRecord/key`` of its spans.
  func watched(
    by monitor: ImportKey, around span: ClosedRange<Timestamp>
  ) throws -> [Range<Timestamp>]
  /// Stores, revises or recognises one imported incident. A row without an id is known by its content, with its
  /// repeat number within its file. One whose link can't be is refused.
  /// - Parameter confirmed: false: it enters no sum until it is confirmed. What is on record keeps its standing.
  func add(_ incident: StorableIncident, confirmed: Bool) throws -> ImportOutcome
  /// Gives an incident on record, which is not hidden, another state as a whole, or hides it. Of one that was edited here
  /// an outage's times change alone.
  /// - Parameter incident: nil = its source tells it no more.
  func revise(_ id: Int64, to incident: StorableIncident?) throws -> ImportOutcome
  /// Stores what another system says of one thing, in the place of what it said before.
  func add(_ record: StorableRecord) throws -> RecordOutcome
  /// Whether an earlier file told of the thing, the file at hand did not, and something of it may count.
  func stands(beforeFile record: StorableRecord) throws -> Bool
  /// Stores orders that the owner states.
  func add(_ volume: Volume) throws -> ImportOutcome
  func add(checkIn day: Day) throws -> ImportOutcome
}

/// Stores the entries of a whole record, in their order and in bounded memory.
public protocol RecordSession: AnyObject {
  /// - Throws: ``LedgerError/unstorable(_:)`` for an entry that cannot stand there, or whose checksum does not fit.
  func add(_ entry: RecordEntry) throws
}

/// What became of an imported row.
public enum ImportOutcome: Hashable, Sendable {
  case new
  /// Same key, other content: a revision.
  case changed
  case alreadyPresent
  /// Same key, other content, but the incident was edited or retracted here: kept as it is.
  case keptLocal(id: Int64)
  /// Cannot be stored, such as a volume that partly overlaps another.
  case refused(Unstorable)
}

/// How closely a ledger is looked at.
public enum CheckupDepth: Hashable, Sendable {
  /// What takes a moment in a large ledger, too: settings, the file's pages, the chain of changes, links, names.
  case quick
  /// Every row, too: its checksum, its history, the indexes, and the sums against a recount.
  case full
}

extension LedgerError {
  /// Why a row is refused; nil when the error is about more than the row.
  package var refusal: Unstorable? {
    switch self {
    case .unstorable(let reason): reason
    case .noIncident(let id): .link(.noIncident(id))
    case .sameAsItself(let id): .link(.sameAsItself(id))
    case .otherVendor(let id): .link(.otherVendor(id))
    default: nil
    }
  }
}

extension Ledger {
  package func checkup() throws -> [LedgerProblem] { try checkup(depth: .full) }
}

extension LedgerReader {
  /// Incidents in the order of (day, id); with a limit, the newest ones.
  package func incidents(_ filter: IncidentFilter) throws -> [RecordedIncident] {
    var found: [RecordedIncident] = []
    guard let limit = filter.limit else {
      try forEachIncident(filter) { found.append($0) }
      return found
    }
    guard limit > 0 else { return [] }
    try forEachIncident(filter, newestFirst: true) { incident in
      found.append(incident)
      return found.count < limit
    }
    return found.reversed()
  }

  /// First and last day of any incident that counts.
  package func span() throws -> ClosedRange<Day>? {
    func day(newest: Bool) throws -> Day? {
      var day: Day?
      try forEachIncident(IncidentFilter(), newestFirst: newest) { recorded in
        day = recorded.incident.day
        return false
      }
      return day
    }
    guard let first = try day(newest: false), let last = try day(newest: true) else { return nil }
    return first...last
  }

  /// Hands out all incidents of a filter, oldest first.
  package func forEachIncident(
    _ filter: IncidentFilter, _ body: (RecordedIncident) throws -> Void
  ) throws {
    try forEachIncident(filter, newestFirst: false) { incident in
      try body(incident)
      return true
    }
  }
}

extension LedgerTransaction {
  /// - Returns: the volume it replaced; the same one when nothing changed (nothing is stored then).
  package func record(_ volume: Volume, at now: Timestamp) throws -> Volume? {
    try record([volume], at: now).first ?? nil
  }

  package func revise(
    _ id: Int64, as revision: Revision, reason: String, at now: Timestamp,
    _ change: (RecordedIncident) throws -> Incident
  ) throws -> RecordedIncident {
    let revised = try revise([id], as: revision, reason: reason, at: now, change)
    guard let record = revised.first else { throw LedgerError.noIncident(id) }
    return record
  }
}

extension ImportSession {
  /// Adds an incident that was not checked yet.
  package func add(_ incident: Incident, confirmed: Bool = true) throws -> ImportOutcome {
    try checked(incident) { try add($0, confirmed: confirmed) }
  }

  /// As ``revise(_:to:)``, of one that was not checked yet.
  package func revise(_ id: Int64, to incident: Incident) throws -> ImportOutcome {
    try checked(incident) { try revise(id, to: $0) }
  }

  private func checked(
    _ incident: Incident, _ body: (StorableIncident) throws -> ImportOutcome
  ) throws -> ImportOutcome {
    let storable: StorableIncident
    do throws(LedgerError) { storable = try StorableIncident(incident) } catch {
      guard let reason = error.refusal else { throw error }
      return .refused(reason)
    }
    return try body(storable)
  }
}
