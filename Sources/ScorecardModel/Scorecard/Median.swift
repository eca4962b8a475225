extension [Double] {
  /// nil without any; between the two in the middle when their number is even.
  package var median: Double? {
    if isEmpty { return nil }
    let (sorted, middle) = (sorted(), count / 2)
    return count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }
}
