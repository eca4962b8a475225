import Testing

@testable import ScorecardDashboard

/// What a form brings, byte by byte.
@Suite struct FormTests {
  @Test func `fields are decoded as browsers write them`() throws {
    let form = try Form("a=1+2&b=%C3%A4%26&a=3&empty=&flag&%3D=%25")
    #expect(form["a"] == "3" && form.all["a"] == ["1 2", "3"])
    #expect(form["b"] == "ä&" && form["="] == "%")
    #expect(form["empty"] == nil && form.has("empty") && form.has("flag") && !form.has("none"))
  }

  @Test(arguments: ["a=%", "a=%4", "a=%zz", "a=%C3", "a=%FF", "%=1"])
  func `what is no text is refused`(text: String) {
    #expect(throws: PageError.self) { try Form(text) }
  }

  @Test func `an address is read back as it was written`() throws {
    let text = "ä b&c=d/%+#?\u{1F600}"
    let address = Link.address("/record", [("text", text), ("none", nil), ("vendor", "v")])
    let form = try Form(address.split(separator: "?", maxSplits: 1)[1])
    #expect(form["text"] == text && form["vendor"] == "v" && !form.has("none"))
  }

  private func parts(_ text: String, boundary: String = "b") throws -> [(
    headers: [String: String], text: String
  )] {
    try Multipart.parts(of: Array(text.utf8), boundary: boundary).map {
      ($0.headers, String(decoding: $0.bytes, as: UTF8.self))
    }
  }

  @Test func `the parts of a form with a file are told apart`() throws {
    let found = try parts(
      "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b\r\n"
        + "Content-Disposition: form-data; name=\"file\"; filename=\"x.csv\"\r\nContent-Type: text/csv\r\n\r\n"
        + "x --b is not it\r\n-\r\n\r\n--b--\r\n")
    #expect(found.map(\.text) == ["1", "x --b is not it\r\n-\r\n"])
    #expect(found[1].headers["content-type"] == "text/csv")
    #expect(try parts("--b--").isEmpty)
  }

  @Test(arguments: [
    "", "--", "--c--", "--b", "--b\r\n", "--b\r\nA: 1\r\n\r\nno end", "--b\r\nno head\r\n--b--",
    "--b\r\nno colon\r\n\r\n1\r\n--b--", "--bA: 1\r\n\r\n1\r\n--b--",
  ])
  func `what does not end as it begins is refused`(text: String) {
    #expect(throws: PageError.self) { try parts(text) }
  }

  @Test func `any cut of a form is refused or the same`() throws {
    let whole = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--\r\n"
    for count in 0..<whole.utf8.count {
      let cut = String(decoding: Array(whole.utf8.prefix(count)), as: UTF8.self)
      if let found = try? parts(cut) { #expect(found.map(\.text) == ["1"], "\(count)") }
    }
  }
}

/// Who gets in.
@Suite struct SecretsTests {
  @Test func `a link is good once, and the next one is another`() {
    let secrets = Secrets()
    let first = secrets.launchToken
    #expect(first.utf8.count == 64)
    #expect(secrets.session(for: "") == nil && secrets.session(for: String(first.dropLast())) == nil)
    let session = secrets.session(for: first)
    #expect(session != nil && secrets.session(for: first) == nil)
    #expect(secrets.launchToken != first)
    #expect(secrets.isSession(session ?? "") && !secrets.isSession("") && !secrets.isSession(first))
    // A second browser gets the same.
    #expect(secrets.session(for: secrets.launchToken) == session)
  }

  @Test func `a form is taken once, and very old ones no more`() {
    let secrets = Secrets()
    let (first, second) = (secrets.formToken(), secrets.formToken())
    #expect(secrets.redeem(first) && !secrets.redeem(first) && !secrets.redeem(""))
    for _ in 0..<Secrets.mostForms { _ = secrets.formToken() }
    #expect(!secrets.redeem(second))
    #expect(secrets.redeem(secrets.formToken()))
  }

  @Test(arguments: [
    ("/", true), ("/record/1?text=//", true), ("", false), ("x", false), ("//", false), ("/a//b", false),
    ("/..", false), ("/../a", false), ("/a/./b", false), ("/%2e", false), ("/%2E%2E", false), ("/%2f", false),
    ("/%5C", false), ("/%00", false), ("/%25", false), ("/a b", false), ("/\\", false), ("/ä", false),
    ("/a%20b", true),
  ])
  func `only plain paths are looked at`(path: String, isPlain: Bool) {
    #expect(Doors.isPlain(path) == isPlain)
  }
}
