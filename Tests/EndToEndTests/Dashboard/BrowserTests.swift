import Foundation
import Testing

/// Journeys through the pages in a real browser: `Tests/Browser/journeys.py`.
@Suite struct `The pages in a browser` {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path
  private static let python = root + "/.build/browser/bin/python"
  private static let chromium = ["/usr/bin/chromium", "/usr/local/bin/chromium"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }
  private static var isReady: Bool {
    chromium != nil && FileManager.default.fileExists(atPath: root + "/.build/browser/ready")
  }

  @Test(.enabled(if: isReady, "SKIPPED: no Chromium with its driver here; `make browser` gets them"))
  func `an owner finds the way, and a stranger does not`() throws {
    var journeys = Program(path: Self.python, directory: Self.root)
    journeys.environment = ["HOME": NSTemporaryDirectory(), "PATH": "/usr/bin:/bin"]
    let outcome = try journeys.run([
      "Tests/Browser/journeys.py", Program.products + "/vendorscore", try #require(Self.chromium),
    ])
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.messages)")
    #expect(outcome.output.contains("checks hold"))
  }
}
