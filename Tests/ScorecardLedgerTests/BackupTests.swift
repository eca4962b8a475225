import FileSystem
import Foundation
import GRDB
import Glibc
import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardLedger

/// Copies that may be relied on, and putting one in the ledger's place.
struct BackupTests {
  private let folder: TemporaryFolder
  private let copies = BackupStore(busySeconds: 1)

  init() throws {
    folder = try TemporaryFolder()
    try folder.fill()
  }

  private var copy: String { folder.path("copy.sqlite") }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  private func mode(_ path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
  }

  @Test func `a copy holds what the ledger holds, and is its owner's alone`() throws {
    let extent = try copies.write(from: folder.ledgerPath, to: copy)
    #expect(try copies.extent(of: folder.ledgerPath) == extent)
    #expect(try Content(path: copy) == Content(path: folder.ledgerPath))
    #expect(mode(copy) == 0o600)
    #expect(try names() == ["copy.sqlite", "ledger.sqlite"])
    let ledger = try folder.open(.readOnly)
    #expect(try extent.incidentCount == ledger.incidents(IncidentFilter(standings: [.counted])).count)
    #expect(try extent.changes == ledger.changes(limit: 1).first?.number)
  }

  @Test func `what a killed process left is swept up, and nothing else`() throws {
    // Another file's; another program's; and one that is being made somewhere, such as in another container.
    let backup = "2026-09-20T101500Z.sqlite"
    let running = try TemporaryFile(beside: folder.path(backup))
    let claim = Folder.name(of: running.path)
    let left = [
      "a.sqlite.vendorscore-0123456789abcdef.tmp", "\(backup).vendorscore-x.tmp", "\(backup).4194305",
      "\(claim)-ledger",
    ]
    for name in left + [
      "\(backup).vendorscore-0123456789abcdef.tmp", "\(backup).vendorscore-0123456789abcdef.tmp-ledger",
      "\(backup).vendorscore-0123456789abcdef.tmp-ledger-journal",
      "copy.sqlite.vendorscore-0123456789abcdef.tmp",
      "vendorscore.replaced-\(backup).vendorscore-0123456789abcdef.tmp",
    ] {
      try Data().write(to: URL(filePath: folder.path(name)))
    }
    _ = try copies.write(from: folder.ledgerPath, to: copy)
    #expect(try Set(names()) == Set(left + [claim, "copy.sqlite", "ledger.sqlite"]))
  }

  /// Each is found in the copy only, since it is of rows and not of the file's structure.
  @Test(arguments: [
    "UPDATE change SET summary = 'other' WHERE number = 4",
    "DELETE FROM incident WHERE id = 40",
    "UPDATE volume SET orders = 51",
  ])
  func `a damaged ledger is not saved, and an earlier copy stays`(_ sql: String) throws {
    _ = try copies.write(from: folder.ledgerPath, to: copy)
    let before = try Data(contentsOf: URL(filePath: copy))
    try folder.open().tamper(sql)
    do {
      _ = try copies.write(from: folder.ledgerPath, to: copy)
      Issue.record("saved")
    } catch LedgerError.damaged(let path, _) {
      #expect(path == folder.ledgerPath)
    }
    #expect(try Data(contentsOf: URL(filePath: copy)) == before)
    #expect(try names() == ["copy.sqlite", "ledger.sqlite"])
  }

  @Test func `sums that are lost are no reason to refuse, since they can be made anew`() throws {
    let before = try folder.open().evidence()
    try folder.open().execute("DELETE FROM evidence")
    _ = try copies.verify(folder.ledgerPath)
    _ = try copies.write(from: folder.ledgerPath, to: copy)
    let restored = try SQLiteLedger.open(path: copy, policy: .standard, mode: .readOnly)
    #expect(try restored.problems() == [])
    #expect(try restored.evidence() == before)
  }

