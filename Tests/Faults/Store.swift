import Foundation
import ScorecardModel
import VendorScorecard

/// A workspace that may be broken.
struct Store {
  private let folder: Scratch
  var path: String { folder.path }
  var ledger: String { path + "/" + WorkspaceLayout.ledgerName }
  var journal: String { ledger + "-journal" }

  private static let catalog = """
    {"store": "Sheds & Sons", "currency": "USD", "timeZone": "UTC",
     "journey": [{"id": "payments", "name": "Payments"}, {"id": "shipping", "name": "Shipping"}],
     "vendors": [
      {"id": "paywell", "name": "Paywell", "stage": "payments", "role": "primary"},
      {"id": "parcelo", "name": "Parcelo", "stage": "shipping", "role": "primary"},
      {"id": "northwind", "name": "Northwind Freight", "stage": "shipping", "role": "candidate"}]}
    """
  private static let header = "date,vendor,outcome,severity,dimension,summary,id\n"

  init() throws {
    self = try Store(empty: true)
    try write(Store.catalog, to: WorkspaceLayout.catalogName)
  }

  /// A folder that something will be put into.
  init(empty: Bool) throws { folder = try Scratch() }

  /// A copy of all that lies in another one, to be broken in its place.
  init(copying other: Store) throws {
    self = try Store(empty: true)
    for name in try FileManager.default.contentsOfDirectory(atPath: other.path) {
      try FileManager.default.copyItem(atPath: other.path + "/" + name, toPath: path + "/" + name)
    }
  }

  /// A store with a few incidents of each kind, and rows to import.
  static func seeded(_ harness: Harness) throws -> Store {
    let store = try Store()
    try store.write(rows(3, id: "rows"), to: "rows.csv")
    try store.write(rows(3, id: "mixed") + "2026-13-01,northwind,bad,3,,No such day,x\n", to: "mixed.csv")
    try store.write(rows(5, id: "seed"), to: "seed.csv")
    try harness.fine(["import", store.path + "/seed.csv"], in: store)
    try harness.fine(["log", "parcelo", "good", "Called back at once", "--on", "2026-09-02"], in: store)
    try harness.fine(["volume", "420", "--month", "2026-08"], in: store)
    return store
  }

  /// Rows for `import`, their ids unique by `id`.
  static func rows(_ count: Int, id: String) -> String {
    let vendors = ["paywell", "parcelo", "northwind"]
    let rows = (0..<count).map { row -> String in
      let day = "2026-0\(1 + row % 8)-\(10 + row * 7 % 18)"
      let outcome = row % 3 == 0 ? "good,,empathy" : "bad,\(1 + row % 5),reliability"
      return "\(day),\(vendors[row % 3]),\(outcome),\"Order \(row) of \(id): came late\",\(id)-\(row)\n"
    }
    return header + rows.joined()
  }

  func write(_ text: String, to file: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + file))
  }

  /// As a bad sector does.
  func zeroPage(_ number: Int) throws {
    var bytes = try Data(contentsOf: URL(fileURLWithPath: ledger))
    let (size, start) = (8192, (number - 1) * 8192)
    guard bytes.count >= start + size else { throw HarnessError("no page \(number)") }
    bytes.replaceSubrange(start..<start + size, with: Data(count: size))
    try bytes.write(to: URL(fileURLWithPath: ledger))
  }

  func contents() throws -> Contents { try Contents(of: path) }

  /// Empties every ledger but the live one.
  func spoilCopies() throws {
    for file in FileManager.default.subpaths(atPath: path) ?? []
    where file.hasSuffix(".sqlite") && file != WorkspaceLayout.ledgerName {
      try write("", to: file)
    }
  }

  /// Files that only a program under way should have.
  var leftovers: [String] {
    let files = FileManager.default.subpaths(atPath: path) ?? []
    return files.filter { $0.contains(".vendorscore-") && $0.contains(".tmp") }
  }

  /// Whether one of the files whose paths begin so is a ledger with these contents.
  func holdsCopy(of contents: Contents, named prefix: String) -> Bool {
    let files = FileManager.default.subpaths(atPath: path) ?? []
    return files.contains { file in
      guard file.hasPrefix(prefix), file.hasSuffix(".sqlite"), let copy = try? Store() else { return false }
      for suffix in ["", "-journal"] {
        try? FileManager.default.copyItem(atPath: path + "/" + file + suffix, toPath: copy.ledger + suffix)
      }
      return (try? copy.contents()) == contents
    }
  }
}

/// All that a ledger holds, as the program's own library reads it.
struct Contents: Equatable {
  var incidents: [RecordedIncident]
  var volumes: [Volume]
  var changes: [Change]
  /// What `doctor` calls a problem.
  var problems: [String]

  init(of folder: String) throws {
    guard let day = try? Day("2026-09-22") else { throw HarnessError("no such day") }
    let workspace = try Workspace.open(folder, readOnly: true, busySeconds: 5)
    let all = IncidentFilter(standings: Set(IncidentStanding.allCases))
    (incidents, volumes, changes) = try workspace.snapshot {
      (try $0.incidents(all), try $0.volumes(), try $0.changes(limit: 10_000))
    }
    let now = Timestamp(seconds: Int64(day.number) * 86_400 + 36_000)
    problems = try workspace.doctor(at: now).filter { $0.kind == .problem }.map { finding in
      if case .damage(let damage, _) = finding { "\(damage)" } else { "\(finding)" }
    }
  }

  func has(_ text: String) -> Bool { incidents.contains { $0.incident.summary == text } }
}
