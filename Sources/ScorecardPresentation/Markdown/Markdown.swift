/// Phrases as GitHub-flavoured Markdown.
enum Markdown {
  /// - Parameter hanging: what the second and further lines of the source begin with.
  static func inline(_ phrase: RichText, hanging: String = "") -> String {
    phrase.pieces.map { piece in
      switch piece {
      case .own(let text):
        text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n" + hanging)
      case .foreign(let text): Escaping.markdown(text)
      case .strong(let pieces): "**" + inline(RichText(pieces), hanging: hanging) + "**"
      }
    }.joined()
  }

  static func list(_ phrases: [RichText]) -> String {
    phrases.map { "- " + inline($0, hanging: "  ") + "\n" }.joined()
  }
}
