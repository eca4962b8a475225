import Glibc
internal import ScorecardModel

/// Names for a file that must not replace another one: of two processes, each gets its own.
package struct UniqueFilename {
  private let name: (Int) -> String

  /// - Parameter name: the path to take, and the one after it for each that is taken.
  package init(_ name: @escaping (Int) -> String) { self.name = name }

  /// The first that no file has, and no journal of one.
  func first() -> String {
    var status = stat()
    let number = (0..<10_000).first { number in
      ["", "-journal"].allSatisfy { lstat(name(number) + $0, &status) != 0 }
    }
    return name(number ?? 0)
  }

  /// Gives a file one of the names besides the one it has; where no file can have two, it is renamed.
  ///
  /// - Returns: the path that it has got.
  func take(for path: String) throws(LedgerError) -> String {
    for number in 0..<10_000 {
      let target = name(number)
      if link(path, target) == 0 { return target }
      var status = stat()
      if errno == EEXIST || lstat(target, &status) == 0 { continue }
      guard rename(path, target) == 0 else {
        throw .cannotWrite(path: target, detail: LedgerFile.lastError())
      }
      return target
    }
    throw .cannotWrite(path: name(0), detail: "it is there already")
  }
}
