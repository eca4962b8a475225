import Foundation
import Glibc
import Testing

/// `init`, `import`, `export`, `vendors check`, `doctor`: what goes into files and comes out of them.
@Suite struct FileCommandTests {
  private static let header = "date,vendor,outcome,severity,dimension,summary\n"

  @Test func `init makes a workspace and never overwrites one`() throws {
    let store = try Store(catalog: nil)
    #expect(try store.fine("init").output.hasPrefix("✓ Created vendors.json"))
    #expect(try store.fine("vendors", "check").output.hasPrefix("✓ vendors.json is fine"))
    #expect(try store.fine("doctor").messages == "")
    let again = try store.run("init", "--demo")
    #expect(again.messages.contains("exists; nothing written"))
    #expect(again.status == 73)
  }

  @Test func `of two that make a workspace at one moment, one does`() throws {
    for round in 0..<20 {
      let store = try Store(catalog: nil)
      // Each of them with or without the made-up year.
      let calls = [round % 2 == 0, round % 4 < 2].map { $0 ? ["init", "--demo"] : ["init"] }
      let running = try calls.indices.map { call in
        try store.program.spawn(calls[call]) { actions in
          for (end, name) in [(Int32(1), "out"), (2, "messages")] {
            let path = "\(store.path)/\(name)\(call)"
            posix_spawn_file_actions_addopen(&actions, end, path, O_WRONLY | O_CREAT, 0o600)
          }
        }
      }
      let statuses = running.map { $0.wait() }
      #expect(statuses.sorted() == [0, 73])
      let winner = statuses.firstIndex(of: 0) ?? 0
      #expect(try store.read("out\(winner)").hasPrefix("✓ Created vendors.json"))
      #expect(try store.read("messages\(1 - winner)").contains("vendors.json exists; nothing written"))
      // What is on record is the winner's, and once.
      let changes = try #require(try store.json("history", "--limit", "100") as? [Any])
      #expect(changes.count == (calls[winner].count == 2 ? 1 : 0))
    }
  }

