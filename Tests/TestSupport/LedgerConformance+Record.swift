import ScorecardLedger
package import ScorecardModel

extension LedgerConformance {
  static let record: [LedgerConformance] = [
    LedgerConformance("its record is that of another ledger to which the same was done") { ledger in
      try fill(ledger)
      // A server says who logged in.
      let twin = try SQLiteLedger.inMemory(
        policy: .standard, author: try ledger.changes(limit: 1).first?.author)
      try fill(twin)
      try expect(try ledger.entries() == twin.entries(), "the records differ")
    },
    LedgerConformance("an empty ledger takes a record and is the ledger that it is of") { ledger in
      let origin = try SQLiteLedger.inMemory(policy: .standard)
      try fill(origin)
      try ledger.take(try origin.entries())
      try expectSame(ledger, origin)
      try ledger.expectSumsHold()
      try expect(try ledger.checkup(), is: [])
    },
    LedgerConformance("work goes on after a record was taken as it would have without") { ledger in
      let origin = try SQLiteLedger.inMemory(policy: .standard)
      try fill(origin)
      try ledger.take(try origin.entries())
      var (commands, outages) = (RandomCommands(seed: 70), RandomOutages(seed: 71))
      for _ in 0..<40 {
        var (sameCommands, sameOutages) = (commands, outages)
        try commands.runNext(on: ledger)
        try outages.runNext(on: ledger)
        try sameCommands.runNext(on: origin)
        try sameOutages.runNext(on: origin)
      }
      try expectSame(ledger, origin)
      try expect(try ledger.checkup(), is: [])
    },
    LedgerConformance("the record of a ledger without changes is its header alone") { ledger in
      let entries = try ledger.entries()
      try expect(entries.count, is: 1)
      try ledger.take(entries)
      try expect(try ledger.entries(), is: entries)
    },
    LedgerConformance("a ledger with a change takes no record, and a dry run leaves nothing") { ledger in
      let origin = try SQLiteLedger.inMemory(policy: .standard)
      try fill(origin)
      let (entries, nothing) = (try origin.entries(), try ledger.entries())
      try ledger.take(entries, commit: false)
      try expect(try ledger.entries(), is: nothing)
      _ = try ledger.checkIn(try day("2026-03-02"), at: moment(0))
      let before = try ledger.entries()
      try expect(.notEmpty) { try ledger.take(entries) }
      try expect(try ledger.entries(), is: before)
    },
    LedgerConformance("a record with an entry missing, doubled, moved or changed is refused whole") {
      ledger in
      let origin = try SQLiteLedger.inMemory(policy: .standard)
      try fill(origin)
      let (entries, nothing) = (try origin.entries(), try ledger.entries())
      // Every kind of entry, and its neighbours.
      for index in stride(from: 0, to: entries.count, by: 4) {
        for (what, wrong) in wrongRecords(entries, at: index) {
          do {
            try ledger.take(wrong)
            throw Unmet(description: "\(what) \(index) was taken: \(entries[index])")
          } catch LedgerError.unstorable {}
        }
        try expect(try ledger.changes(limit: 1).count, is: 0)
      }
      try expect(try ledger.entries(), is: nothing)
      try ledger.take(entries)
    },
  ]

  /// Every kind of change, with undoing, and what has gone through many hands.
  private static func fill(_ ledger: any Ledger) throws {
    var commands = RandomCommands(seed: 60)
    var outages = RandomOutages(seed: 61)
    for _ in 0..<60 {
      try commands.runNext(on: ledger)
      try outages.runNext(on: ledger)
    }
    var odd = try bad(
      "a", "2026-02-01", 5, .tangibles, "e\u{301} \u{e9} \u{1}\u{7f}\u{2028}\u{202e}\"\\/\r\n\t🧺")
    odd.cost = Money(thousandths: -Money.limit)
    odd.hoursToResolve = 0.1 + 0.2
    odd.holdMinutes = 100_000
    odd.channel = "pho\u{1b}[31mne"
    odd.details.count = try count(IncidentCount.limit)
    odd.details.claimed = Money(thousandths: 1)
    odd.details.recovered = Money(thousandths: Money.limit)
    odd.details.claimBy = .latest
    odd.details.followUp = .earliest
    let record = try ledger.log(odd, 900)
    let other = try ledger.log(try good("c", "2026-02-01", .general, "other"), 900)
    _ = try ledger.revise(
      [(record.id, try good("b", "0001-01-01")), (other.id, try good("c", "9999-12-31"))], as: .edited,
      reason: "a \"reason\"\n", at: moment(901))
    _ = try ledger.retract(record.id, reason: "", at: moment(902))
    _ = try ledger.checkIn(try day("2020-02-29"), at: moment(903))
    _ = try ledger.undo(at: moment(904))
    _ = try ledger.record(try volume("2020-01-01", "2021-01-01", Volume.mostOrders), at: moment(905))
    _ = try ledger.record(try volume("2020-01-01", "2021-01-01", 0), at: moment(906))
  }

