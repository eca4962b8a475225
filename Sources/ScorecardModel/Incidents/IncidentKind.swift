/// What an experience was, in an owner's word: it stands for an outcome, a dimension and a usual severity, each of which
/// may be said otherwise.
public enum IncidentKind: String, CaseIterable, Sendable, Hashable, Codable {
  case late
  case lost
  case damaged
  case down
  /// Declined, broken, or not what was ordered.
  case failed
  case overcharged
  /// A long wait, a canned reply, the wrong department.
  case noanswer
  /// A wrong answer, or a promise that was broken.
  case wrong
  /// Not heard, hung up on.
  case rude
  case quick
  /// Told us before it hurt.
  case warned
  /// Resolved well.
  case fixed
  case kind
  case praise

  /// Good, or bad with the usual severity.
  public var outcome: Outcome {
    switch self {
    case .late, .noanswer, .wrong: .bad(Severity(unchecked: 2))
    case .damaged, .failed, .overcharged, .rude: .bad(Severity(unchecked: 3))
    case .down: .bad(Severity(unchecked: 4))
    case .lost: .bad(Severity(unchecked: 5))
    case .quick, .warned, .fixed, .kind, .praise: .good
    }
  }

  public var isGood: Bool { outcome == .good }

  public var dimension: Dimension {
    switch self {
    case .late, .lost, .down, .failed: .reliability
    case .damaged: .tangibles
    case .noanswer, .quick, .fixed: .responsiveness
    case .overcharged, .wrong, .warned: .assurance
    case .rude, .kind: .empathy
    case .praise: .general
    }
  }

  /// What it is, where its word alone does not say it; after a colon.
  public var meaning: String {
    switch self {
    case .late: "came after the promised day"
    case .lost: "never came"
    case .damaged: "came broken"
    case .down: "could not be reached"
    case .failed: "declined, broken, not what was ordered"
    case .overcharged: "charged more than agreed"
    case .noanswer: "long wait, canned reply, wrong department"
    case .wrong: "wrong answer, broken promise"
    case .rude: "not heard, hung up on"
    case .quick: "helped at once"
    case .warned: "told us before it hurt"
    case .fixed: "resolved it well"
    case .kind: "listened, treated us as people"
    case .praise: "good in general"
    }
  }

  /// From 1 on; part of the ledger's format.
  public var number: Int {
    switch self {
    case .late: 1
    case .lost: 2
    case .damaged: 3
    case .down: 4
    case .failed: 5
    case .overcharged: 6
    case .noanswer: 7
    case .wrong: 8
    case .rude: 9
    case .quick: 10
    case .warned: 11
    case .fixed: 12
    case .kind: 13
    case .praise: 14
    }
  }

  private static let byNumber = Dictionary(uniqueKeysWithValues: allCases.map { ($0.number, $0) })

  package init?(number: Int) {
    guard let kind = IncidentKind.byNumber[number] else { return nil }
    self = kind
  }
}

/// How often an experience of a kind is on record.
public struct KindCount: Hashable, Sendable {
  public var kind: IncidentKind
  /// ≥ 1; what stands for several counts as often.
  public var count: Int

  public init(kind: IncidentKind, count: Int) {
    self.kind = kind
    self.count = count
  }

  /// Counts incidents as they come.
  package struct Tally {
    private var byKind: [IncidentKind: Int] = [:]

    package init() {}

    /// What has no kind is not counted.
    package mutating func add(_ incident: Incident) {
      if let kind = incident.kind { byKind[kind, default: 0] += incident.details.wholeCount }
    }

    /// Bad kinds first, the most frequent first.
    package var counts: [KindCount] {
      byKind.map { KindCount(kind: $0.key, count: $0.value) }.sorted { a, b in
        if a.kind.isGood != b.kind.isGood { return b.kind.isGood }
        return (b.count, a.kind.number) < (a.count, b.kind.number)
      }
    }
  }
}
