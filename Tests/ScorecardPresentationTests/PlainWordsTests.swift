import Foundation
import Testing

/// What an owner reads has no word that takes a course to understand.
@Suite struct PlainWordsTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Words of the model and the code, with what stands in their place.
  private static let words: [(pattern: String, instead: String)] = [
    ("standard incidents?", "trouble worth chasing"), ("goal 75", "typical 75"), ("credible", "likely"),
    ("posteriors?", "nothing"), ("priors?", "nothing"), ("credibility", "nothing"), ("exposures?", "nothing"),
    ("bayes(ian)?", "nothing"), ("unconfirmed", "waits for your yes"), ("retract(ed|ion)?", "taken out"),
    ("revisions?", "earlier state"), ("incidents?", "entry"), ("fallbacks?", "plan B"),
    ("candidates?", "on trial"), ("logs", "entries"),
  ]

  /// Sentences that name what has to be typed.
  private static let typed = ["primary (it carries orders), fallback (plan B) or candidate (on trial)."]

  private static func found(in sentence: String) -> [String] {
    words.filter {
      sentence.range(of: "\\b\($0.pattern)\\b", options: [.regularExpression, .caseInsensitive]) != nil
    }.map { "“\(sentence)”: say \($0.instead)" }
  }

  @Test func `no sentence of a screen, page or letter has a word of the model`() throws {
    var read = 0
    for folder in ["ScorecardPresentation", "ScorecardCommands", "ScorecardDashboard"] {
      for path in try Self.files(under: "Sources/" + folder, "swift") {
        // What programs read has names of its own.
        if path.contains("/JSON/") || path.contains("/CSV/") { continue }
        let source = try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
        for text in Literals(source).texts where text.contains(" ") && !Self.isCommand(text) {
          read += 1
          if Self.typed.contains(text) { continue }
          #expect(Self.found(in: text) == [], "\(path)")
        }
      }
    }
    #expect(read > 1000)
  }

  @Test func `no golden text has one`() throws {
    for (folder, kind) in [
      ("ScorecardPresentationTests", "txt"), ("ScorecardPresentationTests", "md"),
      ("ScorecardPresentationTests", "html"), ("EndToEndTests/Dashboard", "html"),
    ] {
      let paths = try Self.files(under: "Tests/\(folder)/Golden", kind)
      #expect(!paths.isEmpty)
      for path in paths {
        let text = try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
        for line in text.split(separator: "\n") {
          let shown = line.replacing(/<style>.*<\/style>|<[^>]*>|`[^`]*`|vendorscore .*/, with: "")
          #expect(Self.found(in: String(shown)) == [], "\(path)")
        }
      }
    }
  }

  @Test func `the scan finds what it looks for`() {
    let source = #"""
      // "an incident in a comment"
      let a = "one \(count("an incident", 2)) of its logs"  // "fallback here"
      let b = """
        a posterior
        """
      """#
    #expect(
      Literals(source).texts.map(Self.found) == [
        ["“one  of its logs”: say entries"], ["“a posterior”: say nothing"],
      ])
  }

  /// A line to type, not a sentence.
  private static func isCommand(_ text: String) -> Bool {
    text.contains("--") || text.contains("`vendorscore ") || text.contains("vendorscore ")
      || text.contains(".json")
  }

  private static func files(under folder: String, _ kind: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)
      .filter { $0.hasSuffix("." + kind) }.sorted().map { folder + "/" + $0 }
  }
}

/// The texts of a Swift source, without what is put into them.
private struct Literals {
  private(set) var texts: [String] = []
  private let source: [Character]
  private var index = 0

  init(_ source: String) {
    self.source = Array(source)
    while index < self.source.count {
      if isNext("//") {
        skipLine()
      } else if isNext("\"") {
        texts.append(text().trimmingCharacters(in: .whitespacesAndNewlines))
      } else {
        index += 1
      }
    }
  }

  private func isNext(_ text: String) -> Bool {
    let text = Array(text)
    return index + text.count <= source.count && Array(source[index..<index + text.count]) == text
  }

  private mutating func skipLine() {
    while index < source.count, source[index] != "\n" { index += 1 }
  }

  /// From the quotes on, behind those that end it.
  private mutating func text() -> String {
    let quotes = isNext("\"\"\"") ? "\"\"\"" : "\""
    index += quotes.count
    var text = ""
    while index < source.count, !isNext(quotes) {
      if isNext("\\(") {
        skipInterpolation()
      } else if source[index] == "\\" {
        index += 2
      } else {
        text.append(source[index])
        index += 1
      }
    }
    index += quotes.count
    return text
  }

  private mutating func skipInterpolation() {
    index += 2
    var depth = 1
    while index < source.count, depth > 0 {
      if source[index] == "\"" {
        _ = text()
        continue
      }
      if source[index] == "(" { depth += 1 }
      if source[index] == ")" { depth -= 1 }
      index += 1
    }
  }
}
