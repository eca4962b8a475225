import Foundation
import TestSupport
import Testing

/// A ledger on a real server, from the first command to the last, with the real program.
@Suite(.enabled(if: TestServer.isPossible, "\(TestServer.missing)"))
struct `A team's ledger` {
  private static let rows = """
    date,vendor,outcome,severity,dimension,summary,id
    2026-09-01,parcelo,bad,4,reliability,Parcel lost,a
    2026-09-02,parcelo,bad,2,responsiveness,Nobody answered,b
    2026-09-03,paywell,good,,empathy,Found the refund,c

    """

  /// What a day's work is, each command at its own moment.
  private static let work: [[String]] = [
    ["volume", "1200", "--month", "2026-08"],
    ["log", "parcelo", "bad", "Two days late", "-s", "3", "--on", "2026-09-18"],
    ["log", "parcelo", "good", "Answered at once"],
    ["log", "paywell", "bad", "Paid twice", "-s", "4", "--cost", "80"],
    ["edit", "1", "--severity", "2"],
    ["resolve", "3"],
    ["retract", "2"],
    ["undo"],
    ["undo"],
    ["redo"],
    ["import", "rows.csv"],
    ["import", "rows.csv"],
    ["quiet"],
  ]

  private static let looks: [[String]] = [
    ["scores", "--json"], ["explain", "parcelo", "--json"], ["incidents", "--all", "--json"],
    ["imports", "--json"], ["volume", "--json"], ["history", "1", "--json"], ["history", "--json"],
    ["journey", "--json"], ["report", "2026-Q3", "--json"],
  ]

  /// Does the work, and says what came back.
  private func work(in store: Store) throws -> [String] {
    try store.write(Self.rows, to: "rows.csv")
    return try Self.work.enumerated().map { minute, words in
      store.program.environment["VENDORSCORE_NOW"] = "2026-09-22T10:\(10 + minute):00Z"
      let outcome = try store.program.run(words)
      try #require(outcome.status == 0, "\(words): \(outcome.messages)")
      return outcome.output + outcome.messages
    }
  }

