import Foundation
import Testing

/// The real program looks across shops.
@Suite struct AcrossCommandTests {
  /// Folders of shops in one folder, and the program that runs there.
  private final class Mall {
    let scratch: Scratch
    let program: Program

    init() throws {
      scratch = try Scratch()
      var program = Program()
      program.directory = scratch.path
      self.program = program
    }

    func catalog(
      _ name: String, _ vendors: String, stages: [String] = ["shipping"], more: String = ""
    ) throws {
      let folder = URL(fileURLWithPath: scratch.path + "/" + name)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let journey = stages.map { "{ \"id\": \"\($0)\", \"name\": \"\($0.capitalized)\" }" }
      let text = """
        {
          "store": "\(name.capitalized)",\(more)
          "journey": [\(journey.joined(separator: ", "))],
          "vendors": [
        \(vendors)
          ]
        }
        """
      try Data(text.utf8).write(to: folder.appending(path: "vendors.json"))
    }

    /// A shop that calls DHL by a name of its own, with its orders since June and so many late and lost parcels.
    func shop(_ name: String, late: Int, lost: Int, orders: Int = 120) throws {
      try catalog(
        name,
        """
            { "id": "paket", "name": "DHL Paket", "stage": "shipping", "share": 0.5, "carrier": "dhl" },
            { "id": "hermes", "name": "Hermes", "stage": "shipping", "share": 0.5 }
        """)
      var rows = "date,vendor,outcome,severity,summary\n"
      for number in 0..<late { rows += "2026-08-0\(number + 1),paket,bad,2,Our secret \(number)\n" }
      for number in 0..<lost { rows += "2026-07-1\(number),hermes,bad,5,Ann's lost parcel \(number)\n" }
      var volumes = "from,to,orders\n"
      for month in 6...8 { volumes += "2026-0\(month)-01,2026-0\(month + 1)-01,\(orders)\n" }
      try Data(rows.utf8).write(to: URL(fileURLWithPath: "\(scratch.path)/rows.csv"))
      try Data(volumes.utf8).write(to: URL(fileURLWithPath: "\(scratch.path)/volumes.csv"))
      try fine("import", "rows.csv", "volumes.csv", "--workspace", name)
    }

    func run(_ arguments: String...) throws -> Program.Outcome { try program.run(arguments) }

    @discardableResult
    func fine(
      _ arguments: String..., location: SourceLocation = #_sourceLocation
    ) throws -> Program.Outcome {
      let outcome = try program.run(arguments)
      try #require(outcome.status == 0, "\(arguments): \(outcome.messages)", sourceLocation: location)
      return outcome
    }
  }

  private static let dhl = "    { \"id\": \"dhl\", \"name\": \"DHL\", \"stage\": \"shipping\" }"

