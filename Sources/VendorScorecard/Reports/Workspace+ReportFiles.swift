internal import FileSystem
public import ScorecardModel
internal import ScorecardPresentation

/// What a report is written as.
public enum ReportFormat: String, CaseIterable, Sendable, Hashable {
  case markdown
  case html
  case csv
  case json

  /// Extension of its file.
  public var fileExtension: String { self == .markdown ? "md" : rawValue }
}

/// The result of writing a report; paths are relative to the workspace.
public enum ReportWriting: Hashable, Sendable {
  /// The report, and all files that were written for it.
  case wrote(path: String, files: [String])
  /// The files there had these bytes already.
  case upToDate(path: String)

  public var path: String {
    switch self {
    case .wrote(let path, _), .upToDate(let path): path
    }
  }
}

extension Workspace {
  /// Writes a report into `reports/`; what its owner wrote between the marks of the Markdown report is kept.
  /// Blocks on the disk.
  ///
  /// Two files cannot be put in place at once, so the chart's name is made of its content: until the page that names it
  /// is there, the page of before shows the chart of before, whatever fails in between.
  ///
  /// - Throws: ``WorkspaceError/notesUnmarked(path:)``, ``FileError``.
  @discardableResult
  public func writeReport(_ report: QuarterReport, format: ReportFormat) throws -> ReportWriting {
    try writeReport(report, format: format) { path, bytes in try AtomicFile.replace(path, with: bytes) }
  }

  /// - Parameter put: puts a file with these bytes in place as a whole, or throws and leaves what is there.
  package func writeReport(
    _ report: QuarterReport, format: ReportFormat, put: (_ path: String, _ bytes: [UInt8]) throws -> Void
  ) throws -> ReportWriting {
    let folder = try layout.reports
    let name = "\(report.quarter).\(format.fileExtension)"
    try Folder.create(folder)
    let existing = try OrdinaryFile.read(folder + "/" + name, for: .rewriting)
    let figure = format == .markdown ? ReportFigure(report) : nil
    // The figure first: a report never shows one that is not there.
    var files = figure.map { [(name: $0.name, bytes: Array($0.text.utf8))] } ?? []
    files.append(
      (name, try bytes(of: report, format, figure, existing: existing, path: folder + "/" + name)))

    let relative = WorkspaceLayout.reportsName + "/"
    var written: [String] = []
    for file in files {
      let path = folder + "/" + file.name
      if try OrdinaryFile.read(path, for: .rewriting) == file.bytes { continue }
      try put(path, file.bytes)
      written.append(relative + file.name)
    }
    figure?.removeOthers(from: folder)
    return written.isEmpty ? .upToDate(path: relative + name) : .wrote(path: relative + name, files: written)
  }

  /// A report as text, for standard output.
  public func text(of report: QuarterReport, _ format: ReportFormat) -> String {
    switch format {
    case .markdown: MarkdownReport(report, figure: ReportFigure(report).name).text()
    case .html: HTMLReport(report: report).text()
    case .csv: ReportCSV.text(report)
    case .json: JSONText.report(report).document
    }
  }

  private func bytes(
    of report: QuarterReport, _ format: ReportFormat, _ figure: ReportFigure?, existing: [UInt8]?,
    path: String
  ) throws -> [UInt8] {
    if format == .html { return Array(HTMLReport(report: report).text(ownerNotes: try notes(report)).utf8) }
    guard format == .markdown, let existing else { return Array(text(of: report, format).utf8) }
    guard let bytes = OwnerNotes.ownerNotes(in: existing) else {
      throw WorkspaceError.notesUnmarked(path: path)
    }
    guard let notes = String(validating: bytes, as: UTF8.self) else {
      throw WorkspaceError.notesNotUTF8(path: path)
    }
    return Array(MarkdownReport(report, figure: figure?.name).text(ownerNotes: notes).utf8)
  }

  /// The owner's notes live in the Markdown report; the page only shows them, so that nothing is lost when
  /// they cannot be found.
  private func notes(_ report: QuarterReport) throws -> String? {
    let markdown = try layout.reports + "/\(report.quarter).\(ReportFormat.markdown.fileExtension)"
    let bytes = try OrdinaryFile.read(markdown, for: .rewriting).flatMap { OwnerNotes.ownerNotes(in: $0) }
    return bytes.map { String(decoding: $0, as: UTF8.self) }
  }
}