  @Test func `a day's work is the same as in a file`() throws {
    let (team, file) = (try Team(), try Store())
    let begun = try team.folder().fine("init", "--ledger-server", team.address()).output
    #expect(begun.hasPrefix("✓ The ledger is main at "), "\(begun)")
    let ann = try team.admit("vs_logger")
    let shared = try team.folder(of: ann)
    file.program.environment["VENDORSCORE_AUTHOR"] = ann
    // Nobody is someone else on a server.
    shared.program.environment["VENDORSCORE_AUTHOR"] = "Somebody else"
    let (here, there) = (try work(in: file), try work(in: shared))
    for (words, pair) in zip(Self.work, zip(here, there)) { #expect(pair.0 == pair.1, "\(words)") }
    #expect(there[11].contains("0 new, 0 changed, 3 already present"), "\(there[11])")
    for look in Self.looks {
      #expect(try file.program.run(look).output == shared.program.run(look).output, "\(look)")
    }
    let history = try shared.fine("history", "--limit", "100").output
    #expect(history.contains(" recorded by \(ann) "), "\(history)")
    #expect(!history.contains("Somebody else"))
    #expect(try shared.fine("doctor").output == file.fine("doctor").output)
    #expect(try shared.fine("export", "--all", "-").output == file.fine("export", "--all", "-").output)
    #expect(!shared.exists("vendorscore.sqlite"))
    // An import goes as a whole, here as there.
    let number = try #require((try shared.json("imports") as? [[String: Any]])?.first?["number"] as? Int)
    for store in [file, shared] { try store.fine("imports", "undo", String(number)) }
    #expect(try shared.fine("scores", "--json").output == file.fine("scores", "--json").output)
    #expect(try shared.fine("incidents").output == file.fine("incidents").output)
  }

  @Test func `a colleague joins, and both see what either logs`() throws {
    let team = try Team()
    let first = try Store(catalog: nil)
    let made = try first.fine("init", "--demo", "--ledger-server", team.address()).output
    #expect(made.contains("  The ledger is main at "), "\(made)")
    #expect(!first.exists("vendorscore.sqlite"))
    let ann = try team.admit("vs_logger")
    let second = try Store(
      catalog: try first.read("vendors.json").replacing("//\(Team.owner)@", with: "//\(ann)@"))
    let joined = try second.fine("init", "--ledger-server", team.address(ann)).output
    #expect(joined.contains("; 1 change is on record there"), "\(joined)")
    #expect(try first.fine("scores", "--json").output == second.fine("scores", "--json").output)
    try second.fine("log", "northwind", "lost", "Shed lost on the way")
    #expect(try first.fine("incidents").output.contains("Shed lost on the way"))
    try first.fine("log", "parcelo", "good", "Quick answer")
    let changes = try #require(try second.json("history") as? [[String: Any]])
    #expect(changes.map { $0["author"] as? String } == [Team.owner, ann, Team.owner])
    // The same made-up year in a file differs by who made it alone.
    let file = try Store(catalog: nil)
    try file.fine("init", "--demo")
    #expect(try file.fine("scores", "--json").output != first.fine("scores", "--json").output)
    for store in [first, first] { try store.fine("undo") }
    #expect(try file.fine("scores", "--json").output == first.fine("scores", "--json").output)
    let again = try first.run("init", "--demo", "--ledger-server", team.address())
    #expect(again.status == 73)
  }

  @Test func `a record moves in and out whole`() throws {
    let (team, file) = (try Team(), try Store())
    _ = try work(in: file)
    file.program.environment["VENDORSCORE_AUTHOR"] = "Bo"
    try file.fine("log", "paywell", "good", "Found the refund")
    let record = try file.fine("export", "--all", "-").output
    let shared = try team.folder()
    try shared.fine("init", "--ledger-server", team.address())
    try shared.write(record, to: "record.jsonl")
    try shared.fine("import", "record.jsonl")
    // With whom it was said to be by, and without where it was not.
    #expect(try shared.fine("export", "--all", "-").output == record)
    #expect(try shared.fine("scores", "--json").output == file.fine("scores", "--json").output)
    let changes = try #require(try shared.json("history", "--limit", "100") as? [[String: Any]])
    #expect(changes.first?["author"] as? String == "Bo")
    #expect(changes.dropFirst().allSatisfy { !($0["author"] is String) })
    // Nothing is mixed in, and the advice leads to an empty one.
    let refused = try shared.run("import", "record.jsonl")
    #expect(
      refused.messages.contains("a whole record goes into an empty one only. Make one: `vendorscore init "),
      "\(refused.messages)")
    #expect(refused.messages.hasSuffix(" --ledger-name main-imported`\n") && refused.status == 65)
    let back = try Store()
    try back.write(try shared.fine("export", "--all", "-").output, to: "record.jsonl")
    try back.fine("import", "record.jsonl")
    #expect(try back.fine("export", "--all", "-").output == record)
  }

