package import ScorecardModel

/// A score with its likely range on a scale from 0 to 100: one line of a forest plot, as wide as its place in
/// the page. It repeats what stands beside it in numbers.
package struct ScoreStrip {
  private let bar: ForestBar

  init(_ bar: ForestBar) { self.bar = bar }

  package init(_ card: Scorecard) { self.init(ForestBar(card)) }

  /// The scale, to stand above strips of the same width.
  package static var axis: String {
    let labels = [(0.0, "0", ""), (50, "50", "middle"), (75, "75", "middle"), (100, "100", "end")]
    let texts = labels.map { at, text, anchor in
      let anchor = anchor.isEmpty ? "" : " text-anchor=\"\(anchor)\""
      return "<text x=\"\(x(at))\" y=\"13\"\(anchor)>\(text)</text>"
    }
    return "<svg class=\"axis\" aria-hidden=\"true\">\(texts.joined())</svg>"
  }

  package var text: String {
    let (typical, end) = (ScoreStrip.percent(ForestBar.typical), ScoreStrip.percent(100))
    let (low, high, middle) = (ScoreStrip.x(bar.low), ScoreStrip.x(bar.high), ScoreStrip.x(ForestBar.typical))
    return """
      <svg class="strip \(bar.advice.rawValue)" aria-hidden="true">\
      <rect class="above" x="\(NumberText.fixed(typical, digits: 1))%" y="0" \
      width="\(NumberText.fixed(end - typical, digits: 1))%" height="28"/>\
      <line class="typical" x1="\(middle)" x2="\(middle)" y1="0" y2="28"/>\
      <line class="range" x1="\(low)" x2="\(high)" y1="14" y2="14"/>\
      <line class="range" x1="\(low)" x2="\(low)" y1="9" y2="19"/>\
      <line class="range" x1="\(high)" x2="\(high)" y1="9" y2="19"/>\
      <svg x="\(ScoreStrip.x(bar.score))" y="14" overflow="visible">\(mark)</svg></svg>
      """
  }

  /// ● ▲ ■ ○ around the origin.
  private var mark: String {
    switch bar.advice {
    case .keep: "<circle class=\"mark\" r=\"6\"/>"
    case .watch: "<path class=\"mark\" d=\"M0 -7L7 5H-7Z\"/>"
    case .drop: "<rect class=\"mark\" x=\"-5.5\" y=\"-5.5\" width=\"11\" height=\"11\"/>"
    case .unclear, .left: "<circle class=\"mark hollow\" r=\"5\"/>"
    }
  }

  /// Where a score lies across, in percent; a hundredth of the width stays free for marks at either end.
  private static func percent(_ score: Double) -> Double {
    2 + 0.96 * min(max(score.isFinite ? score : 0, 0), 100)
  }

  private static func x(_ score: Double) -> String { NumberText.fixed(percent(score), digits: 1) + "%" }
}
