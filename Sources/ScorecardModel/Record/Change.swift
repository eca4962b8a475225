/// One entry of the append-only change log.
public struct Change: Hashable, Sendable {
  public var number: Int64
  /// recorded, edited, resolved, confirmed, retracted, volume, check-in, imported, undone; a bulk edit has a word
  /// of its caller's.
  public var action: String
  /// One line for people: `#214 Northwind bad, severity 4` or `incidents.csv: 1,186 new`.
  public var summary: String
  public var at: Timestamp
  /// The change that this one took back, when it is an undo.
  public var undoes: Int64?
  public init(number: Int64, action: String, summary: String, at: Timestamp, undoes: Int64?) {
    self.number = number
    self.action = action
    self.summary = summary
    self.at = at
    self.undoes = undoes
  }
}
