package import Foundation

/// Files of other systems, and the answers that others computed from them, in one layout.
///
/// Our own are small, made up, and always there. Real data may lie beside a checkout; it is not part of the project.
package struct DataSet: Sendable, CustomStringConvertible {
  package let description: String
  /// Other systems' files.
  package let data: URL
  /// Stores with the answers of an independent program.
  package let golden: URL

  private static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

  package static let own = DataSet(
    description: "our own files", data: tests.appending(path: "Fixtures"),
    golden: tests.appending(path: "ScorecardScoringTests/Reference"))

  package static let real: DataSet = {
    let folder = tests.deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared")
    return DataSet(
      description: "real data", data: folder.appending(path: "data"),
      golden: folder.appending(path: "design/golden"))
  }()

  package static let isRealThere = FileManager.default.fileExists(atPath: real.data.path)

  /// Our own files, and the real ones where they are.
  package static let all = isRealThere ? [own, real] : [own]

  // MARK: Reading

  package func path(_ name: String) -> String { data.appending(path: name).path }

  package func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: data.appending(path: name)))
  }

  package func text(_ name: String) throws -> String {
    try String(contentsOf: data.appending(path: name), encoding: .utf8)
  }

  /// Lines of a file whose records take one line each.
  package func lines(_ name: String) throws -> [String] {
    try text(name).split(whereSeparator: \.isNewline).map(String.init)
  }

  package func object(_ name: String) throws -> [String: Any] {
    try DataSet.object(data.appending(path: name))
  }

  package static func object(_ url: URL) throws -> [String: Any] {
    try found(
      JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any], "an object in \(url.path)")
  }

  /// The number of this name in the `total` of a folder's answers.
  package func total(_ folder: String, _ name: String) throws -> Double {
    let total = try object(folder + "/reference.json")["total"] as? [String: Any]
    return try DataSet.found(total?[name] as? Double, "\(name) in the total of \(folder)")
  }

  private static func found<T>(_ value: T?, _ what: String) throws -> T {
    guard let value else { throw Missing(what: what) }
    return value
  }

  private struct Missing: Error { var what: String }

  // MARK: Monitors

  /// A folder of checks by a monitor, in one of the sets.
  package struct Monitor: Sendable, CustomStringConvertible {
    package let set: DataSet
    package let folder: String

    package var description: String { folder }
  }

  /// Those of all sets; at least our own.
  package static let monitors: [Monitor] = all.flatMap { set in
    let names = (try? FileManager.default.contentsOfDirectory(atPath: set.data.path)) ?? []
    return names.filter { $0.hasPrefix("upptime_") }.sorted().map { Monitor(set: set, folder: $0) }
  }
}
