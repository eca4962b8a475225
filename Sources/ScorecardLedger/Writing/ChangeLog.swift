import ScorecardModel

/// What follows from the log's entries: what is in force, what undid what, what kind of change each is.
extension LogStore {
  private static var all: ClosedRange<Int64> { 1...Int64.max }

  /// nil when there is no such change; 0 for the state before the first.
  func chain(at number: Int64) throws -> Int64? { number == 0 ? 0 : try change(number)?.chain }

  /// Newest first.
  func changes(limit: Int) throws -> [ChangeRow] {
    var found: [ChangeRow] = []
    guard limit > 0 else { return found }
    try forEachChange(Self.all, newestFirst: true, action: nil) { row in
      found.append(row)
      return found.count < limit
    }
    return found
  }

  // MARK: Undoing

  /// The newest entry that is in force.
  func newestStanding() throws -> ChangeRow? {
    var found: ChangeRow?
    // By an undo, or a redo, that is in force itself.
    var takenBack: Set<Int64> = []
    try forEachChange(Self.all, newestFirst: true, action: nil) { row in
      if takenBack.contains(row.number) { return true }
      if let undone = row.undoes { takenBack.insert(undone) } else { found = row }
      return found == nil
    }
    return found
  }

  /// The last undo that was not taken back; nil when anything was recorded since.
  func newestUndo() throws -> ChangeRow? {
    var found: ChangeRow?
    try forEachChange(Self.all, newestFirst: true, action: nil) { row in
      guard row.undoes != nil else { return false }
      if case .undone = Change.Kind(row.action, undoes: row.undoes), try change(undoing: row.number) == nil {
        found = row
      }
      return found == nil
    }
    return found
  }

  /// Whether an undo of a change follows, and no redo of that, or another undo of that, and so on.
  func isUndone(_ number: Int64) throws -> Bool {
    var (last, isUndone) = (number, false)
    while let next = try change(undoing: last) { (last, isUndone) = (next, !isUndone) }
    return isUndone
  }

  /// The last of what undid a change, redid that, undid it again, and so on; itself when nothing did.
  func lastOfChain(_ number: Int64) throws -> Int64 {
    var last = number
    while let next = try change(undoing: last) { last = next }
    return last
  }

  /// The change at the beginning of such a chain.
  func firstOfChain(_ row: ChangeRow) throws -> ChangeRow {
    var first = row
    while let number = first.undoes {
      guard let earlier = try change(number) else { throw DamagedRow(table: "change", number: number) }
      first = earlier
    }
    return first
  }

  /// Whether a change is in force: no undo, and not undone.
  func stands(_ number: Int64) throws -> Bool {
    guard let row = try change(number), row.undoes == nil else { return false }
    return try !isUndone(number)
  }
}

// MARK: Kinds

extension LedgerStore {
  func shown(_ row: ChangeRow) throws -> Change {
    Change(number: row.number, kind: try kind(of: row), summary: row.summary, at: row.at, author: row.author)
  }

  func kind(of row: ChangeRow) throws -> Change.Kind {
    let kind = Change.Kind(row.action, undoes: row.undoes)
    return try kind == .imported && isOfMonth(row) ? .volume : kind
  }

  func isImport(_ number: Int64) throws -> Bool {
    try change(number).map { try kind(of: $0) == .imported } ?? false
  }

  /// Whether an import is really a month's orders that their owner corrected: earlier versions stored that as one.
  ///
  /// Then it stored nothing but several numbers of orders of one vendor, or of the whole store, from the first day of one
  /// month on without a gap, and some of them in place of earlier ones. In doubt it is an import.
  private func isOfMonth(_ row: ChangeRow) throws -> Bool {
    guard row.incidents == nil else { return false }
    let volumes = try volumes(ofChange: row.number)
    guard volumes.count > 1, let first = volumes.first, let day = Day(number: Int(first.from)),
      day == day.month.firstDay,
      volumes.allSatisfy({ $0.vendor == first.vendor && $0.to <= Int64(day.month.lastDay.number + 1) }),
      zip(volumes, volumes.dropFirst()).allSatisfy({ $0.to == $1.from })
    else { return false }
    var revises = false
    try forEachIncident(revisedBy: row.number) { _ in
      revises = true
      return false
    }
    guard !revises, try checkIns(ofChange: row.number).isEmpty else { return false }
    return try volumes.contains { try isReplacing($0) }
  }

  /// Whether a volume's days had orders before.
  private func isReplacing(_ row: VolumeRow) throws -> Bool {
    try volumes(vendor: row.vendor, from: row.from, to: row.to)
      .contains { $0.change < row.change && $0.orders != nil }
  }

  // MARK: Imports

  /// Newest first.
  func imports() throws -> [ChangeRow] {
    var rows: [ChangeRow] = []
    try forEachChange(1...Int64.max, newestFirst: true, action: "imported") { row in
      rows.append(row)
      return true
    }
    return try rows.filter { try kind(of: $0) == .imported }
  }

  /// Numbers of imports after a change that stand, ascending.
  func imports(after number: Int64) throws -> [Int64] {
    var found: [Int64] = []
    try forEachChange((number &+ 1)...Int64.max, newestFirst: false, action: "imported") { row in
      if try kind(of: row) == .imported, try !isUndone(row.number) { found.append(row.number) }
      return found.count < ImportUndo.mostNamed
    }
    return found
  }
}

// MARK: Volumes

extension LogStore {
  func volumeBook(_ names: IDRegistry) throws -> VolumeBook {
    VolumeBook(try volumesInForce().map { try $0.volume(names: names) })
  }

  func daysCheckedIn() throws -> [Day] { try checkInsInForce().map { try $0.shownDay } }
}

extension CheckInRow {
  /// - Throws: ``DamagedRow`` for what is no day.
  var shownDay: Day {
    get throws {
      guard let day = Day(number: Int(day)) else { throw DamagedRow(table: "check_in", number: day) }
      return day
    }
  }
}