  private static func expectSame(_ ledger: any Ledger, _ origin: any Ledger) throws {
    let all = IncidentFilter(standings: Set(IncidentStanding.allCases))
    try expect(
      try ledger.entries().map(\.withoutAuthor) == origin.entries().map(\.withoutAuthor), "the records differ"
    )
    try expect(try ledger.incidents(all) == origin.incidents(all), "the incidents differ")
    try expect(try ledger.evidence() == origin.evidence(), "the evidence differs")
    try expect(try ledger.volumes(), is: origin.volumes())
    try expect(try ledger.watched("a"), is: origin.watched("a"))
    try expect(try ledger.imports(), is: origin.imports())
    try expect(
      try ledger.changes(limit: 9_999).map(\.withoutAuthor),
      is: origin.changes(limit: 9_999).map(\.withoutAuthor))
  }

  private static func wrongRecords(
    _ entries: [RecordEntry], at index: Int
  ) -> [(what: String, entries: [RecordEntry])] {
    var (missing, doubled, changed) = (entries, entries, entries)
    missing.remove(at: index)
    doubled.insert(entries[index], at: index)
    changed[index] = entries[index].slightlyChanged
    var wrong = [("missing", missing), ("doubled", doubled), ("changed", changed)]
    if index + 1 < entries.count, !entries[index].isBeside(entries[index + 1]) {
      var moved = entries
      moved.swapAt(index, index + 1)
      wrong.append(("moved", moved))
    }
    return wrong
  }
}

extension Ledger {
  /// The whole record at once.
  package func entries() throws -> [RecordEntry] {
    var entries: [RecordEntry] = []
    try readRecord { entries.append($0) }
    return entries
  }

  package func take(_ entries: [RecordEntry], commit: Bool = true) throws {
    try takeRecord(commit: commit) { session in
      for entry in entries { try session.add(entry) }
    }
  }
}

extension RecordEntry {
  fileprivate var slightlyChanged: RecordEntry {
    switch self {
    case .header(var header):
      header.changes += 1
      return .header(header)
    case .vendor(let id): return .vendor(id + "x")
    case .source(let name): return .source(name + "x")
    case .incident(var state):
      state.record.incident.summary += "x"
      return .incident(state)
    case .sourceRecord(var state):
      state.stateAt = Timestamp(seconds: (state.stateAt?.seconds ?? 0) + 1)
      return .sourceRecord(state)
    case .volume(var state):
      state.volume.to = state.volume.to + 1
      return .volume(state)
    case .checkIn(var entry):
      entry.day = entry.day + 1
      return .checkIn(entry)
    case .change(var entry):
      entry.reason += "x"
      return .change(entry)
    }
  }

  /// Whether both came with one change, which does not say in which order; the digest of a file does.
  fileprivate func isBeside(_ other: RecordEntry) -> Bool {
    switch (self, other) {
    case (.volume(let a), .volume(let b)): a.change == b.change
    case (.checkIn(let a), .checkIn(let b)): a.change == b.change
    default: false
    }
  }
}

extension RecordEntry {
  /// Without who made a change, and so without the chain.
  fileprivate var withoutAuthor: RecordEntry {
    guard case .change(var row) = self else { return self }
    (row.author, row.chain) = (nil, 0)
    return .change(row)
  }
}

extension Change {
  fileprivate var withoutAuthor: Change {
    var change = self
    change.author = nil
    return change
  }
}
