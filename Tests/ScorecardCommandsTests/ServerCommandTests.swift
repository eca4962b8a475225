import Foundation
import ScorecardModel
import TestSupport
import Testing
import VendorScorecard

@testable import ScorecardCommands

/// What commands say of a ledger on a server, as far as no server is needed.
@Suite struct `Commands on a server` {
  private static let address = "postgresql://%2Fnowhere%2Fat%2Fall/shop"
  private static let unreachable =
    "Error: can't reach the ledger at /nowhere/at/all: "

  private func desk(_ ledger: String) throws -> Desk {
    try Desk(catalog: Desk.catalog.replacing("{", with: "{\n  \"ledger\": \(ledger),", maxReplacements: 1))
  }

  /// Without libpq there is another reason.
  private func isUnreachable(_ outcome: Desk.Outcome) -> Bool {
    if outcome.status == .configuration { return outcome.messages.contains("libpq is not installed here") }
    return outcome.status == .tryAgain && outcome.messages.hasPrefix(Self.unreachable)
      && outcome.messages.hasSuffix(
        ". Nothing saved; try again, or see if the server runs: pg_isready -h /nowhere/at/all\n")
  }

  @Test func `a server that isn't there is said, and nothing is kept elsewhere`() throws {
    let desk = try desk("\"\(Self.address)\"")
    for arguments in [
      ["scores"], ["log", "parcelo", "late", "A"], ["backup"], ["doctor"], ["export", desk.path("out")],
      ["export", "--all", desk.path("all.jsonl")], ["history"],
    ] {
      #expect(isUnreachable(try desk.run(arguments)), "\(arguments)")
    }
    #expect(!FileManager.default.fileExists(atPath: desk.path("vendorscore.sqlite")))
  }

