import Foundation
import Testing

/// The README's quick start is the beginning of `Examples/LibraryClient`, which `make test` builds and runs.
@Suite struct QuickStartTests {
  private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  @Test func `what the README shows is what is compiled`() throws {
    let example = try text("Examples/LibraryClient/Sources/main.swift")
    let start = try #require(example.components(separatedBy: "// The end of the quick start").first)
    let blocks = try text("README.md").components(separatedBy: "```swift\n").dropFirst()
      .compactMap { $0.components(separatedBy: "```").first }
    #expect(blocks.contains(start))
  }
}
