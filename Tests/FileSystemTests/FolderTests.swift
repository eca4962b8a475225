import FileSystem
import Foundation
import ScorecardModel
import TestSupport
import Testing

@Suite struct Folders {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a folder is its owner's alone, and one that is there stays`() throws {
    let path = folder.path("new")
    try Folder.create(path)
    #expect(try folder.mode("new") == 0o700)
    _ = try folder.write("x", to: "new/a")
    try Folder.create(path)
    #expect(try Folder.names(in: path) == ["a"])
  }

  @Test func `a link to a folder is no folder to write into`() throws {
    let link = folder.path("link")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/")
    #expect(throws: FileError(.write, link, .notFolder)) { try Folder.create(link) }
    #expect(FileStatus.isFolder(link))
    let file = try folder.write("", to: "file")
    #expect(throws: FileError(.write, file, .notFolder)) { try Folder.create(file) }
    #expect(throws: FileError(.write, file + "/a", .system(ENOTDIR))) { try Folder.create(file + "/a") }
  }

  @Test func `names come sorted, and what cannot be listed says why`() throws {
    for name in ["b", "a", ".c"] { _ = try folder.write("", to: name) }
    #expect(try Folder.names(in: folder.path) == [".c", "a", "b"])
    #expect(throws: FileError(.read, folder.path("d"), .missingFolder)) {
      try Folder.names(in: folder.path("d"))
    }
  }

  @Test(arguments: [
    ("a", ".", "a"), ("/a", "/", "a"), ("b/a", "b", "a"), ("/b/a", "/b", "a"), ("b/", "b", ""),
    ("/", "/", ""),
  ])
  func `a path has a folder and a name`(path: String, of: String, name: String) {
    #expect(Folder.of(path) == of)
    #expect(Folder.name(of: path) == name)
  }

  @Test func `no two files take one name`() async throws {
    let folder = folder
    let names = UniqueNames(folder)
    let taken = try await withThrowingTaskGroup(of: String.self, returning: [String].self) { group in
      for number in 0..<8 {
        let path = try folder.write("\(number)", to: "from\(number)")
        group.addTask { try names.all.take(for: path) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(taken) == Set((0..<8).map { folder.path("to\($0)") }))
    #expect(names.all.first() == folder.path("to8"))
    _ = try folder.write("", to: "to8-journal")
    #expect(names.all.first() == folder.path("to9"))
  }

  /// Made by each task for itself, since its closure is nobody else's.
  private struct UniqueNames: Sendable {
    let folder: TemporaryFolder

    init(_ folder: TemporaryFolder) { self.folder = folder }

    var all: UniqueFilename { UniqueFilename { [folder] in folder.path("to\($0)") } }
  }
}
