internal import ScorecardLedger
public import ScorecardModel

extension Workspace {
  /// Saves what the owner said about entries of the ``MonthReview``, all or none, and each answer as one change. Blocks on
  /// the disk.
  ///
  /// - Returns: the entries as they are now, by number.
  /// - Throws: as ``revise(_:reason:at:_:)``, ``resolve(_:hours:reason:at:)`` and ``confirm(_:at:)``.
  @discardableResult
  public func answer(
    _ answers: [Int64: ReviewAnswer], at now: Timestamp
  ) throws -> [RecordedIncident] {
    let today = calendar.day(of: now)
    return try ledger.write { transaction in
      try answers.sorted { $0.key < $1.key }.map { id, answer in
        try Workspace.save(answer, about: id, asOf: today, in: transaction, at: now)
        guard let recorded = try transaction.incident(id) else { throw LedgerError.noIncident(id) }
        return recorded
      }
    }
  }

  private static func save(
    _ answer: ReviewAnswer, about id: Int64, asOf today: Day, in transaction: any LedgerTransaction,
    at now: Timestamp
  ) throws {
    func change(_ reason: String, _ change: (inout Incident) -> Void) throws {
      _ = try transaction.revise([id], as: .edited, reason: "review: " + reason, at: now) { recorded in
        var incident = recorded.incident
        change(&incident)
        return incident
      }
    }
    switch answer {
    case .claimed(let money): try change("claimed") { $0.details.claimed = money }
    case .cameBack(let money):
      try change("came back") {
        $0.details.recovered = money
        // What was handed in comes again for its money alone.
        if $0.details.claimDone { $0.details.followUp = nil }
      }
    case .handedIn:
      try change("handed in") {
        $0.details.claimDone = true
        $0.details.followUp = today + ReviewAnswer.daysToPay
      }
    case .settled: try change("claim done") { $0.details.claimDone = true }
    case .raised: try change("raised") { $0.details.followUp = nil }
    case .askAgain(let day): try change("ask again") { $0.details.followUp = day }
    case .stillOpen:
      try change("still not resolved") { $0.details.followUp = today + ReviewAnswer.daysToAsk }
    case .resolved: _ = try Workspace.resolve(id, in: transaction, at: now)
    case .felt: _ = try transaction.confirm([id], at: now)
    case .notFelt: _ = try transaction.retract(id, reason: "nobody felt it", at: now)
    case .ours:
      // Somebody may have confirmed it meanwhile.
      if try transaction.incident(id)?.standing == .counted {
        return try change("not theirs") { $0.attribution = .us }
      }
      _ = try transaction.confirm([id], at: now) { recorded in
        var incident = recorded.incident
        incident.attribution = .us
        return incident
      }
    }
  }
}
