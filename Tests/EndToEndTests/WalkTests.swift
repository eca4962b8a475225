import Foundation
import Testing

/// Whole walks through the program, as they were typed and what came back: each file of `Walks/` is run from an empty
/// folder. `UPDATE_GOLDEN=1` writes what comes back now; read it before it is committed.
///
/// `@note` is a word about it, `@now MOMENT` sets the clock, `@file NAME` up to `@end` is a file that its owner has. A line `$ …` is typed, with the
/// exit code behind it as ` #1` unless it is 0; lines `? PROMPT => ANSWER` below it are answers on a terminal. The rest is what
/// came back, messages before results where both did.
@Suite struct WalkTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Walks")

  private static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".txt") }.sorted()

  @Test func `there are walks`() { #expect(Self.names.count >= 3) }

  @Test(arguments: names) func `a walk goes as it is written`(name: String) throws {
    let path = Self.folder.appending(path: name)
    let written = try String(contentsOf: path, encoding: .utf8)
    let walked = try Walk(written).run()
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
      try walked.write(to: path, atomically: true, encoding: .utf8)
    } else {
      expectSame(walked, written, name)
    }
  }

  @Test func `the README shows what comes back`() throws {
    let readme = try String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "README.md"), encoding: .utf8)
    let blocks = readme.components(separatedBy: "```").filter { $0.hasPrefix("\n$ vendorscore ") }
    #expect(!blocks.isEmpty)
    for block in blocks {
      let written = "$ vendorscore init --demo\n" + block.dropFirst()
      let walked = try Walk(written).run()
      expectSame(
        walked.split(separator: "\n").drop { !$0.hasPrefix("$ vendorscore compare") }.joined(separator: "\n"),
        block.split(separator: "\n").joined(separator: "\n"), "README.md")
    }
  }

  private func expectSame(_ walked: String, _ written: String, _ name: String) {
    if walked == written { return }
    let (new, old) = (walked.components(separatedBy: "\n"), written.components(separatedBy: "\n"))
    let at = zip(new, old).enumerated().first { $1.0 != $1.1 }?.offset ?? min(new.count, old.count)
    Issue.record(
      "\(name):\(at + 1) differs\n- \(at < old.count ? old[at] : "")\n+ \(at < new.count ? new[at] : "")")
  }
}

/// One file of a walk.
private struct Walk {
  private let lines: [String]

  init(_ text: String) { lines = text.components(separatedBy: "\n") }

  /// The same file with what comes back now.
  func run() throws -> String {
    let store = try Store(catalog: nil)
    var walked: [String] = []
    var index = 0
    while index < lines.count {
      let line = lines[index]
      index += 1
      if line.hasPrefix("@now ") {
        store.program.environment["VENDORSCORE_NOW"] = String(line.dropFirst(5))
        walked += [line, ""]
      } else if line.hasPrefix("@file ") {
        let content = lines[index...].prefix { $0 != "@end" }
        index += content.count + 1
        try store.write(content.joined(separator: "\n") + "\n", to: String(line.dropFirst(6)))
        walked += [line] + content + ["@end", ""]
      } else if line.hasPrefix("@note ") {
        walked.append(line)
      } else if line.hasPrefix("$ ") {
        let answers = lines[index...].prefix { $0.hasPrefix("? ") }
        index += answers.count
        let (output, status) = try type(line, Array(answers), in: store)
        let typed = line.components(separatedBy: "  #")[0]
        walked += [typed + (status == 0 ? "" : "  #\(status)")] + answers
        walked += output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
        walked.append("")
      }
    }
    return walked.joined(separator: "\n")
  }

  private func type(
    _ line: String, _ answers: [String], in store: Store
  ) throws -> (output: String, status: Int32) {
    let words = Walk.words(line.components(separatedBy: "  #")[0].dropFirst(2))
    try #require(words.first == "vendorscore", "\(line)")
    let arguments = Array(words.dropFirst())
    let outcome: (text: String, status: Int32)
    if answers.isEmpty {
      let ended = try store.program.run(arguments)
      outcome = (ended.messages + ended.output, ended.status)
    } else {
      let dialogue = answers.map { line in
        let parts = line.dropFirst(2).components(separatedBy: " => ")
        return (prompt: parts[0], answer: (parts.count > 1 ? parts[1] : "") + "\n")
      }
      let ended = try PseudoTerminal(program: store.program, columns: 100).talk(arguments, dialogue)
      outcome = (ended.screen.hasSuffix("\n") ? ended.screen : ended.screen + "\n", ended.status)
    }
    let folder = URL(filePath: store.path).lastPathComponent
    return (
      outcome.text.replacingOccurrences(of: store.path, with: "/home/you/store")
        .replacingOccurrences(of: folder, with: "store")
        .replacing(/\u{1B}\[[0-9;]*m/, with: ""), outcome.status
    )
  }

  /// As a shell would split them.
  private static func words(_ line: some StringProtocol) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for character in line {
      if let open = quote {
        if character == open { quote = nil } else { word = (word ?? "") + String(character) }
      } else if character == "\"" || character == "'" {
        quote = character
        word = word ?? ""
      } else if character == " " {
        if let whole = word { words.append(whole) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    return words + (word.map { [$0] } ?? [])
  }
}
