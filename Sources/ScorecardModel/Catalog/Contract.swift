/// A contract that renews unless notice is given.
public struct Contract: Hashable, Sendable {
  /// The day on which it renews.
  public var renews: Day
  /// Days before that by which notice has to be given, 0...3 650.
  public var noticeDays: Int

  public init(renews: Day, noticeDays: Int = 0) {
    self.renews = renews
    self.noticeDays = noticeDays
  }

  /// The last day for giving notice.
  public var decideBy: Day { renews - noticeDays }
}

/// What a vendor charges, in the store's currency; at least one of the two.
public struct Price: Hashable, Sendable {
  public var perOrder: Money?
  public var perMonth: Money?

  public init(perOrder: Money? = nil, perMonth: Money? = nil) {
    self.perOrder = perOrder
    self.perMonth = perMonth
  }
}
