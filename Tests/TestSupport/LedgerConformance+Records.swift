import ScorecardLedger
import ScorecardModel

extension LedgerConformance {
  static let records: [LedgerConformance] = [
    LedgerConformance("orders are counted by their keys, however often they are told") { ledger in
      let days = ["2026-03-01", "2026-03-01", "2026-03-02"]
      let first = try days.enumerated().map { try parcel("\($0)", on: $1) }
      try expect(try ledger.tell(first).map(\.orders), is: [.new, .new, .new])
      try expect(try ledger.volumes(), is: [try order("2026-03-01", 2), try order("2026-03-02", 1)])
      let second = try [first[1], parcel("3", on: "2026-03-02"), first[2]]
      try expect(try ledger.tell(second).map(\.orders), is: [.alreadyPresent, .new, .alreadyPresent])
      try expect(try ledger.volumes(), is: [try order("2026-03-01", 2), try order("2026-03-02", 2)])
      try expect(
        try ledger.tell(second).map(\.orders), is: [.alreadyPresent, .alreadyPresent, .alreadyPresent])
      try expect(try ledger.changes(limit: 9).count, is: 2)
      try ledger.expectCountsHold()
    },
    LedgerConformance("a later state moves an order, gives it to another vendor, or takes it out") { ledger in
      try ledger.tell([try parcel("1", on: "2026-03-01")])
      try expect(try ledger.tell([try parcel("1", on: "2026-03-05")]).map(\.orders), is: [.changed])
      try expect(try ledger.volumes(), is: [try order("2026-03-05", 1)])
      try expect(
        try ledger.tell([try parcel("1", on: "2026-03-05", "b", orders: 3)]).map(\.orders), is: [.changed])
      try expect(try ledger.volumes(), is: [try order("2026-03-05", 3, "b")])
      var cancelled = try parcel("1", on: "2026-03-05")
      cancelled.orders = nil
      try expect(try ledger.tell([cancelled]).map(\.orders), is: [.changed])
      try expect(try ledger.volumes(), is: [])
      try ledger.expectCountsHold()
    },
    LedgerConformance("things without a key are known by content, and count as often as one file tells them")
    { ledger in
      var nameless = try parcel("", on: "2026-03-01")
      nameless.content = 7
      var other = nameless
      other.content = 8
      try expect(try ledger.tell([nameless, nameless, other]).map(\.orders), is: [.new, .new, .new])
      try expect(try ledger.tell([nameless, other]).map(\.orders), is: [.alreadyPresent, .alreadyPresent])
      try expect(try ledger.tell([nameless, nameless, nameless]).map(\.orders).last, is: .new)
      try expect(try ledger.volumes(), is: [try order("2026-03-01", 4)])
    },
    LedgerConformance("an older state never overwrites a newer one, in whatever order they come") { ledger in
      func state(_ second: Int64, lost: Bool) throws -> SourceRecord {
        var record = try parcel("1", on: "2026-03-01", at: second)
        if lost { record.incidents = [.init(try bad("a", "2026-03-03", 5, id: "1"), confirmed: true)] }
        return record
      }
      try ledger.tell([try state(20, lost: false)])
      try expect(try ledger.tell([try state(10, lost: true)]).map(\.isOlder), is: [true])
      try expect(try ledger.incidents(IncidentFilter(standings: [.counted])).count, is: 0)
      try ledger.tell([try state(30, lost: true)])
      try expect(try ledger.incidents(IncidentFilter(standings: [.counted])).count, is: 1)
      // That it says the same moves its time on, so that what lies between stays older.
      try ledger.tell([try state(50, lost: true)])
      try expect(try ledger.tell([try state(40, lost: false)]).map(\.isOlder), is: [true])
      try expect(try ledger.incidents(IncidentFilter(standings: [.counted])).count, is: 1)
    },
    LedgerConformance(
      "an incident that a source no longer tells is taken back, and comes back when it is told again",
      takingBack),
    LedgerConformance("what was edited here stays, whatever its source no longer tells") { ledger in
      var record = try parcel("1", on: "2026-03-01")
      record.incidents = [.init(try bad("a", "2026-03-03", 5, id: "1"), confirmed: true)]
      try ledger.tell([record])
      let own = try bad("a", "2026-03-03", 2, id: "1")
      _ = try ledger.revise(1, to: own, as: .edited, reason: "I know better", at: moment(1))
      record.incidents = []
      try expect(try ledger.tell([record]).map(\.keptLocal), is: [[1]])
      try expect(try ledger.incidents(IncidentFilter(standings: [.counted])).map(\.id), is: [1])
    },
    LedgerConformance(
      "one key with two contents in one file is refused, unless their times tell which is the later"
    ) { ledger in
      let states = try [parcel("1", on: "2026-03-01"), parcel("1", on: "2026-03-02")]
      try expect(try ledger.tell(states).map(\.refused), is: [nil, .repeatedKey("1")])
      try expect(try ledger.volumes(), is: [try order("2026-03-01", 1)])
      try expect(try ledger.tell(states).map(\.refused), is: [nil, .repeatedKey("1")])
      try expect(try ledger.changes(limit: 9).count, is: 1)
      let timed = try [parcel("2", on: "2026-03-02", at: 9), parcel("2", on: "2026-03-03", at: 8)]
      try expect(try ledger.tell(timed).map(\.isOlder), is: [false, true])
      // Another file is told later.
      try expect(try ledger.tell([states[1]]).map(\.orders), is: [.changed])
    },
    LedgerConformance(
      "a key of several parts takes over what was told under its first part of the same vendor and day"
    ) {
      ledger in
      var whole = try parcel("L", on: "2026-03-01")
      whole.incidents = [.init(try bad("a", "2026-03-03", 5, id: "L"), confirmed: true)]
      try ledger.tell([whole, try parcel("M", on: "2026-03-01"), try parcel("N", on: "2026-03-01")])
      func part(_ id: String, of whole: String, on day: String) throws -> SourceRecord {
        var part = try parcel(id, on: day)
        part.formerID = whole
        return part
      }
      let parts = try [
        part("L|1", of: "L", on: "2026-03-01"), part("L|2", of: "L", on: "2026-03-09"),
        // Another day, or another vendor, is another thing that happens to be called the same.
        part("M|1", of: "M", on: "2026-03-09"), part("x|1", of: "x", on: "2026-03-09"),
      ]
      let told = try ledger.tell(parts)
      try expect(told.map(\.orders), is: [.alreadyPresent, .new, .new, .new])
      try expect(told.map(\.takenBack), is: [1, 0, 0, 0])
      try expect(try ledger.volumes(), is: [try order("2026-03-01", 3), try order("2026-03-09", 3)])
      try expect(try ledger.incidents(IncidentFilter(standings: [.counted])).count, is: 0)
      try expect(try ledger.tell(parts).map(\.takenBack), is: [0, 0, 0, 0])
      try expect(try ledger.changes(limit: 9).count, is: 2)
      _ = try ledger.undoImport(2, at: moment(1))
      try expect(try ledger.volumes(), is: [try order("2026-03-01", 3)])
      try expect(try ledger.incidents(IncidentFilter(standings: [.counted])).count, is: 1)
      try ledger.expectCountsHold()
    },
    LedgerConformance(
      "a state without a time never replaces one with a time, and one with a time always one without"
    ) {
      ledger in
      try ledger.tell([try parcel("1", on: "2026-03-01", at: 9), try parcel("2", on: "2026-03-01")])
      let told = try ledger.tell([
        try parcel("1", on: "2026-03-05"), try parcel("2", on: "2026-03-05", at: 1),
      ])
      try expect(told.map(\.isOlder), is: [true, false])
      try expect(try ledger.volumes(), is: [try order("2026-03-01", 1), try order("2026-03-05", 1)])
      let tie = try [parcel("3", on: "2026-03-01", at: 4), parcel("3", on: "2026-03-02", at: 4)]
      try expect(try ledger.tell(tie).map(\.refused), is: [nil, .repeatedKey("3")])
    },
    LedgerConformance("what could not tell of incidents takes none back") { ledger in
      var record = try parcel("1", on: "2026-03-01")
      record.incidents = [.init(try bad("a", "2026-03-03", 5, id: "1"), confirmed: true)]
      try ledger.tell([record])
      record.incidents = []
      record.extent = .orders
      try expect(try ledger.tell([record]).map(\.takenBack), is: [0])
      try expect(try ledger.incidents(IncidentFilter(standings: [.counted])).count, is: 1)
    },
    LedgerConformance(
      "parts of one thing are joined with what is on record, in whatever order and however often they come"
    ) { ledger in
      func part(_ day: String, _ severity: Int, claimed: String?, recovered: String?, at second: Int64) throws
        -> SourceRecord
      {
        var incident = try bad("a", day, severity, id: "1")
        incident.resolved = recovered == nil ? nil : true
        incident.details.claimed = claimed.flatMap { Money($0) }
        incident.details.recovered = recovered.flatMap { Money($0) }
        var record = SourceRecord(
          key: ImportKey(source: "shop", id: "1"), stateAt: Timestamp(seconds: second),
          incidents: [.init(incident, confirmed: true)])
        record.extent = .part
        return record
      }
      let taken = try part("2026-03-01", 4, claimed: "120", recovered: nil, at: 10)
      let returned = try part("2026-03-09", 2, claimed: "70", recovered: "70", at: 20)
      for told in [returned, taken, returned, taken] { try ledger.tell([told]) }
      let incident = try ledger.incidents(IncidentFilter(standings: [.counted])).map(\.incident)
      try expect(incident.map(\.day.description), is: ["2026-03-01"])
      try expect(incident.map(\.outcome), is: [taken.incidents[0].incident.outcome])
      try expect(incident.map(\.details.claimed), is: [Money("120")])
      try expect(incident.map(\.details.recovered), is: [Money("70")])
      try expect(incident.map(\.resolved), is: [nil])
      try expect(try ledger.changes(limit: 9).count, is: 2)
    },
    LedgerConformance("undo takes counted orders back, and an earlier state comes back with it") { ledger in
      try ledger.tell([try parcel("1", on: "2026-03-01"), try parcel("2", on: "2026-03-01")])
      try ledger.tell([try parcel("1", on: "2026-03-09"), try parcel("3", on: "2026-03-09")])
      let undo = try ledger.undoImport(1, at: moment(1))
      try expect([undo.recounted, undo.keptRecords], is: [1, 1])
      try expect(try ledger.volumes(), is: [try order("2026-03-09", 2)])
      _ = try ledger.undo(at: moment(2))
      try expect(try ledger.volumes(), is: [])
      try expect(try ledger.tell([try parcel("2", on: "2026-03-01")]).map(\.orders), is: [.new])
      try expect(try ledger.volumes(), is: [try order("2026-03-01", 1)])
      try ledger.expectCountsHold()
    },
    LedgerConformance(
      "what a monitor watched is known by its key, the longer the later, and undo takes it back"
    ) {
      ledger in
      let (short, long) = (try watched("1", 0, 60), try watched("1", 0, 90))
      let (other, foreign) = (try watched("2", 30, 120), try watched("3", 10, 20, of: "b"))
      try expect(try ledger.tell([short]).map(\.isWatchedNew), is: [true])
      try expect(try ledger.tell([short]).map(\.isWatchedNew), is: [false])
      try expect(try ledger.changes(limit: 9).count, is: 1)
      try expect(try ledger.tell([long, other, foreign]).map(\.isWatchedNew), is: [true, true, true])
      let told = try ledger.tell([short])
      try expect(told.map(\.isOlder), is: [true])
      try expect(told.map(\.isWatchedNew), is: [false])
      try expect(try ledger.watched("a"), is: [long, other].compactMap(\.watched))
      try expect(try ledger.watched("b"), is: [foreign].compactMap(\.watched))
      try expect(try ledger.watched("nobody"), is: [])
      try expect(try ledger.volumes(), is: [])
      try expect(try ledger.vendorsOnRecord(), is: ["a", "b"])
      try expect(try ledger.undoImport(1, at: moment(1)).keptRecords, is: 1)
      try expect(try ledger.undoImport(2, at: moment(2)).unwatched, is: 3)
      try expect(try ledger.watched("a") + ledger.watched("b"), is: [])
      try expect(try ledger.tell([short]).map(\.isWatchedNew), is: [true])
      try expect(try ledger.watched("a"), is: [short].compactMap(\.watched))
      try ledger.expectCountsHold()
    },
    LedgerConformance("what a monitor watched counts no orders") { ledger in
      var both = try watched("1", 0, 60)
      both.orders = try order("2026-03-01", 1)
      try expect(.unstorable(.watchedWithOrders)) { try ledger.tell([both]) }
    },
    LedgerConformance("what is stated goes before what is counted, on its days alone") { ledger in
      try ledger.tell([try parcel("1", on: "2026-03-01"), try parcel("2", on: "2026-03-10")])
      _ = try ledger.record(try volume("2026-03-01", "2026-03-08", 40, "a"), at: moment(1))
      try expect(
        try ledger.volumes(),
        is: [try volume("2026-03-01", "2026-03-08", 40, "a"), try order("2026-03-10", 1)])
      try expect(try ledger.statedVolumes(), is: [try volume("2026-03-01", "2026-03-08", 40, "a")])
      try expect(
        try ledger.orderConflicts(),
        is: [
          OrderConflict(OrderCount(source: "tracker", volume: try order("2026-03-01", 1)), winner: .stated)
        ])
      _ = try ledger.undo(at: moment(2))
      try expect(try ledger.volumes(), is: [try order("2026-03-01", 1), try order("2026-03-10", 1)])
    },
    LedgerConformance("of several sources the one with the most orders of a day stands") { ledger in
      try ledger.tell([try parcel("1", on: "2026-03-01"), try parcel("2", on: "2026-03-02", orders: 5)])
      try ledger.tell([
        try parcel("1", on: "2026-03-01", orders: 2, of: "shop"),
        try parcel("2", on: "2026-03-02", orders: 4, of: "shop"),
      ])
      try expect(try ledger.volumes(), is: [try order("2026-03-01", 2), try order("2026-03-02", 5)])
      try expect(
        try ledger.orderConflicts().map(\.winner), is: [.source("shop"), .source("tracker")])
    },
    LedgerConformance("a month's total stands when it is more than its days, and is revised by its key") {
      ledger in
      func total(_ orders: Int) throws -> SourceRecord {
        SourceRecord(
          key: ImportKey(source: "ledger", id: "2026-03"),
          orders: try volume("2026-03-01", "2026-04-01", orders, "a"))
      }
      try ledger.tell([try total(40)])
      try ledger.tell([try parcel("1", on: "2026-03-01", orders: 30)])
      try expect(try ledger.volumes().map(\.orders), is: [40])
      try ledger.tell([try parcel("2", on: "2026-03-02", orders: 15)])
      try expect(try ledger.volumes().map(\.orders), is: [30, 15])
      try expect(try ledger.tell([try total(95)]).map(\.orders), is: [.changed])
      try expect(try ledger.volumes().map(\.orders), is: [95])
      _ = try ledger.record(try volume("2026-03-31", "2026-04-01", 3, "a"), at: moment(1))
      try expect(try ledger.volumes().map(\.orders), is: [30, 15, 3])
      try ledger.expectCountsHold()
    },
  ]