  @Test func `a backup is an ordinary file, and goes into an empty ledger`() throws {
    let team = try Team()
    let shared = try team.folder()
    try shared.fine("init", "--ledger-server", team.address())
    _ = try work(in: shared)
    let told = try shared.fine("backup").output
    let backup = "backups/2026-09-22T102200Z.sqlite"
    #expect(told.contains(backup) && shared.exists(backup), "\(told)")
    let scores = try shared.fine("scores", "--json").output
    // Into a plain folder.
    let file = try Store()
    try file.fine("restore", shared.path + "/" + backup)
    #expect(try file.fine("scores", "--json").output == scores)
    #expect(try file.fine("export", "--all", "-").output == shared.fine("export", "--all", "-").output)
    #expect(try file.fine("doctor").status == 0)
    // Over nobody's record.
    let refused = try shared.run("restore", "2026-09-22")
    #expect(
      refused.messages.hasPrefix("Error: the ledger on ")
        && refused.messages.contains(
          " changes; a backup goes into an empty one only. Make one: `vendorscore init --ledger-server "),
      "\(refused.messages)")
    #expect(refused.messages.hasSuffix(" --ledger-name main-restored`\n"), "\(refused.messages)")
    #expect(refused.status == 73)
    // As it was said.
    let other = try team.folder(ledger: "main-restored")
    try other.fine("init", "--ledger-server", team.address(), "--ledger-name", "main-restored")
    try other.fine("restore", shared.path + "/" + backup)
    #expect(try other.fine("scores", "--json").output == scores)
    #expect(try other.fine("doctor").status == 0)
    #expect(try shared.fine("doctor").status == 0)
  }

  @Test func `a viewer reads, and a name that isn't there is said`() throws {
    let team = try Team()
    let shared = try team.folder()
    try shared.fine("init", "--ledger-server", team.address())
    try shared.fine("log", "parcelo", "late", "Two days late")
    let vic = try team.admit("vs_viewer")
    let viewer = try team.folder(of: vic)
    for look in [["scores", "--json"], ["incidents"], ["export", "--all", "-"], ["doctor"]] {
      #expect(try viewer.program.run(look).output == shared.program.run(look).output, "\(look)")
    }
    for words in [["log", "parcelo", "late", "A"], ["undo"], ["edit", "1", "--severity", "2"]] {
      let refused = try viewer.program.run(words)
      #expect(
        refused.messages
          == "Error: \(vic) may read this ledger, not write it. Ask its owner: GRANT vs_logger TO \(vic)\n")
      #expect(refused.status == 77, "\(words)")
    }
    #expect((try shared.json("history") as? [Any])?.count == 1)
    // Whose name the address doesn't say is told as well.
    let nameless = try team.folder(of: vic)
    let catalog = try String(contentsOfFile: nameless.path + "/vendors.json", encoding: .utf8)
    try nameless.write(catalog.replacing("postgresql://\(vic)@", with: "postgresql://"), to: "vendors.json")
    nameless.program.environment["PGUSER"] = vic
    #expect(try nameless.run("undo").messages == viewer.run("undo").messages)
    let otto = "user_\(UInt32.random(in: 0 ... .max))"
    try team.sql("CREATE ROLE \(otto) LOGIN")
    nameless.program.environment["PGUSER"] = otto
    let stranger = try nameless.run("scores")
    #expect(
      stranger.messages.hasSuffix(". Ask the ledger's owner: GRANT vs_logger TO \(otto)\n"),
      "\(stranger.messages)")
    #expect(stranger.status == 77)
    // Who logs makes no ledger either, and is not told to become what they are.
    let ann = try team.admit("vs_logger")
    let refused = try shared.run("init", "--ledger-server", team.address(ann), "--ledger-name", "own")
    #expect(
      refused.messages.hasPrefix("Error: only the owner of the ledgers at ")
        && refused.messages.hasSuffix("). Ask them\n"),
      "\(refused.messages)")
    #expect(refused.status == 77)
    let missing = try team.folder(of: vic, ledger: "shop-7").run("scores")
    #expect(
      missing.messages.hasPrefix("Error: no ledger \"shop-7\" on ")
        && missing.messages.contains(". Those you may see: main. Make it: `vendorscore init --ledger-server "),
      "\(missing.messages)")
    #expect(missing.status == 66)
  }

  @Test func `tables of an earlier version are the owner's to bring up`() throws {
    let team = try Team()
    let shared = try team.folder(ledger: "shop-7")
    try shared.fine("init", "--ledger-server", team.address(), "--ledger-name", "shop-7")
    try shared.fine("log", "parcelo", "late", "Two days late")
    let scores = try shared.fine("scores", "--json").output
    try team.sql("UPDATE vendorscore.setting SET value = '1' WHERE name = 'schema'")
    let refused = try shared.run("scores")
    #expect(
      refused.messages.hasPrefix("Error: the tables at ")
        && refused.messages.contains(
          " have schema 1, and this vendorscore wants 2. Only their owner may change them")
        && refused.messages.contains(". The owner types: `vendorscore init --ledger-server ")
        && refused.messages.hasSuffix(" --ledger-name shop-7`\n"), "\(refused.messages)")
    #expect(refused.status == 78)
    // As it was said.
    try shared.fine("init", "--ledger-server", team.address(), "--ledger-name", "shop-7")
    #expect(try shared.fine("scores", "--json").output == scores)
    #expect(try shared.fine("doctor").status == 0)
  }

  @Test func `colleagues score by their own policies, and an owner says which one the sums are made by`()
    throws
  {
    let team = try Team()
    let shared = try team.folder()
    try shared.fine("init", "--ledger-server", team.address())
    try shared.fine("log", "parcelo", "late", "Two days late", "--unresolved")
    let harsher = "\"currency\": \"USD\", \"policy\": { \"unresolvedFactor\": 2 }"
    let ann = try team.admit("vs_logger")
    let (owner, logger) = (try team.folder(), try team.folder(of: ann))
    for folder in [owner, logger] {
      let catalog = try String(contentsOfFile: folder.path + "/vendors.json", encoding: .utf8)
      try folder.write(
        catalog.replacingOccurrences(of: "\"currency\": \"USD\"", with: harsher), to: "vendors.json")
    }
    let scores = try shared.fine("scores", "--json").output
    let harsh = try logger.fine("scores", "--json").output
    #expect(harsh != scores)
    let doctor = try logger.fine("doctor").output
    #expect(
      doctor.contains("! the policy in vendors.json is not the one that the sums of main at "), "\(doctor)")
    #expect(doctor.contains("its owner makes it so. Then: `vendorscore policy adopt`\n"), "\(doctor)")
    let refused = try logger.run("policy", "adopt")
    #expect(refused.status == 77)
    #expect(
      refused.messages.hasPrefix("Error: only the owner of the ledgers at "), "\(refused.messages)")
    // What is logged in between goes into the sums as they are.
    try logger.fine("log", "parcelo", "late", "Late again", "--unresolved")
    #expect(
      try owner.fine("policy", "adopt").output == "Made the sums anew with the policy in vendors.json\n")
    #expect(
      try owner.fine("policy", "adopt").output
        == "Nothing to do: the sums are made with the policy in vendors.json\n")
    #expect(try !logger.fine("doctor", "--full").output.contains("policy"))
    #expect(try logger.fine("scores", "--json").output == owner.fine("scores", "--json").output)
    #expect(try shared.fine("doctor").output.contains("policy adopt"))
  }

  @Test func `the pages are of the same ledger`() throws {
    let team = try Team()
    try team.folder().fine("init", "--ledger-server", team.address())
    let ann = try team.admit("vs_logger")
    let store = try team.folder(of: ann)
    let server = try PageServer(store)
    try server.signIn()
    #expect(try server.get("/").status == 200)
    let saved = try server.post("/log", from: "/log", ["vendor": "northwind", "what": "lost"])
    #expect(saved.status == 303 && saved.headers["location"] == "/record/1")
    // Another one's folder has it, and the pages have theirs.
    let colleague = try team.folder()
    #expect(try colleague.fine("history").output.contains("recorded by \(ann)  #1 northwind bad"))
    try colleague.fine("log", "parcelo", "quick", "Answered at once")
    #expect(try server.get("/").body.contains("Answered at once"))
    for page in ["/log", "/todo", "/vendors", "/journey", "/record", "/record/1", "/reports", "/data"] {
      #expect(try server.get(page).status == 200, "\(page)")
    }
    #expect(server.stop() == 0)
  }
}

