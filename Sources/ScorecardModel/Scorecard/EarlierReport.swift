/// A report of a finished quarter that stood there before, and reads differently now.
public struct EarlierReport: Hashable, Sendable {
  /// Where it is kept, such as `reports/2026-Q3.1.md`.
  public var path: String
  /// What reads differently, in words.
  public var changes: String

  public init(path: String, changes: String) {
    self.path = path
    self.changes = changes
  }
}
