import HTTPTypes
import Hummingbird
import ScorecardModel
import Synchronization

/// A file that a form brought.
struct Upload: Sendable {
  let name: String
  let bytes: [UInt8]

  /// The file and the other fields of a form with one.
  ///
  /// - Throws: ``PageError`` for what is no such form.
  static func read(_ request: Request) async throws -> (form: Form, file: Upload?) {
    let type = request.headers[.contentType] ?? ""
    guard type.lowercased().hasPrefix("multipart/form-data"),
      let boundary = Upload.parameter("boundary", of: type)
    else { throw PageError.forged }
    let body = try await request.body.collect(upTo: Doors.longestBody)
    var form = Form()
    var file: Upload?
    for part in try Multipart.parts(of: Array(body.readableBytesView), boundary: boundary) {
      let disposition = part.headers["content-disposition"] ?? ""
      if let name = parameter("filename", of: disposition) {
        if !part.bytes.isEmpty { file = Upload(name: baseName(name), bytes: Array(part.bytes)) }
      } else if let field = parameter("name", of: disposition) {
        form.set(field, String(decoding: part.bytes, as: UTF8.self))
      }
    }
    return (form, file)
  }

  /// The value of `name="value"` or `name=value`.
  private static func parameter(_ name: String, of header: String) -> String? {
    for part in header.split(separator: ";").dropFirst() {
      let pair = part.split(separator: "=", maxSplits: 1).map { String($0).trimmed }
      guard pair.count == 2, pair[0].lowercased() == name else { continue }
      let value = pair[1]
      return value.count > 1 && value.hasPrefix("\"") && value.hasSuffix("\"")
        ? String(value.dropFirst().dropLast()) : value
    }
    return nil
  }

  /// Without folders, which some browsers send along.
  private static func baseName(_ name: String) -> String {
    let last = name.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
    return last.isEmpty ? "upload" : String(last.prefix(100))
  }
}

/// Files that were looked at and wait for a yes: what is confirmed is what was seen, byte for byte.
final class Uploads: Sendable {
  private static let most = 8
  private let kept = Mutex<[(key: String, upload: Upload, vendor: Vendor.ID?)]>([])

  func keep(_ upload: Upload, vendor: Vendor.ID?, as key: String) {
    kept.withLock { kept in
      kept.append((key, upload, vendor))
      if kept.count > Uploads.most { kept.removeFirst() }
    }
  }

  /// It is handed out once.
  func take(_ key: String) -> (upload: Upload, vendor: Vendor.ID?)? {
    kept.withLock { kept in
      guard let index = kept.firstIndex(where: { $0.key == key }) else { return nil }
      let found = kept.remove(at: index)
      return (found.upload, found.vendor)
    }
  }
}
