import ScorecardModel

/// What an import does with a row whose key is on record.
struct MergePolicy {
  var outcome: ImportOutcome
  /// What the record says after it, when the outcome is new or changed.
  var incident: Incident
  var standing: Standing
  /// Whether it then is as imports told it, so that the next one may change it.
  var imported = true

  /// - Parameters:
  ///   - confirmed: whether the import asks for it to count; what is on record keeps its standing.
  ///   - imported: whether an import brought the present state, so that an import may change it.
  init(
    of incident: Incident, confirmed: Bool, onto old: RecordedIncident, standing: Standing, imported: Bool
  ) {
    self.incident = incident
    self.standing = standing
    // A key of 128 bits: another row's can only be met by design.
    guard incident.source == old.incident.source else {
      outcome = .refused(.keyTaken(by: old.id))
      return
    }
    guard standing != .voided else {
      outcome = .new
      self.standing = confirmed ? .inForce : .unconfirmed
      return
    }
    self.incident = MergePolicy.fuller(incident, onto: old.incident).dealt(withAs: old.incident)
    if self.incident == old.incident {
      outcome = .alreadyPresent
    } else if standing == .retracted {
      outcome = .keptLocal(id: old.id)
    } else if imported {
      outcome = .changed
    } else {
      // What it told before cannot be told from the edit, so that an end on record stays.
      let told = MergePolicy.ending(self.incident, as: old.incident)
      self.incident = MergePolicy.timed(old.incident, as: told)
      self.imported = false
      outcome = self.incident == old.incident ? .keptLocal(id: old.id) : .changed
    }
  }

  /// What was edited here stays as it is, but when it was down is its source's to say: nobody else can.
  static func timed(_ edited: Incident, as told: Incident) -> Incident {
    guard edited.hasDetails, told.hasDetails, edited.details.outage != nil, let outage = told.details.outage,
      outage != edited.details.outage
    else { return edited }
    var incident = edited
    incident.details.outage = outage
    if edited.resolved != true { incident.resolved = told.resolved ?? edited.resolved }
    incident.hoursToResolve = edited.hoursToResolve ?? told.hoursToResolve
    return incident
  }

  /// One outage may be told by two feeds under the same key, one of which knows less: no impact, and times to the
  /// minute. What tells more is kept, with an end that only the other one has, so that reading both in any order
  /// comes to rest.
  private static func fuller(_ new: Incident, onto old: Incident) -> Incident {
    guard new.hasDetails, old.hasDetails, let newOutage = new.details.outage,
      let oldOutage = old.details.outage
    else { return new }
    switch (oldOutage.impact == .unknown, newOutage.impact == .unknown) {
    case (false, true): return ending(old, as: new)
    case (true, false): return ending(new, as: old)
    case (true, true), (false, false):
      let new = beginning(new, as: old)
      // The same feed again, from before the end that is on record.
      let ended = ending(new, as: old)
      return ended == old ? old : new
    }
  }

  /// Who says only by when it had begun knows no more of that than who saw it earlier.
  private static func beginning(_ incident: Incident, as other: Incident) -> Incident {
    guard let outage = incident.details.outage, !outage.start.isKnown, let told = other.details.outage,
      told.startedAt < outage.startedAt
    else { return incident }
    var result = incident
    result.day = other.day
    result.details.outage?.start = told.start
    result.hoursToResolve = incident.hoursToResolve ?? result.details.outage?.hours
    return result
  }

  /// - Returns: the incident, with what it lacks of an end taken from the other.
  private static func ending(_ incident: Incident, as other: Incident) -> Incident {
    var result = incident
    if var outage = incident.details.outage, let told = other.details.outage {
      outage.end = end(outage.end, or: told.end, notBefore: outage.startedAt)
      result.details.outage = outage
    }
    if incident.resolved != true, other.resolved == true { result.resolved = true }
    result.hoursToResolve = incident.hoursToResolve ?? other.hoursToResolve
    return result
  }

  /// The end of which more is known: a moment before a bound, the tighter bound before the other.
  private static func end(
    _ mine: OutageMoment?, or other: OutageMoment?, notBefore start: Timestamp
  ) -> OutageMoment? {
    // A time to the minute may lie before the second in which it began.
    switch (mine, other) {
    case (.at, _), (_, nil): mine
    case (_, .at(let end)): .at(max(end, start))
    case (.by(let one), .by(let end)): .by(max(min(one, end), start))
    case (nil, .by(let end)): .by(max(end, start))
    }
  }
}

extension Incident {
  /// Whether another state says the same of what happened, whatever its owner noted to do about it.
  func tellsTheSame(as other: Incident) -> Bool {
    var (mine, theirs) = (self, other)
    if mine.hasDetails { (mine.details.followUp, mine.details.claimDone) = (nil, false) }
    if theirs.hasDetails { (theirs.details.followUp, theirs.details.claimDone) = (nil, false) }
    return mine == theirs
  }

  /// With what its owner noted to do about it, which no source knows; not once the money's fate is told.
  func dealt(withAs old: Incident) -> Incident {
    guard old.hasDetails, old.details.followUp != nil || old.details.claimDone else { return self }
    let isSettled = hasDetails && details.recovered != nil && old.details.recovered == nil
    var incident = self
    incident.details.followUp = details.followUp ?? (isSettled ? nil : old.details.followUp)
    incident.details.claimDone = details.claimDone || old.details.claimDone
    return incident
  }
}
