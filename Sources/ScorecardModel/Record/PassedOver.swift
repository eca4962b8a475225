/// Rows of a file that came to nothing: neither an order nor an entry.
public struct PassedOver: Hashable, Sendable {
  /// What decided it.
  public struct Reason: Hashable, Sendable {
    /// A column, or a path into an element.
    public var field: String
    /// What stands there, cut short; nil where it is a number or a date, of which every row has another.
    public var text: String?

    public init(field: String, text: String?) {
      self.field = field
      self.text = text.map { String($0.prefix(60)) }
    }
  }

  /// Reasons told apart; rows for further ones are counted together.
  public static let mostReasons = 100

  /// Rows that the format knows to mean nothing, such as a parcel on its way.
  public var expected = 0
  /// The others, by reason.
  public private(set) var reasons: [Reason: Int] = [:]
  /// Of further reasons than ``mostReasons``.
  public private(set) var ofFurtherReasons = 0

  public init() {}

  /// Rows that nobody expected to mean nothing.
  public var unexpected: Int { reasons.values.reduce(ofFurtherReasons, +) }
  public var count: Int { expected + unexpected }

  /// Counts a row.
  public mutating func add(_ reason: Reason) {
    if reasons[reason] == nil, reasons.count >= PassedOver.mostReasons {
      ofFurtherReasons += 1
    } else {
      reasons[reason, default: 0] += 1
    }
  }

  /// The commonest first; equally common ones by their texts.
  public var commonest: [(reason: Reason, rows: Int)] {
    reasons.map { (reason: $0.key, rows: $0.value) }.sorted {
      ($1.rows, $0.reason.field, $0.reason.text ?? "") < ($0.rows, $1.reason.field, $1.reason.text ?? "")
    }
  }
}
