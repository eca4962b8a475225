package import ScorecardModel

/// The scores of vendors with their likely ranges as a standalone, accessible SVG.
///
/// Colours are attributes for light and a style for dark, so that the figure is right wherever inline styles
/// are refused. Shapes repeat the colours. The same scorecards give the same bytes.
package struct ForestPlot: Sendable {
  let title: String
  /// In the order in which they are drawn.
  let cards: [Scorecard]
  let catalog: Catalog

  private static let top = 92.0
  private static let rowHeight = 46.0
  private var height: Double { ForestPlot.top + Double(max(1, cards.count)) * ForestPlot.rowHeight + 12 }

  /// The whole document, with a line end.
  package var text: String {
    let rows = cards.enumerated().map { index, card in
      row(card, y: ForestPlot.top + Double(index) * ForestPlot.rowHeight)
    }
    let size =
      "viewBox=\"0 0 440 \(px(height))\" width=\"600\" height=\"\(px((height * 600 / 440).rounded()))\""
    return """
      <svg xmlns="http://www.w3.org/2000/svg" \(size) role="img" aria-labelledby="title desc" \
      font-family="system-ui, sans-serif" font-size="13" style="max-width:100%;height:auto">
      <title id="title">\(Escaping.xml(title))</title>
      <desc id="desc">\(Escaping.xml(description))</desc>
      <style>\(ForestPlot.dark)</style>
      <rect class="paper" width="440" height="\(px(height))" fill="#ffffff"/>
      \(frame)\(rows.joined())\(cards.isEmpty ? empty : "")</svg>

      """
  }

  /// Everything the figure shows, for those who cannot see it.
  private var description: String {
    let lines = cards.map { card in
      "\(card.vendor.name), \(stage(card)): \(card.advice.shown.rawValue), score \(whole(card.score)), "
        + "likely \(whole(card.low)) to \(whole(card.high)), \(NumberText.entries(card.incidentCount))."
    }
    return (["Scores from 0 to 100, higher is better; a typical vendor has 75."] + lines).joined(
      separator: " ")
  }

  private static let dark =
    [
      ".paper{fill:#14181d}", ".ink{fill:#e8eaed}", ".soft{fill:#a6adb8}", ".rule{stroke:#333b45}",
      ".above{fill:#1c3128}", ".line{stroke:#a6adb8}", ".keep{fill:#6fcf97}", ".watch{fill:#f2c14e}",
      ".drop{fill:#ff8a7a}", ".unclear,.left{fill:#a6adb8}", ".s-keep{stroke:#6fcf97}",
      ".s-watch{stroke:#f2c14e}",
      ".s-drop{stroke:#ff8a7a}", ".s-unclear,.s-left{stroke:#a6adb8}",
    ].reduce("@media (prefers-color-scheme:dark){") { $0 + $1 } + "}"

  // MARK: The parts of the figure

  private var frame: String {
    let bottom = height - 12
    let (left, typical, right) = (x(0), x(ForestBar.typical), x(100))
    let labels = [(0.0, "0", "start"), (50, "50", "middle"), (75, "75", "middle"), (100, "100", "end")]
    return """
      <text class="ink" x="12" y="28" fill="#1c1f26" font-size="16" font-weight="600">\(Escaping.xml(title))</text>
      <text class="soft" x="12" y="48" fill="#555e6b" font-size="12">0–100, higher is better. \
      Bar = likely range, tint = better than a typical vendor.</text>
      <rect class="above" x="\(px(typical))" y="\(px(ForestPlot.top))" width="\(px(right - typical))" \
      height="\(px(bottom - ForestPlot.top))" fill="#e8f3ec"/>
      <path class="line" d="M\(px(typical)) \(px(ForestPlot.top))V\(px(bottom))" stroke="#555e6b" \
      stroke-dasharray="2 3"/>
      \(labels.map { axisLabel(at: x($0.0), $0.1, anchor: $0.2) }.joined())\
      <text class="soft" x="428" y="82" fill="#555e6b" font-size="12" text-anchor="end">score</text>
      <path class="rule" d="M\(px(left)) \(px(bottom))H\(px(right))" stroke="#d3d7de"/>

      """
  }

  private func axisLabel(at x: Double, _ text: String, anchor: String) -> String {
    "<text class=\"soft\" x=\"\(px(x))\" y=\"82\" fill=\"#555e6b\" font-size=\"12\" text-anchor=\"\(anchor)\">"
      + "\(text)</text>\n"
  }

  private func row(_ card: Scorecard, y: Double) -> String {
    let advice = card.advice.shown
    let middle = y + ForestPlot.rowHeight / 2
    let name = DisplayWidth.truncated(card.vendor.name, to: 20)
    let below =
      "\(advice.rawValue.capitalizedFirst)</tspan> · \(Escaping.xml(DisplayWidth.truncated(stage(card), to: 13)))"
    return """
      <g>
      <path class="rule" d="M12 \(px(y))H428" stroke="#d3d7de"/>
      <text class="ink" x="12" y="\(px(y + 19))" fill="#1c1f26" font-weight="600">\(Escaping.xml(name))</text>
      \(mark(advice, x: 17, y: y + 33, size: 0.8))\
      <text class="soft" x="27" y="\(px(y + 37))" fill="#555e6b" font-size="12">\
      <tspan class="\(advice.rawValue)" fill="\(color(advice))" font-weight="600">\(below)</text>
      \(whiskers(card, y: middle))\(mark(advice, x: x(card.score), y: middle, size: 1))\
      <text class="ink" x="428" y="\(px(y + 20))" fill="#1c1f26" font-size="15" font-weight="600" \
      text-anchor="end">\(whole(card.score))</text>
      <text class="soft" x="428" y="\(px(y + 37))" fill="#555e6b" font-size="12" text-anchor="end">\
      \(whole(card.low))–\(whole(card.high))</text>
      </g>

      """
  }

  private func whiskers(_ card: Scorecard, y: Double) -> String {
    let (from, to) = (px(x(card.low)), px(x(card.high)))
    let (above, below) = (px(y - 5), px(y + 5))
    let advice = card.advice.shown
    return
      "<path class=\"s-\(advice.rawValue)\" d=\"M\(from) \(px(y))H\(to)M\(from) \(above)V\(below)M\(to) \(above)"
      + "V\(below)\" stroke=\"\(color(advice))\" stroke-width=\"2.2\" fill=\"none\"/>\n"
  }

  /// ● ▲ ■ ○ as shapes, since no font has all of them at one size.
  private func mark(_ advice: Advice, x: Double, y: Double, size: Double) -> String {
    let fill = "class=\"\(advice.rawValue)\" fill=\"\(color(advice))\""
    switch advice {
    case .keep:
      return "<circle \(fill) cx=\"\(px(x))\" cy=\"\(px(y))\" r=\"\(px(5.6 * size))\"/>\n"
    case .watch:
      let (half, up, down) = (6.4 * size, 6.4 * size, 4.8 * size)
      return
        "<path \(fill) d=\"M\(px(x)) \(px(y - up))L\(px(x + half)) \(px(y + down))H\(px(x - half))Z\"/>\n"
    case .drop:
      let side = px(10.4 * size)
      let (left, top) = (px(x - 5.2 * size), px(y - 5.2 * size))
      return "<rect \(fill) x=\"\(left)\" y=\"\(top)\" width=\"\(side)\" height=\"\(side)\"/>\n"
    case .unclear, .left:
      return
        "<g class=\"paper\" fill=\"#ffffff\"><circle class=\"s-\(advice.rawValue)\" cx=\"\(px(x))\" cy=\"\(px(y))\" "
        + "r=\"\(px(4.8 * size))\" stroke=\"\(color(advice))\" stroke-width=\"\(px(2.2 * size))\"/></g>\n"
    }
  }

  private var empty: String {
    "<text class=\"soft\" x=\"12\" y=\"\(px(ForestPlot.top + 28))\" fill=\"#555e6b\">No vendors yet.</text>\n"
  }

  private func color(_ advice: Advice) -> String {
    switch advice {
    case .keep: "#1a6b3c"
    case .watch: "#8a5a00"
    case .drop: "#a3261b"
    case .unclear, .left: "#555e6b"
    }
  }

  /// Where a score lies across; room is left for half a mark at both ends.
  private func x(_ score: Double) -> Double {
    178 + min(max(score.isFinite ? score : 0, 0), 100) * 1.98
  }

  private func px(_ value: Double) -> String { DecimalText.exact((value * 10).rounded() / 10) ?? "0" }
  private func whole(_ score: Double) -> String { NumberText.fixed(score, digits: 0) }
  private func stage(_ card: Scorecard) -> String { catalog.stageName(card.vendor.stage) }
}

extension ForestPlot {
  /// The figure of a quarter's report.
  package init(_ report: QuarterReport) {
    self.init(
      title: "Vendor scores, " + DayText.quarter(report.quarter), cards: report.used.map(\.scorecard),
      catalog: report.evaluation.catalog)
  }
}
