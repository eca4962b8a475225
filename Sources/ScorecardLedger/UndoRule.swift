import ScorecardModel

/// What the undoing of a change does with one incident that the change touched.
enum UndoRule {
  /// A state without its link to other outages, which follows from the rest.
  struct Told: Equatable {
    var incident: Incident
    var standing: Standing
    var imported: Bool

    init(_ incident: Incident, _ standing: Standing, imported: Bool) {
      self.incident = incident
      self.standing = standing.unlinked
      self.imported = imported
    }
  }

  enum Verdict {
    /// The change did no more than link it.
    case nothing
    /// A later change touched it, and still stands.
    case keep
    case takeBack
  }

  /// - Parameters:
  ///   - before: the state right before the change; nil when the change brought the incident.
  ///   - left: the last state that the change brought.
  ///   - later: the states since, oldest first; `stands` is false for those by an undo and by what was undone.
  static func verdict(before: Told?, left: Told, later: [(told: Told, stands: Bool)]) -> Verdict {
    if before == left { return .nothing }
    var previous = left
    for state in later {
      if state.stands, state.told != previous { return .keep }
      previous = state.told
    }
    return .takeBack
  }
}

extension ImportUndo {
  mutating func keep(_ id: Int64) {
    kept += 1
    if keptIncidents.count < ImportUndo.mostNamed { keptIncidents.append(id) }
  }
}
