package import ScorecardModel

/// Names for a file that must not replace another one: of two processes, each gets its own.
package struct UniqueFilename {
  private let name: (Int) -> String

  /// - Parameter name: the path to take, and the one after it for each that is taken.
  package init(_ name: @escaping (Int) -> String) { self.name = name }

  /// The first that no file has, and no journal of one.
  package func first() -> String {
    let number = (0..<10_000).first { number in
      ["", "-journal"].allSatisfy { !FileStatus.isAnything(at: name(number) + $0) }
    }
    return name(number ?? 0)
  }

  /// Gives a file one of the names besides the one it has; where no file can have two, it is renamed.
  ///
  /// - Returns: the path that it has got.
  package func take(for path: String) throws(FileError) -> String {
    for number in 0..<10_000 {
      let target = name(number)
      do {
        try Folder.link(path, as: target)
        return target
      } catch  where error.problem == .exists {}
    }
    throw FileError(.write, name(0), .exists)
  }

  /// 16 letters that no other process takes.
  static func token() -> String { padded(UInt64.random(in: 0 ... .max), 16, radix: 16) }
}
