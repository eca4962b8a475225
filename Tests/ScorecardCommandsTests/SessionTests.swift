import Foundation
import Glibc
import ScorecardModel
import Testing

@testable import ScorecardCommands

/// What a command makes of the terminal, the clock, the environment and the outputs that it is given.
@Suite struct SessionTests {
  @Test(arguments: [["NO_COLOR": "1"], ["TERM": "dumb"], [:]]) func `colour can be turned off`(
    environment: [String: String]
  ) throws {
    let desk = try Desk(columns: 80)
    desk.environment = environment
    let arguments = environment.isEmpty ? ["--no-color"] : []
    let plain = try desk.run(["scores"] + arguments).output
    #expect(plain.contains("○ UNCLEAR"))
    #expect(!plain.contains("\u{1B}"))
    desk.environment = ["TERM": "xterm"]
    #expect(try desk.fine("scores").output.contains("\u{1B}["))
  }

  @Test func `a file gets no colour and lines as long as they need to be`() throws {
    let desk = try Desk()
    let text = String(repeating: "a word and another ", count: 20)
    try desk.fine("log", "parcelo", "good", text)
    let plain = try desk.fine("incidents").output
    #expect(!plain.contains("\u{1B}"))
    #expect(plain.split(separator: "\n").contains { $0.count > 300 })
  }

  @Test(arguments: [40, 60, 100]) func `lines end where the screen ends`(columns: Int) throws {
    let desk = try Desk(columns: columns)
    try desk.fine("log", "parcelo", "good", String(repeating: "a word and another ", count: 20))
    for line in try desk.fine("incidents", "--no-color").output.split(separator: "\n") {
      #expect(line.count <= columns, "\(line)")
    }
  }

  @Test func `COLUMNS stands in where a terminal does not say how wide it is`() {
    func columns(_ environment: [String: String], width: Int?) -> Int? {
      Terminal(
        environment: environment, isInput: false, isOutput: true, isMessages: false, width: { width }
      ).columns
    }
    #expect(columns(["COLUMNS": "50"], width: nil) == 50)
    #expect(columns(["COLUMNS": "50"], width: 70) == 70)
    #expect(columns(["COLUMNS": "wide"], width: nil) == 80)
  }

  @Test func `who types into a pipe is not asked, and its progress is not drawn`() {
    let piped = Terminal(
      environment: [:], isInput: true, isOutput: false, isMessages: false, width: { 80 })
    #expect(!piped.isInteractive && !piped.hasColor && !piped.showsProgress)
    #expect(piped.columns == nil)
  }

