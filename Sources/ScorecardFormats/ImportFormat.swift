internal import ScorecardModel

/// A kind of file that can be imported.
package struct ImportFormat: Sendable {
  /// First half of the keys of its incidents, such as `statuspage`.
  package let name: String
  /// What it is, to an owner: `Atlassian Statuspage: incidents.json, summary.json, history.atom`.
  package let title: String
  /// Whether a file that begins so is of this kind.
  package let recognises: @Sendable (FileSample) -> Bool
  /// Reads a file to its end.
  ///
  /// Throws ``Diagnostic`` when the file cannot be read to its end; rows may have been handed out by then.
  /// ``FileError``, and what the sink throws.
  package let read: @Sendable (ByteSource, _ fileName: String, ImportContext, ImportSink) throws -> Void

  package init(
    name: String, title: String, recognises: @escaping @Sendable (FileSample) -> Bool,
    read: @escaping @Sendable (ByteSource, _ fileName: String, ImportContext, ImportSink) throws -> Void
  ) {
    self.name = name
    self.title = title
    self.recognises = recognises
    self.read = read
  }

  /// Every known kind; the first that recognises a file reads it.
  package static let all: [ImportFormat] =
    [.statuspage, .upptime, .uptimeKuma, .gatus, .easyPost, .stripe, .shopify] + ShippedRules.formats
    + [.interchange]

  /// Reads a file of any known kind.
  ///
  /// - Parameter format: what the file is; nil = to be told by its first bytes.
  /// - Returns: the format that it was.
  /// - Throws: as ``read``; a ``Diagnostic`` that names what was found when no format recognises it.
  @discardableResult
  package static func read(
    _ source: ByteSource, fileName: String, as format: ImportFormat? = nil, context: ImportContext,
    sink: ImportSink
  ) throws -> ImportFormat {
    if let format {
      try format.read(source, fileName, context, sink)
      return format
    }
    let (sample, source) = try source.sample()
    guard let format = all.first(where: { $0.recognises(sample) }) else {
      if let problem = unknown(sample.shape, fileName: fileName) { throw problem }
      // The words of the table reader fit a wrong header.
      try ImportFormat.interchange.read(source, fileName, context, sink)
      return .interchange
    }
    try format.read(source, fileName, context, sink)
    return format
  }

  /// What to say of JSON or XML that no format recognises; nil for a table.
  private static func unknown(_ shape: FileSample.Shape, fileName: String) -> Diagnostic? {
    switch shape {
    case .table: return nil
    case .xml(let root):
      if root.lowercased() == "html" {
        let message = "this is an HTML page, not data; was an error page saved in its place?"
        return Diagnostic(file: fileName, line: 1, message: message)
      }
      return Diagnostic(
        file: fileName, line: 1, message: "XML of <\(root.prefix(60))> isn't a known format",
        next: .importFormats)
    case .json(let keys):
      let shown = keys.sorted().prefix(12).map { String($0.prefix(40)) }.joined(separator: ", ")
      let message =
        "JSON in no known format; your own rules can describe it. Keys: " + (shown.isEmpty ? "none" : shown)
      return Diagnostic(file: fileName, line: 1, message: message, next: .importFormats)
    }
  }
}
