import Foundation

/// Standard input, output and error that are closed or full.
enum Outputs {
  private struct Case {
    var name: String
    var input = Command.Channel.file("/dev/null")
    var output: Command.Channel?
    var messages: Command.Channel?
    var isOutputBroken: Bool { output != nil }
  }

  static func run(_ harness: Harness) throws -> Tally {
    var tally = Tally()
    let pipe = try BrokenPipe()
    let cases = [
      Case(name: "full output", output: .file("/dev/full")), Case(name: "closed output", output: .closed),
      Case(name: "broken pipe", output: .descriptor(pipe.writer)), Case(name: "closed input", input: .closed),
      Case(name: "closed error", messages: .closed), Case(name: "full error", messages: .file("/dev/full")),
      Case(name: "all closed", input: .closed, output: .closed, messages: .closed),
    ]
    let seed = try Store.seeded(harness)
    let operations = try Operation.all(harness, names: ["log", "undo", "import", "import --skip-bad"])
    for one in harness.isQuick ? Array(cases.prefix(2)) : cases {
      for operation in operations { try check(harness, one, operation, &tally) }
      for words in reading { try check(harness, one, words, seed, &tally) }
    }
    tally.control.what = "failed writes to the output reported as done"
    for words in reading {
      var command = harness.command(words, in: seed)
      command.output = .file("/dev/full")
      let (outcome, _) = try Injection(call: "write", fault: "retval=1", when: "1+").run(command)
      tally.addControl(noticed: !losses(outcome, cases[0]).isEmpty)
    }
    return tally
  }

  private static let reading = [
    ["incidents"], ["scores", "--json"], ["doctor"], ["explain", "parcelo"], ["help"], ["--version"],
  ]

  private static func losses(_ outcome: Outcome, _ one: Case) -> [String] {
    var losses: [String] = []
    if outcome.isCrash || outcome.hung { losses.append("crash") }
    if one.isOutputBroken, outcome.status == 0 { losses.append("exit 0 and nothing was said") }
    return losses.map { "\($0) (\(outcome.described))" }
  }

  private static func check(
    _ harness: Harness, _ one: Case, _ words: [String], _ seed: Store, _ tally: inout Tally
  ) throws {
    let store = try Store(copying: seed)
    let before = try store.contents()
    let command =
      words == ["--version"] ? Command(words: [harness.program] + words) : harness.command(words, in: store)
    let outcome = try run(command, one)
    var losses = losses(outcome, one)
    if try store.contents() != before { losses.append("reading changed the ledger") }
    tally.add(
      observed: !one.isOutputBroken || outcome.status != 0,
      losses: losses.map { "\(words), \(one.name): \($0)" })
  }

  private static func check(_ harness: Harness, _ one: Case, _ operation: Operation, _ tally: inout Tally)
    throws
  {
    let (store, unharmed) = (try Store(copying: operation.seed), try Store(copying: operation.seed))
    let outcome = try run(harness.command(operation.arguments(in: store), in: store), one)
    var losses = operation.losses(outcome, in: store, mute: true) + losses(outcome, one)
    // Whoever is not told that it is saved does it again.
    let isStored = try store.contents() == operation.after
    if isStored, outcome.status == 74, one.messages == nil, !outcome.messages.contains("It was saved") {
      losses.append("does not say that it is saved (\(outcome.described))")
    }
    _ = try harness.command(operation.arguments(in: unharmed), in: unharmed).run()
    if isStored, try files(store) != files(unharmed) { losses.append("another file than usual") }
    tally.add(
      observed: !one.isOutputBroken || outcome.status != 0,
      losses: losses.map { "\(operation.name), \(one.name): \($0)" })
  }

  private static func run(_ command: Command, _ one: Case) throws -> Outcome {
    var command = command
    (command.input, command.output, command.messages) = (one.input, one.output, one.messages)
    return try command.run()
  }

  /// Everything beside the ledger.
  private static func files(_ store: Store) throws -> [String: Data] {
    let names = try FileManager.default.contentsOfDirectory(atPath: store.path).filter {
      !$0.contains(".sqlite")
    }
    return Dictionary(
      uniqueKeysWithValues: names.map {
        ($0, FileManager.default.contents(atPath: store.path + "/" + $0) ?? Data())
      })
  }
}

/// A pipe that nobody reads.
private final class BrokenPipe {
  let writer: Int32

  init() throws {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw HarnessError("no pipe") }
    close(ends[0])
    writer = ends[1]
  }

  deinit { close(writer) }
}