  /// Flips one byte at a time of a backup: what is restored from it must be the same, indexes made anew, or refused.
  @Test func `a damaged backup is refused or harmless`() throws {
    _ = try copies.write(from: folder.ledgerPath, to: copy)
    let sound = try Data(contentsOf: URL(filePath: copy))
    let wanted = try Content(path: copy)
    let inUse = sound.indices.filter { sound[$0] != 0 }
    var random = SeededGenerator(seed: 19)
    var refused = 0
    for _ in 0..<60 {
      var bytes = sound
      let position = inUse[Int.random(in: 0..<inUse.count, using: &random)]
      bytes[position] ^= UInt8.random(in: 1...255, using: &random)
      try bytes.write(to: URL(filePath: copy))
      do {
        let restored = folder.path("restored.sqlite")
        _ = try copies.write(from: copy, to: restored)
        #expect(try Content(path: restored).record == wanted.record, "byte \(position)")
      } catch is LedgerError {
        refused += 1
      }
    }
    #expect(refused > 30)
  }

  @Test func `copies made under writers hold all that was acknowledged before`() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 1...4 {
        group.addTask { [folder] in
          let ledger = try folder.open(.readWrite)
          for number in 1...10 {
            _ = try ledger.record(
              try lost("v1", "writer \(writer), \(number)"), allowDuplicate: false, at: noon)
          }
        }
      }
      group.addTask { [folder] in
        let patient = BackupStore()
        for number in 1...6 {
          let acknowledged = try patient.extent(of: folder.ledgerPath)
          let path = folder.path("copy\(number).sqlite")
          let extent = try patient.write(from: folder.ledgerPath, to: path)
          #expect(extent.changes >= acknowledged.changes)
          #expect(try patient.verify(path) == extent)
          #expect(try patient.ledger(at: path, continues: acknowledged))
        }
      }
      try await group.waitForAll()
    }
    #expect(try folder.open(.readOnly).problems() == [])
  }

  @Test func `a ledger is continued by itself and by what came later, and by no other`() throws {
    let before = try copies.extent(of: folder.ledgerPath)
    _ = try folder.open().record(try lost("v1", "later"), allowDuplicate: false, at: noon)
    let after = try copies.extent(of: folder.ledgerPath)
    #expect(try copies.ledger(at: folder.ledgerPath, continues: before))
    #expect(try copies.ledger(at: folder.ledgerPath, continues: after))
    let other = try TemporaryFolder()
    _ = try other.open()
    #expect(try !copies.ledger(at: other.ledgerPath, continues: before))
    try other.fill()
    _ = try other.open().record(try lost("v1", "another"), allowDuplicate: false, at: noon)
    #expect(try copies.ledger(at: other.ledgerPath, continues: before))
    #expect(try !copies.ledger(at: other.ledgerPath, continues: after))
  }

  // MARK: Restoring

  @Test func `what is restored is what was saved, and the old ledger is kept`() throws {
    _ = try copies.write(from: folder.ledgerPath, to: copy)
    let saved = try Content(path: copy)
    _ = try folder.open().record(try lost("v1", "later"), allowDuplicate: false, at: noon)
    let newer = try Content(path: folder.ledgerPath)
    _ = try copies.restore(
      copy, to: folder.ledgerPath, keepingOldAs: UniqueFilename { _ in folder.path("old.sqlite") })
    #expect(try Content(path: folder.ledgerPath) == saved)
    #expect(try Content(path: folder.path("old.sqlite")) == newer)
    #expect(try names() == ["copy.sqlite", "ledger.sqlite", "old.sqlite"])
    #expect(mode(folder.ledgerPath) == 0o600)
    _ = try folder.open().record(try lost("v1", "goes on"), allowDuplicate: false, at: noon)
    #expect(try folder.open(.readOnly).problems() == [])
  }

  /// Nothing there, not SQLite's at all, a broken header, a newer one, and pages that cannot be read.
  @Test(arguments: ["missing", "text", "header", "newer", "pages"])
  func `a backup can be restored whatever the ledger is like`(_ state: String) throws {
    _ = try copies.write(from: folder.ledgerPath, to: copy)
    let saved = try Content(path: copy)
    var bytes = try folder.bytes()
    switch state {
    case "missing": try FileManager.default.removeItem(atPath: folder.ledgerPath)
    case "text": bytes = Data("Dear diary".utf8)
    case "header": bytes.replaceSubrange(0..<600, with: Data(repeating: 0xA5, count: 600))
    case "newer": bytes.replaceSubrange(60..<64, with: [0, 0, 0, 99])
    default: bytes.replaceSubrange(8192..<bytes.count, with: Data(repeating: 7, count: bytes.count - 8192))
    }
    if state != "missing" { try bytes.write(to: URL(filePath: folder.ledgerPath)) }
    _ = try copies.restore(
      copy, to: folder.ledgerPath, keepingOldAs: UniqueFilename { _ in folder.path("old.sqlite") })
    #expect(try Content(path: folder.ledgerPath) == saved)
    if state == "missing" {
      #expect(try names() == ["copy.sqlite", "ledger.sqlite"])
    } else {
      #expect(try Data(contentsOf: URL(filePath: folder.path("old.sqlite"))) == bytes)
    }
  }

  @Test func `a journal that was left behind is not played into the restored ledger`() throws {
    _ = try copies.write(from: folder.ledgerPath, to: copy)
    let saved = try Content(path: copy)
    let before = try Content(path: folder.ledgerPath)
    try HotJournal.leave(in: folder)
    #expect(try names().contains("ledger.sqlite-journal"))
    _ = try copies.restore(
      copy, to: folder.ledgerPath, keepingOldAs: UniqueFilename { _ in folder.path("old.sqlite") })
    #expect(try names() == ["copy.sqlite", "ledger.sqlite", "old.sqlite"])
    #expect(try Content(path: folder.ledgerPath) == saved)
    #expect(try Content(path: folder.path("old.sqlite")) == before)
  }

  @Test func `a journal that cannot be played back goes aside with its ledger`() throws {
    _ = try copies.write(from: folder.ledgerPath, to: copy)
    let saved = try Content(path: copy)
    try HotJournal.leave(in: folder)
    let journal = try Data(contentsOf: URL(filePath: folder.ledgerPath + "-journal"))
    try FileManager.default.removeItem(atPath: folder.ledgerPath)
    _ = try copies.restore(
      copy, to: folder.ledgerPath, keepingOldAs: UniqueFilename { _ in folder.path("old.sqlite") })
    #expect(try Data(contentsOf: URL(filePath: folder.path("old.sqlite-journal"))) == journal)
    #expect(try Content(path: folder.ledgerPath) == saved)
  }

  @Test func `whoever had the old ledger open goes on in the restored one`() throws {
    let saved = try copies.write(from: folder.ledgerPath, to: copy)
    let early = try folder.open(.readWrite)
    _ = try early.record(try lost("v1", "given up"), allowDuplicate: true, at: noon)
    let old = folder.path("old.sqlite")
    _ = try copies.restore(copy, to: folder.ledgerPath, keepingOldAs: UniqueFilename { _ in old })
    let before = try copies.extent(of: old)
    #expect(before.changes == saved.changes + 1)
    let late = try early.record(try lost("v1", "late"), allowDuplicate: false, at: noon)
    #expect(try folder.open(.readOnly).incident(late.id)?.incident.summary == "late")
    #expect(try copies.extent(of: old) == before)
    #expect(try folder.open(.readOnly).problems() == [])
  }

  @Test func `a ledger that another program set to a write-ahead log is restored and kept with all of it`()
    throws
  {
    _ = try copies.write(from: folder.ledgerPath, to: copy)
    let saved = try Content(path: copy)
    _ = try folder.open().record(try lost("v1", "given up"), allowDuplicate: true, at: noon)
    let before = try Content(path: folder.ledgerPath)
    try DatabaseQueue(path: folder.ledgerPath).writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA journal_mode = WAL; UPDATE setting SET value = value")
    }
    let old = folder.path("old.sqlite")
    _ = try copies.restore(copy, to: folder.ledgerPath, keepingOldAs: UniqueFilename { _ in old })
    #expect(try Content(path: folder.ledgerPath) == saved)
    #expect(try Content(path: old) == before)
    #expect(try folder.open(.readOnly).problems() == [])
  }

  @Test func `a ledger that is being written is not replaced`() throws {
    _ = try copies.write(from: folder.ledgerPath, to: copy)
    let writer = try folder.open(.readWrite)
    try writer.queue.inTransaction(.immediate) { _ in
      #expect(throws: LedgerError.locked(seconds: 1)) {
        try copies.restore(
          copy, to: folder.ledgerPath, keepingOldAs: UniqueFilename { _ in folder.path("old.sqlite") })
      }
      return .rollback
    }
    #expect(try names() == ["copy.sqlite", "ledger.sqlite"])
    _ = try writer.record(try lost("v1", "goes on"), allowDuplicate: false, at: noon)
  }

  @Test func `names are read as they are written, and nothing else is taken for one`() throws {
    let own = BackupName(at: noon)
    #expect(own.file == "2026-09-21T141320Z.sqlite")
    for name in [own, BackupName(at: noon, beforeMigrationOf: 1)] {
      #expect(BackupName(file: name.file) == name)
    }
    let others = [
      "", "x.sqlite", "2026-09-21T141320Z", "2026-09-21T141320Z.sqlite.1.tmp", "2026-09-31T141320Z.sqlite",
      "2026-09-21T141320Z.schema.sqlite", "2026-09-21T141320Z.schema01.sqlite",
      "2026-09-21T141320Z.vendors.json",
      "2026-09-21T14:13:20Z.sqlite", "2026-09-21T141320Z.mine1.sqlite", "2026-09-21T141320é.sqlite",
    ]
    for other in others { #expect(BackupName(file: other) == nil, "\(other)") }
  }
}

