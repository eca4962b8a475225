import Foundation
import Testing

/// What stands in the repository for newcomers is what the program writes today.
@Suite struct `Committed samples` {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  @Test func `the demo's catalog and report`() throws {
    let store = try Store(catalog: nil)
    try store.fine("init", "--demo")
    // A final report does not depend on the day on which it is made, once the quarter is a month old.
    try store.fine("report", "2026-Q3", "--as-of", "2026-11-01")
    let charts = try FileManager.default.contentsOfDirectory(atPath: Self.root.path + "/reports")
      .filter { $0.hasSuffix(".svg") }
    #expect(charts.count == 1)
    for file in ["vendors.json", "reports/2026-Q3.md"] + charts.map({ "reports/" + $0 }) {
      let committed = try Data(contentsOf: Self.root.appending(path: file))
      #expect(try store.read(file) == String(decoding: committed, as: UTF8.self), "\(file) is out of date")
    }
  }
}
