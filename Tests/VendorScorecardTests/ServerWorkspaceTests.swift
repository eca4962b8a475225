import FileSystem
import Foundation
import ScorecardLedger
import ScorecardModel
import Testing

@testable import VendorScorecard

/// A folder whose ledger is on a server, as far as no server is needed.
@Suite struct `Workspaces on a server` {
  private static let address = "postgresql://%2Fnowhere%2Fat%2Fall/shop"
  private let folder: TemporaryFolder
  private var layout: WorkspaceLayout { WorkspaceLayout(folder.path) }

  init() throws { folder = try TemporaryFolder() }

  private func catalog(_ ledger: String) -> String {
    SmallStore.catalog.replacing("{", with: "{ \"ledger\": \(ledger),", maxReplacements: 1)
  }

  /// The place that a server's error names, which nobody answered at; nil for any other error.
  private func unreached(_ body: () throws -> Void) throws -> ServerPlace? {
    do { try body() } catch LedgerError.server(let place, let failure) {
      switch failure {
      // Without libpq nothing is looked for.
      case .unreachable, .noLibrary: return place
      default: return nil
      }
    }
    return nil
  }

  // MARK: Where it is

  @Test func `a catalog that names a server never makes a file`() throws {
    _ = try folder.write("vendors.json", catalog("\"\(Self.address)\""))
    for readOnly in [true, false] {
      let place = try unreached { _ = try Workspace.open(folder.path, readOnly: readOnly) }
      #expect(place?.description == "main at /nowhere/at/all/shop")
    }
    #expect(!folder.exists(WorkspaceLayout.ledgerName))
  }

  @Test func `a file that lies there is not read`() throws {
    let store = try SmallStore()
    #expect(store.workspace.place == .file(store.folder.path + "/vendorscore.sqlite"))
    _ = try store.folder.write("vendors.json", catalog("\"\(Self.address)\""))
    let place = try unreached { _ = try Workspace.open(store.folder.path, readOnly: true) }
    #expect(place?.address == Self.address)
  }

  @Test func `the variable goes before the catalog, and the name is the catalog's`() throws {
    let other = "postgresql://%2Felsewhere/shop"
    _ = try folder.write("vendors.json", catalog("{ \"server\": \"\(Self.address)\", \"name\": \"shop-7\" }"))
    let named = try unreached { _ = try Workspace.open(folder.path, ledgerAddress: other) }
    #expect(named?.description == "shop-7 at /elsewhere/shop")
    _ = try folder.write("vendors.json", SmallStore.catalog)
    let usual = try unreached { _ = try Workspace.open(folder.path, ledgerAddress: other) }
    #expect(usual?.description == "main at /elsewhere/shop")
    #expect(!folder.exists(WorkspaceLayout.ledgerName))
  }

