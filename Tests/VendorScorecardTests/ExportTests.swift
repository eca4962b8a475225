import Glibc
import ScorecardModel
import Testing
import VendorScorecard

@Suite struct ExportTests {
  private let store: SmallStore
  private var workspace: Workspace { store.workspace }

  init() throws {
    store = try SmallStore()
    try store.log("northwind", "2026-09-01", 4, .reliability, "lost, \"again\"", resolved: false)
    try store.log("parcelo", "2026-09-02", nil, .empathy, "=SUM(A1)")
    let header = "date,vendor,outcome,severity,id\n"
    for (source, id) in [(nil, "7"), (nil, "2026-09-03T10:00"), ("bank", "7"), ("bank", "")]
      as [(String?, String)]
    {
      let file = try store.folder.write("in.csv", header + "2026-09-03,parcelo,bad,2,\(id)\n")
      _ = try workspace.importFiles([file], options: ImportOptions(source: source), at: .noon("2026-09-30"))
    }
    try store.orders("2026-08-01", "2026-09-01", 100)
    try store.orders("2026-09-01", "2026-09-08", 3, vendor: "parcelo")
    _ = try workspace.checkIn(try Day("2026-09-12"), at: .noon("2026-09-30"))
    try store.log("northwind", "2026-09-05", 5)
    _ = try workspace.retract(7, at: .noon("2026-09-30"))
  }

  private func export(_ workspace: Workspace, _ name: String) throws -> [String] {
    try workspace.export(to: store.folder.path + "/" + name)
  }

