import Foundation
import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardLedger

/// A real process is killed at every system call with which a migration changes something on disk.
@Suite(.enabled(if: Strace.isThere, "SKIPPED: needs strace, and leave to trace a process"))
struct MigrationKillTests {
  private static let calls = ["pwrite64", "fdatasync", "fsync", "unlink", "rename", "mkdir"]

  @Test func `a migration that is killed leaves the old ledger or the new one, and can be run again`() throws
  {
    var seen = (kills: 0, old: 0, new: 0, journals: 0)
    for call in Self.calls {
      for number in 1... {
        let folder = try MigrationTests.fixture(MigrationTests.current)
        let before = try Content(path: folder.ledgerPath)
        guard try Strace.kills(at: call, number, [folder.ledgerPath]) else { break }
        seen.kills += 1
        if FileManager.default.fileExists(atPath: folder.ledgerPath + "-journal") { seen.journals += 1 }
        do {
          let ledger = try folder.open(.readWrite)
          seen.old += 1
          #expect(try Content(ledger) == before, "\(call) \(number)")
          #expect(try ledger.checkup() == [], "\(call) \(number)")
        } catch LedgerError.newerSchema { seen.new += 1 }
        #expect(try Strace.run([folder.ledgerPath]) == 0, "\(call) \(number)")
        #expect(
          throws: LedgerError.newerSchema(found: MigrationTests.current + 1, known: MigrationTests.current)
        ) { try folder.open(.readOnly) }
        let backup = folder.path("backups/2026-09-21T101500Z.schema\(MigrationTests.current).sqlite")
        #expect(try Content(path: backup) == before, "\(call) \(number)")
      }
    }
    print(
      "migration killed: \(seen.kills) times, \(seen.old) old, \(seen.new) new, \(seen.journals) with a journal"
    )
    #expect(seen.old > 20 && seen.new > 0 && seen.journals > 5, "\(seen)")
  }

  @Test func `without a transaction it would be noticed`() throws {
    var broken = 0
    for number in 1... {
      let folder = try MigrationTests.fixture(MigrationTests.current)
      let before = try Content(path: folder.ledgerPath)
      guard try Strace.kills(at: "pwrite64", number, [folder.ledgerPath, "unprotected"]) else { break }
      do {
        if try Content(folder.open(.readWrite)) != before { broken += 1 }
      } catch LedgerError.newerSchema {
        if try Strace.run([folder.ledgerPath]) != 0 { broken += 1 }
        let again = try? BackupStore(migrations: Self.newer, busySeconds: 1).verify(folder.ledgerPath)
        if try again == nil || !Self.isComplete(folder) { broken += 1 }
      } catch { broken += 1 }
    }
    #expect(broken > 0)
  }

  private static let newer = Migrations.released.adding("")

  private static func isComplete(_ folder: TemporaryFolder) throws -> Bool {
    let ledger = try SQLiteLedger.open(
      path: folder.ledgerPath, policy: .standard, mode: .readWrite, migrations: newer)
    return
      (try? ledger.execute("SELECT by_whom FROM change; SELECT id FROM second INDEXED BY second_summary"))
      != nil
  }
}

/// Runs the probe, also so that it is killed when it is about to make one of its system calls.
private enum Strace {
  private static let strace = "/usr/bin/strace"
  private static let probe =
    URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    .deletingLastPathComponent().path + "/migration-probe"

  static let isThere: Bool = (try? start(strace, ["-f", "-qq", "-o", "/dev/null", "/bin/true"])) == 0

  /// Whether it came as far as its `number`th `call` and was killed there.
  static func kills(at call: String, _ number: Int, _ arguments: [String]) throws -> Bool {
    let inject = "inject=\(call):signal=SIGKILL:when=\(number)"
    return try start(
      strace, ["-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e", inject, probe] + arguments) != 0
  }

  static func run(_ arguments: [String]) throws -> Int32 { try start(probe, arguments) }

  private static func start(_ path: String, _ arguments: [String]) throws -> Int32 {
    try ChildProcess.run(path, arguments)
  }
}
