internal import FileSystem
internal import ScorecardModel
internal import ScorecardPresentation

/// The chart beside a Markdown report, such as `2026-Q3-0f3a….svg`: other content has another name.
struct ReportFigure {
  let text: String
  let name: String
  private let quarter: String

  init(_ report: QuarterReport) {
    text = ForestPlot(report).text
    quarter = "\(report.quarter)"
    name = "\(quarter)-\(contentName(of: text)).svg"
  }

  /// Takes away the quarter's charts that no page shows any more. One that cannot be removed is in nobody's way, and is
  /// tried again with the next report.
  func removeOthers(from folder: String) {
    for other in (try? Folder.names(in: folder)) ?? [] where other != name && isFigure(other) {
      try? Folder.remove(folder + "/" + other)
    }
  }

  /// Ours by its name: the quarter and 16 hexadecimal digits, or, as earlier versions had it, the quarter alone.
  private func isFigure(_ file: String) -> Bool {
    guard file.hasPrefix(quarter), file.hasSuffix(".svg") else { return false }
    let middle = file.dropFirst(quarter.count).dropLast(4)
    return middle.isEmpty
      || middle.first == "-" && middle.count == 17 && middle.dropFirst().allSatisfy(\.isHexDigit)
  }
}
