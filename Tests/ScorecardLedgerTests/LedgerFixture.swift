import FileSystem
import Foundation
import GRDB
import ScorecardModel
import TestSupport

@testable import ScorecardLedger

let noon = Timestamp(seconds: 1_790_000_000)

func lost(_ vendor: String = "northwind", on day: String = "2026-03-01", _ text: String = "") throws
  -> Incident
{
  Incident(
    vendor: vendor, day: try Day(day), outcome: .bad(.standard), dimension: .reliability, summary: text)
}

extension TemporaryFolder {
  var ledgerPath: String { path("ledger.sqlite") }

  func open(_ mode: SQLiteLedger.Mode = .create, busySeconds: Int = 30) throws -> SQLiteLedger {
    try SQLiteLedger.open(path: ledgerPath, policy: .standard, mode: mode, busySeconds: busySeconds)
  }

  /// A ledger with a bit of everything, closed again.
  func fill() throws {
    let ledger = try open()
    for number in 1...40 {
      let on = number % 3 == 0 ? "2026-02-1\(number % 10)" : "2026-03-01"
      _ = try ledger.record(
        try lost("v\(number % 3)", on: on, "text \(number)"), allowDuplicate: false, at: noon)
    }
    _ = try ledger.revise(3, to: try lost("v1"), as: .edited, reason: "why", at: noon)
    _ = try ledger.retract(5, reason: "never happened", at: noon)
    if let volume = Volume(from: try Day("2026-01-01"), to: try Day("2026-02-01"), orders: 50, vendor: "v1") {
      _ = try ledger.record(volume, at: noon)
    }
    _ = try ledger.checkIn(try Day("2026-03-02"), at: noon)
    try ledger.importing(files: ["desk.csv"], at: noon, commit: true) { session in
      for number in 1...20 {
        var incident = try lost("v2", on: "2026-04-01", "imported \(number)")
        incident.source = ImportKey(source: "desk", id: "\(number)")
        _ = try session.add(incident)
      }
    }
    _ = try ledger.undo(at: noon)
    for source in ["page", "monitor"] {
      var incident = try lost("v2", on: "2026-09-21", "down")
      incident.source = ImportKey(source: source, id: "1")
      incident.details.outage = Outage(startedAt: noon, impact: .major)
      _ = try ledger.record(incident, allowDuplicate: true, at: noon)
    }
    var call = try lost("v2", on: "2026-09-23", "asked how that could happen")
    call.outcome = .bad(.worst)
    call.details.sameAs = 61
    _ = try ledger.record(call, allowDuplicate: false, at: noon)
  }

  /// The ledger after what is damaged besides the record was made anew.
  func repaired() throws -> SQLiteLedger {
    let replacedFile = try BackupStore().repair(
      ledgerPath, keepingOldAs: UniqueFilename { self.path("old\($0).sqlite") })
    guard replacedFile != nil else { throw LedgerError.unstorable(.database("nothing was made anew")) }
    return try open(.readWrite)
  }

  func bytes() throws -> Data { try Data(contentsOf: URL(filePath: ledgerPath)) }
}

extension SQLiteLedger {
  func execute(_ sql: String) throws { try queue.writeWithoutTransaction { try $0.execute(sql: sql) } }
  /// Does what the triggers forbid, and puts them back.
  func tamper(_ sql: String) throws {
    try queue.writeWithoutTransaction { database in
      let triggers = try Row.fetchAll(
        database, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
      try database.execute(sql: "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
      for trigger in triggers { try database.execute(sql: "DROP TRIGGER \(trigger["name"] as String)") }
      try database.execute(sql: sql)
      for trigger in triggers { try database.execute(sql: trigger["sql"]) }
      try database.execute(sql: "PRAGMA foreign_keys = ON; PRAGMA ignore_check_constraints = OFF")
    }
  }
  func problems(_ depth: CheckupDepth = .full) throws -> [LedgerProblem] {
    try checkup(depth: depth)
  }
}
