import Foundation
import Glibc
import Testing

/// `import -`: what `curl` brings, and what it brings when something went wrong.
@Suite struct PipeImportTests {
  private func piped(_ input: String, _ options: String..., in store: Store) throws -> Program.Outcome {
    try store.program.run(["import", "-"] + options, input: input)
  }

  @Test func `a status page comes in through a pipe, again and again`() throws {
    let store = try Store()
    let first = try piped(OtherSystems.statusPage, "--vendor", "paywell", in: store)
    #expect(first.output == "3 new, 0 changed, 0 already present, 0 refused\n")
    #expect(
      first.messages
        == "3 of them count only once you confirm them. See them: `vendorscore incidents --unconfirmed`\n")
    #expect(first.status == 0)
    let again = try piped(OtherSystems.statusPage, "--vendor", "paywell", in: store)
    #expect(again.output == "0 new, 0 changed, 3 already present, 0 refused\n")
    #expect(again.messages == "" && again.status == 0)
    #expect(try store.fine("imports").output.contains("standard input: 3 new"))
    // The same by file is the same.
    try store.write(OtherSystems.statusPage, to: "page.json")
    #expect(
      try store.fine("import", "page.json").output == "0 new, 0 changed, 3 already present, 0 refused\n")
  }

  @Test func `own rows and rules work through a pipe`() throws {
    let store = try Store.withDepot()
    let depot = try piped(OtherSystems.depot, "--rules", "rules.json", in: store)
    #expect(depot.output == "2 orders, 1 entry new; 0 refused\n")
    let own = try piped("date,vendor,outcome\n2026-08-03,parcelo,good\n", in: store)
    #expect(own.output == "1 new, 0 changed, 0 already present, 0 refused\n")
  }

  @Test func `a download that breaks off stores nothing, wherever it breaks`() throws {
    let store = try Store()
    let whole = Array(OtherSystems.statusPage.utf8)
    let closing = OtherSystems.statusPage.utf8.lastIndex(of: UInt8(ascii: "}"))
    let end = try #require(closing).utf16Offset(in: OtherSystems.statusPage)
    for length in [1, 40, end / 3, end / 2, end - 300, end - 1, end] {
      let part = String(decoding: whole.prefix(length), as: UTF8.self)
      let outcome = try piped(part, "--vendor", "paywell", in: store)
      #expect(outcome.messages.hasPrefix("Error: standard input:"), "\(length)")
      #expect(outcome.status == 65, "\(length)")
      #expect(outcome.output == "")
    }
    let half = try piped(String(decoding: whole.prefix(end / 2), as: UTF8.self), in: store)
    #expect(half.messages.contains("was the download cut short?"))
    #expect(try store.hasNothingOnRecord)
  }

  @Test(arguments: [[], ["--vendor", "paywell"], ["--rules", "rules.json"]] as [[String]])
  func `an error page in place of data says so`(options: [String]) throws {
    let store = try Store.withDepot()
    let outcome = try store.program.run(["import", "-"] + options, input: OtherSystems.errorPage)
    #expect(outcome.messages.contains("Error: standard input:1"))
    #expect(outcome.messages.contains("this is an HTML page"))
    #expect(outcome.messages.contains("was an error page saved in its place?"))
    #expect(outcome.status == 65)
    #expect(try store.hasNothingOnRecord)
  }

  @Test(arguments: [[], ["--vendor", "paywell"], ["--rules", "rules.json"]] as [[String]])
  func `a pipe through which nothing came says so`(options: [String]) throws {
    let store = try Store.withDepot()
    let outcome = try store.program.run(["import", "-"] + options, input: "")
    #expect(
      outcome.messages
        == "Error: standard input: nothing came through the pipe. Did the download fail? Run that command alone to see\n"
    )
    #expect(outcome.status == 65)
  }

  @Test func `a pipe that stalls keeps no one from writing`() throws {
    let store = try Store()
    let ends = try Pipe.ends()
    defer { close(ends.read) }
    let half = OtherSystems.statusPage.utf8.count / 2
    try #require(Pipe.write(String(OtherSystems.statusPage.prefix(half)), to: ends.write))
    let stalled = try store.program.spawn(["import", "-", "--vendor", "paywell"]) { actions in
      posix_spawn_file_actions_adddup2(&actions, ends.read, 0)
      posix_spawn_file_actions_addopen(&actions, 1, store.path + "/out", O_WRONLY | O_CREAT, 0o600)
    }
    #expect(Pipe.isTaken(ends.read))
    _ = try store.fine("log", "parcelo", "good", "Meanwhile")
    try #require(Pipe.write(String(OtherSystems.statusPage.dropFirst(half)), to: ends.write))
    close(ends.write)
    #expect(stalled.wait() == 0)
    #expect(try store.read("out") == "3 new, 0 changed, 0 already present, 0 refused\n")
  }

  @Test func `a named pipe and a file as standard input do, too`() throws {
    let store = try Store()
    let fifo = store.path + "/feed"
    try #require(mkfifo(fifo, 0o600) == 0)
    // Open for both, so that neither side waits for the other to open it.
    let end = open(fifo, O_RDWR | O_CLOEXEC)
    try #require(Pipe.write(OtherSystems.statusPage, to: end))
    let reading = try store.program.spawn(["import", "feed", "--vendor", "paywell"]) { actions in
      posix_spawn_file_actions_addopen(&actions, 1, store.path + "/out", O_WRONLY | O_CREAT, 0o600)
    }
    #expect(Pipe.isTaken(end))
    close(end)
    #expect(reading.wait() == 0)
    #expect(try store.read("out") == "3 new, 0 changed, 0 already present, 0 refused\n")
    try store.write(OtherSystems.statusPage, to: "page.json")
    let plain = try store.program.spawn(["import", "-", "--vendor", "paywell"]) { actions in
      posix_spawn_file_actions_addopen(&actions, 0, store.path + "/page.json", O_RDONLY, 0)
      posix_spawn_file_actions_addopen(&actions, 1, store.path + "/again", O_WRONLY | O_CREAT, 0o600)
    }
    #expect(plain.wait() == 0)
    #expect(try store.read("again") == "0 new, 0 changed, 3 already present, 0 refused\n")
  }

  @Test func `wrong rows from a pipe are set aside under a name of their own`() throws {
    let store = try Store()
    let rows = "date,vendor,outcome\n2026-08-03,parcelo,good\n2026-08-03,nobody,good\n"
    let table = try piped(rows, "--skip-bad", in: store)
    #expect(
      table.output == "1 new, 0 changed, 0 already present, 1 refused; wrong rows in stdin.rejected.csv\n")
    #expect(table.status == 1)
    #expect(
      try store.read("stdin.rejected.csv") == "date,vendor,outcome\n2026-08-03,nobody,good\n")
  }

  @Test func `a wrong element of a list is no row to set aside`() throws {
    let store = try Store.withDepot()
    let list =
      #"[{"No": "1", "Carrier": "NWF", "Sent": "2026-08-03"}, {"No": "2", "Carrier": "nobody", "Sent": "2026-08-03"}]"#
    let outcome = try piped(list, "--rules", "rules.json", "--skip-bad", in: store)
    #expect(
      outcome.output
        == "1 order new; 1 refused; not set aside: it is not a row of a table\n")
    #expect(outcome.messages.hasPrefix("Error: standard input:1:55: element 2: unknown vendor \"nobody\""))
    #expect(outcome.status == 1)
    #expect(!store.exists("stdin.rejected.csv"))
  }
}
