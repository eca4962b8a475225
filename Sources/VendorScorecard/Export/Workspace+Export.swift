internal import FileSystem
internal import ScorecardFormats
internal import ScorecardLedger
public import ScorecardModel

extension Workspace {
  /// Writes `incidents.csv`, `volumes.csv` and `checkins.csv` into a folder. Blocks on the disk.
  ///
  /// Importing them into an empty workspace with the same catalog gives the same scores. What enters no score
  /// (retracted, unconfirmed) is left out.
  ///
  /// - Parameter directory: made if it is not there.
  /// - Returns: the paths of the files, in their order.
  /// - Throws: ``FileError``.
  @discardableResult
  public func export(to directory: String) throws -> [String] {
    try snapshot { snapshot in
      try Folder.create(directory)
      let files = ["incidents.csv", "volumes.csv", "checkins.csv"].map { directory + "/" + $0 }
      let pending = try files.map(AtomicFile.init(replacing:))
      try snapshot.writeIncidents(to: pending[0])
      try pending[1].write(VolumeCSV.text(try snapshot.volumes()))
      try pending[2].write(CheckInCSV.text(try snapshot.checkIns()))
      // All are on disk before the first is in place.
      for file in pending { try file.sync() }
      for file in pending { try file.publish() }
      return files
    }
  }
}

extension Workspace {
  /// Writes a text as a whole file, in place of an ordinary one if one is there. Blocks on the disk.
  ///
  /// - Throws: ``FileError``; ``WorkspaceError/ownFile(path:)`` for the catalog and the ledger.
  public func write(_ text: String, to path: String) throws {
    guard !isOwnFile(path) else { throw WorkspaceError.ownFile(path: path) }
    try AtomicFile.replace(path, with: Array(text.utf8))
  }
}

extension Snapshot {
  /// Incidents as rows of a file that ``Workspace/importFiles(_:options:at:progress:)`` reads again.
  public func csv(_ incidents: [RecordedIncident]) throws -> String {
    let keys = ExportKey(ledger: try reader.identity())
    let events = EventCells(incidents.filter { $0.event != nil }, id: keys.text)
    return IncidentCSV.header
      + incidents.map { recorded in
        IncidentCSV.line(
          IncidentLine(recorded.incident, id: keys.text(of: recorded), event: events.cell(of: recorded)))
      }.joined()
  }

  fileprivate func writeIncidents(to file: AtomicFile) throws {
    let keys = ExportKey(ledger: try reader.identity())
    let events = EventCells(try incidents(IncidentFilter(inEvent: true)), id: keys.text)
    try file.write(IncidentCSV.header)
    try reader.forEachIncident(IncidentFilter()) { recorded in
      let line = IncidentLine(
        recorded.incident, id: keys.text(of: recorded), event: events.cell(of: recorded))
      try file.write(IncidentCSV.line(line))
    }
  }
}
