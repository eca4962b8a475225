import Foundation
import Glibc
import Testing

/// What keeps the ledger from being written or read.
@Suite struct LedgerFaultTests {
  private static let log = ["log", "parcelo", "good", "Quick answer"]

  private func storeWithLog() throws -> Store {
    let store = try Store()
    _ = try store.fine("log", "northwind", "bad", "Parcel lost", "-s", "4")
    return store
  }

  @Test func `another writer makes it wait, then give up without saving`() throws {
    let store = try storeWithLog()
    let reserved = try ReservedLock(store.ledger)
    store.program.environment["VENDORSCORE_BUSY_SECONDS"] = "1"
    let outcome = try store.program.run(Self.log)
    #expect(
      outcome.messages == "Error: another vendorscore is writing (waited 1 s). Nothing saved; try again\n")
    #expect(outcome.status == 75)
    reserved.release()
    #expect(try store.program.run(Self.log).status == 0)
  }

  /// Every command that only reads; what it needs is in ``storeWithLog()``.
  private static let reading = [
    ["scores"], ["compare", "shipping"], ["explain", "northwind"], ["journey"], ["journey", "--json"],
    ["report"], ["report", "--json"], ["report", "--format", "csv"], ["volume"], ["incidents"],
    ["incidents", "--unconfirmed"], ["show", "1"], ["history"], ["history", "1"], ["due"], ["imports"],
    ["vendors"], ["vendors", "check"], ["doctor"], ["export", "out"], ["export", "--all", "all.jsonl"],
  ]

  @Test(arguments: reading) func `another writer holds up nobody who reads`(words: [String]) throws {
    let store = try storeWithLog()
    let policy = "\"currency\": \"USD\", \"policy\": { \"unresolvedFactor\": 2 }"
    try store.write(
      Store.catalog.replacingOccurrences(of: "\"currency\": \"USD\"", with: policy), to: "vendors.json")
    let reserved = try ReservedLock(store.ledger)
    defer { reserved.release() }
    // A wait would end as a failure at once.
    store.program.environment["VENDORSCORE_BUSY_SECONDS"] = "0"
    let outcome = try store.program.run(words)
    #expect(outcome.status == 0, "\(outcome.messages)")
  }

  @Test func `a damaged ledger is refused and left untouched`() throws {
    let store = try storeWithLog()
    try store.overwriteLedger(at: 100, with: [UInt8](repeating: 0xA5, count: 600))
    let before = try Data(contentsOf: URL(fileURLWithPath: store.ledger))
    for command in [Self.log, ["scores"], ["incidents"]] {
      let outcome = try store.program.run(command)
      #expect(outcome.messages.hasPrefix("Error: vendorscore.sqlite is damaged"))
      #expect(outcome.messages.contains("left untouched. No backup of it is known. If you kept a copy"))
      #expect(outcome.status == 65)
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: store.ledger)) == before)
  }

  @Test func `damage outside of the record is repaired, whether there is a backup or not`() throws {
    let store = try storeWithLog()
    let incidents = try store.fine("incidents", "--json").output
    // The index of the vendors' ids.
    try store.overwriteLedger(at: 3 * 8192, with: [UInt8](repeating: 0, count: 8192))
    for words in [["doctor"], ["doctor", "--full"]] {
      let doctor = try store.program.run(words)
      #expect(doctor.output.hasPrefix("✗ file: "))
      #expect(
        doctor.output.contains(
          "  Next    every record is readable. Rebuild the ledger file: `vendorscore doctor --repair`\n"))
      #expect(doctor.status == 1)
    }
    let repair = try store.fine("doctor", "--repair")
    #expect(
      repair.output.hasPrefix(
        """
        ! the ledger file was rebuilt; it holds everything that was on record
          Next    the damaged file is kept as vendorscore.replaced-2026-09-22T100000Z.sqlite. Delete it when you like
        """))
    #expect(
      repair.output.hasSuffix(
        "✓ No damage in what is there. Changes since the newest backup could be missing without a trace\n"))
    #expect(try !store.fine("doctor", "--full").output.contains("✗"))
    #expect(try store.fine("incidents", "--json").output == incidents)
    #expect(store.exists("vendorscore.replaced-2026-09-22T100000Z.sqlite"))
    try store.overwriteLedger(at: 3 * 8192, with: [UInt8](repeating: 0, count: 8192))
    let full = try store.program.run(["doctor", "--repair"], output: "/dev/full")
    #expect(full.messages.hasSuffix("It was saved anyway; see `vendorscore doctor`\n"))
    #expect(full.status == 74)
    #expect(
      try store.fine("doctor", "--repair").output
        == "✓ All is well with what is there. Changes since the newest backup could be missing without a trace\n"
    )
    try store.overwriteLedger(at: 100, with: [UInt8](repeating: 0xA5, count: 600))
    let before = try Data(contentsOf: URL(fileURLWithPath: store.ledger))
    let refused = try store.run("doctor", "--repair")
    #expect(refused.messages.hasPrefix("Error: vendorscore.sqlite is damaged"))
    #expect(refused.status == 65)
    #expect(try Data(contentsOf: URL(fileURLWithPath: store.ledger)) == before)
  }

  @Test func `with a damaged index a command names the repair, not an older backup`() throws {
    let store = try storeWithLog()
    _ = try store.fine("backup")
    _ = try store.fine("log", "parcelo", "good", "Quick answer")
    // The index of days.
    try store.overwriteLedger(at: 21 * 8192, with: [UInt8](repeating: 0, count: 8192))
    for words in [["incidents"], ["log", "parcelo", "good", "Again"], ["export", "--all", "all.jsonl"]] {
      let outcome = try store.program.run(words)
      #expect(
        outcome.messages
          == "Error: vendorscore.sqlite is damaged (database disk image is malformed); left untouched. Every record "
          + "is readable. Rebuild the ledger file: `vendorscore doctor --repair`\n")
      #expect(outcome.status == 65)
    }
    _ = try store.fine("doctor", "--repair")
    #expect(try store.fine("incidents").output.contains("Quick answer"))
  }

  @Test(arguments: [true, false]) func `a ledger that was lost is missed by doctor`(isEmptied: Bool) throws {
    let store = try storeWithLog()
    _ = try store.fine("report", "2026-Q3")
    if isEmptied {
      try store.write("", to: "vendorscore.sqlite")
    } else {
      try FileManager.default.removeItem(atPath: store.ledger)
    }
    #expect(try store.fine("incidents", "--json").output == "[]\n")
    let doctor = try store.run("doctor")
    #expect(
      doctor.output.contains("✗ the ledger is missing: vendorscore.sqlite is empty, though reports/2026-Q3."))
    #expect(doctor.status == 1)
    #expect(try !Store().fine("doctor").output.contains("no ledger"))
  }

  @Test func `a change of policy is no damage`() throws {
    let store = try storeWithLog()
    let policy = "\"currency\": \"USD\", \"policy\": { \"unresolvedFactor\": 2 }"
    try store.write(
      Store.catalog.replacingOccurrences(of: "\"currency\": \"USD\"", with: policy), to: "vendors.json")
    let doctor = try store.fine("doctor").output
    #expect(!doctor.contains("✗"))
    #expect(doctor.contains("! the policy in vendors.json has changed; scores follow the new one already\n"))
    _ = try store.fine("log", "parcelo", "good", "Quick")
    #expect(try !store.fine("doctor").output.contains("policy"))
  }

  @Test func `the catalog may be a link, and nothing but a file`() throws {
    let store = try storeWithLog()
    try FileManager.default.moveItem(atPath: store.path + "/vendors.json", toPath: store.path + "/mine.json")
    #expect(symlink("mine.json", store.path + "/vendors.json") == 0)
    #expect(try store.fine("scores").output.contains("Northwind"))
    #expect(unlink(store.path + "/vendors.json") == 0)
    #expect(mkdir(store.path + "/vendors.json", 0o700) == 0)
    let folder = try store.run("scores")
    #expect(folder.messages.hasSuffix("/vendors.json: it is a folder\n"))
    #expect(folder.status == 66)
    #expect(rmdir(store.path + "/vendors.json") == 0)
    #expect(mkfifo(store.path + "/vendors.json", 0o600) == 0)
    let pipe = try store.run("scores")
    #expect(pipe.messages.hasSuffix("/vendors.json: it is not an ordinary file\n"))
    #expect(pipe.status == 66)
  }

  @Test func `a ledger is never read through a link`() throws {
    let store = try storeWithLog()
    try FileManager.default.moveItem(atPath: store.ledger, toPath: store.path + "/mine.sqlite")
    #expect(symlink("mine.sqlite", store.ledger) == 0)
    #expect(try store.run("scores").messages.contains("it is a symbolic link"))
  }

  @Test func `a journal that is a link is refused, and what it leads to stays`() throws {
    let store = try storeWithLog()
    try store.write("Not a journal\n", to: "mine.txt")
    #expect(symlink("mine.txt", store.ledger + "-journal") == 0)
    for command in [Self.log, ["scores"]] {
      let outcome = try store.program.run(command)
      #expect(
        outcome.messages == "Error: can't open vendorscore.sqlite-journal: it is a symbolic link\n")
      #expect(outcome.status == 66)
    }
    #expect(try store.read("mine.txt") == "Not a journal\n")
  }

  @Test func `a file that is no ledger is refused`() throws {
    let store = try Store()
    try store.write("Dear diary, today the parcel was late again.\n", to: "vendorscore.sqlite")
    let outcome = try store.program.run(Self.log)
    #expect(outcome.status == 65)
    #expect(outcome.messages.contains("left untouched"))
    #expect(try store.read("vendorscore.sqlite").hasPrefix("Dear diary"))
  }

  @Test func `a newer schema is refused and left untouched`() throws {
    let store = try storeWithLog()
    // `PRAGMA user_version`, big-endian, at byte 60 of the file (SQLite file format §1.3).
    try store.overwriteLedger(at: 60, with: [0, 0, 0, 99])
    let before = try Data(contentsOf: URL(fileURLWithPath: store.ledger))
    let outcome = try store.program.run(Self.log)
    #expect(outcome.messages.hasPrefix("Error: the ledger has schema 99, this vendorscore knows "))
    #expect(outcome.messages.hasSuffix(". Nothing changed. Update vendorscore\n"))
    #expect(outcome.status == 78)
    #expect(try Data(contentsOf: URL(fileURLWithPath: store.ledger)) == before)
  }

  @Test(.enabled(if: ReadOnlyMount.isPossible, "SKIPPED: needs a mount namespace"))
  func `a read-only disk can be read but not written`() throws {
    let store = try storeWithLog()
    let write = try ReadOnlyMount.run(store, Self.log)
    #expect(write.messages == "Error: can't write vendorscore.sqlite: read-only disk. Reading still works\n")
    #expect(write.status == 73)
    for words in Self.reading where words != ["report"] && !words.contains("--format") && words[0] != "export"
    {
      let read = try ReadOnlyMount.run(store, words)
      #expect(read.status == 0, "\(words): \(read.messages)")
    }
    #expect(try ReadOnlyMount.run(store, ["incidents"]).output.contains("Parcel lost"))
  }

  @Test func `a full disk and a closed pipe are no success`() throws {
    let store = try storeWithLog()
    let full = try store.program.run(["scores"], output: "/dev/full")
    #expect(full.messages == "Error: can't write standard output: No space left on device\n")
    #expect(full.status == 74)
    let closed = try ClosedPipe.run(store.program, ["scores"])
    #expect(closed.messages == "")
    #expect(closed.status == 74)
  }

  @Test func `what is saved is told as saved, though it cannot be printed`() throws {
    let store = try storeWithLog()
    let full = try store.program.run(Self.log, output: "/dev/full")
    #expect(
      full.messages
        == "Error: can't write standard output: No space left on device. It was saved anyway; "
        + "see `vendorscore history`\n")
    #expect(full.status == 74)
    let closed = try ClosedPipe.run(store.program, ["undo"])
    #expect(closed.messages.contains("Broken pipe. It was saved anyway"))
    #expect(closed.status == 74)
    #expect(try store.fine("incidents", "--json").output.contains("Parcel lost"))
    #expect(try !store.fine("incidents", "--json").output.contains("Quick answer"))
  }
}

