import ArgumentParser
import Glibc
import ScorecardPresentation
import VendorScorecard

/// The program `vendorscore`.
package enum VendorscoreProgram {
  /// Runs the command that the arguments name and ends the process with its exit code.
  package static func main() {
    // A closed pipe and a file-size limit are then errors of write(2), which are reported.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    // Evidence about money is its owner's alone.
    umask(0o077)
    signal(SIGINT) { _ in _exit(ExitStatus.interrupted.rawValue) }
    exit(run(CommandLine.arguments, in: .process()).rawValue)
  }

  /// - Parameter words: with the program's own name, without which they could not be read.
  static func run(_ words: [String], in session: Session) -> ExitStatus {
    var session = session
    session.hints = CommandHints(arguments: Array(words.dropFirst()))
    do {
      guard !words.isEmpty else {
        throw Failure("can't read what was typed: no access to /proc/self/maps. Nothing done", .inputOutput)
      }
      // Swift puts U+FFFD where bytes are no UTF-8, which names another file.
      if let changed = words.first(where: { $0.unicodeScalars.contains("\u{FFFD}") }) {
        throw Failure.usage(
          "\"\(changed)\" can't be read as text (it is not UTF-8). Nothing done. Type it again, or rename the file or "
            + "folder")
      }
      try perform(Self.workspaceLast(Array(words.dropFirst())), in: session)
      return .fine
    } catch {
      let failure = Failure(error, Workspace.recovery(after: error), session.hints)
      if !failure.message.isEmpty {
        // Nobody is left to tell when standard error is closed too.
        try? session.messages.line(
          "Error: " + Escaping.terminalLines(NegativeNumbers.shown(in: failure.text(session.hints))))
      }
      return failure.status
    }
  }

  /// Options with which no command has to be named: it is `status` then.
  private static let bare = ["--workspace", "--no-color", "--json", "--as-of"]

  private static func perform(_ typed: [String], in session: Session) throws {
    let isBare =
      typed.first.map { first in bare.contains { first == $0 || first.hasPrefix($0 + "=") } } ?? true
    let arguments =
      typed == ["-v"]
      ? ["--version"]
      : typed == ["help", "help"]
        ? ["help"] : isBare ? [StatusCommand.configuration.commandName ?? ""] + typed : typed
    do {
      if let failure = ParserWording.unknownTopic(arguments) { throw failure }
      let command = try RootCommand.parseAsRoot(NegativeNumbers.kept(in: arguments))
      guard var command = command as? any VendorscoreCommand else {
        var other = command
        return try other.run()
      }
      try command.run(in: session)
    } catch WorkspaceError.noCatalog(_, named: false) where typed.isEmpty {
      let screen = Screen(
        columns: session.terminal.columns, color: session.terminal.hasColor, hints: session.hints.hints)
      try session.output.line(screen.beginning())
    } catch let failure as Failure {
      throw failure
    } catch  where RootCommand.exitCode(for: error).isSuccess {
      // Help, the version and completion scripts arrive as errors.
      try session.output.line(RootCommand.fullMessage(for: error))
    } catch {
      throw ParserWording.failure(for: error, arguments: arguments) ?? error
    }
  }

  /// Moves a leading `--workspace DIR` behind the command, where it is declared.
  private static func workspaceLast(_ arguments: [String]) -> [String] {
    guard let first = arguments.first else { return arguments }
    let count = first == "--workspace" ? 2 : first.hasPrefix("--workspace=") ? 1 : 0
    guard count > 0, arguments.count > count else { return arguments }
    let rest = arguments.dropFirst(count)
    guard let command = rest.first else { return arguments }
    return [command] + arguments.prefix(count) + rest.dropFirst()
  }
}