  private static func takingBack(_ ledger: any Ledger) throws {
    func state(_ parts: [String]) throws -> SourceRecord {
      var record = try parcel("1", on: "2026-03-01")
      record.incidents = try parts.map { part in
        .init(try bad("a", "2026-03-03", 5, id: "1:" + part), confirmed: true)
      }
      return record
    }
    try expect(try ledger.tell([try state(["late", "lost"])]).map(\.incidents), is: [[.new, .new]])
    let outcome = try ledger.tell([try state(["late"])])
    try expect(outcome.map(\.takenBack), is: [1])
    try expect(try ledger.incidents(IncidentFilter(standings: [.counted])).map(\.id), is: [1])
    try ledger.expectSumsHold()
    try expect(try ledger.tell([try state([])]).map(\.takenBack), is: [1])
    try expect(try ledger.incidents(IncidentFilter(standings: [.counted])).count, is: 0)
    try expect(try ledger.tell([try state(["lost"])]).map(\.incidents), is: [[.new]])
    try expect(try ledger.incidents(IncidentFilter(standings: [.counted])).map(\.id), is: [2])
    // An undo brings back what the undone import took out.
    for second in 1...3 { _ = try ledger.undo(at: moment(Int64(second))) }
    try expect(try ledger.incidents(IncidentFilter(standings: [.counted])).map(\.id), is: [1, 2])
    try ledger.expectSumsHold()
  }

