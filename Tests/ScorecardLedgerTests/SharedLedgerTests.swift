import Foundation
import GRDB
import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardLedger

/// Several connections, and what happens when the disk says no.
struct SharedLedgerTests {
  @Test func `several writers lose nothing`() async throws {
    let folder = try TemporaryFolder()
    _ = try folder.open()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 1...4 {
        group.addTask {
          let ledger = try folder.open(.readWrite)
          for number in 1...15 {
            let incident = try lost("v\(writer % 3)", "writer \(writer), \(number)")
            _ = try ledger.record(incident, allowDuplicate: false, at: noon)
          }
        }
      }
      try await group.waitForAll()
    }
    let ledger = try folder.open(.readOnly)
    #expect(try ledger.incidents(IncidentFilter()).map(\.id) == Array(1...60))
    #expect(try ledger.problems() == [])
  }

  @Test func `a lock that is held all the time is said so, and nothing is stored`() throws {
    let folder = try TemporaryFolder()
    let holder = try folder.open()
    let other = try folder.open(.readWrite, busySeconds: 1)
    try holder.queue.inTransaction(.immediate) { _ in
      #expect(throws: LedgerError.locked(seconds: 1)) {
        try other.record(try lost(), allowDuplicate: false, at: noon)
      }
      return .commit
    }
    #expect(try other.incidents(IncidentFilter()).isEmpty)
    #expect(try other.record(try lost(), allowDuplicate: false, at: noon).id == 1)
  }

  @Test func `what one call reads is of one moment, and reading waits for no writer`() throws {
    let folder = try TemporaryFolder()
    let writer = try folder.open(busySeconds: 0)
    _ = try writer.record(try lost("v1", "first"), allowDuplicate: false, at: noon)
    let reader = try folder.open(.readOnly, busySeconds: 0)
    try reader.read { reader throws in
      #expect(try reader.changes(limit: 9).count == 1)
      #expect(throws: LedgerError.locked(seconds: 0)) {
        try writer.record(try lost("v1", "second"), allowDuplicate: false, at: noon)
      }
      #expect(try reader.incidents(IncidentFilter()).count == 1)
    }
    try writer.write { transaction throws in
      _ = try transaction.record(try lost("v1", "second"), allowDuplicate: false, at: noon)
      #expect(try reader.incidents(IncidentFilter()).count == 1)
      #expect(try transaction.incidents(IncidentFilter()).count == 2)
    }
    #expect(try reader.incidents(IncidentFilter()).count == 2)
  }

  @Test func `opening takes no lock, whatever the policy`() throws {
    let folder = try TemporaryFolder()
    let holder = try folder.open()
    var harsh = ScoringPolicy.standard
    harsh.unresolvedFactor = 2
    try holder.write { transaction throws in
      for mode in [SQLiteLedger.Mode.readOnly, .readWrite, .create] {
        let other = try SQLiteLedger.open(
          path: folder.ledgerPath, policy: harsh, mode: mode, busySeconds: 0)
        #expect(try other.evidence() == Evidence())
      }
      _ = try transaction.record(try lost(), allowDuplicate: false, at: noon)
    }
  }

  @Test func `a full disk is said so, and what was there stays`() throws {
    let folder = try TemporaryFolder()
    try folder.fill()
    let ledger = try folder.open()
    let before = try ledger.incidents(IncidentFilter())
    try ledger.execute("PRAGMA max_page_count = 1")
    let error = LedgerError.cannotWrite(
      place: folder.ledgerPath, problem: .database("database or disk is full"))
    #expect(throws: error) {
      try ledger.importing(files: [], at: noon, commit: true) { session in
        for number in 1...1_000 {
          var incident = try lost("v1", "row \(number)")
          incident.source = ImportKey(source: "desk", id: "full-\(number)")
          _ = try session.add(incident)
        }
      }
    }
    #expect(try ledger.incidents(IncidentFilter()) == before)
    #expect(try ledger.problems() == [])
  }
}
