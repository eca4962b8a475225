import Foundation
import GRDBSQLite

/// Random damage to the file of a ledger with a few hundred incidents.
enum Damage {
  private enum Kind: CaseIterable {
    case bit, byte, noise, zeroSector, zeroPage, truncated, copiedPage, swappedPages, shifted
  }

  private static let page = 8192

  static func run(_ harness: Harness) throws -> Tally {
    let store = try Store()
    try store.write(Store.rows(300, id: "many"), to: "many.csv")
    try harness.fine(["import", store.path + "/many.csv"], in: store)
    for text in ["One more", "And another"] {
      try harness.fine(["log", "parcelo", "bad", text, "-s", "2"], in: store)
    }
    try harness.fine(["retract", "7"], in: store)
    try harness.fine(["volume", "420", "--month", "2026-08"], in: store)
    let sound = [UInt8](FileManager.default.contents(atPath: store.ledger) ?? Data())
    let reading = harness.isQuick ? Array(reading.prefix(2)) : reading
    let told = try reading.map { try harness.command($0, in: store).run() }
    var tally = Tally()
    var chance = Chance(seed: harness.seed)
    tally.control.what = "SQLite's own check alone"
    for number in 0..<harness.runs(quick: 60, full: 1500) {
      let kind = Kind.allCases[number % Kind.allCases.count]
      let damaged = damage(sound, kind, &chance)
      try Data(damaged).write(to: URL(fileURLWithPath: store.ledger))
      let (isNoticed, losses) = try judge(harness, store, reading, told)
      tally.add(observed: isNoticed, losses: losses.map { "\(kind), run \(number): \($0)" })
      if [UInt8](FileManager.default.contents(atPath: store.ledger) ?? Data()) != damaged {
        tally.add(observed: isNoticed, losses: ["\(kind), run \(number): reading changed the file"])
      }
      if isNoticed { tally.addControl(noticed: passesIntegrityCheck(store.ledger)) }
    }
    return tally
  }

  private static let reading = [
    ["incidents", "--json"], ["scores", "--json"], ["show", "7", "--json"], ["history", "7", "--json"],
  ]

  /// Each command must answer as before or fail with a reason, unless `doctor` tells of the damage.
  private static func judge(
    _ harness: Harness, _ store: Store, _ reading: [[String]], _ told: [Outcome]
  ) throws -> (isNoticed: Bool, losses: [String]) {
    let doctor = try harness.command(["doctor", "--full"], in: store).run()
    var isNoticed = doctor.status != 0
    var losses: [String] = []
    if doctor.isCrash || doctor.hung { losses.append("doctor: \(doctor.described)") }
    for (words, sound) in zip(reading, told) {
      let outcome = try harness.command(words, in: store).run()
      if outcome.isCrash || outcome.hung {
        losses.append("\(words[0]): \(outcome.described)")
      } else if outcome.status != 0 {
        isNoticed = true
        if outcome.messages.isEmpty { losses.append("\(words[0]): no reason given") }
      } else if outcome.output != sound.output, doctor.status == 0 {
        losses.append("\(words[0]) answers differently, and doctor finds nothing")
      }
    }
    return (isNoticed, losses)
  }

  private static func damage(_ sound: [UInt8], _ kind: Kind, _ chance: inout Chance) -> [UInt8] {
    var file = sound
    // Much of the file of a young ledger is empty, where damage does no harm.
    var place = chance.below(file.count)
    while file[place] == 0 { place = chance.below(file.count) }
    let first = place / page * page
    let other = chance.below(file.count / page) * page
    func fill(_ range: Range<Int>, _ value: () -> UInt8) {
      for index in range.clamped(to: 0..<file.count) { file[index] = value() }
    }
    switch kind {
    case .bit: file[place] ^= 1 << UInt8(chance.below(8))
    case .byte: file[place] = UInt8(truncatingIfNeeded: chance.next())
    case .noise:
      let length = 1 + chance.below(600)
      fill(place..<place + length) { UInt8(truncatingIfNeeded: chance.next()) }
    case .zeroSector: fill(place / 512 * 512..<place / 512 * 512 + 512) { 0 }
    case .zeroPage: fill(first..<first + page) { 0 }
    case .truncated: file.removeLast(file.count - place)
    case .copiedPage: file.replaceSubrange(other..<other + page, with: sound[first..<first + page])
    case .swappedPages:
      file.replaceSubrange(other..<other + page, with: sound[first..<first + page])
      file.replaceSubrange(first..<first + page, with: sound[other..<other + page])
    case .shifted:
      let end = min(place + 64, file.count)
      file.replaceSubrange(place..<end, with: [sound[end - 1]] + sound[place..<end - 1])
    }
    return file
  }

  /// What a ledger without checksums could say of its damage.
  private static func passesIntegrityCheck(_ path: String) -> Bool {
    var connection: OpaquePointer?
    defer { sqlite3_close(connection) }
    guard sqlite3_open_v2(path, &connection, SQLITE_OPEN_READONLY, nil) == SQLITE_OK else { return false }
    var statement: OpaquePointer?
    defer { sqlite3_finalize(statement) }
    guard sqlite3_prepare_v2(connection, "PRAGMA integrity_check", -1, &statement, nil) == SQLITE_OK,
      sqlite3_step(statement) == SQLITE_ROW, let text = sqlite3_column_text(statement, 0)
    else { return false }
    return String(cString: text) == "ok"
  }
}
