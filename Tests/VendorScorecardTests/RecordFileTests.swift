import Glibc
import ScorecardLedger
import ScorecardModel
import TestSupport
import Testing
import VendorScorecard

/// `export --all` and the import of what it wrote.
@Suite struct RecordFileTests {
  private let store: SmallStore

  /// A ledger with every kind of change, made through the ledger itself, since it may hold more than a store says.
  init() throws {
    store = try SmallStore()
    let ledger = try SQLiteLedger.open(
      path: store.folder.path + "/" + WorkspaceLayout.ledgerName, policy: .standard, mode: .readWrite)
    try RecordFileTests.fill(ledger, seed: 1)
    var odd = Incident(
      vendor: "parcelo", day: try Day("2026-09-02"), outcome: .bad(.worst), dimension: .empathy,
      summary: "e\u{301} \u{e9} \u{1}\u{7f}\u{85}\u{2028}\u{202e}\"\\/\r\n\t🧺", holdMinutes: 0,
      hoursToResolve: 0.1 + 0.2, cost: Money(thousandths: -Money.limit + 1),
      source: ImportKey(source: "café \"x\"", id: "a:b"))
    odd.details.count = try #require(IncidentCount(thousandths: 1))
    odd.details.claimed = Money(thousandths: 12_500)
    odd.details.followUp = .latest
    _ = try ledger.record(odd, allowDuplicate: true, at: .noon("2026-09-30"))
  }

  private static func fill(_ ledger: any Ledger, seed: UInt64, steps: Int = 40) throws {
    var (commands, outages) = (RandomCommands(seed: seed), RandomOutages(seed: seed))
    for _ in 0..<steps {
      try commands.runNext(on: ledger)
      try outages.runNext(on: ledger)
    }
  }

  private func exported(_ workspace: Workspace, _ name: String = "all.jsonl") throws -> String {
    _ = try workspace.exportRecord(to: store.folder.path + "/" + name)
    return try store.folder.read(name)
  }