/// Holds the lock that SQLite's writers take: the byte after the pending byte (SQLite, os.h).
private final class ReservedLock {
  private let descriptor: Int32

  init(_ path: String) throws {
    descriptor = open(path, O_RDWR)
    var lock = flock(
      l_type: Int16(F_WRLCK), l_whence: Int16(SEEK_SET), l_start: 0x4000_0001, l_len: 1, l_pid: 0)
    try #require(fcntl(descriptor, F_SETLK, &lock) == 0)
  }

  /// Closing drops the lock.
  func release() { close(descriptor) }
}

/// Runs the program where its workspace is mounted read-only; the mount goes with the process.
private enum ReadOnlyMount {
  private static let script = """
    mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && cd "$1" && shift && exec "$@"
    """

  static let isPossible: Bool = {
    guard let store = try? Store(), let outcome = try? shell(store, ["true"]) else { return false }
    return outcome.status == 0
  }()

  static func run(_ store: Store, _ arguments: [String]) throws -> Program.Outcome {
    try shell(store, [store.program.path] + arguments)
  }

  private static func shell(_ store: Store, _ command: [String]) throws -> Program.Outcome {
    var program = store.program
    program.path = "/usr/bin/unshare"
    let user = geteuid() == 0 ? [] : ["--user", "--map-root-user"]
    program.environment["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin"
    return try program.run(user + ["--mount", "sh", "-c", script, "sh", store.path] + command)
  }
}

/// Runs the program with a pipe as output that nobody reads.
private enum ClosedPipe {
  static func run(_ program: Program, _ arguments: [String]) throws -> Program.Outcome {
    let scratch = try Scratch()
    let path = scratch.path + "/pipe"
    try #require(mkfifo(path, 0o600) == 0)
    // Closed on exec from the start: no program of another test may hold the reading end.
    let reader = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    let writer = open(path, O_WRONLY | O_CLOEXEC)
    close(reader)
    defer { close(writer) }
    let status = try program.spawn(arguments) { actions in
      posix_spawn_file_actions_adddup2(&actions, writer, 1)
      posix_spawn_file_actions_addopen(&actions, 2, scratch.path + "/err", O_WRONLY | O_CREAT, 0o600)
    }.wait()
    let messages = try Data(contentsOf: URL(fileURLWithPath: scratch.path + "/err"))
    return Program.Outcome(output: "", messages: String(decoding: messages, as: UTF8.self), status: status)
  }
}
