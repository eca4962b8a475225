import FileSystem
import Foundation
import TestSupport
import Testing

@Suite struct `Stale temporary files` {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `what nobody holds is swept up with all that belongs to it, and nothing else`() throws {
    let stale = "a.csv.vendorscore-0123456789abcdef.tmp"
    let left = [
      "a.csv", "a.csv.0123456789abcdef.tmp", "a.csv.vendorscore-12.tmp",
      "b.csv.vendorscore-0123456789abcdef.tmp",
      "x.vendorscore-0123456789abcdef.tmp", "\(stale)y",
    ]
    for name in left + [stale, "\(stale)-ledger", "\(stale)-ledger-journal"] {
      _ = try folder.write("", to: name)
    }
    StaleTemporaryFiles.sweep(beside: folder.path("a.csv"))
    #expect(try folder.names() == left.sorted())
    StaleTemporaryFiles.sweep(beside: folder.path("a.csv")) { $0 == "b.csv" }
    #expect(try folder.names() == left.filter { !$0.hasPrefix("b.csv") }.sorted())
  }

  @Test func `what is being written stays, whoever writes it`() throws {
    let running = try TemporaryFile(beside: folder.path("a.csv"))
    let part = try folder.write("", to: Folder.name(of: running.path) + "-ledger")
    StaleTemporaryFiles.sweep(beside: folder.path("a.csv"))
    #expect(FileStatus.isAnything(at: running.path) && FileStatus.isAnything(at: part))
    withExtendedLifetime(running) {}
  }

  /// Between its creation and its lock a file is there for anyone to sweep up.
  @Test func `of many that begin at once, each keeps its file`() async throws {
    let target = folder.path("a.csv")
    let lost = try await withThrowingTaskGroup(of: Int.self, returning: Int.self) { group in
      for _ in 0..<8 {
        group.addTask {
          try (0..<100).reduce(0) { lost, _ in
            let file = try TemporaryFile(beside: target)
            return withExtendedLifetime(file) { lost + (FileStatus.isAnything(at: file.path) ? 0 : 1) }
          }
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(lost == 0)
    #expect(try folder.names() == [])
  }

  @Test func `one process at a time holds a folder`() throws {
    _ = try FileLock.holding(folder.path, waiting: 0) {
      #expect(throws: FileLock.Busy.self) { try FileLock.holding(folder.path, waiting: 0) {} }
    }
    #expect(try FileLock.holding(folder.path, waiting: 0) { 7 } == 7)
    #expect(throws: CancellationError.self) {
      try FileLock.holding(folder.path, waiting: 0) { throw CancellationError() }
    }
    #expect(try FileLock.holding(folder.path("missing"), waiting: 0) { 8 } == 8)
  }
}
