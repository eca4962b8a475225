/// What is known about the screen and the keyboard, read once at start.
struct Terminal: Sendable {
  /// Somebody sits there and can be asked: input, output and messages are all on a terminal.
  var isInteractive: Bool
  /// Standard output may carry colour.
  var hasColor: Bool
  /// Standard error is a screen, so a progress line can be rewritten in place.
  var showsProgress: Bool
  /// Characters in a line; nil when standard output is no terminal.
  var columns: Int?

  /// - Parameters:
  ///   - isInput, isOutput, isMessages: which of the three are terminals.
  ///   - width: characters in a line of the output, where that is known.
  init(
    environment: [String: String], isInput: Bool, isOutput: Bool, isMessages: Bool, width: () -> Int?
  ) {
    let dumb = environment["TERM"] == "dumb"
    isInteractive = isInput && isOutput && isMessages
    hasColor = isOutput && !dumb && (environment["NO_COLOR"] ?? "").isEmpty
    showsProgress = isMessages && !dumb
    columns = isOutput ? width() ?? environment["COLUMNS"].flatMap { Int($0) } ?? 80 : nil
  }
}
