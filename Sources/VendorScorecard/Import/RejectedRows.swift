internal import ScorecardFormats

/// The rows of a file that were refused, set aside as they stand in it, under its own header.
final class RejectedRows {
  private let path: String
  private var file: PendingFile?
  private(set) var count = 0

  /// - Parameter path: where they go once there are any.
  init(path: String) { self.path = path }

  func add(_ row: RejectedRow) throws(WorkspaceError) {
    let file = try open(header: row.header)
    try file.write(row.row + [0x0A])
    count += 1
  }

  private func open(header: [UInt8]) throws(WorkspaceError) -> PendingFile {
    if let file { return file }
    let opened = try PendingFile(replacing: path)
    try opened.write(header + [0x0A])
    file = opened
    return opened
  }

  /// Brings them to disk.
  func sync() throws(WorkspaceError) { try file?.sync() }

  /// Puts the file in place.
  ///
  /// - Returns: its path; nil when no row was set aside.
  func publish() throws(WorkspaceError) -> String? {
    guard let file else { return nil }
    try file.publish()
    return path
  }
}