  @Test func `what belongs to the owner is readable by nobody else`() throws {
    let store = try Store(catalog: nil)
    _ = try store.fine("init", "--demo")
    _ = try store.fine("export", "out")
    _ = try store.fine("report", "2026-Q3", "--as-of", "2026-11-01")
    for file in ["vendorscore.sqlite", "out/incidents.csv", "reports/2026-Q3.md"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: store.path + "/" + file)
      #expect(attributes[.posixPermissions] as? Int == 0o600, "\(file)")
    }
  }

  @Test func `a repair leaves record and scores as they are`() throws {
    let store = try Store(catalog: nil)
    // The demo's last day has come, so that nothing in it lies in the future.
    store.program.environment["VENDORSCORE_NOW"] = "2026-10-01T10:00:00Z"
    _ = try store.fine("init", "--demo")
    let scores = try store.fine("scores", "--json", "--as-of", "2026-09-30").output
    _ = try store.fine("doctor", "--repair")
    #expect(try store.fine("scores", "--json", "--as-of", "2026-09-30").output == scores)
  }

  @Test func `names that are not UTF-8 name nothing else`() throws {
    let store = try Store()
    let path = Array((store.path + "/caf").utf8CString.dropLast()) + [CChar(bitPattern: 0xE9), 0]
    #expect(mkdir(path, 0o700) == 0)
    let shell = "\(Program.products)/vendorscore"
    for (command, status) in [("cd caf*; '\(shell)' init", 66), ("'\(shell)' log paywell good caf*", 64)] {
      let outcome = try Program(path: "/bin/sh", directory: store.path).run(["-c", command])
      #expect(outcome.messages.contains("not UTF-8"))
      #expect(outcome.status == Int32(status))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: store.path).count == 2)
    #expect(try store.fine("incidents").output.contains("No entries"))
  }

  @Test func `a device that never ends is not imported`() throws {
    let outcome = try Store().run("import", "/dev/zero")
    #expect(outcome.messages == "Error: can't read /dev/zero: it is a device\n")
    #expect(outcome.status == 66)
  }

  @Test func `an export goes into a folder, and over no backup`() throws {
    let store = try Store()
    _ = try store.fine("log", "paywell", "good", "Quick answer")
    _ = try store.fine("backup")
    let file = try store.run("export", "vendors.json")
    #expect(
      file.messages
        == "Error: vendors.json is a link or not a folder; left as it is. Move it away, or name another folder\n"
    )
    #expect(file.status == 73)
    let backup = try store.run("export", "--all", "backups/2026-09-22T100000Z.sqlite")
    #expect(
      backup.messages.contains("is one of the workspace's own files; left as it is. Choose another name"))
    #expect(backup.status == 64)
    #expect(try store.fine("restore", "2026-09-22").output.contains("1 entry"))
  }

  @Test func `what a killed export left is swept up by the next one, and not a running one's`() throws {
    let store = try Store()
    _ = try store.fine("export", "out")
    let (ended, running) = ("vendorscore-0123456789abcdef.tmp", "vendorscore-fedcba9876543210.tmp")
    try store.write("half", to: "out/volumes.csv.\(ended)")
    try store.write("half", to: "out/volumes.csv.\(running)")
    try store.write("mine", to: "out/other.csv.\(ended)")
    try store.write("mine", to: "out/volumes.csv.0123456789abcdef.tmp")
    // Whatever its process is called, and wherever it runs, it holds what it writes.
    let held = open(store.path + "/out/volumes.csv.\(running)", O_RDWR | O_CLOEXEC)
    #expect(flock(held, LOCK_EX | LOCK_NB) == 0)
    _ = try store.fine("export", "out")
    let names = [
      "checkins.csv", "incidents.csv", "other.csv.\(ended)", "volumes.csv",
      "volumes.csv.0123456789abcdef.tmp", "volumes.csv.\(running)",
    ]
    #expect(try FileManager.default.contentsOfDirectory(atPath: store.path + "/out").sorted() == names)
    close(held)
    _ = try store.fine("export", "out")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: store.path + "/out").sorted() == names.dropLast())
  }

  @Test func `notes written into the report reach its page`() throws {
    let store = try Store(catalog: nil)
    _ = try store.fine("init", "--demo")
    _ = try store.fine("report", "2026-Q3", "--as-of", "2026-11-01")
    let report = try store.read("reports/2026-Q3.md")
    try store.write(
      report.replacingOccurrences(of: "_Yours to write._", with: "Call <Parcelo> on Monday"),
      to: "reports/2026-Q3.md")
    _ = try store.fine("report", "2026-Q3", "--as-of", "2026-11-01", "--format", "html")
    #expect(try store.read("reports/2026-Q3.html").contains("Call &lt;Parcelo&gt; on Monday"))
  }

  @Test func `the demo has something to show`() throws {
    let store = try Store(catalog: nil)
    _ = try store.fine("init", "--demo")
    let scores = try #require(try store.json("scores") as? [String: Any])
    let vendors = try #require(scores["vendors"] as? [[String: Any]])
    #expect(Set(vendors.compactMap { $0["advice"] as? String }).count > 1)
  }

  @Test func `an import counts what it did, and does it once`() throws {
    let store = try Store()
    let bytes =
      "\u{FEFF}" + Self.header
      + "2026-03-04,NWF,bad,4,reliability,\"Lost, twice\"\r\n2026-03-05,parcelo,good,,,\n"
    try store.write(bytes, to: "incidents.csv")
    let dry = try store.fine("import", "incidents.csv", "--dry-run")
    #expect(dry.output == "2 new, 0 changed, 0 already present, 0 refused (dry run: nothing stored)\n")
    #expect(
      try store.fine("import", "incidents.csv").output == "2 new, 0 changed, 0 already present, 0 refused\n")
    let again = try store.fine("import", "incidents.csv")
    #expect(again.output == "0 new, 0 changed, 2 already present, 0 refused\n")
    #expect(again.messages == "")
    #expect(try store.fine("undo").output.contains("imported"))
    #expect(try store.run("incidents", "--json").output == "[]\n")
  }

  @Test func `a wrong row is shown with its place, and nothing is stored`() throws {
    let store = try Store()
    let rows = (1...15).map { "2026-03-\($0 < 10 ? "0" : "")\($0),parcelo,good,,,\n" }.joined()
    try store.write(Self.header + rows + "2026-03-16,northwind,bad,high,,Lost\n", to: "incidents.csv")
    let outcome = try store.run("import", "incidents.csv")
    #expect(outcome.messages.hasPrefix("Error: incidents.csv:17:26: severity \"high\""))
    #expect(
      outcome.messages.contains("\n  2026-03-16,northwind,bad,high,,Lost\n                           ^\n"))
    #expect(outcome.messages.hasSuffix("1 of 16 rows wrong, none imported. Set them aside: `--skip-bad`\n"))
    #expect(outcome.status == 65)
    #expect(try store.run("incidents", "--json").output == "[]\n")
    let skipping = try store.run("import", "incidents.csv", "--skip-bad")
    #expect(skipping.output.hasPrefix("15 new, 0 changed, 0 already present, 1 refused"))
    #expect(skipping.status == 1)
    #expect(try store.read("incidents.csv.rejected.csv").contains("high"))
  }

  @Test func `volumes that overlap say with what, and what to do`() throws {
    let store = try Store()
    _ = try store.fine("volume", "420", "--month", "2026-08")
    try store.write(
      "from,to,orders,vendor\n2026-08-15,2026-09-15,5,\n2026-07-01,2026-07-11,1,\n2026-07-05,2026-07-21,1,\n",
      to: "volumes.csv")
    let outcome = try store.run("import", "volumes.csv")
    #expect(
      outcome.messages.hasPrefix(
        "Error: volumes.csv:2: overlaps 420 orders in 2026-08, which is on record. Give exactly its days to replace it\n"
          + "Error: volumes.csv:4: overlaps 1 order from 2026-07-01 to 2026-07-10, which is in this import too. Keep one of them\n"
      ))
    #expect(outcome.status == 65)
  }

  @Test func `unknown columns are named with what was found`() throws {
    let store = try Store()
    try store.write("date,supplier,outcome,note\n2026-03-04,parcelo,good,x\n", to: "other.csv")
    let refused = try store.run("import", "other.csv")
    #expect(refused.messages.contains(#"no column "vendor". Found: date, supplier, outcome, note."#))
    #expect(refused.messages.contains("--map vendor=supplier"))
    #expect(refused.status == 65)
    let mapped = try store.run("import", "other.csv", "--map", "vendor=supplier", "--map", "summary=note")
    #expect(mapped.output == "1 new, 0 changed, 0 already present, 0 refused\n")
  }

  @Test(arguments: [
    "2026-02-30,parcelo,good,,,", "2026-03-04,nobody,good,,,", "2026-03-04,parcelo,fine,,,",
    "2026-03-04,parcelo,bad,,,", "2026-03-04,parcelo,bad,1e30,,", "2026-03-04,parcelo,bad,NaN,,",
    "2026-03-04,parcelo,good,,,\"open", "2026-03-04", "10000-01-01,parcelo,good,,,",
    "2027-03-04,parcelo,good,,,",
    "2026-03-04,parcelo,good,,,a\u{0}b",
  ]) func `no row makes it crash or pass in silence`(row: String) throws {
    let store = try Store()
    try store.write(Self.header + row + "\n", to: "incidents.csv")
    let outcome = try store.run("import", "incidents.csv")
    #expect(outcome.messages.hasPrefix("Error: incidents.csv:"))
    #expect(outcome.status == 65)
  }

  @Test(
    arguments: [[0xFF, 0xFE, 0x64, 0x00], [0x64, 0x61, 0x74, 0x65, 0x0A, 0xC3, 0x28, 0x0A], []] as [[UInt8]])
  func `a file in another encoding, or empty, is refused by name`(bytes: [UInt8]) throws {
    let store = try Store()
    try store.write(Data(bytes), to: "odd.csv")
    let outcome = try store.run("import", "odd.csv")
    #expect(outcome.messages.hasPrefix("Error: odd.csv"))
    #expect(outcome.status == 65)
  }

  @Test func `a missing file and the ledger itself are refused`() throws {
    let store = try Store()
    let missing = try store.run("import", "nowhere.csv")
    #expect(missing.messages.contains("nowhere.csv"))
    #expect(missing.status == 66)
    _ = try store.fine("quiet")
    #expect(try store.run("import", "vendorscore.sqlite").status == 64)
  }

  @Test func `what is exported gives the same scores elsewhere`() throws {
    let store = try Store()
    _ = try store.fine("log", "northwind", "bad", "=1+1", "-s", "5", "--on", "2026-08-10")
    _ = try store.fine("volume", "1000", "--month", "2026-08")
    _ = try store.fine("quiet", "--on", "yesterday")
    _ = try store.fine("export", "out")
    let other = try Store()
    let files = ["incidents", "volumes", "checkins"].map { "\(store.path)/out/\($0).csv" }
    let imported = try other.program.run(["import"] + files)
    #expect(imported.status == 0, "\(imported.messages)")
    #expect(try other.run("scores", "--json").output == store.run("scores", "--json").output)
    #expect(try other.run("incidents").output == store.run("incidents").output)
  }

  @Test(arguments: [
    #"{ "store": "x", "colour": 1 }"#, "{", "[]", "null", #"{ "store": 1e400 }"#,
    String(repeating: "[", count: 100_000),
    Store.catalog.replacingOccurrences(of: "UTC", with: "Mars/Olympus"),
    Store.catalog.replacingOccurrences(of: "\"stage\": \"payments\"", with: "\"stage\": \"paymnts\""),
  ]) func `a catalog with a mistake is refused with line and column`(catalog: String) throws {
    let store = try Store(catalog: catalog)
    for command in [["vendors", "check"], ["scores"]] {
      let outcome = try store.program.run(command)
      #expect(outcome.messages.hasPrefix("Error: vendors.json:"))
      #expect(outcome.status == 65)
    }
    #expect(!store.exists("vendorscore.sqlite"))
  }
}
