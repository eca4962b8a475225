import Glibc
import ScorecardModel
import Testing
import VendorScorecard

@Suite struct ImportTests {
  private let store: SmallStore
  private var workspace: Workspace { store.workspace }
  private let header = "date,vendor,outcome,severity,summary,id\n"

  init() throws { store = try SmallStore() }

  private func run(
    _ files: [String], _ options: ImportOptions = ImportOptions(),
    progress: ((ImportProgress) -> Void)? = nil
  ) throws -> [FileImport] {
    try workspace.importFiles(files, options: options, at: .noon("2026-09-30"), progress: progress)
  }

  @Test func `three kinds of files go in together, as one change`() throws {
    let files = [
      try store.folder.write("a.csv", header + "2026-09-01,NWF,bad,4,lost,1\n2026-09-02,parcelo,good,,,2\n"),
      try store.folder.write("b.csv", "from,to,orders,vendor\n2026-08-01,2026-09-01,120,\n"),
      try store.folder.write("c.csv", "date\n2026-09-05\n2026-09-05\n"),
    ]
    let results = try run(files)
    #expect(results.allSatisfy { $0.format == "incidents-csv" })
    #expect(results.map(\.new) == [2, 1, 1])
    #expect(results.map(\.alreadyPresent) == [0, 0, 1])
    #expect(results.allSatisfy { $0.stored && $0.refused == 0 })
    #expect(try workspace.changes(limit: 9).count == 1)
    #expect(try workspace.incident(1).incident.vendor == "northwind")

    let again = try run(files)
    #expect(again.map(\.new) == [0, 0, 0])
    #expect(again.map(\.alreadyPresent) == [2, 1, 2])
  }

