import Glibc
package import ScorecardModel
import SystemPackage

/// Tells a file from another one, whatever they are called.
package struct FileIdentity: Hashable, Sendable {
  let device: UInt64
  let inode: UInt64
}

/// Tells what a file holds from what it held before, without reading it.
package struct FileVersion: Hashable, Sendable {
  let identity: FileIdentity
  let size: Int
  let seconds: Int64
  let nanoseconds: Int64
}

/// What stands at a path.
package struct FileStatus: Sendable {
  package enum Kind: Hashable, Sendable {
    case ordinary
    case folder
    case symbolicLink
    case blockDevice
    case characterDevice
    /// A pipe or a socket.
    case other
  }

  let stat: Stat

  /// - Returns: nil when nothing is there.
  /// - Throws: when it cannot be told.
  package static func of(
    _ path: String, followingLinks: Bool = false
  ) throws(FileError) -> FileStatus? {
    do {
      return FileStatus(stat: try Stat(path, followTargetSymlink: followingLinks))
    } catch {
      if error == .noSuchFileOrDirectory { return nil }
      throw FileError(.read, path, FileProblem(error))
    }
  }

  /// Of an open file.
  static func of(_ file: FileDescriptor) -> FileStatus? { (try? Stat(file)).map(FileStatus.init) }

  /// Whether anything can be seen at a path: also a link that leads nowhere.
  package static func isAnything(at path: String) -> Bool { (try? of(path)) != nil }

  /// Whether a path leads to a file or a folder.
  package static func leadsSomewhere(_ path: String) -> Bool {
    (try? of(path, followingLinks: true)) != nil
  }

  package static func isFolder(_ path: String) -> Bool {
    (try? of(path, followingLinks: true))?.kind == .folder
  }

  /// Nothing is there, or an ordinary file without a byte.
  package static func isEmptyOrMissing(_ path: String) -> Bool {
    guard let status = try? of(path) else { return true }
    return status.kind == .ordinary && status.size == 0
  }

  /// Whether two paths lead to one file that is there.
  package static func isSame(_ a: String, _ b: String) -> Bool {
    guard let first = try? of(a, followingLinks: true) else { return false }
    return (try? of(b, followingLinks: true))?.identity == first.identity
  }

  package var kind: Kind {
    switch stat.type {
    case .regular: .ordinary
    case .directory: .folder
    case .symbolicLink: .symbolicLink
    case .blockSpecial: .blockDevice
    case .characterSpecial: .characterDevice
    default: .other
    }
  }

  /// In bytes.
  package var size: Int { Int(stat.size) }
  package var identity: FileIdentity {
    FileIdentity(device: UInt64(stat.deviceID.rawValue), inode: UInt64(stat.inode.rawValue))
  }
  /// What changes whenever the file is written or replaced.
  package var version: FileVersion {
    let moment = stat.st_mtim
    return FileVersion(
      identity: identity, size: size, seconds: Int64(moment.tv_sec), nanoseconds: Int64(moment.tv_nsec))
  }
  package var isOwn: Bool { stat.userID.rawValue == geteuid() }
  /// Whether its group or others may do anything with it.
  package var isOpenToOthers: Bool {
    !stat.permissions.isDisjoint(with: [.groupReadWriteExecute, .otherReadWriteExecute])
  }
}

/// What this process may do with a path.
package enum Access {
  case toRead
  case toWrite

  /// Why it may not; nil when it may.
  package func problem(at path: String) -> FileProblem? {
    access(path, self == .toRead ? R_OK : W_OK) == 0 ? nil : .last
  }
}
