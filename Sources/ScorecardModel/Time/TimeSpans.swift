/// Spans of time in their order, of which no two touch.
package struct TimeSpans: Hashable, Sendable {
  package private(set) var all: [Range<Timestamp>] = []

  /// Joins spans that touch or overlap; empty ones are left out.
  package init(_ spans: some Sequence<Range<Timestamp>>) {
    for span in spans.sorted(by: { $0.lowerBound < $1.lowerBound }) where !span.isEmpty {
      if let last = all.last, span.lowerBound <= last.upperBound {
        all[all.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
      } else {
        all.append(span)
      }
    }
  }

  package var minutes: Double {
    Double(all.reduce(0) { $0 + $1.upperBound.seconds - $1.lowerBound.seconds }) / 60
  }

  package func clamped(to span: Range<Timestamp>) -> TimeSpans {
    TimeSpans(touching(span).map { $0.clamped(to: span) })
  }

  /// The first of them that ends after a moment.
  package func first(endingAfter moment: Timestamp) -> Range<Timestamp>? {
    let index = all.partitioningIndex { $0.upperBound > moment }
    return index < all.count ? all[index] : nil
  }

  /// The first of them that begins after a moment.
  package func first(beginningAfter moment: Timestamp) -> Range<Timestamp>? {
    let index = all.partitioningIndex { $0.lowerBound > moment }
    return index < all.count ? all[index] : nil
  }

  private func touching(_ span: Range<Timestamp>) -> some Sequence<Range<Timestamp>> {
    all[all.partitioningIndex { $0.upperBound > span.lowerBound }...].prefix {
      $0.lowerBound < span.upperBound
    }
  }

  /// What lies in both.
  package func intersection(_ other: TimeSpans) -> TimeSpans {
    var (common, mine, theirs): ([Range<Timestamp>], Int, Int) = ([], 0, 0)
    while mine < all.count, theirs < other.all.count {
      let (a, b) = (all[mine], other.all[theirs])
      common.append(a.clamped(to: b))
      if a.upperBound < b.upperBound { mine += 1 } else { theirs += 1 }
    }
    return TimeSpans(common)
  }

  /// What of a span lies in none of them.
  package func gaps(in span: Range<Timestamp>) -> [Range<Timestamp>] {
    var (gaps, reached): ([Range<Timestamp>], Timestamp) = ([], span.lowerBound)
    for one in clamped(to: span).all {
      if reached < one.lowerBound { gaps.append(reached..<one.lowerBound) }
      reached = one.upperBound
    }
    if reached < span.upperBound { gaps.append(reached..<span.upperBound) }
    return gaps
  }
}

extension Array {
  /// The index of the first element that a condition holds for, which holds for all after it; the count when for none.
  package func partitioningIndex(where holds: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = low + (high - low) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