  @Test func `the files are the three of the interchange format`() throws {
    let files = try export(workspace, "out")
    #expect(
      files.map { String($0.dropFirst(store.folder.path.count)) } == [
        "/out/incidents.csv", "/out/volumes.csv", "/out/checkins.csv",
      ])
    #expect(
      try store.folder.read("out/volumes.csv")
        == "from,to,orders,vendor\r\n2026-08-01,2026-09-01,100,\r\n2026-09-01,2026-09-08,3,parcelo\r\n")
    #expect(try store.folder.read("out/checkins.csv") == "date\r\n2026-09-12\r\n")
    let lines = try store.folder.read("out/incidents.csv").split(separator: "\r\n")
    let columns =
      "date,vendor,outcome,severity,dimension,summary,resolved,mitigated,attribution,channel,"
      + "hold_minutes,hours_to_resolve,cost,id,event,kind,count,ref,minutes_spent,claimed,recovered,claim_by"
    #expect(lines.first.map(String.init) == columns)
    #expect(lines.count == 7)
  }

  @Test func `an empty workspace takes the files and comes to the same scores, once and twice`() throws {
    let other = try SmallStore()
    let files = try export(workspace, "out")
    let first = try other.workspace.importFiles(files, options: ImportOptions(), at: .noon("2026-09-30"))
    #expect(first.map(\.new) == [6, 2, 1])
    let day = try Day("2026-09-30")
    #expect(try other.workspace.evaluate(asOf: day) == workspace.evaluate(asOf: day))
    let second = try other.workspace.importFiles(files, options: ImportOptions(), at: .noon("2026-09-30"))
    #expect(second.map(\.new) == [0, 0, 0])
    #expect(second.map(\.alreadyPresent) == [6, 2, 1])
  }

  @Test func `an export of the import is the same file, with every key as it was`() throws {
    let other = try SmallStore()
    _ = try other.workspace.importFiles(
      try export(workspace, "out"), options: ImportOptions(), at: .noon("2026-09-30"))
    let sources = try other.workspace.incidents(IncidentFilter()).map(\.incident.source)
    #expect(sources.contains(ImportKey(source: "bank", id: "7")))
    #expect(sources.contains(ImportKey(source: "incidents-csv", id: "7")))
    #expect(sources.contains(ImportKey(source: "incidents-csv", id: "2026-09-03T10:00")))
    _ = try export(other.workspace, "again")
    #expect(try store.folder.read("again/incidents.csv") == store.folder.read("out/incidents.csv"))
  }

  @Test func `what stands for several is exported with its count, in an event too`() throws {
    let rows = """
      date,vendor,outcome,severity,dimension,summary,id,event,count
      2026-09-04,parcelo,bad,2,reliability,late ones,a,,37
      2026-09-05,parcelo,bad,3,reliability,,b,,7.17
      2026-09-06,northwind,good,,empathy,kind ones,c,,12
      2026-09-07,northwind,bad,4,reliability,first,d,storm,3
      2026-09-08,northwind,bad,5,reliability,second,e,storm,2
      """
    let file = try store.folder.write("counts.csv", rows)
    #expect(try workspace.importFiles([file], at: .noon("2026-09-30"))[0].new == 5)
    let files = try export(workspace, "out")
    let text = try store.folder.read("out/incidents.csv")
    for count in ["37", "7.17", "12"] { #expect(text.contains(",\(count),,,,,\r\n"), "\(count)") }
    let other = try SmallStore()
    let day = try Day("2026-09-30")
    _ = try other.workspace.importFiles(files, at: .noon("2026-09-30"))
    #expect(try other.workspace.evaluate(asOf: day) == workspace.evaluate(asOf: day))
    #expect(try other.workspace.incidents().map(\.incident.details.count).filter { $0 != .one }.count == 5)
    _ = try export(other.workspace, "again")
    #expect(try store.folder.read("again/incidents.csv") == text)
  }

  @Test func `a row with a count gives the scores of as many rows`() throws {
    let header = "date,vendor,outcome,severity,dimension,id,count\n"
    func row(_ day: String, _ what: String, _ id: String, _ count: String) -> String {
      "\(day),\(what),\(id),\(count)\n"
    }
    let kinds = [
      ("2026-09-01", "northwind,bad,2,reliability", 37), ("2026-09-02", "parcelo,bad,5,assurance", 2),
      ("2026-09-02", "parcelo,good,,empathy", 14),
    ]
    var summed = header
    var single = header
    for (number, (day, what, count)) in kinds.enumerated() {
      summed += row(day, what, "s\(number)", "\(count)")
      for one in 1...count { single += row(day, what, "s\(number)-\(one)", "") }
    }
    let evaluations = try [summed, single].map { text in
      let shop = try SmallStore()
      _ = try shop.workspace.importFile(Array(text.utf8), named: "in.csv", at: .noon("2026-09-30"))
      return try shop.workspace.evaluate(asOf: try Day("2026-09-30"))
    }
    #expect(evaluations[0] == evaluations[1])
  }

  @Test func `the workspace recognises its own export`() throws {
    let results = try workspace.importFiles(
      try export(workspace, "out"), options: ImportOptions(), at: .noon("2026-09-30"))
    #expect(results.map(\.new) == [0, 0, 0])
    #expect(results[0].alreadyPresent == 6)
  }

  @Test func `the files of two shops meet in a third, whatever they have in common`() throws {
    let shops = [try SmallStore(), try SmallStore()]
    try shops[0].log("northwind", "2026-09-01", 4, .reliability, "lost")
    try shops[1].log("parcelo", "2026-09-01", nil, .empathy, "kind")
    let third = try SmallStore()
    for (number, shop) in shops.enumerated() {
      let files = try export(shop.workspace, "shop\(number)")
      for count in [1, 0] {
        let results = try third.workspace.importFiles(
          files, options: ImportOptions(), at: .noon("2026-09-30"))
        #expect(results[0].new == count && results[0].changed == 0)
      }
      let own = try shop.workspace.importFiles(files, options: ImportOptions(), at: .noon("2026-09-30"))
      #expect(own[0].alreadyPresent == 1)
    }
  }

  @Test func `the workspace recognises what an earlier version exported`() throws {
    let text = try store.folder.read(
      String(try export(workspace, "out")[0].dropFirst(store.folder.path.count)))
    let mark = try #require(text.firstRange(of: "vendorscore:1-").map { text[$0.upperBound...] })
    let ledger = try #require(mark.split(separator: "-").dropFirst().first?.prefix(16))
    let older = text.replacing("-" + ledger, with: "")
    #expect(older != text)
    let file = try store.folder.write("older.csv", older)
    let results = try workspace.importFiles([file], options: ImportOptions(), at: .noon("2026-09-30"))
    #expect([results[0].new, results[0].changed, results[0].alreadyPresent] == [0, 0, 6])
  }

  @Test func `an edit after the export is a revision where it was imported`() throws {
    let other = try SmallStore()
    _ = try other.workspace.importFiles(
      try export(workspace, "out"), options: ImportOptions(), at: .noon("2026-09-30"))
    _ = try workspace.resolve(1, hours: 3, at: .noon("2026-09-30"))
    let results = try other.workspace.importFiles(
      try export(workspace, "out"), options: ImportOptions(), at: .noon("2026-09-30"))
    #expect(results[0].changed == 1)
    #expect(results[0].alreadyPresent == 5)
  }

  @Test func `a link where a file would go is left alone`() throws {
    #expect(mkdir(store.folder.path + "/out", 0o700) == 0)
    let victim = try store.folder.write("victim", "mine")
    let path = store.folder.path + "/out/volumes.csv"
    #expect(symlink(victim, path) == 0)
    #expect(throws: FileError(.write, path, .symbolicLink)) { try export(workspace, "out") }
    #expect(try store.folder.read("victim") == "mine")
    #expect(!store.folder.exists("out/incidents.csv"))
  }
}
