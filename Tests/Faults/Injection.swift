import Foundation

/// One system call of a program tampered with by strace.
struct Injection {
  var call: String
  /// `signal=SIGKILL`, `error=EIO`, `retval=8192`.
  var fault: String
  /// The n-th such call, or from the n-th on: `7`, `7+`.
  var when: String
  /// Only calls that touch this file; nil = all.
  var path: String?
  /// A call that the file system does not have at all.
  var lacking: String?

  /// - Returns: what became of the command, and whether the call was met.
  func run(_ command: Command) throws -> (outcome: Outcome, observed: Bool) {
    let folder = try Scratch()
    let log = folder.path + "/trace"
    var traced = command
    // The faster way of stopping a program does not deliver signals, nor does it know files.
    let isFast = path == nil && !fault.hasPrefix("signal")
    traced.words = ["strace", "-f", "-qq", "-o", log]
    if let path { traced.words += ["-P", path] }
    if isFast { traced.words += ["--seccomp-bpf"] }
    if let lacking { traced.words += ["-e", "inject=\(lacking):error=EPERM"] }
    traced.words += ["-e", "inject=\(call):\(fault):when=\(when)"]
    traced.words += ["-e", "trace=\(call)" + (lacking.map { ",\($0)" } ?? ""), "--"] + command.words
    let outcome = try traced.run()
    let trace = String(decoding: FileManager.default.contents(atPath: log) ?? Data(), as: UTF8.self)
    let killed = fault.hasPrefix("signal") && outcome.status == 128 + SIGKILL
    let isMet = trace.split(separator: "\n").contains { line in
      line.contains("(INJECTED)") && !(lacking.map { line.contains(" \($0)(") } ?? false)
    }
    return (outcome, killed || isMet)
  }

  /// Writes to the ledger itself that are dropped and reported as done: what a program would do that does not look.
  static func swallowing(_ store: Store) -> Injection {
    Injection(call: "pwrite64", fault: "retval=8192", when: "1+", path: store.ledger)
  }

  /// Runs an operation with the n-th call tampered with, for every n until the run ends unharmed.
  static func sweep(
    _ harness: Harness, _ operation: Operation, call: String, fault: String, onwards: Bool = false,
    lacking: String? = nil, _ judge: (_ store: Store, _ outcome: Outcome, _ place: String) throws -> Void
  ) throws {
    try sweep(operation.seed, call: call, fault: fault, onwards: onwards, lacking: lacking) { store in
      harness.command(operation.arguments(in: store), in: store)
    } judge: { store, outcome, place in
      try judge(store, outcome, "\(operation.name), \(place)")
    }
  }

  /// The same for any command on copies of any store.
  static func sweep(
    _ seed: Store, call: String, fault: String, onwards: Bool = false, lacking: String? = nil,
    command: (Store) -> Command, judge: (_ store: Store, _ outcome: Outcome, _ place: String) throws -> Void
  ) throws {
    for number in 1...10_000 {
      let store = try Store(copying: seed)
      let injection = Injection(
        call: call, fault: fault, when: "\(number)\(onwards ? "+" : "")", lacking: lacking)
      let (outcome, observed) = try injection.run(command(store))
      guard observed else { return }
      try judge(store, outcome, "\(fault) at \(call) \(injection.when)")
    }
  }
}
