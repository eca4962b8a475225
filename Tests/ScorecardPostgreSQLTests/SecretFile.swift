import Foundation

/// A password for every server, in a file that only its owner may read; gone with the value.
final class SecretFile: Sendable {
  let path = FileManager.default.temporaryDirectory.path + "/vs-pass-\(UInt32.random(in: 0 ... .max))"

  struct CannotWrite: Error {}

  /// - Parameter password: nil = a file without one.
  init(password: String?) throws {
    let line = password.map { "*:*:*:*:\($0)\n" } ?? "\n"
    let isWritten = FileManager.default.createFile(
      atPath: path, contents: Data(line.utf8), attributes: [.posixPermissions: 0o600])
    guard isWritten else { throw CannotWrite() }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
