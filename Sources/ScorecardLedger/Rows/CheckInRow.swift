import ScorecardModel

/// A state of a check-in; the newest one of a day is in force.
package struct CheckInRow {
  package var change: Int64
  package var day: Int64
  package var voided: Bool

  package var checksum: Int64 {
    var sum = Checksum()
    sum.add(change)
    sum.add(day)
    sum.add(voided)
    return sum.value
  }

  package init(change: Int64, day: Int64, voided: Bool) {
    self.change = change
    self.day = day
    self.voided = voided
  }
}