  @Test func `a week in which something happened is no quiet one`() throws {
    let desk = try Desk()
    try desk.fine("log", "parcelo", "late", "--on", "2026-09-21")
    let quiet = try desk.fine("quiet")
    #expect(
      quiet.output.hasPrefix(
        "Nothing to check in: the week 21 Sep – 27 Sep has 1 entry, so it was not a quiet one.\n"))
    #expect(try desk.run("undo").status == .fine)
    #expect(try #require(try desk.json("incidents") as? [Any]).isEmpty)
  }

  @Test func `a trend may begin with a month, and a vendor's next role is listed`() throws {
    let desk = try Desk()
    try desk.fine("log", "parcelo", "late", "--on", "2026-05-20")
    #expect(
      try desk.fine("scores", "--since", "may").output == desk.fine("scores", "--since", "2026-Q2").output)
    #expect(
      try desk.fine("scores", "--since", "last").output == desk.fine("scores", "--since", "2026-Q2").output)
    #expect(try desk.run("scores", "--since", "soon").messages.contains("isn't a quarter"))
    try desk.fine("vendors", "add", "Zippy", "--stage", "shipping", "--role", "candidate")
    try desk.fine("vendors", "switch", "parcelo", "Zippy", "--on", "2026-10-01")
    #expect(try desk.fine("vendors").output.contains("on trial; from 1 Oct 2026 primary"))
  }

  @Test func `what the vendor did not cause is said to count in no score, in an event too`() throws {
    let desk = try Desk()
    try desk.write(
      "date,vendor,outcome,severity,attribution,id,event\n2026-09-02,parcelo,bad,3,customer,a,\n2026-09-03,parcelo,bad,3,us,b,e1\n"
        + "2026-09-03,parcelo,bad,3,vendor,c,e1\n", to: "in.csv")
    #expect(
      try desk.fine("import", desk.path("in.csv")).messages.contains(
        "2 of them are kept on record only: the vendor didn't"))
  }

  @Test func `a month's name looks back half a year`() throws {
    let desk = try Desk()
    let outcome = try desk.run("volume", "33", "--month", "dec")
    #expect(
      outcome.messages
        == "Error: \"dec\" is Dec 2025, and this month is Sep 2026. If you mean it, write 2025-12\n")
    try desk.fine("volume", "33", "--month", "2025-12")
    try desk.fine("volume", "33", "--month", "mar")
    #expect(try desk.run("log", "parcelo", "late", "--on", "9/20").output.contains("Sun 20 Sep 2026"))
    #expect(
      try desk.run("log", "parcelo", "lost", "--claim-by", "10/20").output.contains(
        "claim by Tue 20 Oct 2026"))
  }

  @Test func `in a store whose time zone moved west, what was entered as today's is edited like any other`()
    throws
  {
    func zone(_ name: String) -> String {
      Desk.catalog.replacing("\"journey\"", with: "\"timeZone\": \"\(name)\", \"journey\"")
    }
    let desk = try Desk(catalog: zone("Pacific/Kiritimati"))
    #expect(try desk.fine("log", "parcelo", "bad", "late", "-s", "2").output.contains("Wed 23 Sep 2026"))
    try desk.write(zone("Pacific/Honolulu"), to: "vendors.json")
    let edited = try desk.fine("edit", "1", "-s", "4", "--text", "later").output
    #expect(edited.contains("Changed #1  Wed 23 Sep 2026  Parcelo  bad, severity 4"))
    #expect(try desk.fine("quiet", "--on", "2026-09-15").output.contains("Tue 15 Sep 2026"))
    #expect(try desk.run("edit", "1", "--on", "2026-09-23").status == .usage)
  }

  @Test func `a severity may follow its letter without a space`() throws {
    let desk = try Desk()
    #expect(try desk.fine("log", "parcelo", "bad", "late", "-s4").output.contains("severity 4"))
    #expect(try desk.run("edit", "1", "-s9").messages.hasPrefix("Error: severity 9: use 1"))
    #expect(try desk.fine("incidents", "-s5").output.hasPrefix("No entry matches"))
  }

  @Test func `a file or a ledger that may not be opened is a matter of permission wherever it is`() {
    func status(_ error: any Error) -> ExitStatus { Failure(error, nil, CommandHints()).status }
    #expect(status(FileError(.read, "a", .noPermission)) == .permission)
    #expect(status(FileError(.write, "a", .noPermission)) == .permission)
    #expect(status(LedgerError.cannotOpen(place: "a", problem: .noPermission)) == .permission)
    #expect(status(LedgerError.cannotRead(place: "a", problem: .noPermission)) == .permission)
    #expect(status(FileError(.read, "a", .missing)) == .missing)
    #expect(status(LedgerError.cannotOpen(place: "a", problem: .folder)) == .missing)
    #expect(status(FileError(.write, "a", .diskFull)) == .cannotCreate)
  }

  @Test func `the day is the clock's in the store's time zone, unless the variable gives it`() throws {
    let desk = try Desk(
      catalog: Desk.catalog.replacing(
        "\"store\": \"Sheds & Sons\"", with: "\"store\": \"S\", \"timeZone\": \"Asia/Tokyo\""))
    // 20:00 in London is the next day in Tokyo.
    desk.now = Timestamp(seconds: 1_790_107_200)
    #expect(try desk.fine("quiet").output.contains("Wed 23 Sep 2026"))
    desk.environment = [Clock.variable: "2026-08-01T10:00:00Z"]
    #expect(try desk.fine("quiet").output.contains("Sat 1 Aug 2026"))
    desk.environment = [Clock.variable: "yesterday"]
    #expect(try desk.run("quiet").status == .configuration)
  }

  @Test func `a new workspace is made in the session's folder with its time zone`() throws {
    let desk = try Desk(catalog: nil)
    #expect(try desk.fine("init").output.contains(desk.path))
    let catalog = try String(contentsOf: URL(filePath: desk.path("vendors.json")), encoding: .utf8)
    #expect(catalog.contains("\"timeZone\": \"Europe/Lisbon\""))
  }

  @Test func `the workspace of the environment stands before the folder's`() throws {
    let (here, there) = (try Desk(), try Desk())
    try there.fine("log", "parcelo", "good", "Quick")
    here.environment = ["VENDORSCORE_WORKSPACE": there.path]
    #expect((try here.json("incidents") as? [Any])?.count == 1)
  }

  @Test func `a long import shows its progress on a screen and wipes it away`() throws {
    let desk = try Desk(columns: 80)
    let rows = (0..<60_000).map { "2026-09-\($0 % 9 + 10),parcelo,good,\($0)" }
    try desk.write((["date,vendor,outcome,summary"] + rows).joined(separator: "\n"), to: "log.csv")
    let screen = try desk.fine("import", desk.path("log.csv"), "--dry-run").messages
    #expect(screen.contains(" MB\u{1B}[K"))
    #expect(screen.hasSuffix("\r\u{1B}[K"))
    desk.columns = nil
    #expect(try desk.fine("import", desk.path("log.csv"), "--dry-run").messages == "")
  }

  @Test func `what was done is said to be done when it cannot be shown`() throws {
    let desk = try Desk()
    let full = open("/dev/full", O_WRONLY | O_CLOEXEC)
    defer { close(full) }
    let messages = try KeptOutput()
    let session = desk.session(
      keyboard: Keyboard { nil }, output: Output(descriptor: full, name: "standard output"),
      messages: messages.output)
    #expect(
      VendorscoreProgram.run(["vendorscore", "log", "parcelo", "good", "Quick"], in: session) == .inputOutput)
    #expect(messages.text.contains("It was saved anyway; see `vendorscore history`"))
    #expect((try desk.json("incidents") as? [Any])?.count == 1)
  }
}
