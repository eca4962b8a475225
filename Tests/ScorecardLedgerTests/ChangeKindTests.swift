import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardLedger

/// What a change was, as its rows tell.
struct ChangeKindTests {
  private let ledger: SQLiteLedger

  init() throws { ledger = try SQLiteLedger.inMemory(policy: .standard) }

  private func volume(_ from: String, _ to: String, _ orders: Int, _ vendor: String? = nil) throws -> Volume {
    try #require(Volume(from: try Day(from), to: try Day(to), orders: orders, vendor: vendor))
  }

  private func add(_ volumes: [Volume], file: String = "orders in 2026-09") throws {
    try ledger.importing(files: [file], at: noon, commit: true) { session in
      for volume in volumes { _ = try session.add(volume) }
    }
  }

  private func kinds() throws -> [Change.Kind] { try ledger.changes(limit: 9).reversed().map(\.kind) }

  /// Earlier versions stored it as an import.
  @Test(arguments: ["orders in 2026-09", "anything.csv"])
  func `a month's correction of an earlier version is one of orders`(_ file: String) throws {
    try add([volume("2026-09-01", "2026-09-11", 40)], file: "september.csv")
    try add([volume("2026-09-01", "2026-09-11", 30), volume("2026-09-11", "2026-10-01", 60)], file: file)
    #expect(try kinds() == [.imported, .volume])
    #expect(try ledger.imports().map(\.number) == [1])
    #expect(throws: LedgerError.noImport(2)) { try ledger.undoImport(2, at: noon) }
    #expect(try ledger.undo(at: noon)?.kind == .volume)
    #expect(try kinds().last == .undone(2))
  }

  @Test func `orders from a file are an import, also when they replace some`() throws {
    let days = try (1...9).map {
      try volume("2026-09-0\($0)", $0 == 9 ? "2026-09-10" : "2026-09-0\($0 + 1)", 5)
    }
    try add(days)
    try add([volume("2026-09-01", "2026-09-02", 6)])
    try add([volume("2026-09-02", "2026-09-03", 7), volume("2026-09-03", "2026-09-04", 7)])
    try add([volume("2026-09-01", "2026-09-02", 8), volume("2026-09-03", "2026-09-04", 8)])
    try add([volume("2026-09-01", "2026-10-01", 9, "a"), volume("2026-09-01", "2026-10-01", 9, "b")])
    try add([volume("2026-09-01", "2026-10-01", 8, "a"), volume("2026-10-01", "2026-11-01", 8, "a")])
    try ledger.importing(files: ["both.csv"], at: noon, commit: true) { session in
      _ = try session.add(volume("2026-09-01", "2026-09-02", 1))
      _ = try session.add(volume("2026-09-02", "2026-09-03", 1))
      _ = try session.add(checkIn: Day("2026-09-02"))
    }
    #expect(try Set(kinds()) == [.imported])
    #expect(try ledger.imports().count == 7)
  }

  @Test func `what a change touched is read from its rows`() throws {
    func subject(_ number: Int64) throws -> ChangeSubject {
      try ledger.read { try $0.subject(ofChange: number) }
    }
    let first = try ledger.record(lost("a"), allowDuplicate: true, at: noon)
    var second = try lost("a")
    second.details.sameAs = first.id
    _ = try ledger.record(second, allowDuplicate: true, at: noon)
    // The first one became part of an event, which is not said to have been touched.
    #expect(try subject(2).incident == 2)
    #expect(try subject(2).revised == [])
    _ = try ledger.revise(1, to: lost("a", on: "2026-03-02"), as: .edited, reason: "", at: noon)
    #expect(try subject(3).incident == 1)
    _ = try ledger.revise([1, 2], as: .resolved, reason: "", at: noon) { $0.incident }
    #expect(try subject(4).revised == [1, 2])
    #expect(try subject(4).incident == nil)
    try add([volume("2026-09-01", "2026-10-01", 9, "a")])
    #expect(try subject(5).volumes == [volume("2026-09-01", "2026-10-01", 9, "a")])
    _ = try ledger.checkIn(try Day("2026-03-04"), at: noon)
    #expect(try subject(6).checkIns == [Day("2026-03-04")])
    #expect(try subject(5).checkIns == [] && subject(6).volumes == [])
    #expect(try subject(7) == ChangeSubject())
  }

  @Test func `a word that is not known is kept`() throws {
    #expect(Change.Kind("mended") == .other("mended"))
    #expect(Change.Kind("mended").name == "mended")
    #expect(Change.Kind("undone") == .other("undone"))
    for kind in [
      Change.Kind.recorded, .edited, .resolved, .confirmed, .retracted, .volume, .checkIn, .imported,
    ] {
      #expect(Change.Kind(kind.name) == kind)
    }
  }
}
