package import ScorecardLedger
package import ScorecardModel

/// What every ledger must do, whatever it is made of: one case is one behaviour.
///
/// A test runs `LedgerConformance.all` over a factory that makes an empty ledger; a case throws ``Unmet``.
package struct LedgerConformance: Sendable, CustomStringConvertible, Equatable {
  package typealias Factory = @Sendable (ScoringPolicy) throws -> any Ledger

  package let description: String
  private let body: @Sendable (Factory) throws -> Void

  init(_ description: String, _ body: @escaping @Sendable (any Ledger) throws -> Void) {
    self.init(description, policies: { try body(try $0(.standard)) })
  }

  init(_ description: String, policies body: @escaping @Sendable (Factory) throws -> Void) {
    self.description = description
    self.body = body
  }

  package static func == (a: Self, b: Self) -> Bool { a.description == b.description }

  package func run(_ factory: Factory) throws { try body(factory) }

  package static let all =
    reading + writing + undoing + importing + records + sums + outages + links + events + batches
    + randomOutages
    + record

  /// An expectation that did not hold.
  package struct Unmet: Error, CustomStringConvertible {
    package let description: String
  }
}

// MARK: What the cases are written with

func expect(_ condition: Bool, _ what: String, line: Int = #line) throws {
  guard condition else { throw LedgerConformance.Unmet(description: "line \(line): \(what)") }
}

func expect<T: Equatable>(_ found: T, is wanted: T, line: Int = #line) throws {
  guard found == wanted else {
    throw LedgerConformance.Unmet(description: "line \(line): found \(found), wanted \(wanted)")
  }
}

func expect(_ error: LedgerError, line: Int = #line, from body: () throws -> Void) throws {
  do {
    try body()
  } catch let found as LedgerError {
    return try expect(found, is: error, line: line)
  }
  throw LedgerConformance.Unmet(description: "line \(line): no error, wanted \(error)")
}

func day(_ text: String) throws -> Day { try Day(text) }
func moment(_ seconds: Int64) -> Timestamp { Timestamp(seconds: 1_790_000_000 + seconds) }

func bad(
  _ vendor: String, _ on: String, _ severity: Int = 3, _ dimension: Dimension = .reliability,
  _ summary: String = "", resolved: Bool? = nil, mitigated: Bool? = nil, id: String? = nil
) throws -> Incident {
  Incident(
    vendor: vendor, day: try day(on), outcome: .bad(try Severity(severity)), dimension: dimension,
    summary: summary, resolved: resolved, mitigated: mitigated,
    source: id.map { ImportKey(source: "desk", id: $0) })
}

func good(
  _ vendor: String, _ on: String, _ dimension: Dimension = .empathy, _ summary: String = "", id: String? = nil
) throws -> Incident {
  Incident(
    vendor: vendor, day: try day(on), outcome: .good, dimension: dimension, summary: summary,
    source: id.map { ImportKey(source: "desk", id: $0) })
}

func volume(_ from: String, _ to: String, _ orders: Int, _ vendor: String? = nil) throws -> Volume {
  guard let volume = Volume(from: try day(from), to: try day(to), orders: orders, vendor: vendor) else {
    throw LedgerConformance.Unmet(description: "no volume from \(from) to \(to)")
  }
  return volume
}

extension Ledger {
  @discardableResult
  func log(_ incident: Incident, _ second: Int64 = 0) throws -> RecordedIncident {
    try record(incident, allowDuplicate: false, at: moment(second))
  }

  package func revise(
    _ id: Int64, to incident: Incident, as revision: Revision, reason: String, at now: Timestamp
  ) throws -> RecordedIncident {
    try revise(id, as: revision, reason: reason, at: now) { _ in incident }
  }

  package func revise(
    _ changes: [(id: Int64, incident: Incident)], as revision: Revision, reason: String, at now: Timestamp
  ) throws -> [RecordedIncident] {
    var next = changes.makeIterator()
    return try revise(changes.map(\.id), as: revision, reason: reason, at: now) {
      next.next()?.incident ?? $0.incident
    }
  }

  /// What became of each row.
  @discardableResult
  func add(
    _ incidents: [Incident], confirmed: Bool = true, commit: Bool = true, file: String = "desk.csv"
  ) throws -> [ImportOutcome] {
    var outcomes: [ImportOutcome] = []
    try importing(files: [file], at: moment(500), commit: commit) { session in
      for start in stride(from: 0, to: incidents.count, by: 256) {
        let batch = incidents[start..<min(start + 256, incidents.count)]
        // As files are read.
        if session.looksAhead {
          var expected = ExpectedRows()
          for incident in batch.compactMap({ try? StorableIncident($0) }) { expected.add(incident) }
          try session.expect(expected)
        }
        for incident in batch { outcomes.append(try session.add(incident, confirmed: confirmed)) }
      }
    }
    return outcomes
  }

  /// The sums as a full count of what is on record gives them.
  func recounted(_ policy: ScoringPolicy = .standard) throws -> Evidence {
    Evidence(
      recorded: try incidents(IncidentFilter(standings: [.counted])), volumes: try volumes(),
      checkIns: try checkIns(), policy: policy)
  }

  func expectSumsHold(_ policy: ScoringPolicy = .standard, line: Int = #line) throws {
    try expect(try evidence() == recounted(policy), "the sums differ from a recount", line: line)
  }
}
