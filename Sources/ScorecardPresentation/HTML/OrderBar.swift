package import ScorecardModel

/// Where the orders that don't go through are lost: one bar, a part for each counted stage, as wide as its share.
package struct OrderBar {
  private let parts: [(name: String, loss: Double)]

  package init(_ journey: JourneyScore) {
    parts = journey.stages.compactMap { stage in
      let losses = stage.primaries.compactMap(\.loss)
      return losses.isEmpty ? nil : (stage.stage.name, losses.reduce(0, +))
    }
  }

  private var whole: Double { parts.reduce(0) { $0 + $1.loss } }

  /// The picture, which repeats what ``keys`` say in numbers.
  package var text: String {
    guard whole > 0 else { return "" }
    var start = 0.0
    let rects = parts.enumerated().map { index, part in
      defer { start += part.loss / whole * 100 }
      let (x, width) = (
        NumberText.fixed(start, digits: 2), NumberText.fixed(part.loss / whole * 100, digits: 2)
      )
      return "<rect class=\"part p\(index % 4)\" x=\"\(x)%\" y=\"0\" width=\"\(width)%\" height=\"20\"/>"
    }
    return "<svg class=\"orders\" aria-hidden=\"true\">\(rects.joined())</svg>"
  }

  /// What each part stands for, in its order: the class of its colour and `Hosting 2.0`; not escaped.
  package var keys: [(colour: String, text: String)] {
    parts.enumerated().map { ("p\($0 % 4)", "\($1.name) \(HarmText.ofThousand($1.loss))") }
  }

  package static let caption = "In trouble of 1,000 orders:"
}
