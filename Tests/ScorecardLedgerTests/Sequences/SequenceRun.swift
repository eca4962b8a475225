import FileSystem
import ScorecardModel
import TestSupport

@testable import ScorecardLedger

/// Runs steps on a ledger in a file and on the model, which have to be alike after each.
struct SequenceRun {
  /// Where and how they differ.
  struct Difference: Error, CustomStringConvertible {
    var description: String
  }

  private let folder: TemporaryFolder
  private var file: SQLiteLedger
  private(set) var model = ModelLedger(policy: .standard)
  private var backups: [(path: String, model: ModelLedger)] = []

  init() throws {
    folder = try TemporaryFolder()
    file = try folder.open()
  }

  static func run(_ steps: [Step]) throws {
    var run = try SequenceRun()
    for (index, step) in steps.enumerated() {
      do { try run.take(step, at: index) } catch let difference as Difference {
        throw Difference(description: "step \(index), \(step): \(difference)")
      }
    }
    try run.end(at: steps.count)
  }

  private mutating func take(_ step: Step, at index: Int) throws {
    let now = Timestamp(seconds: noon.seconds + Int64(index))
    let before = model
    let wanted = model.run(step, at: now)
    switch step {
    case .reopen(let policy):
      // Sums of the policy before are counted afresh until the next write.
      try reopen(policy)
    case .backUp: try backUp()
    case .restore(let pick): if !backups.isEmpty { try restore(pick % backups.count, at: index) }
    default:
      let found = try step.run(on: file, at: now, importNumber: before.importNumber)
      try expect(found, is: wanted, "the answer")
    }
    let touched = model.records.indices.filter {
      model.records[$0].shown.last?.change == model.changes.last?.number
    }
    try expectSame(file, histories: touched)
  }

  private mutating func reopen(_ policy: ScoringPolicy) throws {
    file = try SQLiteLedger.open(path: folder.ledgerPath, policy: policy, mode: .readWrite)
  }

  private mutating func backUp() throws {
    let path = "\(folder.path)/backup-\(backups.count).sqlite"
    _ = try BackupStore().write(from: folder.ledgerPath, to: path)
    backups.append((path, model))
    let copy = try SQLiteLedger.open(path: path, policy: model.policy, mode: .readOnly)
    try expectSame(copy, histories: Array(model.records.indices))
  }

  /// The ledgers go on from the backup, under the policy of today.
  private mutating func restore(_ number: Int, at step: Int) throws {
    let policy = model.policy
    let backup = backups[number]
    let replacedFile = "\(folder.path)/replacedFile-\(step).sqlite"
    _ = try BackupStore().restore(
      backup.path, to: folder.ledgerPath, keepingOldAs: UniqueFilename { _ in replacedFile })
    let replaced = try SQLiteLedger.open(path: replacedFile, policy: policy, mode: .readOnly)
    try expectSame(replaced, histories: [])
    model = backup.model
    model.policy = policy
    try reopen(policy)
  }

  /// Everything but the record is lost and made anew from it.
  private mutating func repair() throws {
    try file.execute("DROP INDEX incident_day; DROP TRIGGER incident_keeps_states; DELETE FROM evidence")
    let replacedFile = "\(folder.path)/damaged.sqlite"
    _ = try BackupStore(policy: model.policy).repair(
      folder.ledgerPath, keepingOldAs: UniqueFilename { _ in replacedFile })
    try reopen(model.policy)
  }

  /// All of it once more, made anew; then everything is undone, and nothing is left that counts.
  private mutating func end(at step: Int) throws {
    try reopen(model.policy)
    try repair()
    try expectSame(file, histories: Array(model.records.indices))
    for id in model.records.indices.map({ Int64($0) + 1 }) {
      let history = try file.history(of: id)
      try expect(history.map(\.state.revision), is: Array(1...history.count), "the revisions of #\(id)")
    }
    try expect(file.checkup(), is: [], "the checkup")
    var now = Timestamp(seconds: noon.seconds + Int64(step))
    while model.undo(at: now) != nil {
      _ = try file.undo(at: now)
      now = Timestamp(seconds: now.seconds + 1)
    }
    try expectSame(file, histories: [])
    try expect(file.evidence(), is: Evidence(), "what is left when all is undone")
    try expect(file.checkup(), is: [], "the checkup when all is undone")
  }

