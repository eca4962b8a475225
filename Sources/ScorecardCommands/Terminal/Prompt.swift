import ScorecardModel

/// Where answers come from.
struct Keyboard {
  /// Called before a question is shown.
  var willAsk: () -> Void = {}
  /// The next line without its end; nil when there will be none.
  var nextLine: () -> String?
}

/// Asks on the terminal. Ctrl-C and Ctrl-D end the program with 130, and nothing is saved, unless each answer is at once.
struct Prompt {
  let keyboard: Keyboard
  let output: Output

  private let keepsAnswers: Bool

  init(keyboard: Keyboard, output: Output, keepsAnswers: Bool = false) {
    self.keyboard = keyboard
    self.output = output
    self.keepsAnswers = keepsAnswers
    // It makes Ctrl-C say that nothing was saved.
    if !keepsAnswers { keyboard.willAsk() }
  }

  /// The answer without the blanks around it.
  func ask(_ question: String) throws(Failure) -> String {
    while true {
      try output.write(question)
      guard let answer = keyboard.nextLine() else {
        try output.write(keepsAnswers ? "\nStopped. What was answered is saved.\n" : "\nNothing saved.\n")
        throw .interrupted
      }
      // What arrow and function keys send would become part of the text.
      guard answer.utf8.contains(0x1B) else { return answer.trimmed }
      try output.line("  arrow and function keys do nothing here; please type it again")
    }
  }

  /// - Parameter enter: what Enter means.
  func confirm(_ question: String, enter: Bool = true) throws(Failure) -> Bool {
    while true {
      switch try ask("\(question) [\(enter ? "Y/n" : "y/N")] ").lowercased() {
      case "": return enter
      case "y", "yes": return true
      case "n", "no": return false
      default: try output.line("Please answer y or n.")
      }
    }
  }
}
