package import ScorecardModel

extension ChangeRow {
  /// The chain up to this entry, of that up to the one before.
  package func chained(to previous: Int64) -> Int64 {
    var sum = Checksum()
    sum.add(previous)
    sum.add(number)
    sum.add(action)
    sum.add(summary)
    sum.add(reason)
    sum.add(at.seconds)
    sum.add(undoes)
    sum.add(incidents?.lowerBound)
    sum.add(incidents?.upperBound)
    sum.add(digest)
    // Chains of before know none.
    if let author { sum.add(author) }
    return sum.value
  }
}
