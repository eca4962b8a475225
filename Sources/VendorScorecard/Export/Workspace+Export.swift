internal import ScorecardFormats
internal import ScorecardLedger
internal import ScorecardModel

/// What an export wrote.
public struct ExportResult: Hashable, Sendable {
  /// Paths, in their order.
  public var files: [String]
  /// Incidents that count and that the format cannot say, each standing for several: scores of the copy lack them.
  public var leftOut: Int
}

extension Workspace {
  /// Writes `incidents.csv`, `volumes.csv` and `checkins.csv` into a folder.
  ///
  /// Importing them into an empty workspace with the same catalog gives the same scores. What enters no score
  /// (retracted, unconfirmed) is left out, and so is an incident that stands for several, which the format cannot say.
  ///
  /// - Parameter directory: made if it is not there.
  /// - Throws: ``WorkspaceError/cannotWrite(path:reason:)``, ``WorkspaceError/notOrdinaryFile(path:)``.
  public func export(to directory: String) throws -> ExportResult {
    let all = try ledger.incidents(IncidentFilter(standings: [.counted]))
    let incidents = all.filter { $0.incident.details.count == .one }
    let (volumes, checkIns) = (try ledger.volumes(), try ledger.checkIns())
    try FileWriting.makeFolder(directory)
    let files = ["incidents.csv", "volumes.csv", "checkins.csv"].map { directory + "/" + $0 }
    let pending = try files.map(PendingFile.init(replacing:))
    try pending[0].write(IncidentCSV.header)
    let keys = ExportKey(ledger: try ledger.identity())
    let events = EventCells(incidents, id: keys.text)
    for recorded in incidents {
      let line = IncidentLine(
        recorded.incident, id: keys.text(of: recorded), event: events.cell(of: recorded))
      try pending[0].write(IncidentCSV.line(line))
    }
    try pending[1].write(VolumeCSV.text(volumes))
    try pending[2].write(CheckInCSV.text(checkIns))
    // All are on disk before the first is in place.
    for file in pending { try file.sync() }
    for file in pending { try file.publish() }
    return ExportResult(files: files, leftOut: all.count - incidents.count)
  }
}