  @Test func `a server that doesn't listen is said with its port`() throws {
    let desk = try desk("\"postgresql://ann@127.0.0.1:1/shop\"")
    let outcome = try desk.run("scores")
    if outcome.status == .configuration { return }
    #expect(
      outcome.messages
        == "Error: can't reach the ledger at 127.0.0.1:1: connection refused. Nothing saved; try again, or see if the "
        + "server runs: pg_isready -h 127.0.0.1 -p 1\n")
    #expect(outcome.status == .tryAgain)
  }

  @Test func `a password in the catalog is refused and shown to nobody`() throws {
    let outcome = try desk("\"postgresql://ann:hunter2@db.example.com/shop\"").run("scores")
    #expect(
      outcome.messages
        == "Error: vendors.json:2:31: a password does not belong here. Put it into ~/.pgpass: "
        + "db.example.com:5432:shop:ann:PASSWORD, then chmod 600 ~/.pgpass\n")
    #expect(outcome.status == .data)
  }

  @Test func `the variable goes before the catalog`() throws {
    let desk = try Desk()
    desk.environment["VENDORSCORE_LEDGER"] = ""
    try desk.fine("log", "parcelo", "late", "A")
    desk.environment["VENDORSCORE_LEDGER"] = Self.address
    #expect(isUnreachable(try desk.run("scores")))
    desk.environment["VENDORSCORE_LEDGER"] = "shop.sqlite"
    let outcome = try desk.run("scores")
    #expect(
      outcome.messages
        == "Error: VENDORSCORE_LEDGER: a server's address begins with postgresql://. Without one the ledger is a file\n"
    )
    #expect(outcome.status == .data)
  }

  @Test func `a ledger on a server is not repaired here`() throws {
    let outcome = try desk("\"postgresql://db/shop\"").run("doctor", "--repair")
    #expect(
      outcome.messages
        == "Error: nothing repaired: the ledger is on db:5432, and only a file is rebuilt here. To make all but the "
        + "record anew, restore a backup into a new ledger there. Back it up: `vendorscore backup`\n")
    #expect(outcome.status == .usage)
  }

  // MARK: init

  @Test(arguments: [
    (
      ["--ledger-name", "b"], "--ledger-name goes with --ledger-server", ExitStatus.usage
    ),
    (
      ["--ledger-server", "postgresql://ann:hunter2@db"],
      "--ledger-server:18: a password does not belong here. Put it into ~/.pgpass: db:5432:*:ann:PASSWORD, then "
        + "chmod 600 ~/.pgpass", .data
    ),
    (
      ["--ledger-server", "shop.sqlite"],
      "--ledger-server: a server's address begins with postgresql://. Without one the ledger is a file", .data
    ),
    (
      ["--ledger-server", "postgresql://db", "--ledger-name", ""],
      "a ledger's name is empty. Leave it out (it is then main), or say it", .data
    ),
  ])
  func `init refuses what is no place`(options: [String], message: String, status: ExitStatus) throws {
    let desk = try Desk(catalog: nil)
    for more in [[], ["--demo"]] {
      let outcome = try desk.run(["init"] + options + more)
      #expect(outcome.messages.hasPrefix("Error: " + message))
      #expect(outcome.status == status)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: desk.path).isEmpty)
  }

  @Test func `init on a server that isn't there makes no workspace, and asks nothing`() throws {
    let desk = try Desk(catalog: nil, columns: 80)
    for more in [[], ["--demo"]] {
      #expect(isUnreachable(try desk.run(["init", "--ledger-server", Self.address] + more)))
    }
    #expect(!FileManager.default.fileExists(atPath: desk.path("vendors.json")))
    // Beside a catalog only the ledger would be made.
    let there = try Desk()
    #expect(isUnreachable(try there.run("init", "--ledger-server", Self.address)))
    #expect(try String(contentsOfFile: there.path("vendors.json"), encoding: .utf8) == Desk.catalog)
    #expect(try there.run("init", "--demo", "--ledger-server", Self.address).status == .cannotCreate)
  }

  // MARK: Statuses and steps

  private func failure(_ error: any Error) -> Failure {
    Failure(error, Workspace.recovery(after: error), CommandHints())
  }

  @Test func `what may be stored is looked for before it is tried again`() throws {
    let place = try ServerPlace("postgresql://ann@db/shop")
    for error in [
      LedgerError.server(place, .unsure("x")), .unsure(place: place.description, problem: .database("x")),
    ] {
      #expect(failure(error).status == .inputOutput)
      #expect(failure(error).next == [.init("Look before you try again", .history())])
    }
    #expect(
      failure(LedgerError.server(place, .unsure("it ended"))).text(CommandHints())
        == "db:5432: it ended; it may or may not be saved. Look before you try again: `vendorscore history`")
  }

  @Test func `a damaged ledger on a server is named, and its record is the way back`() throws {
    let place = try ServerPlace("postgresql://db.example.com/shop")
    let damaged = failure(LedgerError.damaged(place: place.description, .evidenceSums))
    #expect(
      damaged.text(CommandHints())
        == "main at db.example.com:5432/shop is damaged (the stored sums can't be read); left untouched. If its record "
        + "can be read, back it up, and restore that into a new ledger: `vendorscore backup`")
    #expect(damaged.status == .data)
  }

  @Test func `a ledger that isn't there may be made`() throws {
    let place = try ServerPlace("postgresql://db/shop?sslmode=require", ledger: "shop-7")
    let missing = LedgerError.server(place, .noLedger(name: "shop-7", others: ["main", "shop-1"]))
    #expect(
      failure(missing).text(CommandHints())
        == #"no ledger "shop-7" on db:5432. Those you may see: main, shop-1. "#
        + "Make it: `vendorscore init --ledger-server 'postgresql://db/shop?sslmode=require' --ledger-name shop-7`"
    )
    #expect(failure(missing).status == .missing)
    #expect(failure(LedgerError.server(place, .locked(seconds: 30))).status == .tryAgain)
  }

  @Test func `a ledger that holds something takes no backup`() throws {
    let place = try ServerPlace("postgresql://db.example.com/shop")
    let filled = failure(WorkspaceError.ledgerFilled(place, changes: 5_041, .backup))
    #expect(
      filled.text(CommandHints())
        == "the ledger on db.example.com:5432 holds 5,041 changes; a backup goes into an empty one only. Make one: "
        + "`vendorscore init --ledger-server postgresql://db.example.com/shop --ledger-name main-restored`")
    #expect(filled.status == .cannotCreate)
    let record = failure(WorkspaceError.ledgerFilled(place, changes: 2, .wholeRecord))
    #expect(
      record.text(CommandHints())
        == "the ledger on db.example.com:5432 holds 2 changes; a whole record goes into an empty one only. Make one: "
        + "`vendorscore init --ledger-server postgresql://db.example.com/shop --ledger-name main-imported`")
    #expect(record.status == .data)
    let demo = failure(WorkspaceError.ledgerFilled(place, changes: 1, .sampleData))
    #expect(
      demo.message
        == "the ledger on db.example.com:5432 holds 1 change; sample data goes into an empty one only")
  }
}
