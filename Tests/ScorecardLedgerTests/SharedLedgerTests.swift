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

  @Test func `a full disk is said so, and what was there stays`() throws {
    let folder = try TemporaryFolder()
    try folder.fill()
    let ledger = try folder.open()
    let before = try ledger.incidents(IncidentFilter())
    try ledger.execute("PRAGMA max_page_count = 1")
    let error = LedgerError.cannotWrite(
      path: folder.ledgerPath, problem: .database("database or disk is full"))
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
