/// What is on record of a week, Monday to Sunday.
public struct WeekRecord: Hashable, Sendable {
  /// Its Monday.
  public var start: Day
  /// Dated in the week; each as often as it says that it happened.
  public var entries: Int
  /// Days on which the owner stated that nothing happened, ascending.
  public var checkIns: [Day]

  public var lastDay: Day { start + 6 }
  /// Whether anything at all is known of it.
  public var isSeen: Bool { entries > 0 || !checkIns.isEmpty }

  public init(start: Day, entries: Int, checkIns: [Day]) {
    self.start = start
    self.entries = entries
    self.checkIns = checkIns
  }
}

/// What checking in came to.
public struct CheckInResult: Hashable, Sendable {
  public var day: Day
  /// false = it was on record already, or the week has entries and so was not quiet.
  public var isNew: Bool
  /// As it was before.
  public var week: WeekRecord
  /// Vendors of which it says that they were watched for longer, in catalog order: what their scores go by.
  public var watched: [Vendor.ID]

  public init(day: Day, isNew: Bool, week: WeekRecord, watched: [Vendor.ID]) {
    self.day = day
    self.isNew = isNew
    self.week = week
    self.watched = watched
  }
}

extension Evidence {
  /// The week that holds a day.
  package func week(of day: Day) -> WeekRecord {
    let start = day.weekStart
    var entries = 0
    for cells in cells.values {
      // Ascending: the week's stand together.
      var (low, high) = (0, cells.count)
      while low < high {
        let middle = (low + high) / 2
        if cells[middle].day < start { low = middle + 1 } else { high = middle }
      }
      for cell in cells[low...].prefix(while: { $0.day <= start + 6 }) {
        entries += Int(clamping: cell.sums.incidentCount)
      }
    }
    return WeekRecord(start: start, entries: entries, checkIns: checkIns.filter { $0.weekStart == start })
  }
}
