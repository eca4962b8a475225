import Glibc

/// Files that processes which were killed left beside what they were writing, such as a copy as large as the ledger.
package enum Leftovers {
  /// Removes those of a file that is to be written, and of others in its folder.
  ///
  /// - Parameter others: whether a file of this name is one of them.
  package static func sweep(beside target: String, and others: (String) -> Bool = { _ in false }) {
    let folder = StagedFile.folder(of: target)
    let name = target.split(separator: "/").last.map(String.init) ?? target
    let own = owner(of: name)?.base ?? name
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

  /// `a.sqlite.restored.12.tmp.12.tmp-journal` is of process 12 and for `a.sqlite.restored`.
  private static func owner(of name: String) -> (base: String, process: pid_t)? {
    var parts = name.split(separator: ".", omittingEmptySubsequences: false)
    var process: pid_t?
    while parts.count > 2, let last = parts.last, last == "tmp" || last == "tmp-journal",
      let number = pid_t(parts[parts.count - 2]), number > 0
    {
      process = number
      parts.removeLast(2)
    }
    return process.map { (parts.joined(separator: "."), $0) }
  }
}
