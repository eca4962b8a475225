import Foundation
import Testing

/// Below the commands nothing knows how they are called: what to do next is a `NextStep`.
@Suite struct `Command lines` {
  private static let sources = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")

  private static let targets = [
    "ScorecardModel", "Distributions", "ScorecardScoring", "ScorecardLedger", "ScorecardFormats",
    "ScorecardPresentation", "VendorScorecard",
  ]

  @Test(arguments: targets) func `no target below the commands names one`(target: String) throws {
    let folder = Self.sources.appending(path: target)
    let files = try #require(FileManager.default.enumerator(atPath: folder.path)).compactMap { $0 as? String }
      .filter { $0.hasSuffix(".swift") }
    #expect(!files.isEmpty)
    for file in files {
      let source = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      #expect(Self.commandLines(in: source) == [], "\(target)/\(file)")
    }
  }

  @Test(arguments: [
    (#"lines(["No entries. `vendorscore log VENDOR`"])"#, true), (#""Undo", "vendorscore undo")"#, true),
    (#"message: "nothing says whose it is; give --vendor")"#, true), (#""`--skip-bad` sets it aside""#, true),
    (#""another vendorscore is writing""#, false), (#"/// `vendorscore log` and its --text"#, false),
    (#""git log --format='%s'""#, false), (#"":root{--paper:#fff}""#, false),
    (#"case "vendorscore":"#, false),
  ])
  func `a command or an option is recognised in a text`(line: String, isOne: Bool) {
    #expect(Self.commandLines(in: line).isEmpty != isOne)
  }

  /// Lines of code with a text that calls this program or names one of its options; what other programs and style
  /// sheets have is not meant.
  private static func commandLines(in source: String) -> [Substring] {
    source.split(whereSeparator: \.isNewline).filter { line in
      let code = line.drop { $0 == " " }
      if code.hasPrefix("//") { return false }
      let ours = code.replacing(/git log --[a-z]+/, with: "")
      let call =
        /vendorscore (log|quiet|volume|scores|compare|explain|journey|outages|report|incidents|show|edit)\b/
      let work =
        /vendorscore (resolve|retract|undo|redo|history|confirm|due|letter|review|init|vendors|imports?|rules|export|backup|restore|doctor)\b/
      return ours.contains(call) || ours.contains(work) || ours.contains(/[ "`]--[a-z][a-z-]+(?![a-z:-])/)
    }
  }
}
