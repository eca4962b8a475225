import Foundation

/// The power goes while the program writes to a real ext4: nothing that is not on the disk by then gets there.
enum PowerCut {
  static func run(_ harness: Harness) throws -> Tally {
    var tally = Tally()
    if let reason = try Ext4.withoutMounting() {
      tally.skipped = [reason]
      return tally
    }
    var chance = Chance(seed: harness.seed)
    let names =
      harness.isQuick
      ? ["import"] : ["log", "undo", "import", "import --skip-bad", "backup", "restore", "repair"]
    let operations = try Operation.all(harness, names: names)
    let runs = harness.runs(quick: 20, full: 1200) / operations.count
    tally.control.what = "syncs reported as done"
    for operation in operations {
      var longest = 0.0
      for number in 0..<runs {
        let disk = try Ext4(holding: operation.seed, data: number % 2 == 0 ? "ordered" : "writeback")
        let command = harness.command(operation.arguments(in: disk.store), in: disk.store)
        let start = Date()
        let running = try command.start()
        // The first takes as long as it takes, and the power goes after its answer.
        if number > 0 { usleep(UInt32(chance.below(Int(longest * 1.2e6)))) }
        while number == 0, running.isUnderWay { usleep(100) }
        if number == 0 { longest = -start.timeIntervalSinceNow }
        let isUnderWay = running.isUnderWay
        try disk.cutPower()
        let outcome = try running.finish()
        let losses = operation.losses(outcome, in: try disk.afterPowerCut(), cluttered: true)
        tally.add(observed: isUnderWay, losses: losses.map { "\(operation.name): \($0)" })
      }
      let disk = try Ext4(holding: operation.seed)
      let command = harness.command(operation.arguments(in: disk.store), in: disk.store)
      let lying = Injection(call: "fsync,fdatasync", fault: "retval=0", when: "1+")
      let (outcome, _) = try lying.run(command)
      try disk.cutPower()
      tally.addControl(
        noticed: !operation.losses(outcome, in: try disk.afterPowerCut(), cluttered: true).isEmpty)
    }
    return tally
  }
}

/// A store on an ext4 of 8 MB in a file, mounted as a disk of its own.
final class Ext4 {
  /// On the disk while it is mounted.
  let store: Store
  private let image: Scratch
  private let data: String
  private var isMounted = false

  private static let size = 8 << 20
  /// EXT4_IOC_SHUTDOWN of linux/ext4.h, and the way of it that writes nothing more, not even its journal.
  private static let shutdown = (call: UInt(0x8004_587D), withoutJournal: UInt32(2))

  /// Why there can be none here; nil = there can.
  static func withoutMounting() throws -> String? {
    do {
      _ = try Ext4(holding: try Store())
      return nil
    } catch let error as HarnessError {
      return "no ext4 can be mounted here: " + error.description.prefix(100)
    }
  }

  /// A new disk with a copy of all that lies in a store, all of it written.
  ///
  /// - Parameter data: whether what is in a file gets to the disk before its name does: `ordered`, `writeback`.
  init(holding seed: Store, data: String = "ordered") throws {
    (store, image, self.data) = (try Store(empty: true), try Scratch(), data)
    guard FileManager.default.createFile(atPath: file, contents: nil), truncate(file, Ext4.size) == 0 else {
      throw HarnessError("no image")
    }
    try Ext4.run(["mkfs.ext4", "-q", "-m", "0", file])
    try mount(file)
    rmdir(store.path + "/lost+found")
    try Ext4.run(["cp", "-a", seed.path + "/.", store.path])
    try Ext4.run(["sync", "-f", store.path])
  }

  deinit { unmount() }

  private var file: String { image.path + "/ext4" }

  private func mount(_ file: String) throws {
    try Ext4.run(["mount", "-t", "ext4", "-o", "loop,data=\(data)", file, store.path])
    isMounted = true
  }

  private func unmount() {
    if isMounted { try? Ext4.run(["umount", store.path]) }
    isMounted = false
  }

  /// From now on every call fails, and what was not yet on the disk is lost.
  func cutPower() throws {
    let folder = open(store.path, O_RDONLY)
    defer { close(folder) }
    var way = Ext4.shutdown.withoutJournal
    guard folder >= 0, ioctl(folder, Ext4.shutdown.call, &way) == 0 else {
      throw HarnessError("the power can't be cut: \(String(cString: strerror(errno)))")
    }
  }

  /// What is found when the power is back, away from the disk.
  func afterPowerCut() throws -> Store {
    unmount()
    // Where a namespace that was made meanwhile holds the old mount, the same file would come back as dead as it was.
    let copy = file + ".after"
    try FileManager.default.copyItem(atPath: file, toPath: copy)
    try mount(copy)
    return try Store(copying: store)
  }

  private static func run(_ words: [String]) throws {
    let outcome = try Command(words: words).run()
    guard outcome.status == 0 else { throw HarnessError("\(words[0]): \(outcome.messages)") }
  }
}