/// `across` a server: every ledger there is a shop.
@Suite(.enabled(if: TestServer.isPossible, "\(TestServer.missing)"))
struct `Shops on a server` {
  /// Two ledgers with entries and orders, and the folders that log into them.
  private let team: Team
  private let folders: [Store]

  init() throws {
    let team = try Team()
    self.team = team
    folders = try ["shop-1", "shop-2"].map { name in
      let folder = try team.folder(ledger: name)
      try folder.fine("init", "--ledger-server", team.address(), "--ledger-name", name)
      // One vendor, so that it leans on no neighbour.
      let catalog = try folder.read("vendors.json")
      try folder.write(Self.alone(catalog), to: "vendors.json")
      return folder
    }
    try folders[0].fine("volume", "400", "--month", "2026-08", "--vendor", "parcelo")
    try folders[0].fine("log", "parcelo", "bad", "Ann's secret", "-s", "3", "--on", "2026-08-03")
    try folders[1].fine("volume", "900", "--month", "2026-08", "--vendor", "parcelo")
    try folders[1].fine("log", "parcelo", "bad", "Bo's secret", "-s", "5", "--on", "2026-08-20")
    try folders[1].fine("log", "parcelo", "good", "No secret", "--on", "2026-08-21")
  }

  private static func alone(_ catalog: String) -> String {
    let lines = catalog.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.filter {
      !["paywell", "swiftpost", "northwind", "NWF", "payments"].contains(where: $0.contains)
    }
    .joined(separator: "\n")
    .replacing("\"role\": \"primary\" },\n  ]", with: "\"role\": \"primary\" }\n  ]")
  }