  private static func parcel(
    _ id: String, on day: String, _ vendor: String = "a", orders: Int = 1, at second: Int64? = nil,
    of source: String = "tracker"
  ) throws -> SourceRecord {
    SourceRecord(
      key: ImportKey(source: source, id: id), stateAt: second.map { moment($0) },
      orders: try order(day, orders, vendor))
  }

  /// Minutes.
  private static func watched(
    _ id: String, _ from: Int64, _ to: Int64, of vendor: String = "a"
  ) throws -> SourceRecord {
    let (from, to) = (moment(from * 60), moment(to * 60))
    return SourceRecord(
      key: ImportKey(source: "monitor", id: id), stateAt: to,
      watched: WatchedSpan(of: vendor, from: from, to: to))
  }

  private static func order(_ on: String, _ orders: Int, _ vendor: String = "a") throws -> Volume {
    let from = try day(on)
    guard let volume = Volume(from: from, to: from + 1, orders: orders, vendor: vendor) else {
      throw Unmet(description: "no orders on \(on)")
    }
    return volume
  }
}

extension Ledger {
  /// What became of each thing of one file.
  @discardableResult
  func tell(_ records: [SourceRecord]) throws -> [RecordOutcome] {
    var outcomes: [RecordOutcome] = []
    try importing(files: ["parcels.json"], at: moment(500), commit: true) { session in
      try session.beginFile()
      for record in records { outcomes.append(try session.add(StorableRecord(record))) }
    }
    return outcomes
  }

  /// The counts kept by source and days are those of the records.
  func expectCountsHold(line: Int = #line) throws {
    try expect(try checkup(depth: .full), is: [], line: line)
  }
}
