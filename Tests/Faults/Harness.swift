import Foundation

/// What a part is run with.
struct Harness {
  /// The real program.
  let program: String
  /// The short form that goes with the tests.
  let isQuick: Bool
  /// Runs that the command line asks for; nil = the part's own number.
  let count: Int?
  let seed: UInt64

  func runs(quick: Int, full: Int) -> Int { count ?? (isQuick ? quick : full) }

  func command(_ words: [String], in store: Store) -> Command {
    Command(words: [program] + words + ["--workspace", store.path])
  }

  /// Runs a command that must succeed.
  func fine(_ words: [String], in store: Store) throws {
    let outcome = try command(words, in: store).run()
    guard outcome.status == 0 else {
      throw HarnessError("\(words.joined(separator: " ")): \(outcome.described)")
    }
  }

  /// Why system calls cannot be traced here; nil = they can.
  static let withoutStrace: String? = {
    guard let outcome = try? Command(words: ["strace", "-f", "--seccomp-bpf", "-qq", "true"]).run() else {
      return "strace is not installed: apt-get install strace"
    }
    return outcome.status == 0 ? nil : "strace may not trace here (\(outcome.messages.prefix(60)))"
  }()
}

/// What came of a part.
struct Tally {
  private(set) var runs = 0
  /// Runs in which the fault was seen to happen.
  private(set) var observed = 0
  private(set) var losses: [String] = []
  /// The same without the protection: what was taken away, and in how many of the runs that was noticed.
  var control = (what: "", runs: 0, noticed: 0)
  /// Whole part, or some of its cases.
  var skipped: [String] = []
  /// More to say beside the numbers.
  var notes: [String] = []

  mutating func add(observed: Bool, losses: [String] = []) {
    runs += 1
    if observed { self.observed += 1 }
    self.losses += losses
  }

  mutating func add(_ other: Tally) {
    runs += other.runs
    observed += other.observed
    losses += other.losses
  }

  mutating func addControl(noticed: Bool) {
    control.runs += 1
    if noticed { control.noticed += 1 }
  }

  /// A fault that never happened proves nothing, and neither does a check that misses what is not protected.
  var isFailure: Bool {
    runs == 0 ? skipped.isEmpty : observed == 0 || !losses.isEmpty || control.noticed == 0
  }

  func lines(_ name: String, seconds: Double) -> [String] {
    let time = "\(Int(seconds.rounded())) s"
    // One of each kind: the same defect shows at many calls.
    let kinds = Dictionary(grouping: losses) { $0.filter { !$0.isNumber && !$0.isUppercase } }
    let shown = kinds.values.sorted { $0[0] < $1[0] }.prefix(30)
    var lines = shown.map { "  lost: \($0[0])\($0.count > 1 ? " and \($0.count - 1) like it" : "")" }
    lines += notes.map { "  \($0)" }
    if runs > 0 || skipped.isEmpty {
      let mark = isFailure ? "✘" : "✓"
      lines.append(
        "\(mark) \(name): \(runs) runs, \(observed) faults observed, \(losses.count) losses; control "
          + "(\(control.what)): \(control.noticed) of \(control.runs) noticed; \(time)")
    }
    return lines + skipped.map { "SKIPPED \(name): \($0)" }
  }
}

/// SplitMix64 (Steele, Lea & Flood, 2014): the same seed gives the same faults.
struct Chance: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }
  mutating func isHeads() -> Bool { Bool.random(using: &self) }
}
