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
    let names = (try? Folder.names(in: folder)) ?? []
    let others = names.filter { $0 != name && isFigure($0) }
    if others.isEmpty { return }
    // Earlier reports of the quarter that are kept show theirs.
    let pages = names.filter { $0.hasPrefix(quarter + ".") && $0.hasSuffix(".md") }.map { page in
      ((try? OrdinaryFile.read(folder + "/" + page, for: .rewriting)) ?? nil) ?? []
    }
    for other in others where !pages.contains(where: { $0.contains(Array("(\(other))".utf8)) }) {
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
