internal import Glibc
package import ScorecardModel

/// Why a file could not be read or written, in words.
package enum FileProblemText {
  /// `disk full`.
  package static func text(_ problem: FileProblem) -> String {
    switch problem {
    case .symbolicLink: "it is a symbolic link"
    case .folder: "it is a folder"
    case .notFolder: "it is not a folder"
    case .notOrdinary: "it is not an ordinary file"
    case .device: "it is a device"
    case .otherOwner: "it belongs to another user"
    case .exists: "it exists already"
    case .missing: "it does not exist"
    case .missingFolder: "no such folder"
    case .readOnlyDisk: "read-only disk"
    case .diskFull: "disk full"
    case .noPermission: "no permission"
    case .pathTooLong(let limit): "its path is longer than \(limit) bytes. Use a folder further up"
    case .pathContainsNUL: "the path contains a NUL"
    case .nothingDone: "nothing was done"
    case .incompleteCopy: "the copy lacks some of what is on record"
    case .database(let message): message
    case .system(let code): String(cString: strerror(code))
    }
  }

  /// `can't write a.csv: disk full`.
  package static func text(_ error: FileError) -> String {
    switch (error.operation, error.problem) {
    case (.write, .symbolicLink), (.write, .notOrdinary):
      "\(error.path) is a link or not an ordinary file; left as it is. Move it away and try again"
    case (.write, .notFolder):
      "\(error.path) is a link or not a folder; left as it is. Move it away, or name another folder"
    case (.read, let problem): "can't read \(error.path): \(text(problem))"
    case (.write, let problem): "can't write \(error.path): \(text(problem))"
    }
  }
}