  @Test func `a count of 0 takes out what was told under the id, and later comes back`() throws {
    let header = "date,vendor,outcome,severity,id,count\n"
    func take(_ rows: String, _ options: ImportOptions = ImportOptions()) throws -> FileImport {
      try run([try store.folder.write("counts.csv", header + rows)], options)[0]
    }
    func told() throws -> [Int64] { try workspace.incidents().map(\.incident.details.count.thousandths) }
    #expect(try take("2026-09-01,NWF,bad,2,late,3\n2026-09-01,NWF,bad,5,lost,1\n").new == 2)
    // A parcel that was late is lost by now.
    let none = "2026-09-01,NWF,bad,2,late,0\n2026-09-01,NWF,bad,5,lost,4\n2026-09-01,NWF,bad,3,other,0\n"
    let dry = try take(none, ImportOptions(dryRun: true))
    #expect([dry.changed, dry.takenBack, dry.alreadyPresent] == [1, 1, 1])
    #expect(try told() == [3000, 1000])
    let second = try take(none)
    #expect([second.new, second.changed, second.takenBack, second.alreadyPresent] == [0, 1, 1, 1])
    #expect(try told() == [4000])
    let again = try take(none)
    #expect([again.new, again.changed, again.takenBack, again.alreadyPresent] == [0, 0, 0, 3])
    #expect(try take("2026-09-01,NWF,bad,2,late,2\n").new == 1)
    #expect(try told() == [2000, 4000])
    // What was changed by hand stays.
    try workspace.revise(1, at: .noon("2026-09-30")) { $0.summary = "mine" }
    #expect(try take("2026-09-01,NWF,bad,2,late,0\n").keptLocal == [1])
    _ = try workspace.undo(at: .noon("2026-09-30"))
    let refused = try take("2026-09-01,NWF,bad,2,,0\n")
    #expect(refused.refused == 1 && !refused.stored)
    #expect(
      refused.diagnostics.map(\.description).first?.hasSuffix(
        "counts.csv:2:23: a count of 0 takes out what was told under the row's id, and it has none") == true,
      "\(refused.diagnostics)")
    #expect(try take("2026-09-01,NWF,bad,2,x,-1\n").refused == 1)
    var options = ImportOptions()
    options.explainedLine = 2
    #expect(try take("2026-09-01,NWF,bad,2,late,0\n", options).explanation == [.none])
  }

  @Test func `new vendors are proposed once each, in a catalog that can be read`() throws {
    let rules = """
      {"name": "r", "dates": ["iso"], "day": "D", "orders": true,
       "vendor": {"field": "V", "unknown": "create", "stage": "shipping"}}
      """
    var options = ImportOptions()
    options.rules = try store.folder.write("rules.json", rules)
    let files = [
      try store.folder.write("a.csv", "D,V\n2026-09-01,New One\n2026-09-01,new-one\n2026-09-01,NWF!\n"),
      try store.folder.write("b.csv", "D,V\n2026-09-01,NEW ONE\n2026-09-01,new one!\n2026-09-01,Ümläut\n"),
    ]
    #expect {
      try run(files, options)
    } throws: { error in
      guard case .newVendors(let names, _)? = error as? WorkspaceError else { return false }
      return names == ["NWF!", "New One", "new one!", "Ümläut"]
    }
    let proposal = try store.folder.read("vendors.proposed.json")
    _ = try store.folder.write(WorkspaceLayout.catalogName, proposal)
    let catalog = try Workspace.open(store.folder.path, readOnly: true).catalog
    #expect(catalog.vendors.suffix(4).map(\.id) == ["nwf-2", "new-one", "new-one-2", "ml-ut"])
  }

  @Test func `one bad row keeps every file out`() throws {
    let good = try store.folder.write("good.csv", header + "2026-09-01,parcelo,good,,,1\n")
    let bad = try store.folder.write(
      "bad.csv", header + "2026-09-01,parcelo,good,,,2\n2026-09-02,acme,good,,,3\n")
    let results = try run([good, bad])
    #expect(results.map(\.refused) == [0, 1])
    #expect(results.map(\.rows) == [1, 2])
    #expect(results.allSatisfy { !$0.stored && $0.rejectedFile == nil })
    #expect(results[1].diagnostics.first?.line == 3)
    #expect(results[1].diagnostics.first?.file == bad)
    #expect(try workspace.incidents(IncidentFilter()).isEmpty)
    #expect(!store.folder.exists("bad.csv.rejected.csv"))
  }

  @Test func `skipping bad rows sets them aside as they were`() throws {
    let row = "2026-09-02,\"acme, Inc.\",good,,\"said \"\"no\"\"\",3"
    let file = try store.folder.write(
      "bad.csv", header + "2026-09-01,parcelo,good,,,2\r\n\(row)\n2026-13-01,parcelo,good,,,4\n")
    let results = try run([file], ImportOptions(skipBad: true))
    #expect(results[0].new == 1)
    #expect(results[0].refused == 2)
    #expect(results[0].stored)
    #expect(results[0].rejectedFile == file + ".rejected.csv")
    #expect(
      try store.folder.read("bad.csv.rejected.csv") == header + row + "\n2026-13-01,parcelo,good,,,4\n")
    #expect(try workspace.incidents(IncidentFilter()).count == 1)
  }

  @Test func `a dry run says the same and stores nothing`() throws {
    let file = try store.folder.write(
      "a.csv", header + "2026-09-01,parcelo,good,,,2\n2026-09-02,acme,good,,,3\n")
    let results = try run([file], ImportOptions(dryRun: true, skipBad: true))
    #expect(results[0].new == 1)
    #expect(results[0].refused == 1)
    #expect(!results[0].stored)
    #expect(results[0].rejectedFile == nil)
    #expect(!store.folder.exists("a.csv.rejected.csv"))
    #expect(try workspace.incidents(IncidentFilter()).isEmpty)
  }

  @Test func `a changed row is a revision, unless it was edited here`() throws {
    func text(_ severity: Int) -> String {
      header + "2026-09-01,parcelo,bad,\(severity),late,1\n2026-09-02,parcelo,bad,\(severity),late,2\n"
    }
    _ = try run([try store.folder.write("a.csv", text(2))])
    var edited = try workspace.incident(2).incident
    edited.summary = "late, and rude"
    _ = try workspace.revise(2, at: .noon("2026-09-30")) { $0 = edited }
    let results = try run([try store.folder.write("b.csv", text(4))])
    #expect(results[0].changed == 1)
    #expect(results[0].keptLocal == [2])
    #expect(results[0].keptLocalCount == 1)
    #expect(try workspace.incident(1).incident.outcome.severity == Severity(4))
    #expect(try workspace.incident(2).incident.summary == "late, and rude")
  }

  @Test func `an overlapping volume is refused with its line`() throws {
    try store.orders("2026-08-01", "2026-09-01", 100)
    let file = try store.folder.write(
      "v.csv", "from,to,orders\n2026-09-01,2026-09-08,9\n2026-08-15,2026-09-15,50\n")
    let results = try run([file], ImportOptions(skipBad: true))
    #expect(results[0].new == 1)
    #expect(results[0].refused == 1)
    #expect(results[0].diagnostics.map(\.line) == [3])
    #expect(
      try store.folder.read("v.csv.rejected.csv")
        == "from,to,orders\n2026-08-15,2026-09-15,50\n")
    #expect(try workspace.volumes().count == 2)
  }

  @Test func `what the ledger refuses is set aside as it stands in the file, and goes in once it is right`()
    throws
  {
    try store.orders("2026-08-01", "2026-09-01", 100)
    let rows = [
      "5;2026-09-08;x;2026-09-01", "50;2026-09-15;\"y; z\";2026-08-15", "many;2026-09-20;;2026-09-15",
    ]
    let file = try store.folder.write(
      "v.csv", "\u{FEFF}Orders;until;note;from\r\n" + rows.joined(separator: "\r\n") + "\r\n")
    var options = ImportOptions(map: ["to": "until"], skipBad: true)
    let result = try run([file], options)[0]
    #expect([result.new, result.refused, result.setAside] == [1, 2, 2])
    #expect(result.diagnostics.filter { $0.kind == .error }.map(\.line) == [3, 4])
    let rejected = try store.folder.read("v.csv.rejected.csv")
    #expect(rejected == "Orders;until;note;from\n" + rows[1] + "\n" + rows[2] + "\n")
    let corrected = rejected.replacing("2026-08-15", with: "2026-09-08").replacing("many", with: "7")
    options.skipBad = false
    let again = try run([try store.folder.write("again.csv", corrected)], options)[0]
    #expect([again.new, again.refused] == [2, 0])
  }

  @Test func `an incident that the ledger refuses is set aside like any other row`() throws {
    let rules = """
      {"name": "r", "dates": ["iso"], "day": "D", "vendor": {"field": "V"}, "id": "N",
       "incidents": [{"severity": 2, "dimension": "reliability", "summary": "{S}"}]}
      """
    var options = ImportOptions(skipBad: true)
    options.rules = try store.folder.write("rules.json", rules)
    let refused = "7," + String(repeating: "x", count: 300) + ",2026-09-02,NWF"
    let file = try store.folder.write("a.csv", "S,N,D,V\nlate,1,2026-09-01,NWF\n\(refused)\n")
    let result = try run([file], options)[0]
    #expect([result.new, result.refused, result.setAside] == [1, 1, 1])
    #expect(try store.folder.read("a.csv.rejected.csv") == "S,N,D,V\n\(refused)\n")
  }

  @Test func `an order without its whole row cannot be set aside`() throws {
    let orders =
      "Name,Financial Status,Created at,Lineitem quantity,Cancelled at\n#1,,,1,\n"
    let result = try run([try store.folder.write("o.csv", orders)], ImportOptions(skipBad: true))[0]
    #expect([result.new, result.refused, result.setAside] == [0, 1, 0])
    #expect(result.stored && result.rejectedFile == nil)
    #expect(!store.folder.exists("o.csv.rejected.csv"))
  }

  @Test func `columns with other names are mapped, and all mismatches are named at once`() throws {
    let one = try store.folder.write("one.csv", "date,supplier,outcome\n2026-09-01,parcelo,good\n")
    let two = try store.folder.write("two.csv", "when,supplier,note\n")
    let error = #expect(throws: WorkspaceError.self) { try run([one, two]) }
    guard case .badFiles(let diagnostics) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(diagnostics.map(\.file) == [one, two])
    #expect(try run([one], ImportOptions(map: ["vendor": "supplier"]))[0].new == 1)
  }

  @Test func `a missing file, a folder, a database and the ledger itself are refused`() throws {
    let missing = store.folder.path + "/gone.csv"
    #expect(throws: WorkspaceError.noFile(path: missing)) { try run([missing]) }
    let ledger = store.folder.path + "/" + WorkspaceLayout.ledgerName
    let link = store.folder.path + "/link.csv"
    #expect(symlink(ledger, link) == 0)
    let backup = try store.folder.write("old.sqlite", "SQLite format 3\0")
    for (path, what) in [
      (store.folder.path, NotImportable.folder), (ledger, .ledger), (link, .ledger), (backup, .database),
    ] {
      #expect(throws: WorkspaceError.notImportable(path: path, what)) { try run([path]) }
    }
  }

  @Test func `a row in two files of one call counts once, and one file may not be given twice`() throws {
    let row = "2026-09-01,parcelo,bad,2,late,\n"
    let month = try store.folder.write("sep.csv", header + row + row)
    let quarter = try store.folder.write("q3.csv", header + "2026-08-01,parcelo,good,,,\n" + row + row)
    let again = store.folder.path + "/./sep.csv"
    #expect(throws: WorkspaceError.notImportable(path: again, .repeated)) {
      try run([month, again])
    }
    let results = try run([month, quarter])
    #expect(results.map(\.new) == [2, 1])
    #expect(results.map(\.alreadyPresent) == [0, 2])
  }

  @Test func `many problems are counted, and the first hundred kept`() throws {
    let rows = String(repeating: "2026-09-01,acme,good,,,\n", count: 250)
    let results = try run([try store.folder.write("a.csv", header + rows)])
    #expect(results[0].refused == 250)
    #expect(results[0].diagnostics.count == 100)
  }

  @Test func `progress counts the bytes of the file`() throws {
    let rows = (1...20_000).map { "2026-09-01,parcelo,good,,note \($0),\($0)\n" }.joined()
    let file = try store.folder.write("a.csv", header + rows)
    var steps: [ImportProgress] = []
    _ = try run([file], progress: { steps.append($0) })
    #expect(steps.count > 1)
    #expect(steps.map(\.bytes) == steps.map(\.bytes).sorted())
    #expect(steps.last?.bytes == (header + rows).utf8.count)
    #expect(steps.last?.totalBytes == steps.last?.bytes)
  }

  @Test func `the same keys of two sources are two incidents`() throws {
    let file = try store.folder.write("a.csv", header + "2026-09-01,parcelo,good,,,1\n")
    for source in ["bank", "bank", "mail"] { _ = try run([file], ImportOptions(source: source)) }
    #expect(try workspace.incidents(IncidentFilter()).map(\.incident.source?.source) == ["bank", "mail"])
  }
}
