internal import FileSystem

/// Where a report or a letter is kept that is about to be written over.
struct EarlierPage {
  let folder: String
  /// Of its file, such as `2026-Q3`.
  let stem: String
  let fileExtension: String

  private func name(_ number: Int) -> String { "\(stem).\(number).\(fileExtension)" }

  /// Gives it a second name, such as `2026-Q3.1.md`, unless an earlier try did.
  ///
  /// - Parameter bytes: what is in it.
  /// - Returns: that name.
  func keep(_ bytes: [UInt8]) throws -> String {
    var number = 1
    while let there = try OrdinaryFile.read(folder + "/" + name(number), for: .rewriting) {
      if there == bytes { return name(number) }
      number += 1
    }
    let path = try UniqueFilename { folder + "/" + name($0 + 1) }.take(
      for: "\(folder)/\(stem).\(fileExtension)")
    return String(path.dropFirst(folder.count + 1))
  }
}