  @Test func `carriers over all shops, then each shop's own view`() throws {
    let mall = try Mall()
    try mall.shop("kettles", late: 2, lost: 1)
    try mall.shop("sheds", late: 0, lost: 4, orders: 300)
    try mall.catalog("tables", Self.dhl)
    let outcome = try mall.fine("across", "tables", "sheds", "kettles", "--as-of", "2026-08-31")
    #expect(outcome.messages == "")
    #expect(
      outcome.output == """
        Shipping over 3 shops · as of 31 Aug 2026
        0–100, higher is better, 75 is typical

        carrier          shops  score  range  entries  orders  troubles in 1,000 orders
        DHL Paket (dhl)      2     91  79–99        2     630                       6.7
        Hermes               2     55  32–80        5     630                      28.3

        shop     vendor                 advice   score  range  entries  orders  better there
        Kettles  DHL Paket (dhl)        ● KEEP      83  62–97        2     180  –
                 Hermes                 ▲ WATCH     70  39–96        1     180  DHL Paket: 63 % sure
        Sheds    DHL Paket (dhl)        ● KEEP      91  77–99        0     450  –
                 Hermes                 ▲ WATCH     52  28–81        4     450  DHL Paket: 95 % sure
        Tables   nothing on record yet

        """)
    #expect(
      try mall.fine("across", "kettles", "tables", "sheds", "--as-of", "2026-08-31").output == outcome.output)
    #expect(!FileManager.default.fileExists(atPath: mall.scratch.path + "/tables/vendorscore.sqlite"))
  }

  @Test func `JSON has its keys, and no text of an entry`() throws {
    let mall = try Mall()
    try mall.shop("kettles", late: 2, lost: 1)
    try mall.shop("sheds", late: 0, lost: 4)
    let outcome = try mall.fine("across", "sheds", "kettles", "--json", "--stage", "Shipping")
    for secret in ["secret", "Ann"] { #expect(!outcome.output.contains(secret)) }
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(Set(json.keys) == ["asOf", "policy", "currencies", "shops", "stages"])
    #expect(json["asOf"] as? String == "2026-09-22" && json["currencies"] as? [String] == ["USD"])
    let shops = try #require(json["shops"] as? [[String: Any]])
    #expect(shops.map { $0["folder"] as? String } == ["kettles", "sheds"])
    #expect(shops.map { $0["entries"] as? Int } == [3, 4])
    let stage = try #require((json["stages"] as? [[String: Any]])?.first)
    let carriers = try #require(stage["carriers"] as? [[String: Any]])
    #expect(carriers.map { $0["carrier"] as? String } == ["dhl", "hermes"])
    #expect(carriers.map { $0["entries"] as? Int } == [2, 5])
    let own = try #require(
      try JSONSerialization.jsonObject(
        with: Data(try mall.fine("scores", "--json", "--workspace", "sheds").output.utf8)) as? [String: Any])
    let scores = (own["vendors"] as? [[String: Any]])?.map { $0["score"] as? Double }
    let rows = (stage["shops"] as? [[String: Any]])?.last?["vendors"] as? [[String: Any]]
    #expect(rows?.map { $0["id"] as? String } == ["paket", "hermes"])
    #expect(rows?.map { $0["score"] as? Double } == scores)
    #expect((rows?.last?["better"] as? [String: Any])?["carrier"] as? String == "dhl")
  }

  @Test func `commands that change the catalog keep the carrier, and vendors shows it`() throws {
    let mall = try Mall()
    try mall.shop("kettles", late: 1, lost: 0)
    try mall.fine(
      "vendors", "rename", "paket", "Paketdienst", "--id", "paketdienst", "--workspace", "kettles")
    try mall.fine("vendors", "retire", "paketdienst", "--on", "2026-09-30", "--workspace", "kettles")
    let vendors = try mall.fine("vendors", "--workspace", "kettles").output
    #expect(vendors.contains("carrier") && vendors.contains("  dhl"))
    #expect(
      try mall.fine("vendors", "--json", "--workspace", "kettles").output.contains("\"carrier\": \"dhl\""))
  }

  @Test func `a hundred shops with few open files`() throws {
    let mall = try Mall()
    let names = (100..<200).map { "shop\($0)" }
    for name in names { try mall.catalog(name, Self.dhl) }
    for (number, name) in names.prefix(40).enumerated() {
      try mall.fine("volume", "\(50 + number / 2)", "--month", "2026-08", "--workspace", name)
      try mall.fine("volume", "\(50 + number)", "--month", "2026-07", "--workspace", name)
    }
    var shell = mall.program
    shell.path = "/bin/sh"
    let outcome = try shell.run(
      ["-c", "ulimit -n 24; exec \"$@\"", "sh", mall.program.path, "across", "--json"] + names)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.output.contains("\"shops\": 40"))
  }

  // MARK: Mistakes

  @Test func `every mistake gets its message and exit code`() throws {
    let mall = try Mall()
    for name in ["kettles", "sheds"] { try mall.catalog(name, Self.dhl) }
    try mall.catalog("kits", "    { \"id\": \"hermes\", \"name\": \"Hermes\", \"stage\": \"shipping\" }")
    try mall.catalog(
      "parcels", "    { \"id\": \"x\", \"name\": \"X\", \"stage\": \"delivery\", \"carrier\": \"dhl\" }",
      stages: ["delivery"])
    try mall.catalog("strict", Self.dhl, more: " \"policy\": { \"halfLifeDays\": 90 },")
    try mall.catalog("typo", Self.dhl.replacingOccurrences(of: " }", with: ", \"carrier\": \"D H L\" }"))
    for name in ["empty", "shut/vendors.json"] {
      try FileManager.default.createDirectory(
        atPath: mall.scratch.path + "/" + name, withIntermediateDirectories: true)
    }
    try mall.fine("quiet", "--workspace", "kettles")
    try FileManager.default.copyItem(
      atPath: mall.scratch.path + "/kettles", toPath: mall.scratch.path + "/copied")
    try mall.catalog("broken", Self.dhl)
    try Data("no ledger".utf8).write(
      to: URL(fileURLWithPath: mall.scratch.path + "/broken/vendorscore.sqlite"))
    for (arguments, message, status) in Self.mistakes {
      let outcome = try mall.program.run(["across"] + arguments)
      let whole = message.replacingOccurrences(of: "FOLDER", with: mall.scratch.path)
      #expect(outcome.messages == "Error: \(whole)\n")
      #expect(outcome.status == status, "\(arguments)")
      #expect(outcome.output == "")
    }
  }

  private static let mistakes: [([String], String, Int32)] = [
    (
      [],
      "looking across shops takes at least two: folders, or ledgers on a server. To see one: `vendorscore scores`",
      64
    ),
    (
      ["kettles"],
      "looking across shops takes at least two: folders, or ledgers on a server. To see one: `vendorscore scores`",
      64
    ),
    (["kettles", "kettles"], "kettles is named twice. Name it once", 64),
    (
      ["kettles", "./kettles"],
      "kettles and ./kettles are one shop: the same folder, or copies of one ledger. Name one of them", 64
    ),
    (
      ["kettles", "copied"],
      "copied and kettles are one shop: the same folder, or copies of one ledger. Name one of them", 64
    ),
    (["kettles", ""], "<shops> is empty. See `vendorscore across --help`", 64),
    (
      ["kettles", "sheds", "--workspace", "kits"],
      "--workspace names one shop. Name the folders of all by themselves", 64
    ),
    (
      ["kettles", "sheds", "--as-of", "soon"],
      "\"soon\": not a date. Try 2026-09-22, yesterday, last fri", 64
    ),
    (["kettles", "sheds", "--stage", "cart"], "no stage \"cart\". Stages: shipping", 64),
    (
      ["kettles", "strict"],
      "kettles and strict score by different policies, and their scores can't be compared. Write the same "
        + "\"policy\" in both vendors.json, or leave it out of both", 65
    ),
    (
      ["kettles", "kits"],
      "no two of these shops have a carrier in common. Where two vendors are the same company, write the same "
        + "\"carrier\" beside their ids in both vendors.json, such as \"carrier\": \"dhl\"", 65
    ),
    (
      ["kettles", "parcels"],
      "no two of these shops have a carrier in common in one stage: dhl is in delivery and shipping. Give the "
        + "stage the same id in their vendors.json", 65
    ),
    (
      ["kettles", "empty"],
      "no vendors.json in empty. Create one: `vendorscore init`. With sample data: `vendorscore init --demo`",
      66
    ),
    (
      ["kettles", "gone"],
      "no vendors.json in gone. Create one: `vendorscore init`. With sample data: `vendorscore init --demo`",
      66
    ),
    (["kettles", "shut"], "can't read FOLDER/shut/vendors.json: it is a folder", 66),
    (
      ["kettles", "broken"],
      "broken: vendorscore.sqlite is damaged (file is not a database); left untouched", 65
    ),
    (
      ["kettles", "typo/"],
      "typo/vendors.json:5:67: carrier \"D H L\": use at most 64 lower-case letters, digits and hyphens, such as "
        + "\"d-h-l\"\n  id\": \"dhl\", \"name\": \"DHL\", \"stage\": \"shipping\", \"carrier\": \"D H L\" }\n"
        + String(repeating: " ", count: 61) + "^", 65
    ),
  ]
}
