import Glibc

/// Files in the making, and what processes that were killed left of them, such as a copy as large as the ledger.
package enum StaleTemporaryFiles {
  private static let mark = "vendorscore-"

  /// `a.csv.vendorscore-12.tmp`, which no owner of files would call one.
  package static func name(for target: String) -> String { "\(target).\(mark)\(getpid()).tmp" }

  /// Removes those of a file that is to be written, and of others in its folder.
  ///
  /// - Parameter others: whether a file of this name is one of them.
  package static func sweep(beside target: String, and others: (String) -> Bool = { _ in false }) {
    let folder = StagedFile.folder(of: target)
    let own = target.split(separator: "/").last.map(String.init) ?? target
    guard let stream = opendir(folder) else { return }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard let (base, process) = owner(of: name), base == own || others(base),
        kill(process, 0) != 0 && errno == ESRCH
      else { continue }
      unlink(folder + "/" + name)
    }
  }

  /// The file that it is for, and the process that made it; a journal of it, too.
  private static func owner(of name: String) -> (base: String, process: pid_t)? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count > 2, let last = parts.last, last == "tmp" || last == "tmp-journal",
      parts[parts.count - 2].hasPrefix(mark),
      let process = pid_t(parts[parts.count - 2].dropFirst(mark.count)), process > 0
    else { return nil }
    return (parts.dropLast(2).joined(separator: "."), process)
  }
}