  private func expectSame(_ ledger: any Ledger, histories: [Int]) throws {
    let all = IncidentFilter(standings: [])
    let incidents = try ledger.incidents(all).map(Answer.Incident.init).sorted { $0.id < $1.id }
    try expect(
      incidents, is: model.records.indices.compactMap { model.recorded(Int64($0) + 1) }, "incidents")
    try expect(ledger.volumes(), is: model.volumes, "volumes")
    try expect(ledger.checkIns(), is: model.checkIns, "check-ins")
    for vendor in ["a", "b", "c"] {
      try expect(ledger.watched(vendor), is: model.watched(vendor), "when \(vendor) was watched")
    }
    try expect(ledger.evidence(), is: model.evidence, "sums")
    try expect(ledger.span(), is: model.span, "the span")
    try expect(ledger.vendorsOnRecord(), is: model.vendors, "vendors")
    let changes = try ledger.changes(limit: .max).reversed().map { change in
      Change(number: change.number, kind: change.kind, summary: "", at: change.at)
    }
    try expect(changes, is: model.changes, "changes")
    let imports = try ledger.imports().map { batch in
      [batch.number, Int64(batch.incidents), Int64(batch.standing), batch.undone ? 1 : 0]
    }
    try expect(imports, is: model.imports, "imports")
    for index in histories { try expectHistory(index, ledger) }
    if let newest = model.changes.last?.number {
      let subject = try ledger.read { try $0.subject(ofChange: newest) }
      try expect(subject, is: model.subject(ofChange: newest), "what the newest change touched")
    }
  }

  /// Every change that touched an incident, with what it left. Each has its own second.
  private func expectHistory(_ index: Int, _ ledger: any Ledger) throws {
    var left: [IncidentRevision] = []
    for revision in try ledger.history(of: Int64(index) + 1) {
      if left.last?.at == revision.at { left.removeLast() }
      left.append(revision)
    }
    try expect(
      left.map { Answer.Incident($0.state).shown }, is: model.records[index].shown.map(\.shown),
      "the history of #\(index + 1)")
    let changes = model.records[index].shown.map { Int($0.change) - 1 }
    let wanted = changes.map { "\(model.changes[$0].kind) \(model.reasons[$0]) \(model.changes[$0].at)" }
    try expect(
      left.map { "\($0.kind) \($0.reason) \($0.at)" }, is: wanted, "what made #\(index + 1)")
  }

  private func expect<T: Equatable>(
    _ found: T, is wanted: T, _ what: String
  ) throws {
    if found != wanted { throw difference(found, wanted, what) }
  }

  /// Names the first of a list that differs.
  private func expect<T: Equatable>(
    _ found: [T], is wanted: [T], _ what: String
  ) throws {
    guard found != wanted else { return }
    let index = zip(found, wanted).prefix { $0 == $1 }.count
    let (one, other) = (found.dropFirst(index).first, wanted.dropFirst(index).first)
    throw difference(one, other, "\(what), number \(index + 1)")
  }

  private func difference(_ found: Any?, _ wanted: Any?, _ what: String) -> Difference {
    func text(_ value: Any?) -> String { value.map { "\($0)" } ?? "none" }
    return Difference(description: "\(what):\n\(text(found))\nwanted\n\(text(wanted))")
  }

  /// A failure with as few steps, and rows of imports, as dropping one after the other leaves.
  static func shrunk(_ steps: [Step], _ failure: any Error) -> (steps: [Step], failure: any Error) {
    var (steps, failure) = (steps, failure)
    func isKept(_ fewer: [Step]) -> Bool {
      do { try run(fewer) } catch {
        (steps, failure) = (fewer, error)
        return false
      }
      return true
    }
    for index in steps.indices.reversed() {
      var fewer = steps
      fewer.remove(at: index)
      guard isKept(fewer), case .importing(let rows, let ending) = steps[index] else { continue }
      var left = rows
      for row in rows.indices.reversed() {
        var fewerRows = left
        fewerRows.remove(at: row)
        fewer = steps
        fewer[index] = .importing(fewerRows, ending)
        if !isKept(fewer) { left = fewerRows }
      }
    }
    return (steps, failure)
  }
}
