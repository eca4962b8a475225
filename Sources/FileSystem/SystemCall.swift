import Glibc
package import ScorecardModel
import SystemPackage

extension FileProblem {
  init(_ error: Errno) {
    self =
      switch error {
      case .noSuchFileOrDirectory: .missingFolder
      case .readOnlyFileSystem: .readOnlyDisk
      case .noSpace, .diskQuotaExceeded: .diskFull
      case .permissionDenied, .notPermitted: .noPermission
      case .isDirectory: .folder
      case .fileExists: .exists
      case .tooManySymbolicLinkLevels: .symbolicLink
      default: .system(error.rawValue)
      }
  }

  /// The error of the system call that has just failed.
  package static var last: FileProblem { FileProblem(.last) }
}

extension Errno {
  static var last: Errno { Errno(rawValue: errno) }
}

extension FileError {
  /// Gives what a call of the system throws its path.
  static func naming<Result>(
    _ path: String, _ operation: Operation, _ body: () throws -> Result
  ) throws(FileError) -> Result {
    do { return try body() } catch {
      let problem = FileProblem(error as? Errno ?? .ioError)
      throw FileError(operation, path, operation == .read && problem == .missingFolder ? .missing : problem)
    }
  }
}