/// Everything that a ledger says.
struct Content: Equatable {
  struct Record: Equatable {
    var incidents: [RecordedIncident]
    var histories: [[IncidentRevision]]
    var changes: [Change]
    var volumes: [Volume]
    var checkIns: [Day]
  }
  var record: Record
  var evidence: Evidence

  init(_ ledger: SQLiteLedger) throws {
    let incidents = try ledger.incidents(IncidentFilter(standings: Set(IncidentStanding.allCases)))
    record = Record(
      incidents: incidents, histories: try incidents.map { try ledger.history(of: $0.id) },
      changes: try ledger.changes(limit: .max), volumes: try ledger.volumes(), checkIns: try ledger.checkIns()
    )
    evidence = try ledger.evidence()
  }

  init(path: String) throws {
    try self.init(try SQLiteLedger.open(path: path, policy: .standard, mode: .readOnly))
  }
}

/// What a process that was killed while it wrote leaves behind.
enum HotJournal {
  static func leave(in folder: TemporaryFolder) throws {
    let ledger = try folder.open(.readWrite)
    let copy = folder.path("killed")
    try ledger.queue.inTransaction(.immediate) { database in
      // No room for what changed: pages reach the file before the commit.
      try database.execute(sql: "PRAGMA cache_size = 1; PRAGMA cache_spill = 1")
      try database.execute(
        sql: "UPDATE setting SET value = value || 'x'; UPDATE evidence SET cells = zeroblob(90000)")
      try FileManager.default.copyItem(atPath: folder.ledgerPath, toPath: copy)
      try FileManager.default.copyItem(atPath: folder.ledgerPath + "-journal", toPath: copy + "-journal")
      return .rollback
    }
    try FileManager.default.removeItem(atPath: folder.ledgerPath)
    for suffix in ["", "-journal"] {
      try FileManager.default.moveItem(atPath: copy + suffix, toPath: folder.ledgerPath + suffix)
    }
  }
}
