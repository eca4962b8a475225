import FileSystem
import Foundation
import Glibc
import ScorecardModel
import TestSupport
import Testing

@Suite struct `Ordinary files` {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a file is read whole, or its beginning, or not at all when there is none`() throws {
    let path = try folder.write("some text", to: "a")
    #expect(try OrdinaryFile.read(path, for: .reading) == Array("some text".utf8))
    #expect(try OrdinaryFile.read(path, for: .rewriting, atMost: 4) == Array("some".utf8))
    #expect(try OrdinaryFile.read(folder.path("b"), for: .reading) == nil)
  }

  @Test func `a link is followed to be read, and refused to be written again`() throws {
    let path = try folder.write("mine", to: "a")
    let link = folder.path("link")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    #expect(try OrdinaryFile.read(link, for: .reading) == Array("mine".utf8))
    #expect(throws: FileError(.write, link, .symbolicLink)) { try OrdinaryFile.read(link, for: .rewriting) }
  }

  @Test func `a folder and a pipe are named, and nobody waits for the pipe`() throws {
    #expect(throws: FileError(.read, folder.path, .folder)) {
      try OrdinaryFile.read(folder.path, for: .reading)
    }
    let pipe = folder.path("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(throws: FileError(.read, pipe, .notOrdinary)) { try OrdinaryFile.read(pipe, for: .reading) }
    #expect(throws: FileError(.write, pipe, .notOrdinary)) { try OrdinaryFile.read(pipe, for: .rewriting) }
  }

  @Test func `who peeks does not move`() throws {
    let file = try OpenFile(reading: try folder.write("abcdef", to: "a"))
    var bytes = [UInt8](repeating: 0, count: 2)
    #expect(file.peek(3) == Array("abc".utf8))
    #expect(try file.read(into: &bytes) == 2)
    #expect(file.peek(9) == Array("cdef".utf8))
    try file.rewind()
    #expect(file.peek(1) == Array("a".utf8))
  }

  @Test func `one file is known by each of its names`() throws {
    let path = try folder.write("", to: "a")
    try Folder.link(path, as: folder.path("b"))
    _ = try folder.write("x", to: "c")
    #expect(FileStatus.isSame(path, folder.path("b")))
    #expect(!FileStatus.isSame(path, folder.path("c")))
    #expect(!FileStatus.isSame(folder.path("d"), folder.path("e")))
    #expect(FileStatus.isEmptyOrMissing(path) && FileStatus.isEmptyOrMissing(folder.path("d")))
    #expect(!FileStatus.isEmptyOrMissing(folder.path("c")))
  }
}
