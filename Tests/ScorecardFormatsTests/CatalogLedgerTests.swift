import ScorecardFormats
import ScorecardModel
import ScorecardPresentation
import Testing

/// `"ledger"` of a catalog: which server its ledger is on.
@Suite struct `Catalogs with a server` {
  private func text(_ ledger: String) -> String {
    """
    {
      "store": "Sheds",
      "journey": [{"id": "shipping", "name": "Shipping"}], "vendors": [],
      "ledger": \(ledger)
    }
    """
  }

  private func read(_ text: String) throws(OwnerFileProblems) -> Catalog {
    try CatalogReader.read(Array(text.utf8), fileName: "vendors.json") { _ in true }
  }

  private func problems(_ text: String) -> [Diagnostic] {
    do throws(OwnerFileProblems) {
      _ = try read(text)
      return []
    } catch { return error.diagnostics }
  }

  @Test func `without it the ledger is a file`() throws {
    #expect(try read(CatalogReaderTests().policy("")).ledger == nil)
  }

  @Test(arguments: [
    (#""postgresql://db.example.com/shop""#, "main at db.example.com:5432/shop"),
    (#""postgres:\/\/ann@db\/shop""#, "main at db:5432/shop"),
    (#"{ "server": "postgresql:///?service=shop", "name": "shop-7" }"#, "shop-7 at the service shop"),
    (#"{ "server": "postgresql://db" }"#, "main at db:5432"),
    (#"{ "name": "Käthe's", "server": "postgresql://db" }"#, "Käthe's at db:5432"),
  ])
  func `it is an address, or an address and a name`(ledger: String, place: String) throws {
    let catalog = try read(text(ledger))
    #expect(catalog.ledger?.description == place)
    #expect(try CatalogReaderTests().schemaAccepts(text(ledger)))
    // What is written of it is read as the same.
    #expect(try read(JSONText.catalog(catalog).document) == catalog)
  }

  /// With the column of the mistake in line 4, in which the text of the address begins at 14.
  @Test(arguments: [
    (
      #""postgresql://ann:hunter2@db.example.com/shop""#, 31,
      "a password does not belong here. Put it into ~/.pgpass: db.example.com:5432:shop:ann:PASSWORD, "
        + "then chmod 600 ~/.pgpass"
    ),
    (
      #""postgresql:\/\/db\/shop?password=hunter2""#, 38,
      "a password does not belong here. Put it into ~/.pgpass: db:5432:shop:*:PASSWORD, then chmod 600 ~/.pgpass"
    ),
    (
      #""postgresql://db/shop?ledgr=x""#, 35,
      #""ledgr" in the address is no setting of PostgreSQL that a ledger takes"#
    ),
    (#""postgresql://db:99999/shop""#, 30, "port 99999 isn't 1–65535"),
    (#""mysql://db/shop""#, 14, "mysql://: a ledger is a file or postgresql://"),
    (
      #""shop.sqlite""#, 14,
      #"a server's address begins with postgresql://. For a file beside this one leave "ledger" out"#
    ),
    (
      #""""#, 14,
      #"a server's address begins with postgresql://. For a file beside this one leave "ledger" out"#
    ),
    (#""postgresql://db/a\u0000b""#, 31, "a NUL character in a text"),
    (#""postgresql://db/\uD83D\uDE00\u0000b""#, 42, "a NUL character in a text"),
    (#""postgresql://db/é\u0000""#, 31, "a NUL character in a text"),
    (#""postgresql://db/a%00""#, 31, "a NUL does not belong here"),
    (#""postgresql://db/\uD83D\uDE00\u001B""#, 42, "a control character does not belong here"),
    (#""postgresql://db/e\u0301\"\u001B""#, 39, "a control character does not belong here"),
    (
      #""postgresql://db/?options=-c fsync=off""#, 31,
      "options do not belong here: the server's own settings decide what a power cut may cost"
    ),
    ("7", 13, "ledger is a number, not an address in quotes or an object"),
    (#"{"server": 7}"#, 24, "server is a number, not an address in quotes"),
    (#"{"server": "postgresql://db:0"}"#, 41, "port 0 isn't 1–65535"),
    (
      #"{"server": "postgresql://db", "name": ""}"#, 52,
      "a ledger's name is empty. Leave it out (it is then main), or say it"
    ),
    (
      #"{"server": "postgresql://db", "name": "a\nb"}"#, 53, "a ledger's name has no control characters"
    ),
    (#"{"server": "postgresql://db", "name": null}"#, 51, "name is null, not a text in quotes"),
    (#"{"name": "a"}"#, 13, #""server" is missing in ledger"#),
    (
      #"{"server": "postgresql://db", "nam": "a"}"#, 43, #"unknown key "nam". Did you mean "name"?"#
    ),
  ])
  func `every mistake is said with its place in the text`(ledger: String, column: Int, message: String) {
    let problems = problems(text(ledger))
    #expect(problems.map(\.description) == ["vendors.json:4:\(column): \(message)"])
  }

  @Test func `an address that is too long is refused`() throws {
    let long = "\"postgresql://db/" + String(repeating: "a", count: 1_984) + "\""
    #expect(
      problems(text(long)).map(\.description) == [
        "vendors.json:4:1014: an address has at most 1000 bytes"
      ])
    #expect(try !CatalogReaderTests().schemaAccepts(text(long)))
  }

  @Test(arguments: [
    #""postgresql://ann:hunter2@db""#, #""mysql://ann:hunter2@db""#, #""postgresql:\/\/ann:hunter2@db""#,
    // Whatever else is wrong on that line.
    #""postgresql://ann:hunter2@db", "zzz": 1"#, #""postgresql://ann:hunter2@db" "zzz": 1"#,
    #"{"server": "postgresql://db/?passwd=hunter2", "nam": 1}"#, #""Postgres://ann:hunter2@db", "ledger": 7"#,
  ])
  func `no diagnostic shows a password`(ledger: String) {
    let problems = problems(text(ledger))
    #expect(!problems.isEmpty)
    for problem in problems {
      #expect(!problem.withCaret(.none).contains("hunter2"))
    }
  }

  @Test func `lines with pages of the web are shown`() {
    let page = problems(CatalogReaderTests().vendor(#""statusPage": "https://a.example", "zzz": 1"#))
    #expect(page.allSatisfy { $0.excerpt != nil } && !page.isEmpty)
  }

  @Test func `a change of the catalog keeps it as it is`() throws {
    let bytes = Array(text(#"{ "server": "postgresql:///?service=shop",  "name": "shop-7" }"#).utf8)
    let catalog = try read(String(decoding: bytes, as: UTF8.self))
    let added = Vendor(id: "acme", name: "Acme", stage: "shipping")
    let changed = CatalogEditor.text(bytes, of: catalog, applying: [.addVendor(added)])
    let read = try read(String(decoding: changed, as: UTF8.self))
    #expect(read.ledger == catalog.ledger && read.vendors == [added])
    #expect(
      String(decoding: changed, as: UTF8.self).contains(
        #""ledger": { "server": "postgresql:///?service=shop",  "name": "shop-7" }"#))
  }
}
