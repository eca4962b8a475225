import Foundation

/// The power goes at any moment of a session of logs, an import, an undo and a restore, on a disk that had kept what it liked of the unsynced.
enum PowerLoss {
  private struct Session {
    var initial: [String: [UInt8]]
    var events: [DiskEvent]
    /// What the ledger holds after so many acknowledgements.
    var states: [Contents]
  }

  static func run(_ harness: Harness) throws -> Tally {
    let session = try record(harness)
    var tally = try replay(
      session, states: harness.runs(quick: 150, full: 30_000), harness, ignoringSyncs: false)
    let control = try replay(session, states: harness.isQuick ? 60 : 600, harness, ignoringSyncs: true)
    tally.control = ("syncs taken out of the recording", control.runs, control.losses.count)
    return tally
  }

  /// A new ledger, logs, an import with a row set aside, an undo, a log, an earlier ledger restored and a log, once traced and once to learn its states.
  private static func record(_ harness: Harness) throws -> Session {
    let steps: [(words: [String], acknowledgement: String)] = [
      (["log", "northwind", "bad", "First", "-s", "4"], "✓ Saved"),
      (["log", "parcelo", "good", "Second"], "✓ Saved"),
      (["import", "mixed.csv", "--skip-bad"], " new, "), (["undo"], "✓ Undid"),
      (["log", "paywell", "bad", "Last", "-s", "2"], "✓ Saved"),
      (["restore", "earlier.sqlite", "--yes"], "✓ Restored"),
      (["log", "paywell", "bad", "In the restored one", "-s", "2"], "✓ Saved"),
    ]
    let (store, twin) = (try Store(), try Store())
    let earlier = try Store.seeded(harness)
    for store in [store, twin] {
      try store.write(
        Store.rows(40, id: "mixed") + "2026-13-01,northwind,bad,3,,No such day,x\n", to: "mixed.csv")
      try FileManager.default.copyItem(atPath: earlier.ledger, toPath: store.path + "/earlier.sqlite")
    }
    var session = Session(initial: try contents(store.path), events: [], states: [try twin.contents()])
    for step in steps {
      func words(_ store: Store) -> [String] {
        step.words.map { $0.contains(".") ? store.path + "/" + $0 : $0 }
      }
      session.events += try trace(harness.command(words(store), in: store), store.path, step.acknowledgement)
      _ = try harness.command(words(twin), in: twin).run()
      session.states.append(try twin.contents())
    }
    return session
  }