  private func json(_ arguments: String...) throws -> [String: Any] {
    let outcome = try folders[0].program.run(["across"] + arguments + ["--json", "--as-of", "2026-08-31"])
    try #require(outcome.status == 0, "\(outcome.messages)")
    #expect(!outcome.output.contains("secret"))
    return try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
  }

  private func list(_ json: [String: Any]?, _ key: String) -> [[String: Any]] {
    json?[key] as? [[String: Any]] ?? []
  }

  @Test func `each ledger is a shop, and scores as one with a catalog`() throws {
    let bare = try json(team.address())
    #expect(list(bare, "shops").map { $0["store"] as? String } == ["shop-1", "shop-2"])
    #expect(list(bare, "shops").allSatisfy { $0["catalog"] as? Bool == false })
    #expect(list(bare, "shops").map { $0["entries"] as? Int } == [1, 2])
    let stage = try #require(list(bare, "stages").first)
    #expect(stage["name"] as? String == "parcelo" && list(bare, "stages").count == 1)
    let rows = list(stage, "shops").flatMap { list($0, "vendors") }
    #expect(rows.count == 2 && rows.allSatisfy { $0["advice"] is NSNull && $0["role"] is NSNull })
    // With the catalogs it is the same carrier, but for its name.
    let known = try json(folders[0].path, folders[1].path)
    #expect(list(known, "shops").allSatisfy { $0["catalog"] as? Bool == true })
    var (carriers, others) = (list(stage, "carriers"), list(list(known, "stages").first, "carriers"))
    #expect(others.map { $0["name"] as? String } == ["Parcelo"] && carriers.count == 1)
    for key in ["name"] { (carriers[0][key], others[0][key]) = (nil, nil) }
    #expect(NSArray(array: carriers).isEqual(to: others), "\(carriers) \(others)")
    let screen = try folders[0].fine("across", team.address(), "--as-of", "2026-08-31").output
    #expect(screen.hasPrefix("parcelo over 2 shops · as of 31 Aug 2026\n") && !screen.contains("secret"))
    #expect(screen.contains("! No vendors.json goes with shop-1 and shop-2"), "\(screen)")
  }

