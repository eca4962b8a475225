import ScorecardModel

/// A state of an incident without the event that it is a part of, which follows from the rest.
struct ReportedIncident: Equatable {
  var incident: Incident
  var standing: Standing
  var imported: Bool

  init(_ incident: Incident, _ standing: Standing, imported: Bool) {
    self.incident = incident
    self.standing = standing.current
    self.imported = imported
  }
}

/// What the undoing of a change does with one thing that the change gave another state.
enum StateUndo {
  enum Verdict {
    /// The change reported nothing new: it may have made an incident a part of an event, or of none.
    case nothing
    /// A later change touched it, and still stands.
    case keep
    case takeBack
  }

  /// - Parameters:
  ///   - before: the state right before the change; nil when the change brought the thing.
  ///   - left: the last state that the change brought.
  ///   - later: the states since, oldest first; `stands` is false for those by an undo and by what was undone.
  static func verdict<State: Equatable>(
    before: State?, left: State, later: [(reported: State, stands: Bool)]
  ) -> Verdict {
    if before == left { return .nothing }
    var previous = left
    for state in later {
      if state.stands, state.reported != previous { return .keep }
      previous = state.reported
    }
    return .takeBack
  }

  /// Which of the states before a change, oldest first, comes back with its undoing: the newest that a change reported
  /// which still stands; nil when there is none.
  ///
  /// What an undo gave was reported by a change before it, and holds no longer than that one; an event tells nothing.
  static func standing<State: Equatable>(_ states: [(reported: State, stands: Bool)]) -> Int? {
    states.indices.last { states[$0].stands && ($0 == 0 || states[$0].reported != states[$0 - 1].reported) }
  }
}

extension ImportUndo {
  mutating func keep(_ id: Int64) {
    kept += 1
    if keptIncidents.count < ImportUndo.mostNamed { keptIncidents.append(id) }
  }
}
