import Glibc
import SystemPackage

/// What processes that were killed left of files in the making, such as a copy as large as the ledger.
///
/// Whoever makes a file holds it locked, and a lock ends with its process: a number of the process would tell nothing
/// where two computers, or two containers, share a folder.
package enum StaleTemporaryFiles {
  private static let mark = "vendorscore-"

  /// `a.csv.vendorscore-0123456789abcdef.tmp`, which no owner of files would call one. Others that belong to it are
  /// called the same with a hyphen and more behind it.
  static func name(for target: String) -> String { "\(target).\(mark)\(UniqueFilename.token()).tmp" }

  /// Removes those of a file that is to be written, and of others in its folder.
  ///
  /// - Parameter others: whether a file of this name is one of them.
  package static func sweep(beside target: String, and others: (String) -> Bool = { _ in false }) {
    let folder = Folder.of(target)
    let own = Folder.name(of: target)
    guard let names = try? Folder.names(in: folder) else { return }
    let temporary = names.filter { base(of: $0).map { $0 == own || others($0) } ?? false }
    for name in temporary where name.hasSuffix(".tmp") {
      let path = folder + "/" + name
      guard
        let descriptor = try? FileDescriptor.open(
          path, .readWrite, options: [.noFollow, .nonBlocking, .closeOnExec])
      else { continue }
      if FileLock.take(descriptor) == .taken {
        // The locked one last, so that what belongs to it is never without it.
        for part in temporary where part.hasPrefix(name + "-") { unlink(folder + "/" + part) }
        unlink(path)
      }
      try? descriptor.close()
    }
  }

  /// The file that a temporary one is for.
  private static func base(of name: String) -> String? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count > 2, let last = parts.last, last == "tmp" || last.hasPrefix("tmp-") else { return nil }
    let token = parts[parts.count - 2]
    guard token.hasPrefix(mark), token.utf8.count == mark.utf8.count + 16,
      UInt64(token.dropFirst(mark.count), radix: 16) != nil
    else { return nil }
    return parts.dropLast(2).joined(separator: ".")
  }
}
