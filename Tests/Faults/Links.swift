import Foundation

/// Links, and other people's files, where the program would write.
enum Links {
  private static let kept = "Not the program's to touch.\n"

  /// A command, and the file in the store that it writes.
  private static let targets: [(words: [String], file: String)] = [
    (["log", "parcelo", "good", "Quick"], "vendorscore.sqlite"),
    (["log", "parcelo", "good", "Quick"], "vendorscore.sqlite-journal"),
    (["scores"], "vendorscore.sqlite"), (["undo"], "vendorscore.sqlite-journal"),
    (["import", "mixed.csv", "--skip-bad"], "mixed.csv.rejected.csv"),
    (["import", "mixed.csv", "--skip-bad"], "mixed.rejected.csv"),
    (["report", "2026-Q3"], "reports/2026-Q3.md"),
    (["report", "2026-Q3"], "reports"), (["report", "2026-Q3", "--format", "html"], "reports/2026-Q3.html"),
    (["report", "2026-Q3", "--format", "csv"], "reports/2026-Q3.csv"),
    (["export", "out.d"], "out.d/incidents.csv"),
    (["export", "out.d"], "out.d/volumes.csv"), (["export", "out.d"], "out.d/checkins.csv"),
  ]

  static func run(_ harness: Harness) throws -> Tally {
    var tally = Tally()
    let seed = try Store.seeded(harness)
    for target in targets {
      for content in harness.isQuick ? [kept] : [kept, ""] {
        try follow(harness, target.words, target.file, content, seed, &tally)
      }
    }
    if geteuid() == 0 {
      for file in ["vendorscore.sqlite", "vendorscore.sqlite-journal"] {
        try foreign(harness, file, seed, &tally)
      }
    } else {
      tally.skipped = ["files of another owner: only root can make them"]
    }
    tally.control.what = "written by a program that follows links"
    for target in targets {
      let (store, victim) = try trap(target.file, kept, seed)
      let naive = "printf x > \"$1\" || printf x > \"$1/written\""
      _ = try Command(words: ["sh", "-c", naive, "sh", store.path + "/" + target.file]).run()
      tally.addControl(noticed: !losses(victim, kept).isEmpty)
    }
    return tally
  }

  /// A store in which a link leads from `file` to a file or a folder outside.
  private static func trap(
    _ file: String, _ content: String, _ seed: Store
  ) throws -> (store: Store, victim: Scratch) {
    let store = try Store(copying: seed)
    let victim = try Scratch()
    try Data(content.utf8).write(to: URL(fileURLWithPath: victim.path + "/kept"))
    let path = store.path + "/" + file
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    unlink(path)
    guard symlink(file == "reports" ? victim.path : victim.path + "/kept", path) == 0 else {
      throw HarnessError("no link at \(path)")
    }
    return (store, victim)
  }

  private static func losses(_ victim: Scratch, _ content: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: victim.path)) ?? []
    let found = FileManager.default.contents(atPath: victim.path + "/kept")
    return (names == ["kept"] ? [] : ["wrote beside it"])
      + (found == Data(content.utf8) ? [] : ["wrote through the link"])
  }

  private static func follow(
    _ harness: Harness, _ words: [String], _ file: String, _ content: String, _ seed: Store,
    _ tally: inout Tally
  ) throws {
    let (store, victim) = try trap(file, content, seed)
    let placed = words.map { $0.hasSuffix(".csv") || $0.hasSuffix(".d") ? store.path + "/" + $0 : $0 }
    let outcome = try harness.command(placed, in: store).run()
    var losses = losses(victim, content)
    if outcome.isCrash || outcome.hung { losses.append(outcome.described) }
    if outcome.status != 0, outcome.messages.isEmpty { losses.append("no reason given") }
    let place =
      "\(words.joined(separator: " ")), link at \(file) to \(content.isEmpty ? "an empty file" : "a file")"
    tally.add(observed: outcome.status != 0, losses: losses.map { "\(place): \($0)" })
  }

  /// Somebody else's file at the ledger's path, or at its journal's.
  private static func foreign(_ harness: Harness, _ file: String, _ seed: Store, _ tally: inout Tally) throws
  {
    let store = try Store(copying: seed)
    let path = store.path + "/" + file
    if !FileManager.default.fileExists(atPath: path) { try store.write(kept, to: file) }
    let nobody: uid_t = 65_534
    guard chown(path, nobody, nobody) == 0 else { throw HarnessError("cannot give \(path) away") }
    let before = FileManager.default.contents(atPath: path)
    let outcome = try harness.command(["log", "parcelo", "good", "Quick"], in: store).run()
    var losses: [String] = []
    if FileManager.default.contents(atPath: path) != before { losses.append("changed") }
    if outcome.status == 0 { losses.append("taken for our own") }
    tally.add(observed: outcome.status != 0, losses: losses.map { "\(file) of another owner: \($0)" })
  }
}
