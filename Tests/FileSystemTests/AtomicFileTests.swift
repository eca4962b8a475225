import FileSystem
import Foundation
import ScorecardModel
import TestSupport
import Testing

@Suite struct `Atomic files` {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `the old file stays until the new one is whole, and nothing else is left`() throws {
    let path = try folder.write("old", to: "a.csv")
    let file = try AtomicFile(replacing: path)
    try file.write("new, and longer than what is gathered ")
    try file.write([UInt8](repeating: 0x78, count: 1 << 18))
    try file.sync()
    #expect(try folder.read("a.csv") == "old")
    #expect(try folder.names().count == 2)
    try file.publish()
    #expect(try folder.read("a.csv").utf8.count == 38 + 1 << 18)
    #expect(try folder.names() == ["a.csv"])
    #expect(try folder.mode("a.csv") == 0o600)
  }

  @Test func `a file that is not published is gone`() throws {
    do {
      let file = try AtomicFile(replacing: folder.path("a.csv"))
      try file.write("half")
      try file.sync()
      #expect(try folder.names().count == 1)
    }
    #expect(try folder.names() == [])
  }

  @Test func `what is no ordinary file is not replaced`() throws {
    let victim = try folder.write("mine", to: "victim")
    let link = folder.path("link")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: victim)
    #expect(throws: FileError(.write, link, .symbolicLink)) { try AtomicFile.replace(link, with: [1]) }
    #expect(throws: FileError(.write, folder.path, .notOrdinary)) {
      try AtomicFile.replace(folder.path, with: [1])
    }
    #expect(try folder.read("victim") == "mine")
    let lost = folder.path("no/such/a.csv")
    #expect(throws: FileError(.write, lost, .missingFolder)) { try AtomicFile.replace(lost, with: [1]) }
  }

  @Test func `of several that create one file at once, one does`() async throws {
    for round in 0..<20 {
      let path = folder.path("\(round)")
      let created = await withTaskGroup(of: Bool.self, returning: Int.self) { group in
        for writer: UInt8 in 1...4 {
          group.addTask { (try? AtomicFile.create(path, with: [writer])) != nil }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(created == 1)
      #expect(throws: FileError(.write, path, .exists)) { try AtomicFile.create(path, with: [9]) }
      #expect(try folder.read("\(round)") != "\u{9}")
    }
    #expect(try folder.names().count == 20)
  }

  @Test func `what is spooled comes back whole, as often as it is wanted`() throws {
    let spool = try SpooledFile()
    let text = String(repeating: "äöü\n", count: 30_000)
    try spool.write(text)
    for _ in 0..<2 {
      var bytes: [UInt8] = []
      try spool.replay { bytes += $0 }
      #expect(String(decoding: bytes, as: UTF8.self) == text)
    }
  }
}
