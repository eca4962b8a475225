/// The imports of a Swift source, in whatever form they are written.
///
/// `import` is a reserved word: outside comments and texts it stands for nothing else, except behind a dot, between
/// backticks or as a label. So neither attributes nor access levels nor `#if` need to be known.
struct SwiftImports {
  private(set) var modules: [String] = []
  private(set) var isTestable = false

  init(of source: String) {
    let tokens = SwiftTokens(source).tokens
    let kinds: Set = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
    for (index, token) in tokens.enumerated() {
      let before = index > 0 ? tokens[index - 1] : ""
      if token == "testable" && before == "@" { isTestable = true }
      guard token == "import", before != ".", before != "`" else { continue }
      let path = tokens[(index + 1)...].drop { kinds.contains($0) || $0 == "`" }
      if let module = path.first, module != ":" { modules.append(module) }
    }
  }
}

/// Words and signs of a Swift source, without its comments and without what its texts say.
private struct SwiftTokens {
  private(set) var tokens: [String] = []
  private var rest: Substring

  init(_ source: String) {
    rest = source[...]
    while let character = rest.first {
      if rest.hasPrefix("//") {
        rest = rest.drop { !$0.isNewline }
      } else if rest.hasPrefix("/*") {
        skipComment()
      } else if let quote = openingQuote() {
        skipText(quote)
      } else if Self.isPartOfWord(character) {
        let word = rest.prefix(while: Self.isPartOfWord)
        tokens.append(String(word))
        rest = rest[word.endIndex...]
      } else {
        if !character.isWhitespace { tokens.append(String(character)) }
        rest = rest.dropFirst()
      }
    }
  }

  private static func isPartOfWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }

  /// Comments nest.
  private mutating func skipComment() {
    var depth = 0
    repeat {
      if rest.hasPrefix("/*") {
        (depth, rest) = (depth + 1, rest.dropFirst(2))
      } else if rest.hasPrefix("*/") {
        (depth, rest) = (depth - 1, rest.dropFirst(2))
      } else {
        rest = rest.dropFirst()
      }
    } while depth > 0 && !rest.isEmpty
  }

  /// What opens a text here, such as `"`, `#"` or, at the end of a line, `"""`.
  private func openingQuote() -> String? {
    let hashes = String(rest.prefix { $0 == "#" })
    guard rest.hasPrefix(hashes + "\"") else { return nil }
    let spansLines = rest.dropFirst(hashes.count).prefix { !$0.isNewline }.split(separator: " ") == ["\"\"\""]
    return hashes + (spansLines ? "\"\"\"" : "\"")
  }

  /// A text of one line ends with its line at the latest, so that a quote which was misread hides one line at most.
  private mutating func skipText(_ quote: String) {
    let spansLines = quote.hasSuffix("\"\"\"")
    let closing = String(quote.reversed())
    let escape = "\\" + quote.prefix { $0 == "#" }
    rest = rest.dropFirst(quote.count)
    while let character = rest.first {
      if rest.hasPrefix(closing) {
        rest = rest.dropFirst(closing.count)
        return
      }
      if character.isNewline && !spansLines { return }
      rest = rest.dropFirst(rest.hasPrefix(escape) ? escape.count + 1 : 1)
    }
  }
}
