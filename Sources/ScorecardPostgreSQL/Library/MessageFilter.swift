/// What may be shown of a text that a server or libpq wrote: no passwords, nothing that steers a terminal, not too much.
struct MessageFilter {
  static let longest = 300
  /// Replacing a shorter one would spell it out by the gaps.
  private static let shortestSecret = 4

  private let secrets: [String]

  init(secrets: [String]) {
    // The longest first: one may be part of another.
    self.secrets = secrets.filter { !$0.isEmpty }.sorted { $0.utf8.count > $1.utf8.count }
  }

  /// One line of at most ``longest`` characters.
  func clean(_ text: String) -> String {
    if secrets.contains(where: { $0.count < Self.shortestSecret && text.contains($0) }) {
      return "its message holds the password, and is not shown"
    }
    var text = text
    for secret in secrets { text = Self.replacing(secret, in: text) }
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let shown = String(String.UnicodeScalarView(line.unicodeScalars.filter(Self.isHarmless)))
    return shown.count > Self.longest ? shown.prefix(Self.longest) + "…" : shown
  }

  private static func replacing(_ secret: String, in text: String) -> String {
    var result = ""
    // By code points: a letter that combines with what follows must not hide it.
    var rest = text.unicodeScalars[...]
    while let range = rest.firstRange(of: secret.unicodeScalars) {
      result.unicodeScalars.append(contentsOf: rest[..<range.lowerBound])
      result += "•••"
      rest = rest[range.upperBound...]
    }
    result.unicodeScalars.append(contentsOf: rest)
    return result
  }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse: false
    default: true
    }
  }
}
