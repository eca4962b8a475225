/// A line of a report in no format yet: the program's own words and, between them, texts from outside.
///
/// What a literal says is the program's own; what is interpolated counts as foreign and is escaped in every
/// format, unless it is marked as `own:` or is a ``RichText``.
struct RichText: Hashable, Sendable {
  enum Piece: Hashable, Sendable {
    /// Holds nothing that would act in Markdown.
    case own(String)
    case foreign(String)
    case strong([Piece])
  }

  var pieces: [Piece]

  init(_ pieces: [Piece] = []) { self.pieces = pieces }
  init(own text: String) { self.init([.own(text)]) }
  init(foreign text: String) { self.init([.foreign(text)]) }

  static func joined(_ phrases: [RichText], by separator: String) -> RichText {
    RichText(Array(phrases.map(\.pieces).joined(separator: [.own(separator)])))
  }

  static func + (a: RichText, b: RichText) -> RichText { RichText(a.pieces + b.pieces) }
}

extension RichText: ExpressibleByStringInterpolation {
  struct StringInterpolation: StringInterpolationProtocol {
    var pieces: [Piece] = []

    init(literalCapacity: Int, interpolationCount: Int) {}

    mutating func appendLiteral(_ literal: String) {
      if !literal.isEmpty { pieces.append(.own(literal)) }
    }

    mutating func appendInterpolation(_ text: String) { pieces.append(.foreign(text)) }
    mutating func appendInterpolation(own text: String) { pieces.append(.own(text)) }
    mutating func appendInterpolation(_ phrase: RichText) { pieces += phrase.pieces }
    mutating func appendInterpolation(strong phrase: RichText) { pieces.append(.strong(phrase.pieces)) }
  }

  init(stringLiteral text: String) { self.init(own: text) }
  init(stringInterpolation: StringInterpolation) { self.init(stringInterpolation.pieces) }
}
