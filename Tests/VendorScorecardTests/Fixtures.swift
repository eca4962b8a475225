import class Foundation.FileManager
import Glibc
import ScorecardModel
import Testing
import VendorScorecard

/// A folder of its own for one test; gone afterwards.
final class TemporaryFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/vendorscorecard-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw FixtureError.noFolder }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ name: String, _ text: String) throws -> String {
    let file = path + "/" + name
    guard let stream = fopen(file, "w") else { throw FixtureError.noFile(file) }
    defer { fclose(stream) }
    let bytes = Array(text.utf8)
    guard fwrite(bytes, 1, bytes.count, stream) == bytes.count else { throw FixtureError.noFile(file) }
    return file
  }

  func read(_ name: String) throws -> String {
    guard let stream = fopen(path + "/" + name, "r") else { throw FixtureError.noFile(name) }
    defer { fclose(stream) }
    var bytes: [UInt8] = []
    while true {
      let byte = fgetc(stream)
      if byte < 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(UInt8(truncatingIfNeeded: byte))
    }
  }

  func exists(_ name: String) -> Bool { access(path + "/" + name, F_OK) == 0 }
}

enum FixtureError: Error {
  case noFolder
  case noFile(String)
}

extension Timestamp {
  /// Noon UTC of a day, so that it is that day from Honolulu to Auckland's evening.
  static func noon(_ day: String) throws -> Timestamp {
    Timestamp(seconds: Int64(try Day(day).number) * 86_400 + 43_200)
  }
}

/// A small store in a folder of its own, open.
struct SmallStore {
  let folder: TemporaryFolder
  let workspace: Workspace

  /// Two carriers, one of them a candidate, and a web host.
  static let catalog = """
    {
      "store": "Kettle Shop", "timeZone": "Europe/Berlin",
      "journey": [{ "id": "hosting", "name": "Hosting" }, { "id": "shipping", "name": "Shipping" }],
      "vendors": [
        { "id": "northwind", "name": "Northwind Freight", "stage": "shipping", "aliases": ["NWF"] },
        { "id": "parcelo", "name": "Parcelo", "stage": "shipping", "role": "candidate" },
        { "id": "stackbase", "name": "Stackbase", "stage": "hosting" }
      ]
    }
    """

  init(catalog: String = SmallStore.catalog) throws {
    folder = try TemporaryFolder()
    _ = try folder.write(WorkspaceLayout.catalogName, catalog)
    workspace = try Workspace.open(folder.path, readOnly: false)
  }

  /// Logs an experience on its own day, at noon.
  @discardableResult
  func log(
    _ vendor: String, _ day: String, _ severity: Int? = nil, _ dimension: Dimension = .general,
    _ summary: String = "", resolved: Bool? = nil
  ) throws -> RecordingResult {
    let outcome: Outcome = try severity.map { .bad(try Severity($0)) } ?? .good
    let incident = Incident(
      vendor: vendor, day: try Day(day), outcome: outcome, dimension: dimension, summary: summary,
      resolved: resolved)
    return try workspace.record(incident, allowDuplicate: true, at: .noon(day))
  }

  func orders(_ from: String, _ to: String, _ orders: Int, vendor: String? = nil) throws {
    let volume = Volume(from: try Day(from), to: try Day(to), orders: orders, vendor: vendor)
    _ = try workspace.recordVolume(try #require(volume), at: .noon(to))
  }
}
