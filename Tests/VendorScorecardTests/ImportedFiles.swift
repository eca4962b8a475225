import Foundation
import ScorecardModel
import Testing
import VendorScorecard

/// The rules of these tests for files of other systems.
enum TestRules {
  static func path(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Rules/\(name).json").path
  }
}

/// What is on record, for telling what an import added.
struct OnRecord {
  var incidents: [RecordedIncident]
  var volumes: [Volume]

  init(_ workspace: Workspace) throws {
    let standings = Set(IncidentStanding.allCases)
    incidents = try workspace.incidents(IncidentFilter(standings: standings))
    volumes = try workspace.volumes()
  }

  var orders: Int { volumes.reduce(0) { $0 + $1.orders } }

  func volumes(of vendor: Vendor.ID) -> [Volume] { volumes.filter { $0.vendor == vendor } }

  /// Incidents that another record lacks.
  func incidents(since earlier: OnRecord) -> [RecordedIncident] {
    let known = Set(earlier.incidents.map(\.id))
    return incidents.filter { !known.contains($0.id) }
  }
}

extension SmallStore {
  /// A store with one stage and these vendors, whose ids are `v1`, `v2` …
  init(vendors names: [String]) throws {
    let vendors = names.enumerated().map { ["id": "v\($0 + 1)", "name": $1, "stage": "only"] }
    let catalog: [String: Any] = [
      "store": "Files", "journey": [["id": "only", "name": "Only"]], "vendors": vendors,
    ]
    try self.init(
      catalog: String(decoding: try JSONSerialization.data(withJSONObject: catalog), as: UTF8.self))
  }

  /// Imports one file, all of whose rows must be good.
  @discardableResult
  func take(
    _ file: String, rules: String? = nil, _ location: SourceLocation = #_sourceLocation
  ) throws -> FileImport {
    var options = ImportOptions()
    options.rules = rules.map(TestRules.path)
    let imports = try workspace.importFiles(
      [file], options: options, at: Timestamp(seconds: 4_000_000_000))
    let result = try #require(imports.first, sourceLocation: location)
    try #require(
      result.refused == 0 && result.stored, "\(result.diagnostics)", sourceLocation: location)
    return result
  }

  /// Imports a file that is on record once more, which must change nothing.
  func takeAgain(
    _ file: String, rules: String? = nil, _ location: SourceLocation = #_sourceLocation
  ) throws {
    let before = try OnRecord(workspace)
    let again = try take(file, rules: rules, location)
    #expect(again.new == 0 && again.changed == 0, sourceLocation: location)
    #expect(again.orders.new == 0 && again.orders.changed == 0, sourceLocation: location)
    #expect(
      again.alreadyPresent + again.orders.alreadyPresent + again.older > 0 && again.keptLocalCount == 0,
      sourceLocation: location)
    let after = try OnRecord(workspace)
    #expect(after.incidents == before.incidents, sourceLocation: location)
    #expect(after.volumes == before.volumes, sourceLocation: location)
  }

  /// Imports a copy of a file with more lines at its end.
  ///
  /// - Returns: the incidents that it brought; those that were on record must be as they were.
  func take(
    _ file: String, and lines: [String], rules: String? = nil, _ location: SourceLocation = #_sourceLocation
  ) throws -> (result: FileImport, brought: [RecordedIncident]) {
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let end = text.last?.isNewline == true ? "" : "\n"
    return try take(copy: text + end + lines.map { $0 + "\n" }.joined(), rules: rules, location)
  }

  /// Imports a file with this text.
  func take(
    copy text: String, rules: String? = nil, _ location: SourceLocation = #_sourceLocation
  ) throws -> (result: FileImport, brought: [RecordedIncident]) {
    let before = try OnRecord(workspace)
    let result = try take(try folder.write("longer", text), rules: rules, location)
    let after = try OnRecord(workspace)
    #expect(Set(before.incidents).isSubset(of: after.incidents), sourceLocation: location)
    return (result, after.incidents(since: before))
  }
}
