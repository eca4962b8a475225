import Foundation

/// A limit of the file size, a full disk, and memory that runs out.
enum Limits {
  private static let names = ["log", "import", "import --skip-bad", "undo"]

  static func fileSize(_ harness: Harness) throws -> Tally {
    var tally = Tally()
    let operations = try Operation.all(harness, names: harness.isQuick ? ["log"] : names)
    for operation in operations {
      for size in stride(from: 0, through: 320 << 10, by: harness.isQuick ? 40 << 10 : 2 << 10) {
        let store = try Store(copying: operation.seed)
        var command = harness.command(operation.arguments(in: store), in: store)
        command.words = ["prlimit", "--fsize=\(size)"] + command.words
        let outcome = try command.run()
        let losses = operation.losses(outcome, in: store, mute: size == 0)
        tally.add(
          observed: outcome.status != 0, losses: losses.map { "\(operation.name) in \(size) bytes: \($0)" })
      }
      try swallow(harness, operation, &tally)
    }
    return tally
  }

  /// What a program that does not look at its writes would do.
  private static func swallow(_ harness: Harness, _ operation: Operation, _ tally: inout Tally) throws {
    tally.control.what = "failed writes to the ledger reported as done"
    let store = try Store(copying: operation.seed)
    let (outcome, _) = try Injection.swallowing(store).run(
      harness.command(operation.arguments(in: store), in: store))
    tally.addControl(noticed: !operation.losses(outcome, in: store).isEmpty)
  }

  // MARK: Disk

  /// Mounts a disk of the kind `$1` over the store `$2`, leaves `$3` bytes of it free, runs the program, and takes
  /// all back out.
  private static let script = """
    kind=$1 store=$2 free=$3; shift 3
    mkdir "$store.disk" && cp -a "$store/." "$store.disk/" || exit 125
    trap 'rm -rf "$store.disk" "$store.image"' EXIT
    case $kind in
      tmpfs) mount -t tmpfs -o size=1m tmpfs "$store" ;;
      ext4) truncate -s 8m "$store.image" && mkfs.ext4 -q -m 0 "$store.image" &&
        mount -t ext4 -o loop "$store.image" "$store" && rmdir "$store/lost+found" ;;
    esac && cp -a "$store.disk/." "$store/" || exit 125
    blocks=$(df --output=avail -k "$store" | tail -1)
    head -c $((blocks * 1024 - free)) /dev/zero > "$store/filling"
    "$@"; status=$?
    rm -rf "$store.disk" && mkdir "$store.disk" && rm "$store/filling" && cp -a "$store/." "$store.disk/"
    umount "$store"; rm -rf "$store"/* && cp -a "$store.disk/." "$store/"
    exit $status
    """

  static func disk(_ harness: Harness) throws -> Tally {
    var tally = Tally()
    let operations = try Operation.all(harness, names: harness.isQuick ? ["import"] : names)
    for kind in ["tmpfs", "ext4"] {
      let probe = try run(Command(words: ["true"]), in: Store(), on: kind, free: 0)
      guard probe.status == 0 else {
        tally.skipped.append("no \(kind) can be mounted here: \(probe.messages.prefix(80))")
        continue
      }
      for operation in operations {
        for free in stride(from: 0, through: 160 << 10, by: harness.isQuick ? 32 << 10 : 4 << 10) {
          let store = try Store(copying: operation.seed)
          let command = harness.command(operation.arguments(in: store), in: store)
          let outcome = try run(command, in: store, on: kind, free: free)
          let losses = operation.losses(outcome, in: store)
          tally.add(
            observed: outcome.status != 0,
            losses: losses.map { "\(operation.name) with \(free) bytes free on \(kind): \($0)" })
        }
      }
    }
    for operation in operations where tally.runs > 0 { try swallow(harness, operation, &tally) }
    return tally
  }

  /// Runs the command with its store on a disk of its own that has so many bytes left.
  private static func run(_ command: Command, in store: Store, on kind: String, free: Int) throws -> Outcome {
    var command = command
    command.words =
      ["unshare", "--mount"] + (geteuid() == 0 ? [] : ["--user", "--map-root-user"])
      + ["sh", "-c", script, "sh", kind, store.path, String(free)] + command.words
    return try command.run()
  }

  // MARK: Memory

  private static let allocator = """
    #include <errno.h>
    #include <stdlib.h>
    extern void *__libc_malloc(size_t);
    static long left = -1;
    __attribute__((constructor)) static void start(void) {
      const char *text = getenv("FAULTS_ALLOCATIONS");
      if (text) left = atol(text);
    }
    void *malloc(size_t size) {
      if (left >= 0 && __atomic_fetch_sub(&left, 1, __ATOMIC_RELAXED) <= 0) { left = 0; errno = ENOMEM; return 0; }
      return __libc_malloc(size);
    }
    """

  /// No memory from the n-th allocation on. Swift ends the program then: only an intact ledger is promised.
  static func memory(_ harness: Harness) throws -> Tally {
    var tally = Tally()
    let folder = try Scratch()
    let (source, library) = (folder.path + "/allocator.c", folder.path + "/allocator.so")
    try Data(allocator.utf8).write(to: URL(fileURLWithPath: source))
    let compiler = ["clang", "cc", "gcc"].first { name in
      (try? Command(words: [name, "-shared", "-fPIC", "-O1", "-o", library, source]).run().status) == 0
    }
    guard compiler != nil else {
      tally.skipped = ["no C compiler (clang, cc) for an allocator that fails"]
      return tally
    }
    for operation in try Operation.all(harness, names: harness.isQuick ? ["log"] : names) {
      var allocations = 0
      var isUnharmed = false
      while !isUnharmed {
        let store = try Store(copying: operation.seed)
        var command = harness.command(operation.arguments(in: store), in: store)
        command.environment = ["LD_PRELOAD": library, "FAULTS_ALLOCATIONS": String(allocations)]
        let outcome = try command.run()
        isUnharmed = operation.isAcknowledged(outcome)
        let losses = operation.losses(outcome, in: store, killed: true)
        tally.add(
          observed: !isUnharmed, losses: losses.map { "\(operation.name), \(allocations) allocations: \($0)" }
        )
        allocations += max(harness.isQuick ? 400 : 1, allocations / (harness.isQuick ? 2 : 100))
      }
      try swallow(harness, operation, &tally)
    }
    return tally
  }
}
