import ScorecardModel

/// A score with its likely range on a scale from 0 to 100, drawn with characters:
/// `·········├────■─────┤···¦·······`.
struct ForestBar: Hashable, Sendable {
  /// The score of a typical vendor, at which a line stands.
  static let typical = 75.0
  static let widths = 20...40

  /// All 0...100.
  var low: Double
  var score: Double
  var high: Double
  var advice: Advice

  /// The bar in exactly `width` columns, held to ``widths``.
  func text(width: Int, style: Style = Style(color: false)) -> String {
    let glyphs = self.glyphs(width: ForestBar.held(width))
    var text = ""
    var start = 0
    while start < glyphs.count {
      let part = glyphs[start].part
      let end = glyphs[start...].firstIndex { $0.part != part } ?? glyphs.count
      let run = glyphs[start..<end].map(\.glyph).joined()
      text += part == .range ? style.advice(advice, run) : style.dim(run)
      start = end
    }
    return text
  }

  /// The ends of the scale and the typical score, to stand above bars of the same width.
  static func axis(width: Int) -> String {
    let width = held(width)
    let typical = cell(ForestBar.typical, width: width)
    let between = width - typical - 2 - 3
    return "0" + String(repeating: " ", count: typical - 1) + "75"
      + (between > 0 ? String(repeating: " ", count: between) + "100" : "")
  }

  /// The widest bar within `columns` on which the typical score falls on the start of a cell.
  static func fitting(_ columns: Int) -> Int { held(columns / 4 * 4) }

  static func held(_ width: Int) -> Int { min(max(width, widths.lowerBound), widths.upperBound) }

  private enum Part { case scale, range }

  /// What stands in a cell that several things fall on: the mark, then the ends of the range, then the line
  /// between them, then the typical score.
  private func glyphs(width: Int) -> [(glyph: String, part: Part)] {
    let (from, at, to) = (
      ForestBar.cell(low, width: width), ForestBar.cell(score, width: width),
      ForestBar.cell(high, width: width)
    )
    let typical = ForestBar.cell(ForestBar.typical, width: width)
    return (0..<width).map { index in
      if index == at { return (advice.mark, .range) }
      if index == from, from < to { return ("├", .range) }
      if index == to, from < to { return ("┤", .range) }
      if from < index, index < to { return ("─", .range) }
      return (index == typical ? "¦" : "·", .scale)
    }
  }

  private static func cell(_ value: Double, width: Int) -> Int {
    let held = min(max(value.isFinite ? value : 0, 0), 100)
    return min(width - 1, Int(held / 100 * Double(width)))
  }
}

extension ForestBar {
  init(_ card: Scorecard) {
    self.init(low: card.low, score: card.score, high: card.high, advice: card.advice.shown)
  }
}
