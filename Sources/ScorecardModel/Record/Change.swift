/// One change on record: a step that can be taken back.
public struct Change: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// Put an incident on record.
    case recorded
    case edited
    case resolved
    case confirmed
    case retracted
    /// Stored orders, or gave days another number of them.
    case volume
    case checkIn
    case imported
    /// Took the change with this number back.
    case undone(Int64)
    /// Brought back what the undo with this number had taken back.
    case redone(Int64)
    /// What another program has written.
    case other(String)
  }

  public var number: Int64
  public var kind: Kind
  /// The line that was stored with it, as `history` shows it: `#214 northwind bad, severity 4`, or
  /// `incidents.csv: 1,186 new`. Nothing but the names of an import's files can only be read there.
  public var summary: String
  public var at: Timestamp
  /// Who made it; nil where nobody said so.
  public var author: String?

  /// Most bytes of an author's name.
  public static let longestAuthor = 100

  public init(number: Int64, kind: Kind, summary: String, at: Timestamp, author: String? = nil) {
    self.author = author
    self.number = number
    self.kind = kind
    self.summary = summary
    self.at = at
  }

  /// The change that it took back: of an undo, when it is a redo.
  public var undoes: Int64? {
    switch kind {
    case .undone(let number), .redone(let number): number
    default: nil
    }
  }
}

extension Change.Kind {
  /// The word that a ledger stores for it, and that JSON has: recorded, edited, resolved, confirmed, retracted, volume,
  /// check-in, imported, undone, redone.
  public var name: String {
    switch self {
    case .recorded: "recorded"
    case .edited: "edited"
    case .resolved: "resolved"
    case .confirmed: "confirmed"
    case .retracted: "retracted"
    case .volume: "volume"
    case .checkIn: "check-in"
    case .imported: "imported"
    case .undone: "undone"
    case .redone: "redone"
    case .other(let name): name
    }
  }

  /// - Parameters:
  ///   - name: the word that is stored.
  ///   - undoes: the change that it took back.
  public init(_ name: String, undoes: Int64? = nil) {
    let plain: [Change.Kind] = [
      .recorded, .edited, .resolved, .confirmed, .retracted, .volume, .checkIn, .imported,
    ]
    let takenBack = undoes.map { name == "redone" ? Self.redone($0) : .undone($0) }
    self = takenBack ?? plain.first { $0.name == name } ?? .other(name)
  }
}

/// What a change touched, according to the rows that carry its number.
public struct ChangeSubject: Hashable, Sendable {
  /// Most of anything that is named one by one.
  public static let mostNamed = 100

  /// Incidents that it brought; nil when it brought none.
  public var brought: ClosedRange<Int64>?
  /// Incidents of earlier changes that it gave another state, ascending; not those that only became, or ceased to be,
  /// parts of an event.
  public var revised: [Int64] = []
  /// Orders that it stored, with 0 where it took some back.
  public var volumes: [Volume] = []
  /// Days that it checked in, ascending.
  public var checkIns: [Day] = []

  public init() {}

  /// The incident that it is about, when it is about one.
  public var incident: Int64? {
    switch (brought, revised.count) {
    case (let brought?, 0): brought.count == 1 ? brought.lowerBound : nil
    case (nil, 1): revised.first
    default: nil
    }
  }
}
