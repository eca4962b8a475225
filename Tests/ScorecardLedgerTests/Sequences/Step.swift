import ScorecardModel
import TestSupport

@testable import ScorecardLedger

/// One thing that an owner does, with all that it says: a failing sequence can lose steps and be run again.
///
/// A new command of the ledger becomes a case here, a line in ``run(on:at:importNumber:)`` and a line in the model.
enum Step {
  enum Row {
    case incident(Incident, confirmed: Bool, Link? = nil)
    case volume(Volume)
    case checkIn(Day)
    case record(SourceRecord)
  }

  enum Link {
    case first
    case with(Int64)
  }

  enum Ending { case commit, dryRun, failure }

  case log(Incident, allowDuplicate: Bool)
  case revise([(id: Int64, incident: Incident)], as: Revision)
  /// Calls one the same event as another, or as none.
  case link(Int64, with: Int64?)
  case confirm([Int64])
  case retract(Int64)
  case volume(Volume)
  case checkIn(Day)
  case importing([Row], Ending)
  case undo
  case redo
  case undoImport(pick: Int)
  case reopen(ScoringPolicy)
  case backUp
  /// One of the backups so far, if there are any.
  case restore(pick: Int)
}

/// What a step came to, in words that the ledgers and the model share.
enum Answer: Equatable {
  struct Incident: Equatable {
    var id: Int64
    var recordedAt: Timestamp
    var shown: ModelLedger.Shown
  }

  case incidents([Incident])
  /// The one that was replaced.
  case volume(Volume?)
  case checkedIn(Bool)
  case imported([ImportOutcome], [ModelOutcome])
  case undone(Int64?)
  case redone(Int64?)
  case takenBack(ModelUndo)
  case refused(LedgerError)
  case done
}

extension Answer.Incident {
  init(_ record: RecordedIncident) {
    let shown = ModelLedger.Shown(
      incident: record.incident, standing: record.standing, event: record.event)
    self.init(id: record.id, recordedAt: record.recordedAt, shown: shown)
  }
}

extension Step {
  /// Runs it on a ledger; reopening is the runner's.
  func run(on ledger: any Ledger, at now: Timestamp, importNumber: (Int) -> Int64) throws -> Answer {
    do {
      return try answer(of: ledger, at: now, importNumber: importNumber)
    } catch let error as LedgerError {
      return .refused(error)
    }
  }

  private func answer(of ledger: any Ledger, at now: Timestamp, importNumber: (Int) -> Int64) throws -> Answer
  {
    switch self {
    case .log(let incident, let allowDuplicate):
      let record = try ledger.record(incident, allowDuplicate: allowDuplicate, at: now)
      return .incidents([Answer.Incident(record)])
    case .revise(let changes, let revision):
      let records = try ledger.revise(changes, as: revision, reason: "again", at: now)
      return .incidents(records.map(Answer.Incident.init))
    case .link(let id, let other):
      let record = try ledger.revise(id, as: .edited, reason: "again", at: now) { recorded in
        var incident = recorded.incident
        incident.details.sameAs = other
        return incident
      }
      return .incidents([Answer.Incident(record)])
    case .confirm(let ids):
      return .incidents(try ledger.confirm(ids, at: now).map(Answer.Incident.init))
    case .retract(let id):
      return .incidents([Answer.Incident(try ledger.retract(id, reason: "no", at: now))])
    case .volume(let volume): return .volume(try ledger.record(volume, at: now))
    case .checkIn(let day): return .checkedIn(try ledger.checkIn(day, at: now))
    case .importing(let rows, let ending): return try Step.run(rows, ending, on: ledger, at: now)
    case .undo: return .undone(try ledger.undo(at: now)?.number)
    case .redo: return .redone(try ledger.redo(at: now)?.number)
    case .undoImport(let pick):
      let undo = try ledger.undoImport(importNumber(pick), at: now)
      var report = ModelUndo(change: undo.change.number)
      (report.voided, report.restored) = (undo.voided, undo.restored)
      (report.kept, report.keptVolumes) = (undo.keptIncidents, undo.keptVolumes)
      (report.recounted, report.keptRecords) = (undo.recounted, undo.keptRecords)
      report.unwatched = undo.unwatched
      return .takenBack(report)
    // What becomes of files is the runner's.
    case .reopen, .backUp, .restore: return .done
    }
  }

  private static func run(
    _ rows: [Row], _ ending: Ending, on ledger: any Ledger, at now: Timestamp
  ) throws -> Answer {
    struct Stop: Error {}
    var outcomes: [ImportOutcome] = []
    var records: [ModelOutcome] = []
    do {
      try ledger.importing(files: ["some.csv"], at: now, commit: ending != .dryRun) { session in
        try session.beginFile()
        for row in rows {
          let outcome: ImportOutcome
          switch row {
          case .incident(let incident, let confirmed, let link):
            outcome = try add(incident, link, confirmed: confirmed, to: session)
          case .volume(let volume): outcome = try session.add(volume)
          case .checkIn(let day): outcome = try session.add(checkIn: day)
          case .record(let record):
            records.append(ModelOutcome(try session.add(try StorableRecord(record))))
            continue
          }
          if case .refused = outcome {
            outcomes.append(.refused(.noSource))
          } else {
            outcomes.append(outcome)
          }
        }
        if ending == .failure { throw Stop() }
      }
    } catch is Stop {}
    return .imported(outcomes, records)
  }

  private static func add(
    _ incident: Incident, _ link: Link?, confirmed: Bool, to session: any ImportSession
  ) throws -> ImportOutcome {
    let row = try StorableIncident(incident)
    return switch link {
    case nil: try session.add(row, confirmed: confirmed)
    case .first: try session.add(session.numbered(row).linked(.first), confirmed: confirmed)
    case .with(let number): try session.add(session.numbered(row).linked(.with(number)), confirmed: confirmed)
    }
  }
}
