internal import FileSystem
internal import ScorecardFormats
internal import ScorecardModel

/// A file to import, or what is piped in.
///
/// A pipe may stall, and the ledger is locked while files are read: so what comes through one is first kept on disk,
/// in a file without a name, which is gone whenever the program ends.
final class ImportInput: Sendable {
  /// What stands for standard input in a call.
  static let standardInput = "-"

  /// As the user gave it.
  let file: String
  /// nil for an ordinary file, which is opened when its turn comes.
  private let opened: OpenFile?

  /// - Throws: ``FileError``.
  init(_ file: String) throws(FileError) {
    self.file = file
    guard file == ImportInput.standardInput else {
      let isOrdinary = try FileStatus.of(file, followingLinks: true)?.kind == .ordinary
      opened = isOrdinary ? nil : try ImportInput.kept(OpenFile(reading: file))
      return
    }
    let piped = try OpenFile.standardInput(called: file)
    opened = piped.status?.kind == .ordinary ? piped : try ImportInput.kept(piped)
  }

  /// What came from elsewhere than a file, kept like what is piped.
  ///
  /// - Parameter name: what it is called on record and in messages.
  init(_ bytes: [UInt8], named name: String) throws(FileError) {
    file = name
    let copy = try OpenFile.unnamed()
    try copy.write(bytes[...])
    try copy.rewind()
    opened = copy
  }

  var isStandardInput: Bool { file == ImportInput.standardInput }

  /// What it is called on record and in messages.
  var title: String { isStandardInput ? "standard input" : Folder.name(of: file) }

  /// What it is called before the place of a mistake.
  var place: String { isStandardInput ? title : file }

  /// Where wrong rows go.
  var rejectedName: String { (isStandardInput ? "stdin" : file) + ".rejected.csv" }

  /// In bytes.
  var size: Int? { status?.size }

  /// Tells a file from another one, whatever it is called; nil for what comes through a pipe.
  var identity: FileIdentity? { opened == nil ? status?.identity : nil }

  private var status: FileStatus? {
    if let opened { return opened.status }
    return try? FileStatus.of(file, followingLinks: true)
  }

  /// Bytes of a byte order mark and of white space before this text; nil when it does not begin so.
  func offset(of text: String) -> Int? {
    guard let file = opened ?? (try? OpenFile(reading: file)) else { return nil }
    let blank: [UInt8] = [0xEF, 0xBB, 0xBF, 0x20, 0x09, 0x0A, 0x0D]
    // Looks without moving, for whoever reads it then.
    let rest = file.peek(text.utf8.count + 64).drop(while: blank.contains)
    return rest.starts(with: text.utf8) ? rest.startIndex : nil
  }

  /// - Parameter progress: called as it is read.
  func source(_ progress: ((ImportProgress) throws -> Void)?) throws -> ByteSource {
    let file = try opened ?? OpenFile(reading: file)
    var done = ImportProgress(file: self.file, bytes: 0, totalBytes: progress == nil ? nil : size)
    return ByteSource { buffer in
      let count = try file.read(into: buffer)
      if count > 0 {
        done.bytes += count
        try progress?(done)
      } else if done.bytes == 0, self.isStandardInput {
        throw ImportDiagnostics.emptyPipe(self.place)
      }
      return count
    }
  }

  // MARK: What is piped

  /// - Returns: an open file with all that came, at its beginning.
  private static func kept(_ pipe: OpenFile) throws(FileError) -> OpenFile {
    // One such as /dev/zero never ends.
    let kind = pipe.status?.kind
    if kind == .blockDevice || kind == .characterDevice && !pipe.hasEnd {
      throw FileError(.read, pipe.path, .device)
    }
    let copy = try OpenFile.unnamed()
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = try pipe.read(into: &buffer)
      if count == 0 { break }
      try copy.write(buffer[..<count])
    }
    try copy.rewind()
    return copy
  }
}
