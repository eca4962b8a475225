internal import FileSystem
public import ScorecardModel
package import ScorecardPresentation

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
  case wrote(path: String, files: [String], kept: EarlierReport? = nil)
  /// The files there had these bytes already.
  case upToDate(path: String)

  public var path: String {
    switch self {
    case .wrote(let path, _, _), .upToDate(let path): path
    }
  }
}

extension Workspace {
  /// Writes a report into `reports/`; what its owner wrote between the marks of the Markdown report, and ticked in it, is
  /// kept. A report of a finished quarter never changes without a word: what stood there is kept under another name,
  /// and the new one says at its foot what is different. Blocks on the disk.
  ///
  /// Two files cannot be put in place at once, so the chart's name is made of its content: until the page that names it
  /// is there, the page of before shows the chart of before, whatever fails in between.
  ///
  /// - Parameter day: on which it is written, for the line at its foot.
  /// - Throws: ``WorkspaceError/notesUnmarked(path:)``, ``FileError``.
  @discardableResult
  public func writeReport(
    _ report: QuarterReport, format: ReportFormat, on day: Day
  ) throws -> ReportWriting {
    try writeReport(report, format: format, on: day) { path, bytes in
      try AtomicFile.replace(path, with: bytes)
    }
  }

  /// - Parameter put: puts a file with these bytes in place as a whole, or throws and leaves what is there.
  package func writeReport(
    _ report: QuarterReport, format: ReportFormat, on day: Day,
    put: (_ path: String, _ bytes: [UInt8]) throws -> Void
  ) throws -> ReportWriting {
    let folder = try layout.reports
    let name = "\(report.quarter).\(format.fileExtension)"
    try Folder.create(folder)
    let existing = try OrdinaryFile.read(folder + "/" + name, for: .rewriting)
    let figure = format == .markdown ? ReportFigure(report) : nil
    let kept = try keptParts(report, existing: format == .markdown ? existing : nil)
    var revision = ReportRevision(report, format, figure: figure?.name, kept: kept, existing: existing)
    let relative = WorkspaceLayout.reportsName + "/"
    var written: [String] = []
    func write(_ name: String, _ bytes: [UInt8]) throws {
      let path = folder + "/" + name
      if try OrdinaryFile.read(path, for: .rewriting) == bytes { return }
      try put(path, bytes)
      written.append(relative + name)
    }
    // The page last: it never shows a chart that is not there, nor replaces one that is not kept.
    if let figure { try write(figure.name, Array(figure.text.utf8)) }
    if let existing, let changes = revision.changes {
      let earlier = try EarlierPage(
        folder: folder, stem: "\(report.quarter)", fileExtension: format.fileExtension
      ).keep(existing)
      written.append(relative + earlier)
      revision.note(changes, on: day, earlier: relative + earlier)
    }
    try write(name, Array(revision.text.utf8))
    figure?.removeOthers(from: folder)
    return written.isEmpty
      ? .upToDate(path: relative + name)
      : .wrote(path: relative + name, files: written, kept: revision.earlier)
  }

  /// A report as text that stands alone, for standard output or a mail; with its owner's notes and ticks where there is a
  /// folder that has them.
  public func text(of report: QuarterReport, _ format: ReportFormat) throws -> String {
    ReportRevision.text(
      of: report, format, figure: nil,
      kept: directory == nil ? KeptParts() : try keptParts(report, existing: nil))
  }

  /// The report as it is shown within a page, with its owner's notes and ticks.
  package func page(of report: QuarterReport) throws -> HTMLReport {
    HTMLReport(report, kept: directory == nil ? KeptParts() : try keptParts(report, existing: nil))
  }

  /// Writes the same text into a file anywhere. Blocks on the disk.
  ///
  /// - Throws: ``WorkspaceError/ownFile(path:)``, ``FileError``.
  public func writeReport(_ report: QuarterReport, _ format: ReportFormat, to path: String) throws {
    guard !isOwnFile(path) else { throw WorkspaceError.ownFile(path: path) }
    try AtomicFile.replace(path, with: Array(try text(of: report, format).utf8))
  }

  /// The owner's part of the Markdown report; what another format shows of it, so that there nothing is lost when it cannot
  /// be found.
  ///
  /// - Parameter existing: the Markdown report where it is about to be replaced: then it has to be readable.
  private func keptParts(_ report: QuarterReport, existing: [UInt8]?) throws -> KeptParts {
    let path = try layout.reports + "/\(report.quarter).\(ReportFormat.markdown.fileExtension)"
    guard let bytes = try existing ?? OrdinaryFile.read(path, for: .rewriting) else { return KeptParts() }
    guard let notes = OwnerNotes.ownerNotes(in: bytes) else {
      if existing == nil { return KeptParts() }
      throw WorkspaceError.notesUnmarked(path: path)
    }
    guard let text = String(validating: notes, as: UTF8.self) else {
      if existing == nil { return KeptParts(bytes, notes: String(decoding: notes, as: UTF8.self)) }
      throw WorkspaceError.notesNotUTF8(path: path)
    }
    return KeptParts(bytes, notes: text)
  }
}
