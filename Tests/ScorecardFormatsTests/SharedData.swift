import Foundation

/// Real data that may lie beside a checkout; it is not part of the project.
enum SharedData {
  static let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/data")

  static var isThere: Bool { FileManager.default.fileExists(atPath: url.path) }

  static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: url.appending(path: path)))
  }

  static func object(_ path: String) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: Data(bytes(path))) as? [String: Any] ?? [:]
  }
}
