internal import ScorecardModel

/// What a file is when it is not UTF-8 text, by its first bytes.
enum BinaryFormat: String {
  case utf16 = "UTF-16"
  case utf32 = "UTF-32"
  case workbook = "a spreadsheet or ZIP file"
  case gzip = "a gzip file"
  case pdf = "a PDF file"

  /// - Parameter wanted: what to save the file as.
  /// - Throws: what a file that begins with these bytes is, when it is not UTF-8 text.
  static func refuse(
    _ bytes: UnsafeRawBufferPointer, in file: String?, wanted: String
  ) throws(Diagnostic) {
    guard let format = BinaryFormat(ofFirst: bytes) else { return }
    throw Diagnostic(
      file: file, message: "this is \(format.rawValue), not text in UTF-8. Save it as \(wanted) (UTF-8)")
  }

  init?(ofFirst bytes: UnsafeRawBufferPointer) {
    let start = Array(bytes.prefix(4))
    if start.starts(with: [0xFF, 0xFE, 0, 0]) || start == [0, 0, 0xFE, 0xFF] {
      self = .utf32
    } else if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF])
      || BinaryFormat.looksLikeUTF16(start)
    {
      self = .utf16
    } else if start.starts(with: [0x50, 0x4B, 3, 4]) || start == [0xD0, 0xCF, 0x11, 0xE0] {
      self = .workbook
    } else if start.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else if start.elementsEqual("%PDF".utf8) {
      self = .pdf
    } else {
      return nil
    }
  }

  /// Without a byte order mark: two ASCII letters take four bytes, every other one zero.
  private static func looksLikeUTF16(_ start: [UInt8]) -> Bool {
    guard start.count == 4 else { return false }
    let zeros = start.map { $0 == 0 }
    return zeros == [false, true, false, true] || zeros == [true, false, true, false]
  }
}
