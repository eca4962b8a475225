package import ScorecardModel

/// The primaries of a stage that are worth a place of their own, the largest share first, and the rest together.
package struct StageCarriers {
  package struct Others: Hashable {
    package var count: Int
    package var share: Double
    /// nil when the stage is not counted.
    package var loss: Double?
  }

  /// A smaller share would be shown as 0 %.
  private static let smallestShare = 0.005
  private static let mostNamed = 8

  package let named: [PrimaryScore]
  /// Two or more.
  package let others: Others?

  /// - Parameter weakest: the weakest link, which is named however little it carries.
  package init(_ stage: StageScore, weakest: Vendor.ID?) {
    let ordered = stage.primaries.enumerated().sorted { a, b in
      a.element.share != b.element.share ? a.element.share > b.element.share : a.offset < b.offset
    }.map(\.element)
    let isNamed = { (place: Int, primary: PrimaryScore) in
      primary.id == weakest || (place < Self.mostNamed && primary.share >= Self.smallestShare)
    }
    let rest = ordered.enumerated().filter { !isNamed($0.offset, $0.element) }.map(\.element)
    guard rest.count > 1 else {
      (named, others) = (ordered, nil)
      return
    }
    named = ordered.enumerated().filter { isNamed($0.offset, $0.element) }.map(\.element)
    let losses = rest.compactMap(\.loss)
    others = Others(
      count: rest.count, share: rest.reduce(0) { $0 + $1.share },
      loss: losses.isEmpty ? nil : losses.reduce(0, +))
  }
}