  @Test func `folders say the stage, and are not added twice`() throws {
    let file = try Store()
    // Nobody says what part of these is whose.
    try folders[1].fine("volume", "5000", "--month", "2026-07")
    try file.fine("volume", "300", "--month", "2026-08", "--vendor", "parcelo")
    let mixed = try json(team.address(), file.path)
    #expect(list(mixed, "shops").map { $0["store"] as? String } == ["Sheds & Sons", "shop-1", "shop-2"])
    #expect(list(mixed, "stages").map { $0["id"] as? String } == ["shipping"])
    let parcelo = list(list(mixed, "stages").first, "carriers").first {
      $0["carrier"] as? String == "parcelo"
    }
    #expect(parcelo?["shops"] as? Int == 3 && parcelo?["amount"] as? Double == 1_600)
    // The first ledger has its folder's catalog.
    let half = try json(folders[0].path, team.address())
    #expect(list(half, "shops").map { $0["catalog"] as? Bool } == [true, false])
    let whole = list(list(half, "stages").first, "carriers").first
    #expect(whole?["shops"] as? Int == 2 && whole?["amount"] as? Double == 1_300)
  }

  @Test func `what can't be looked across is said`() throws {
    let vic = try team.admit("vs_viewer", to: "shop-1")
    let one = try folders[0].run("across", team.address(vic))
    #expect(
      one.messages.hasPrefix(
        "Error: looking across shops takes at least two: folders, or ledgers on a server."), "\(one.messages)"
    )
    #expect(one.status == 64)
    let secret = try folders[0].run("across", "postgresql://ann:hunter2@db/shop", folders[1].path)
    #expect(
      secret.messages.hasPrefix("Error: address:18: a password does not belong here.")
        && !secret.messages.contains("hunter2"), "\(secret.messages)")
    #expect(secret.status == 65)
    let twice = try folders[0].run("across", team.address(), team.address())
    #expect(twice.messages.contains(" is named twice. Name it once"), "\(twice.messages)")
    #expect(twice.status == 64)
    let nobody = try folders[0].run("across", "postgresql://%2Fnowhere%2Fat%2Fall/shop")
    #expect(nobody.messages.hasPrefix("Error: can't reach the ledger at /nowhere/at/all: "))
    #expect(nobody.status == 75)
  }
}

/// Whoever has no server has no need of its library.
@Suite struct `A server's library` {
  private static let hasLdd = TestServer.program("ldd") != nil
  /// Not everywhere may one program watch another.
  private static let canTrace: Bool = {
    guard let strace = TestServer.program("strace") else { return false }
    return (try? ChildProcess.run(strace, ["-f", "-e", "trace=openat", "/bin/true"])) == 0
  }()

  @Test(.enabled(if: hasLdd, "SKIPPED: no `ldd` here"))
  func `the program is not linked to it`() throws {
    let ldd = try #require(TestServer.program("ldd"))
    let linked = try Program(path: ldd).run([Program.products + "/vendorscore"])
    #expect(linked.status == 0 && linked.output.contains("libc.so"))
    #expect(!linked.output.contains("libpq"))
  }

  @Test(.enabled(if: canTrace && TestServer.isPossible, "SKIPPED: no `strace` that works, or no server here"))
  func `it is opened for a server's ledger alone`() throws {
    let (team, file) = (try Team(), try Store())
    let shared = try team.folder()
    try shared.fine("init", "--ledger-server", team.address())
    try file.fine("log", "parcelo", "late", "A")
    #expect(try !opened(by: file).contains("libpq"))
    #expect(try opened(by: shared).contains("libpq"))
  }

  /// The files that `scores` opens, or tries to.
  private func opened(by store: Store) throws -> String {
    var strace = store.program
    strace.path = try #require(TestServer.program("strace"))
    let outcome = try strace.run(["-f", "-o", "trace", "-e", "trace=openat", store.program.path, "scores"])
    try #require(outcome.status == 0, "\(outcome.messages)")
    let trace = try store.read("trace")
    try #require(trace.contains("vendors.json"))
    return trace
  }
}
