import Foundation

/// System calls that fail.
enum CallErrors {
  private static let writing = ["pwrite64", "fdatasync", "fsync", "unlink", "write"]
  private static let others = [
    "openat", "pread64", "read", "close", "ftruncate", "fchown", "fcntl", "rename", "link", "lseek",
    "newfstatat",
    "mkdir", "getcwd", "getdents64",
  ]
  /// Those that a full disk makes fail.
  private static let growing: Set<String> = [
    "pwrite64", "fdatasync", "fsync", "write", "openat", "rename", "link", "mkdir",
  ]

  static func run(_ harness: Harness) throws -> Tally {
    var tally = Tally()
    let names =
      harness.isQuick
      ? ["log", "restore"] : ["log", "undo", "import", "import --skip-bad", "backup", "restore", "repair"]
    let operations = try Operation.all(harness, names: names)
    for operation in operations {
      for call in writing + (harness.isQuick ? ["ftruncate"] : others) {
        for error in harness.isQuick ? ["EIO"] : growing.contains(call) ? ["EIO", "ENOSPC"] : ["EIO"] {
          for onwards in harness.isQuick ? [false] : [false, true] {
            try sweep(harness, operation, call, error, onwards, &tally)
          }
        }
      }
    }
    for operation in operations where operation.name == "restore" {
      try sweep(harness, operation, "rename", "EIO", false, lacking: "link", &tally)
    }
    tally.control.what = "failed writes to the ledger reported as done, copies emptied"
    for operation in operations {
      let store = try Store(copying: operation.seed)
      let (outcome, _) = try Injection.swallowing(store).run(
        harness.command(operation.arguments(in: store), in: store))
      tally.addControl(noticed: !operation.losses(outcome, in: store).isEmpty)
    }
    for operation in operations where operation.makesCopy {
      let store = try Store(copying: operation.seed)
      let outcome = try harness.command(operation.arguments(in: store), in: store).run()
      try store.spoilCopies()
      tally.addControl(noticed: !operation.losses(outcome, in: store).isEmpty)
    }
    return tally
  }

  private static func sweep(
    _ harness: Harness, _ operation: Operation, _ call: String, _ error: String, _ onwards: Bool,
    lacking: String? = nil, _ tally: inout Tally
  ) throws {
    var found = Tally()
    try Injection.sweep(
      harness, operation, call: call, fault: "error=\(error)", onwards: onwards, lacking: lacking
    ) {
      store, outcome, place in
      // The loader of the system ends with 127 before the program has begun.
      let isLoader = outcome.status == 127 && outcome.messages.contains("error while loading")
      // The first file that a thread of libdispatch's own opens is one of /proc, and it gives up without it.
      let isDispatch =
        outcome.status == 128 + SIGILL && (place.hasSuffix("openat 1") || place.hasSuffix("openat 1+"))
      let losses = operation.losses(
        outcome, in: store, killed: isDispatch, mute: call == "write", cluttered: call == "unlink")
      found.add(observed: !isLoader, losses: losses.map { "\(place): \($0)" })
    }
    tally.add(found)
  }
}
