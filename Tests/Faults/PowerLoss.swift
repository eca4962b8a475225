import Foundation

/// The power goes at any moment of a session of logs, an import and an undo, on a disk that had kept what it liked of the unsynced.
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

  /// A new ledger, logs, an import with a row set aside, an undo and a log, once traced and once to learn its states.
  private static func record(_ harness: Harness) throws -> Session {
    let steps: [(words: [String], acknowledgement: String)] = [
      (["log", "northwind", "bad", "First", "-s", "4"], "✓ Saved"),
      (["log", "parcelo", "good", "Second"], "✓ Saved"),
      (["import", "mixed.csv", "--skip-bad"], " new, "), (["undo"], "✓ Took back"),
      (["log", "paywell", "bad", "Last", "-s", "2"], "✓ Saved"),
    ]
    let (store, twin) = (try Store(), try Store())
    for store in [store, twin] {
      try store.write(
        Store.rows(40, id: "mixed") + "2026-13-01,northwind,bad,3,,No such day,x\n", to: "mixed.csv")
    }
    var session = Session(initial: try contents(store), events: [], states: [try twin.contents()])
    for step in steps {
      func words(_ store: Store) -> [String] {
        step.words.map { $0.hasSuffix(".csv") ? store.path + "/" + $0 : $0 }
      }
      session.events += try trace(harness.command(words(store), in: store), store, step.acknowledgement)
      _ = try harness.command(words(twin), in: twin).run()
      session.states.append(try twin.contents())
    }
    return session
  }

  private static func contents(_ store: Store) throws -> [String: [UInt8]] {
    var contents: [String: [UInt8]] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: store.path) {
      contents[name] = FileManager.default.contents(atPath: store.path + "/" + name).map { [UInt8]($0) }
    }
    return contents
  }

  private static func trace(
    _ command: Command, _ store: Store, _ acknowledgement: String
  ) throws -> [DiskEvent] {
    let folder = try Scratch()
    let log = folder.path + "/trace"
    var traced = command
    traced.words =
      [
        "strace", "-f", "-qq", "-y", "-xx", "-s", "99999999", "-o", log, "-e", "trace=" + Recording.calls,
        "--",
      ]
      + command.words
    let outcome = try traced.run()
    let text = String(decoding: FileManager.default.contents(atPath: log) ?? Data(), as: UTF8.self)
    let events = try Recording(text, folder: store.path, acknowledgements: [acknowledgement]).events
    guard events.contains(where: { if case .acknowledged = $0 { true } else { false } }) else {
      throw HarnessError("nothing acknowledged in the recording: \(outcome.described)")
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
    for _ in 0..<10_000 {
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
        let losses = losses(folder.path, session, acknowledged)
        tally.add(
          observed: state != disk.afterPowerLoss(.none, &chance),
          losses: losses.map { "at event \(moment), \(loss) lost: \($0)" })
        if tally.runs == states { return tally }
      }
      if seen.count == before { break }
    }
    tally.notes.append("there are no more than \(tally.runs) different states in this recording")
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