  @Test(arguments: [
    (
      "vendorscore.sqlite",
      "VENDORSCORE_LEDGER: a server's address begins with postgresql://. Without one the ledger is a file"
    ),
    (
      "postgresql://ann:hunter2@db",
      "VENDORSCORE_LEDGER:18: a password does not belong here. Put it into ~/.pgpass: db:5432:*:ann:PASSWORD, "
        + "then chmod 600 ~/.pgpass"
    ),
    ("mysql://db", "VENDORSCORE_LEDGER:1: mysql://: a ledger is a file or postgresql://"),
  ])
  func `what is no address in the variable is refused`(address: String, message: String) throws {
    _ = try folder.write("vendors.json", SmallStore.catalog)
    let error = #expect(throws: WorkspaceError.self) {
      try Workspace.open(folder.path, ledgerAddress: address)
    }
    #expect(error?.localizedDescription == message)
    #expect(!folder.exists(WorkspaceLayout.ledgerName))
  }

  @Test func `a value is a place too`() throws {
    let place = try ServerPlace("postgresql://db/shop", ledger: "shop-7")
    #expect(place.description == "shop-7 at db:5432/shop")
    let error = #expect(throws: WorkspaceError.self) { try ServerPlace("postgresql://db", ledger: "") }
    #expect(
      error?.localizedDescription == "a ledger's name is empty. Leave it out (it is then main), or say it")
    // In memory it doesn't matter.
    let catalog = Catalog(store: "Sheds", journey: [Stage(id: "a")], vendors: [], ledger: place)
    #expect(try Workspace(inMemory: catalog).place == .memory)
  }

  // MARK: Catalogs that can't be read

  @Test func `nothing is recorded elsewhere than where the mended catalog looks`() throws {
    let whole = catalog("\"\(Self.address)\"")
    let broken = whole.replacing("\"journey\": [", with: "\"journey\": [,")
    #expect(broken != whole)
    func log() throws { _ = try Workspace.openStandIn(folder.path, naming: { _ in nil }, timeZone: "UTC") }
    _ = try folder.write("vendors.json", broken)
    // Nobody knows what stands there.
    #expect(throws: WorkspaceError.self) { try log() }
    // The copy says the same.
    _ = try folder.write(WorkspaceLayout.earlierCatalogName, whole)
    #expect(try unreached(log)?.address == Self.address)
    // It says something else, or the broken one says nothing.
    _ = try folder.write("vendors.json", broken.replacing("%2Fnowhere", with: "%2Fsomewhere"))
    #expect(throws: WorkspaceError.self) { try log() }
    _ = try folder.write(
      "vendors.json", SmallStore.catalog.replacing("\"journey\": [", with: "\"journey\": [,"))
    #expect(throws: WorkspaceError.self) { try log() }
    #expect(throws: WorkspaceError.self) {
      try Workspace.repair(in: folder.path, at: .noon("2026-09-21"))
    }
    #expect(!folder.exists(WorkspaceLayout.ledgerName))
  }

  // MARK: Beginning

  @Test func `a workspace on a server that isn't there leaves no catalog`() throws {
    let place = try ServerPlace(Self.address)
    let now = try Timestamp.noon("2026-09-21")
    for demo in [true, false] {
      let found = try unreached {
        _ = try Workspace.create(at: folder.path, demo: demo, ledger: place, now: now)
      }
      #expect(found == place)
    }
    #expect(!folder.exists("vendors.json"))
    #expect(!folder.exists(WorkspaceLayout.ledgerName))
  }

  @Test func `a new catalog names its server`() throws {
    for (place, text) in [
      (try ServerPlace("postgresql://db/shop"), #""ledger": "postgresql://db/shop","#),
      (
        try ServerPlace("postgresql://db/shop", ledger: "b"),
        #""ledger": { "server": "postgresql://db/shop", "name": "b" },"#
      ),
    ] {
      let catalog = Catalog(
        store: "Sheds", journey: Workspace.usualJourney,
        vendors: [Vendor(id: "a", name: "A", stage: "cart")], ledger: place)
      for bytes in [Workspace.newText(catalog), DemoStore.text(ledger: place)] {
        #expect(try Workspace.readCatalog(bytes).ledger == place)
        #expect(String(decoding: bytes, as: UTF8.self).contains("\n  " + text + "\n"))
      }
    }
  }

  // MARK: Care

  /// Of any ledger, as if it were a server's.
  private func care() throws -> ServerCare {
    ServerCare(place: try ServerPlace(Self.address), layout: layout)
  }

  @Test func `a backup is an ordinary file that continues`() throws {
    let store = try SmallStore()
    try store.log("northwind", "2026-09-20", 4)
    try store.log("parcelo", "2026-09-21", 2)
    let target = folder.path + "/2026-09-22T100000Z.sqlite"
    let (path, extent) = try care().copy(
      store.workspace.ledger, by: .standard, to: target, under: UniqueFilename { _ in target })
    #expect(path == target && extent.incidentCount == 2 && extent.changes == 2)
    #expect(try BackupStore().verify(path) == extent)
    let ledger = store.workspace.ledger
    #expect(try care().isContinuation(ledger, of: path, extent))
    try store.log("parcelo", "2026-09-22", 2)
    #expect(try care().isContinuation(ledger, of: path, extent))
    let other = try SmallStore()
    try other.log("parcelo", "2026-09-21", 2)
    #expect(try !care().isContinuation(other.workspace.ledger, of: path, extent))
    // And its record goes into an empty ledger as it is.
    let fresh = try SQLiteLedger.inMemory(policy: .standard)
    try fresh.takeRecord(commit: true) { session in
      try BackupStore().readRecord(of: path) { try session.add($0) }
    }
    #expect(try fresh.read { try $0.identity() } == ledger.read { try $0.identity() })
    #expect(try care().isContinuation(fresh, of: path, extent))
  }

  @Test func `a file with entries beside a catalog that names a server is a problem`() throws {
    #expect(try care().findings(changes: 5).isEmpty)
    let store = try SmallStore()
    let beside = ServerCare(place: try ServerPlace(Self.address), layout: WorkspaceLayout(store.folder.path))
    #expect(beside.findings(changes: 5).isEmpty)
    try store.log("parcelo", "2026-09-21", 2)
    let found = beside.findings(changes: 5)
    #expect(found == [.ledgerUnused(changes: 1, beside.place)])
    #expect(found.allSatisfy { $0.kind == .problem })
  }

  @Test func `a ledger on a server is no file to repair`() throws {
    _ = try folder.write("vendors.json", catalog("\"\(Self.address)\""))
    #expect(throws: WorkspaceError.notRepairable(try ServerPlace(Self.address))) {
      try Workspace.repair(in: folder.path, at: .noon("2026-09-21"))
    }
  }

  @Test func `no way back is looked for on a disk`() throws {
    let place = try ServerPlace(Self.address)
    #expect(Workspace.recovery(after: LedgerError.server(place, .damaged("x"))) == nil)
    #expect(Workspace.recovery(after: LedgerError.damaged(place: place.description, .someRow)) == nil)
  }
}
