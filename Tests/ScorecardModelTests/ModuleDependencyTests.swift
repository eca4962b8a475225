import Foundation
import Testing

/// One way through the house: what each target may import (Architecture article).
///
/// The compiler sees only undeclared transitive imports; this holds the sources against the table itself.
@Suite struct `Import rules` {
  static let system: Set<String> = ["Glibc", "Darwin", "Synchronization"]
  static let allowed: [String: Set<String>] = [
    "ScorecardModel": [],
    "Distributions": [],
    "ScorecardScoring": ["ScorecardModel", "Distributions"],
    "ScorecardLedger": ["ScorecardModel", "GRDB", "GRDBSQLite", "Foundation"],
    "ScorecardFormats": ["ScorecardModel"],
    "ScorecardPresentation": ["ScorecardModel"],
    "VendorScorecard": [
      "ScorecardModel", "ScorecardScoring", "ScorecardLedger", "ScorecardFormats", "ScorecardPresentation",
      "Foundation", "Dispatch",
    ],
    "ScorecardCommands": ["ScorecardModel", "VendorScorecard", "ScorecardPresentation", "ArgumentParser"],
    "vendorscore": ["ScorecardCommands"],
  ]

  static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources")

  @Test func `every target has its row`() throws {
    let targets = try FileManager.default.contentsOfDirectory(atPath: Self.sources.path)
    #expect(Set(targets) == Set(Self.allowed.keys))
  }

  @Test(arguments: allowed.keys.sorted()) func `a target imports what its row names`(target: String) throws {
    let folder = Self.sources.appending(path: target)
    let files = try #require(FileManager.default.enumerator(atPath: folder.path)).compactMap { $0 as? String }
      .filter { $0.hasSuffix(".swift") }
    #expect(!files.isEmpty)
    let permitted = try #require(Self.allowed[target]).union(Self.system)
    for file in files {
      for module in Self.imports(of: try String(contentsOf: folder.appending(path: file), encoding: .utf8)) {
        #expect(permitted.contains(module), "\(target)/\(file) imports \(module)")
      }
    }
  }

  @Test func `imports are recognised in every form`() {
    let source = """
      public import ScorecardModel
      @preconcurrency import GRDB
      import struct Foundation.URL
      // import Comment
      let text = "import Nothing"
      """
    #expect(Self.imports(of: source) == ["ScorecardModel", "GRDB", "Foundation"])
  }

  private static func imports(of source: String) -> [String] {
    let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
    return source.split(whereSeparator: \.isNewline).compactMap { line in
      var words = line.split(separator: " ")[...]
      while let word = words.first, word.hasPrefix("@") || ["public", "package", "internal"].contains(word) {
        words = words.dropFirst()
      }
      guard words.first == "import", let second = words.dropFirst().first else { return nil }
      let path = kinds.contains(second) ? words.dropFirst(2).first : second
      return path?.split(separator: ".").first.map(String.init)
    }
  }
}
