import ScorecardModel
import ScorecardScoring
import VendorScorecard

/// One question, as a snapshot of its own.
extension Workspace {
  func evaluate(asOf day: Day) throws -> Evaluation { try snapshot { try $0.evaluate(asOf: day) } }

  func explain(
    _ vendor: Vendor.ID, asOf day: Day
  ) throws -> (explanation: Explanation, evaluation: Evaluation) {
    try snapshot { try $0.explain(vendor, asOf: day) }
  }

  func compare(_ vendors: [Vendor.ID], asOf day: Day) throws -> Comparison {
    try snapshot { try $0.compare(vendors, asOf: day) }
  }

  func replacement(of replaced: Vendor.ID, by newcomer: Vendor.ID, asOf day: Day) throws -> Replacement {
    try snapshot { try $0.replacement(of: replaced, by: newcomer, asOf: day) }
  }

  func incidents(_ filter: IncidentFilter) throws -> [RecordedIncident] {
    try snapshot { try $0.incidents(filter) }
  }

  func incident(_ id: Int64) throws -> RecordedIncident { try snapshot { try $0.incident(id) } }
  func history(of id: Int64) throws -> [IncidentRevision] { try snapshot { try $0.history(of: id) } }
  func changes(limit: Int) throws -> [Change] { try snapshot { try $0.changes(limit: limit) } }
  func volumes() throws -> [Volume] { try snapshot { try $0.volumes() } }
  func checkIns() throws -> [Day] { try snapshot { try $0.checkIns() } }
  func due(asOf day: Day) throws -> [DueItem] { try snapshot { try $0.due(asOf: day) } }

  func outages(of vendor: Vendor.ID, from start: Timestamp?, to end: Timestamp) throws -> OutageReport? {
    try snapshot { try $0.outages(of: vendor, from: start, to: end) }
  }

  func quarterReport(_ quarter: Quarter, asOf day: Day) throws -> QuarterReport {
    try snapshot { try $0.quarterReport(quarter, asOf: day) }
  }
}
