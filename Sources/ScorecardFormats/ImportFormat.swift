internal import ScorecardModel

/// A kind of file that can be imported.
package struct ImportFormat: Sendable {
  /// First half of the keys of its incidents, such as `statuspage`.
  package let name: String
  /// What it is, to an owner: `Atlassian Statuspage: incidents.json, summary.json, history.atom`.
  package let title: String
  /// Columns, or keys, that together no other kind of file has; empty = there is none such.
  let marks: [String]
  /// Whether a file that begins so is of this kind.
  let recognises: @Sendable (FileSample) -> Bool
  /// Reads a file to its end.
  let read: @Sendable (SampledFile, FormatOutput) throws -> Void

  /// - Parameter recognises: nil = a file with all of the marks is of this kind.
  init(
    name: String, title: String, marks: [String] = [],
    recognises: (@Sendable (FileSample) -> Bool)? = nil,
    read: @escaping @Sendable (SampledFile, FormatOutput) throws -> Void
  ) {
    (self.name, self.title, self.marks, self.read) = (name, title, marks, read)
    self.recognises = recognises ?? { !marks.isEmpty && $0.missing(of: marks).isEmpty }
  }

  /// Every known kind; the first that recognises a file reads it.
  package static let all: [ImportFormat] =
    [.statuspage, .upptime, .uptimeKuma, .gatus, .easyPost, .stripe, .payPal, .shopify]
    + ShippedRules.formats
    + [.interchange]

  /// Reads a file of any known kind to its end.
  ///
  /// - Parameter format: what the file is; nil = it is recognised by its first bytes.
  /// - Returns: the format that it was.
  /// - Throws: ``Diagnostic`` when no format recognises it, or it cannot be read to its end; rows may have been handed
  ///   out by then. ``FileError``, and what the sink throws.
  @discardableResult
  package static func read(
    _ source: ByteSource, fileName: String, as format: ImportFormat? = nil, context: ImportContext,
    sink: ImportSink
  ) throws -> ImportFormat {
    let file = try SampledFile(source)
    let format = try format ?? recognised(file.sample, fileName: fileName, isMapped: !context.map.isEmpty)
    try format.read(file, FormatOutput(format.name, fileName: fileName, context, sink))
    return format
  }

  private static func recognised(
    _ sample: FileSample, fileName: String, isMapped: Bool
  ) throws(Diagnostic) -> ImportFormat {
    if let format = all.first(where: { $0.recognises(sample) }) { return format }
    if !isMapped, let message = NearMiss.message(sample) {
      throw Diagnostic(file: fileName, line: 1, message: message, next: .importFormats)
    }
    switch sample.shape {
    // Its reader names the columns that it lacks.
    case .table: return .interchange
    case .xml(let root):
      if root.lowercased() == "html" {
        let message = "this is an HTML page, not data; was an error page saved in its place?"
        throw Diagnostic(file: fileName, line: 1, message: message)
      }
      throw Diagnostic(
        file: fileName, line: 1, message: "XML of <\(root.prefix(60))> isn't a known format",
        next: .importFormats)
    case .json(let keys):
      let shown = keys.sorted().prefix(12).map { String($0.prefix(40)) }.joined(separator: ", ")
      let message =
        "JSON in no known format; your own rules can describe it. Keys: " + (shown.isEmpty ? "none" : shown)
      throw Diagnostic(file: fileName, line: 1, message: message, next: .importFormats)
    }
  }
}
