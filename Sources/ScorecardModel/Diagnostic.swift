/// A recoverable problem in what someone wrote: where, what, and what next.
public struct Diagnostic: Error, Hashable, Sendable {
  public enum Kind: String, Sendable, Hashable {
    case error
    case warning
  }

  public var kind: Kind
  /// File name as the user gave it; nil when it is not about a file.
  public var file: String?
  /// 1-based.
  public var line: Int?
  /// 1-based, in characters.
  public var column: Int?
  /// What.
  public var message: String
  /// What may be done about it with this program, if that is a step of its own.
  public var next: NextStep?
  /// The line of the file, for the caret; nil when it says nothing.
  public var excerpt: String?

  public init(
    kind: Kind = .error, file: String? = nil, line: Int? = nil, column: Int? = nil, message: String,
    next: NextStep? = nil, excerpt: String? = nil
  ) {
    self.kind = kind
    self.file = file
    self.line = line
    self.column = column
    self.message = message
    self.next = next
    self.excerpt = excerpt
  }
}

extension Diagnostic {
  package func followed(by step: NextStep?) -> Diagnostic {
    var diagnostic = self
    diagnostic.next = step
    return diagnostic
  }
}

extension Diagnostic: CustomStringConvertible {
  /// `incidents.csv:17:24: severity "high" isn't 1–5`.
  public var description: String {
    let place = [file, line.map(String.init), column.map(String.init)].compactMap { $0 }
    return place.isEmpty ? message : place.joined(separator: ":") + ": " + message
  }
}
