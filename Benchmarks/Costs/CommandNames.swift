import Measuring

/// The commands that the program's help lists, and theirs, such as `imports undo`.
struct CommandNames {
  let program: String
  /// A file that the help is written to.
  let scratch: String

  /// Those that no measured command begins with.
  func unmeasured() throws -> [String] {
    let measured = MeasuredCommand.all.map(\.text) + MeasuredCommand.unmeasured
    return try all().filter { name in !measured.contains { "\($0) ".hasPrefix("\(name) ") } }
  }

  /// A default subcommand goes by its parent's name.
  private func all() throws -> [String] {
    try names([]).flatMap { name in
      let inner = try names([name]).filter { !$0.hasSuffix(" (default)") }
      return [name] + inner.map { "\(name) \($0)" }
    }
  }

  private func names(_ command: [String]) throws -> [String] {
    try Command(words: [program, "help"] + command, output: scratch).run()
    let lines = try contents(of: scratch).split(separator: "\n", omittingEmptySubsequences: false)
    var names: [String] = []
    var isList = false
    for line in lines {
      if !line.hasPrefix(" ") { isList = line.hasSuffix("SUBCOMMANDS:") || (isList && line.isEmpty) }
      // Names are indented by two; what follows on further lines by more.
      guard isList, line.hasPrefix("  "), !line.hasPrefix("   "), !line.hasPrefix("  See ") else { continue }
      let words = line.split(separator: " ")
      names.append(words.dropFirst().first == "(default)" ? "\(words[0]) (default)" : String(words[0]))
    }
    return names
  }
}
