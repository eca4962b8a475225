import ArgumentParser
import ScorecardModel

/// Says what ArgumentParser found wrong in our words: lower case, double quotes, and what to do next.
enum ParserWording {
  /// - Returns: nil when the error is not about the arguments.
  static func failure(for error: any Error, arguments: [String]) -> Failure? {
    guard RootCommand.exitCode(for: error) == .validationFailure else { return nil }
    let path = commandPath(arguments)
    return .usage(wording(RootCommand.message(for: error), path: path))
  }

  private static func wording(_ message: String, path: CommandPath) -> String {
    let first = message.split(separator: "\n").first.map(String.init) ?? message
    let quoted = quotations(in: first)
    let help = "See `\(path.text) --help`"
    if first.hasPrefix("Unexpected argument"), let word = quoted.first {
      guard path.names.isEmpty == false else { return "unexpected \"\(word)\". \(help)" }
      let hint = closestMatch(word, among: path.names).map { "Did you mean \"\($0)\"?" }
      return "unknown command \"\(word)\". " + (hint ?? help)
    }
    if first.hasPrefix("Unknown option"), let option = quoted.first {
      let hint = quoted.count > 1 ? "Did you mean \(quoted[1])?" : help
      return "unknown option \(option). \(hint)"
    }
    if first.hasPrefix("Missing value for"), let option = quoted.first {
      return "\(option.split(separator: " ").first ?? "") needs a value. \(help)"
    }
    if first.hasPrefix("Missing expected argument"), let argument = quoted.first {
      return "\(argument) is missing. \(help)"
    }
    if first.hasPrefix("The value ''"), let argument = quoted.dropFirst().first {
      return "\(argument.split(separator: " ").first ?? "") is empty. \(help)"
    }
    return first.prefix(1).lowercased() + first.dropFirst() + (first.hasSuffix(".") ? " " : ". ") + help
  }

  /// What stands between single quotes: up to the last quote when the text itself holds some.
  private static func quotations(in message: String) -> [String] {
    let parts = message.split(separator: "'", omittingEmptySubsequences: false)
    guard parts.count >= 3 else { return [] }
    if message.hasPrefix("Unexpected argument") {
      return [parts[1..<(parts.count - 1)].joined(separator: "'")]
    }
    return stride(from: 1, to: parts.count, by: 2).map { String(parts[$0]) }
  }

  // MARK: Which command was meant

  private struct CommandPath {
    var text = "vendorscore"
    /// How many words it has taken.
    var depth = 0
    /// Names that could have followed; empty when the command takes arguments instead.
    var names: [String] = []
  }

  /// `help` of a command that is not there: the parser would answer with the help of all.
  static func unknownTopic(_ arguments: [String]) -> Failure? {
    guard arguments.first == "help" else { return nil }
    let words = arguments.dropFirst().prefix { !$0.hasPrefix("-") }
    let path = commandPath(Array(words))
    guard let word = words.dropFirst(path.depth).first else { return nil }
    let hint = closestMatch(word, among: path.names).map { "Did you mean \"\($0)\"?" }
    return .usage("unknown command \"\(word)\". \(hint ?? "See `\(path.text) --help`")")
  }

  private static func commandPath(_ arguments: [String]) -> CommandPath {
    var path = CommandPath()
    var command: any ParsableCommand.Type = RootCommand.self
    for word in arguments.prefix(while: { !$0.hasPrefix("-") }) {
      guard let next = subcommands(of: command).first(where: { $0._commandName == word }) else { break }
      command = next
      path.text += " " + word
      path.depth += 1
    }
    path.names = subcommands(of: command).map { $0._commandName }
    return path
  }

  private static func subcommands(of command: any ParsableCommand.Type) -> [any ParsableCommand.Type] {
    command.configuration.subcommands
  }
}
