/// Why a file or a folder could not be read or written. What it is called is the error's that carries it.
public enum FileProblem: Hashable, Sendable {
  case symbolicLink
  /// A folder, where a file was wanted.
  case folder
  /// A file or a link, where a folder was wanted.
  case notFolder
  /// Neither file nor folder, such as a pipe.
  case notOrdinary
  /// One that never ends, such as `/dev/zero`.
  case device
  case otherOwner
  /// Something is there already, and nothing may be replaced.
  case exists
  /// Nothing is there.
  case missing
  /// The folder that it was to be in is missing.
  case missingFolder
  case readOnlyDisk
  case diskFull
  case noPermission
  /// The path has more than `limit` bytes.
  case pathTooLong(limit: Int)
  case pathContainsNUL
  /// The database said that it did nothing, without an error.
  case nothingDone
  /// A copy that lacks some of what it was made from.
  case incompleteCopy
  /// What the database says, in its own words.
  case database(String)
  /// Any other error of the system, by its number (`errno`).
  case system(Int32)
}

/// A file or a folder that could not be read or written.
public struct FileError: Error, Hashable, Sendable {
  public enum Operation: Hashable, Sendable {
    case read
    case write
  }

  /// As it was given.
  public var path: String
  public var operation: Operation
  public var problem: FileProblem

  public init(_ operation: Operation, _ path: String, _ problem: FileProblem) {
    self.operation = operation
    self.path = path
    self.problem = problem
  }
}
