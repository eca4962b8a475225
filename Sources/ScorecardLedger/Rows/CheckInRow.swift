import ScorecardModel

/// A state of a check-in; the newest one of a day is in force.
struct CheckInRow {
  var change: Int64
  var day: Int64
  var voided: Bool

  var checksum: Int64 {
    var sum = Checksum()
    sum.add(change)
    sum.add(day)
    sum.add(voided)
    return sum.value
  }

  init(change: Int64, day: Int64, voided: Bool) {
    self.change = change
    self.day = day
    self.voided = voided
  }
}