  private static func contents(_ folder: String) throws -> [String: [UInt8]] {
    var contents: [String: [UInt8]] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      contents[name] = FileManager.default.contents(atPath: folder + "/" + name).map { [UInt8]($0) }
    }
    return contents
  }

  private static func trace(
    _ command: Command, _ folder: String, _ acknowledgement: String?
  ) throws -> [DiskEvent] {
    let scratch = try Scratch()
    let log = scratch.path + "/trace"
    var traced = command
    traced.words =
      [
        "strace", "-f", "-qq", "-y", "-xx", "-s", "99999999", "-o", log, "-e", "trace=" + Recording.calls,
        "--",
      ]
      + command.words
    var disk = DiskModel(try contents(folder))
    let outcome = try traced.run()
    let text = String(decoding: FileManager.default.contents(atPath: log) ?? Data(), as: UTF8.self)
    let events = try Recording(text, folder: folder, acknowledgement: acknowledgement).events
    guard
      acknowledgement == nil || events.contains(where: { if case .acknowledged = $0 { true } else { false } })
    else {
      throw HarnessError("nothing acknowledged in the recording: \(outcome.described)")
    }
    // A call that the recording misses would be taken for one that the program does not make.
    events.forEach { disk.apply($0) }
    var chance = Chance(seed: 0)
    guard disk.afterPowerLoss(.none, &chance) == (try contents(folder)) else {
      throw HarnessError("the recording does not make what is on the disk: \(outcome.described)")
    }
    return events
  }

  /// Goes over the moments of the recording again and again until enough different states were looked at.
  private static func replay(
    _ session: Session, states: Int, _ harness: Harness, ignoringSyncs: Bool
  ) throws -> Tally {
    var tally = Tally()
    var chance = Chance(seed: harness.seed)
    var seen: Set<Int> = []
    let folder = try Scratch()
    var recoveries = 0
    rounds: for _ in 0..<10_000 {
      let before = seen.count
      var disk = DiskModel(session.initial, ignoresSyncs: ignoringSyncs)
      var acknowledged = 0
      for (moment, event) in session.events.enumerated() {
        disk.apply(event)
        if case .acknowledged = event { acknowledged += 1 }
        // One state a moment, so that a few of them are spread over the whole session.
        let loss = DiskModel.Loss.allCases[chance.below(DiskModel.Loss.allCases.count)]
        let state = disk.afterPowerLoss(loss, &chance)
        guard seen.insert(fingerprint(state, acknowledged)).inserted else { continue }
        try put(state, into: folder.path)
        // Recording a recovery takes long, so that only some are cut off as well.
        let isHalfDone = state.contains { $0.key.hasSuffix("-journal") && !$0.value.isEmpty }
        if !ignoringSyncs, isHalfDone, chance.below(20) == 0 {
          let more = try again(harness, session, acknowledged, folder, &chance)
          tally.add(more)
          recoveries += 1
          try put(state, into: folder.path)
        }
        let losses = losses(folder.path, session, acknowledged)
        tally.add(
          observed: state != disk.afterPowerLoss(.none, &chance),
          losses: losses.map { "at event \(moment), \(loss) lost: \($0)" })
        if tally.runs >= states { break rounds }
      }
      guard seen.count == before else { continue }
      tally.notes.append("there are no more than \(tally.runs) different states in this recording")
      break
    }
    if !ignoringSyncs { tally.notes.append("\(recoveries) recoveries cut off as well") }
    return tally
  }

  /// The power goes again while the next program takes back what was half done.
  private static func again(
    _ harness: Harness, _ session: Session, _ acknowledged: Int, _ folder: Scratch, _ chance: inout Chance
  ) throws -> Tally {
    var tally = Tally()
    var disk = DiskModel(try contents(folder.path))
    let reading = Command(words: [harness.program, "incidents", "--workspace", folder.path])
    for (moment, event) in try trace(reading, folder.path, nil).enumerated() {
      disk.apply(event)
      for loss in DiskModel.Loss.allCases {
        try put(disk.afterPowerLoss(loss, &chance), into: folder.path)
        let losses = losses(folder.path, session, acknowledged)
        tally.add(
          observed: true, losses: losses.map { "recovering, at event \(moment), \(loss) lost: \($0)" })
      }
    }
    return tally
  }

  private static func fingerprint(_ state: [String: [UInt8]], _ acknowledged: Int) -> Int {
    var hasher = Hasher()
    hasher.combine(acknowledged)
    for (name, bytes) in state.sorted(by: { $0.key < $1.key }) {
      hasher.combine(name)
      bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
    return hasher.finalize()
  }

  private static func put(_ state: [String: [UInt8]], into folder: String) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) where state[name] == nil {
      try FileManager.default.removeItem(atPath: folder + "/" + name)
    }
    for (name, bytes) in state {
      try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name))
    }
  }

  /// What was acknowledged is there, and at most what was under way besides.
  private static func losses(_ folder: String, _ session: Session, _ acknowledged: Int) -> [String] {
    do {
      let contents = try Contents(of: folder)
      let allowed = session.states[acknowledged..<min(acknowledged + 2, session.states.count)]
      if !contents.problems.isEmpty { return contents.problems }
      if allowed.contains(contents) { return [] }
      let earlier = session.states.prefix(acknowledged).contains(contents)
      return [earlier ? "acknowledged and not there" : "partly stored"]
    } catch {
      return ["unreadable: \(error)"]
    }
  }
}
