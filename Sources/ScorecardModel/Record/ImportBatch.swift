/// One import on record, as one step that can be taken back.
public struct ImportBatch: Hashable, Sendable {
  /// Number of its change.
  public var number: Int64
  /// `incidents.csv: 1,186 new`.
  public var summary: String
  public var at: Timestamp
  /// Incidents that it brought, also those that came back after an earlier undo; not those that it revised.
  public var incidents: Int
  /// Of them, those that are not retracted now, whoever brought them back.
  public var standing: Int
  public var undone: Bool

  public init(number: Int64, summary: String, at: Timestamp, incidents: Int, standing: Int, undone: Bool) {
    self.number = number
    self.summary = summary
    self.at = at
    self.incidents = incidents
    self.standing = standing
    self.undone = undone
  }
}

/// What became of an import that was taken back.
public struct ImportUndo: Hashable, Sendable {
  /// Most incidents that are named one by one.
  public static let mostNamed = 100

  /// The import.
  public var change: Change
  /// Incidents that it had brought and that are hidden now; importing them again brings them back.
  public var voided = 0
  /// Incidents that it had revised and that have their earlier state again.
  public var restored = 0
  /// Of them, outages that had ended and now go on as far as the record knows.
  public var reopened = 0
  /// Numbers of the first ``mostNamed`` imports after it that stand, ascending: what their files told, too, they found on
  /// record, and it went with it.
  public var laterImports: [Int64] = []
  /// Incidents that a later change touched, so that they stay as they are.
  public var kept = 0
  /// Numbers of the first ``mostNamed`` of them, ascending.
  public var keptIncidents: [Int64] = []
  /// Records of other systems' things whose orders count no more, or as they did before it.
  public var recounted = 0
  /// Spans that a monitor watched and that are no longer on record, or as they were before it.
  public var unwatched = 0
  /// Records that a later change touched, so that they stay as they are.
  public var keptRecords = 0
  /// Volumes that a later change touched, so that they stay as they are.
  public var keptVolumes = 0

  public init(of change: Change) { self.change = change }
}
