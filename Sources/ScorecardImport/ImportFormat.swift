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
  package static let all: [ImportFormat] = ShippedRules.formats + [.interchange]

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
    // What is no known JSON or XML is left to the table reader, whose words fit a wrong header.
    let format = all.first { $0.recognises(sample) } ?? .interchange
    try format.read(source, fileName, context, sink)
    return format
  }
}
