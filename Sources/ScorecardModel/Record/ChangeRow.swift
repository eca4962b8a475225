/// An entry of the append-only change log as it is stored, with the checksums that tie it to what it stored and to the
/// changes before it.
public struct ChangeRow: Hashable, Sendable {
  public var number: Int64
  /// See ``Change/Kind/name``.
  public var action: String
  public var summary: String
  /// Why, in the words of whoever made it; often empty.
  public var reason: String
  public var at: Timestamp
  /// Who made it; nil where nobody said so. 1 to 100 bytes.
  public var author: String?
  /// The change that it took back, when it is an undo.
  public var undoes: Int64?
  /// Numbers of the incidents that it brought; nil when it brought none, and in the file of a record, where the incidents
  /// themselves tell.
  public var incidents: ClosedRange<Int64>?
  /// Sum of the checksums of all states that it brought.
  public var digest: Int64
  /// Checksum of all this and of the chain up to the change before.
  public var chain: Int64

  public init(
    number: Int64, action: String, summary: String, reason: String, at: Timestamp,
    author: String? = nil, undoes: Int64?, incidents: ClosedRange<Int64>? = nil, digest: Int64, chain: Int64
  ) {
    self.number = number
    self.action = action
    self.summary = summary
    self.reason = reason
    self.at = at
    self.author = author
    self.undoes = undoes
    self.incidents = incidents
    self.digest = digest
    self.chain = chain
  }
}
