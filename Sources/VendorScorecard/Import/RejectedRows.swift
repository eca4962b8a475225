internal import FileSystem
internal import ScorecardFormats
internal import ScorecardModel

/// The rows of a file that were refused, set aside as they stand in it, under its own header.
final class RejectedRows {
  private let path: String
  private var file: AtomicFile?
  private(set) var count = 0

  /// - Parameter path: where they go once there are any.
  init(path: String) { self.path = path }

  func add(_ row: RejectedRow) throws(FileError) {
    let file = try open(header: row.header)
    try file.write(row.row + [0x0A])
    count += 1
  }

  private func open(header: [UInt8]) throws(FileError) -> AtomicFile {
    if let file { return file }
    let opened = try AtomicFile(replacing: path)
    try opened.write(header + [0x0A])
    file = opened
    return opened
  }

  /// Brings them to disk.
  func sync() throws(FileError) { try file?.sync() }

  /// Puts the file in place.
  ///
  /// - Returns: its path; nil when no row was set aside.
  func publish() throws(FileError) -> String? {
    guard let file else { return nil }
    try file.publish()
    return path
  }
}