  @discardableResult
  private func take(
    _ text: String, into other: SmallStore, _ options: ImportOptions = ImportOptions()
  ) throws -> FileImport {
    let file = try other.folder.write("in.jsonl", text)
    return try #require(
      try other.workspace.importFiles([file], options: options, at: .noon("2026-10-01")).first)
  }

  /// What is said of a file that an empty workspace does not take.
  private func refusal(_ text: String, in other: SmallStore) throws -> Diagnostic? {
    let diagnostic = #expect(throws: Diagnostic.self) { try take(text, into: other) }
    #expect(try other.workspace.changes(limit: 1).isEmpty)
    return diagnostic
  }

  @Test func `an empty workspace that takes the file writes the same bytes`() throws {
    let (text, other) = (try exported(store.workspace), try SmallStore())
    let result = try take(text, into: other)
    #expect(result.stored)
    #expect(result.record?.changes == (try store.workspace.changes(limit: 9_999).count))
    #expect(try exported(other.workspace, "again.jsonl") == text)
    let day = try Day("2026-09-30")
    #expect(try other.workspace.evaluate(asOf: day) == store.workspace.evaluate(asOf: day))
    #expect(try other.workspace.history(of: 1) == store.workspace.history(of: 1))
    let damage = try other.workspace.doctor(at: .noon("2026-10-01")).filter { finding in
      if case .uncataloguedVendor = finding { false } else { finding.kind == .problem }
    }
    #expect(damage == [])
  }

  @Test(arguments: UInt64(100)..<112) func `random ledgers come back byte for byte`(seed: UInt64) throws {
    let (origin, other) = (try SmallStore(), try SmallStore())
    let ledger = try SQLiteLedger.open(
      path: origin.folder.path + "/" + WorkspaceLayout.ledgerName, policy: .standard, mode: .readWrite)
    try RecordFileTests.fill(ledger, seed: seed, steps: 60)
    let text = try exported(origin.workspace)
    try take(text, into: other)
    #expect(try exported(other.workspace) == text)
  }

  @Test func `the stream has the bytes of the file`() throws {
    var bytes: [UInt8] = []
    try store.workspace.exportRecord { bytes += $0 }
    #expect(try exported(store.workspace) == String(decoding: bytes, as: UTF8.self))
  }

  @Test func `a dry run stores nothing`() throws {
    let other = try SmallStore()
    let result = try take(try exported(store.workspace), into: other, ImportOptions(dryRun: true))
    #expect(!result.stored)
    #expect(try other.workspace.changes(limit: 1).isEmpty)
  }

  @Test func `a workspace with a change takes none`() throws {
    let (text, other) = (try exported(store.workspace), try SmallStore())
    try other.log("parcelo", "2026-09-01")
    #expect(throws: LedgerError.notEmpty) { try take(text, into: other) }
    #expect(try other.workspace.changes(limit: 9).count == 1)
  }

  @Test func `wherever the file ends too early, it is refused`() throws {
    let (text, other) = (Array(try exported(store.workspace).utf8), try SmallStore())
    var random = SeededGenerator(seed: 3)
    // Without the last line feed the file is whole.
    let lengths =
      [60, text.count - 2] + (0..<60).map { _ in Int.random(in: 60..<text.count - 1, using: &random) }
    for length in lengths {
      #expect(try refusal(String(decoding: text[..<length], as: UTF8.self), in: other) != nil)
    }
    let lines = text.split(separator: 0x0A).count
    let cut = String(decoding: text[..<(text.dropLast().lastIndex(of: 0x0A) ?? 0)], as: UTF8.self) + "\n"
    let refused = try refusal(cut, in: other)
    #expect(
      refused?.description.hasSuffix(
        "in.jsonl:\(lines): the file ends before its last line. It is not complete") == true)
    #expect(refused?.next == .exportRecord())
    try take(String(decoding: text.dropLast(), as: UTF8.self), into: other)
  }

  @Test func `no byte of the file changes unnoticed`() throws {
    let (text, other) = (Array(try exported(store.workspace).utf8), try SmallStore())
    var random = SeededGenerator(seed: 4)
    for _ in 0..<250 {
      var changed = text
      // Without its beginning it is another kind of file.
      let index = Int.random(in: RecordFormat.beginning.utf8.count..<text.count - 1, using: &random)
      changed[index] = UInt8.random(in: 0x20...0x7E, using: &random)
      guard changed[index] != text[index] else { continue }
      let line = try refusal(String(decoding: changed, as: UTF8.self), in: other)?.line
      #expect(line != nil, "byte \(index)")
    }
  }

  @Test func `no two lines change places unnoticed, and none is missing or doubled`() throws {
    let lines = try exported(store.workspace).split(separator: "\n").map(String.init)
    let other = try SmallStore()
    for index in stride(from: 1, to: lines.count - 1, by: 3) {
      var (moved, missing, doubled) = (lines, lines, lines)
      moved.swapAt(index, index + 1)
      missing.remove(at: index)
      doubled.insert(lines[index], at: index)
      for wrong in [moved, missing, doubled] where wrong != lines {
        #expect(try refusal(wrong.joined(separator: "\n"), in: other) != nil)
      }
    }
  }

  @Test func `a record goes alone, and nothing but a dry run with it`() throws {
    let (text, other) = (try exported(store.workspace), try SmallStore())
    #expect(throws: WorkspaceError.self) { try take(text, into: other, ImportOptions(source: "x")) }
    let file = try other.folder.write("in.jsonl", text)
    #expect(throws: WorkspaceError.recordAlone(file: file, .otherFiles)) {
      try other.workspace.importFiles([file, file], options: ImportOptions(), at: .noon("2026-10-01"))
    }
    #expect(try other.workspace.changes(limit: 1).isEmpty)
  }

  @Test func `the workspace's own files are never written over, also through a link`() throws {
    let folder = store.folder.path
    let before = try store.folder.read(WorkspaceLayout.ledgerName)
    #expect(symlink(folder, folder + "/itself") == 0)
    #expect(link(folder + "/" + WorkspaceLayout.ledgerName, folder + "/other-name") == 0)
    for name in [
      WorkspaceLayout.ledgerName, WorkspaceLayout.ledgerName + "-journal", WorkspaceLayout.catalogName,
      "itself/" + WorkspaceLayout.ledgerName, "other-name",
    ] {
      let path = folder + "/" + name
      #expect(throws: WorkspaceError.ownFile(path: path)) { try store.workspace.exportRecord(to: path) }
    }
    #expect(try store.folder.read(WorkspaceLayout.ledgerName) == before)
  }

  @Test func `a damaged ledger gives no record`() throws {
    let path = store.folder.path + "/" + WorkspaceLayout.ledgerName
    let file = try #require(fopen(path, "r+"))
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    let needle = Array("text 1".utf8)
    let place = try #require(
      (0..<count - needle.count).first { bytes[$0..<$0 + needle.count].elementsEqual(needle) })
    fseek(file, place, SEEK_SET)
    fputs("tExt 1", file)
    fclose(file)
    #expect(throws: LedgerError.self) { try exported(store.workspace) }
    #expect(!store.folder.exists("all.jsonl"))
  }
}
