import Foundation
import Glibc
import Testing

/// Who gets in, and who does not: of each that is refused, nothing is shown and nothing changes.
@Suite struct `The doors of the pages` {
  private static let pages = [
    "/", "/log", "/todo", "/vendors", "/vendors/northwind", "/stages/shipping", "/journey", "/record",
    "/record/1",
    "/reports", "/data",
  ]
  private static let forms = [
    "/log", "/quiet", "/undo", "/redo", "/todo/orders", "/data/orders", "/todo/done", "/todo/month",
    "/record/1/resolve",
    "/record/1/retract",
    "/record/1/confirm", "/record/1/edit", "/data/backup", "/data/undo", "/data/import",
    "/data/import/confirm",
    "/vendors/northwind/letters/complaint",
  ]

  private func store() throws -> Store {
    let store = try Store()
    try store.fine("log", "northwind", "lost", "Parcel lost, secret words")
    return store
  }

  /// Not a word of the store.
  private func expectNothing(_ answer: PageServer.Answer, _ status: Int, _ what: String) {
    #expect(answer.status == status, "\(what): \(answer.body.prefix(300))")
    for word in ["Northwind", "secret", "Sheds"] { #expect(!answer.body.contains(word), "\(what)") }
  }

  @Test func `a link lets one browser in, once`() throws {
    let server = try PageServer(store())
    expectNothing(try server.get("/"), 401, "without a cookie")
    expectNothing(try server.raw("GET", "/start?token=0000"), 401, "with a guess")
    expectNothing(try server.raw("GET", "/start"), 401, "without a word")
    try server.signIn()
    #expect(try server.get("/").body.contains("Northwind Freight"))
    let used = String(try #require(server.links.first).dropFirst(server.origin.count))
    expectNothing(try server.raw("GET", used), 401, "with a link that was used")
    let cookie = try #require(server.cookie)
    #expect(cookie.hasPrefix("vendorscore-\(server.port)="))
    expectNothing(try server.raw("GET", "/", ["Cookie": cookie + "0"]), 401, "with another cookie")
    expectNothing(
      try server.raw("GET", "/", ["Cookie": cookie.replacing("vendorscore-", with: "other-")]), 401,
      "with a cookie of another name")
    // The next link is for the next browser.
    try server.signIn()
    #expect(server.links.count == 3 && Set(server.links).count == 3)
    #expect(server.stop() == 0)
  }

  @Test func `the cookie is for this server alone, and no script reads it`() throws {
    let server = try PageServer(store())
    let answer = try server.raw("GET", String(try #require(server.links.last).dropFirst(server.origin.count)))
    let set = try #require(answer.headers["set-cookie"])
    for part in ["HttpOnly", "SameSite=Strict", "Path=/"] { #expect(set.contains(part)) }
    #expect(!set.contains("Domain"))
    #expect(server.stop() == 0)
  }

  @Test func `every answer has the headers that keep others out`() throws {
    let server = try PageServer(store())
    let headers = [
      "content-security-policy":
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; "
        + "base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "cache-control": "no-store",
      "cross-origin-resource-policy": "same-origin", "cross-origin-opener-policy": "same-origin",
      "x-frame-options": "DENY",
    ]
    func expect(_ answer: PageServer.Answer, _ what: String) {
      for (name, value) in headers { #expect(answer.headers[name] == value, "\(name) of \(what)") }
      #expect(answer.headers["access-control-allow-origin"] == nil && answer.headers["server"] == nil)
    }
    expect(try server.get("/"), "401")
    try server.signIn()
    for page in Self.pages { expect(try server.get(page), page) }
    for path in ["/none", "/style.css", "/favicon.ico", "/record/999", "/%2e%2e/", "//"] {
      expect(try server.get(path), path)
    }
    expect(try server.post("/log", [:]), "403")
    expect(try server.raw("GET", "/", ["Host": "evil.example"]), "421")
    #expect(server.stop() == 0)
  }

  @Test(arguments: [
    "evil.example", "127.0.0.1", "127.0.0.1:1", "localhost", "127.0.0.1.evil.example", "0.0.0.0", "[::1]", "",
  ])
  func `another name is not answered, whatever it leads to`(host: String) throws {
    let server = try PageServer(store())
    try server.signIn()
    let cookie = try #require(server.cookie)
    // What a rebound name would send, with and without the port.
    for name in host.isEmpty ? [""] : [host, "\(host):\(server.port)"]
    where !["127.0.0.1:\(server.port)", "localhost:\(server.port)", "[::1]:\(server.port)"].contains(name) {
      let answer = try server.raw("GET", "/", ["Host": name, "Cookie": cookie])
      expectNothing(answer, 421, name)
    }
    for name in ["localhost", "[::1]"] {
      #expect(
        try server.raw("GET", "/", ["Host": "\(name):\(server.port)", "Cookie": cookie]).status == 200,
        "\(name)")
    }
    #expect(server.stop() == 0)
  }

  @Test func `no path leads around a page`() throws {
    let server = try PageServer(store())
    try server.signIn()
    for path in [
      "//", "//evil.example/", "/../etc/passwd", "/./", "/%2e%2e/", "/%2E%2E/vendors.json", "/record%2f1",
      "/%5cx",
      "/a\\b", "/%00", "/%2500", "/vendors//northwind", "/vendorscore.sqlite",
      "/vendors.json",
      "/reports/2026-Q3.json", "/reports/../log", "/reports/2026-Q9", "/reports/%2e%2e%2fvendors.json",
      "/vendors/nobody", "/stages/none", "/record/0", "/record/-1", "/record/abc",
      "/record/99999999999999999999",
    ] {
      let answer = try server.get(path)
      expectNothing(answer, 404, path)
    }
    #expect(server.stop() == 0)
  }

  @Test func `what no form of ours sent changes nothing`() throws {
    let store = try store()
    let server = try PageServer(store)
    try server.signIn()
    let cookie = try #require(server.cookie)
    let before = try store.fine("history").output
    for path in Self.forms {
      let token = try server.token(of: "/log")
      let fields = [
        "token": token, "vendor": "northwind", "what": "late", "id": "1", "change": "1", "import": "1",
      ]
      // Another port of this machine gets our cookies, but none of our pages.
      expectNothing(
        try server.post(path, fields, headers: ["Origin": "http://127.0.0.1:1"]), 403,
        "\(path) from another port")
      expectNothing(
        try server.post(path, fields, headers: ["Origin": "http://evil.example"]), 403,
        "\(path) from another page")
      expectNothing(try server.post(path, fields, headers: ["Origin": "null"]), 403, "\(path) from a frame")
      expectNothing(try server.post(path, fields, headers: ["Origin": ""]), 403, "\(path) from nowhere")
      expectNothing(
        try server.post(path, fields, headers: ["Sec-Fetch-Site": "cross-site"]), 403, "\(path) across sites")
      expectNothing(
        try server.post(path, fields, headers: ["Sec-Fetch-Site": "same-site"]), 403,
        "\(path) of the same site")
      expectNothing(try server.post(path, fields, headers: ["Cookie": ""]), 401, "\(path) without a cookie")
      expectNothing(
        try server.post(path, fields.merging(["token": "0"]) { $1 }), 403, "\(path) with a guessed word")
      expectNothing(try server.post(path, ["vendor": "northwind"]), 403, "\(path) without a word")
      expectNothing(
        try server.post(path, fields, headers: ["Content-Type": "text/plain"]), 403,
        "\(path) as a simple text")
      // What is only read changes nothing either.
      let read = try server.raw(
        "GET", path + "?token=\(token)&vendor=northwind&what=late", ["Cookie": cookie])
      #expect([200, 404].contains(read.status), "\(path) as an address")
    }
    #expect(try store.fine("history").output == before)
    #expect(server.stop() == 0)
  }

  @Test func `a form is taken once`() throws {
    let store = try store()
    let server = try PageServer(store)
    try server.signIn()
    let fields = ["token": try server.token(of: "/log"), "vendor": "parcelo", "what": "late", "text": "Once"]
    #expect(try server.post("/log", fields).status == 303)
    expectNothing(try server.post("/log", fields), 403, "sent again")
    #expect(try store.fine("incidents").output.components(separatedBy: "Once").count == 2)
    #expect(server.stop() == 0)
  }

  @Test func `what only reads is refused every change`() throws {
    let store = try store()
    let server = try PageServer(store, "--read-only")
    try server.signIn()
    for page in Self.pages where page != "/log" {
      let body = try server.get(page).body
      #expect(!body.contains("method=\"post\""), "\(page) has a form")
    }
    for path in Self.forms {
      #expect(try server.post(path, ["token": "0", "vendor": "northwind", "what": "late"]).status == 403)
    }
    #expect(server.stop() == 0)
  }

  @Test func `only what a browser does is answered`() throws {
    let server = try PageServer(store())
    try server.signIn()
    let cookie = try #require(server.cookie)
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"] {
      let answer = try server.raw(method, "/", ["Cookie": cookie, "Origin": server.origin])
      #expect(answer.status >= 400, "\(method)")
      #expect(!answer.body.contains("Northwind"))
    }
    let head = try server.raw("HEAD", "/", ["Cookie": cookie])
    #expect(head.status == 200 && head.body.isEmpty)
    #expect(server.stop() == 0)
  }

  @Test func `too much and too slow is ended, and the others are answered`() throws {
    let server = try PageServer(store())
    try server.signIn()
    let cookie = try #require(server.cookie)
    let token = try server.token(of: "/log")
    let large = "token=\(token)&text=" + String(repeating: "x", count: 2 * 1024 * 1024)
    let headers = [
      "Content-Type": "application/x-www-form-urlencoded", "Origin": server.origin, "Cookie": cookie,
    ]
    #expect(try server.raw("POST", "/log", headers, body: large).status == 413)
    // In pieces, whose size is not announced.
    let piece = String(repeating: "y", count: 65_536)
    let chunks = String(repeating: "10000\r\n\(piece)\r\n", count: 40) + "0\r\n\r\n"
    let lines = headers.map { "\($0.key): \($0.value)\r\n" }.joined()
    let chunked = try server.send(
      "POST /log HTTP/1.1\r\nHost: \(server.host)\r\n\(lines)Transfer-Encoding: chunked\r\n\r\n\(chunks)")
    #expect([0, 413].contains(chunked.status))
    #expect(try server.get("/?x=" + String(repeating: "a", count: 100_000)).status >= 400)
    #expect(
      try server.raw("GET", "/", ["Cookie": cookie, "X-Long": String(repeating: "b", count: 100_000)]).status
        != 200)
    // A request that never ends holds a connection for a few seconds.
    let slow = try server.connect()
    defer { close(slow) }
    _ = "GET / HTTP/1.1\r\nHost:".withCString { Glibc.send(slow, $0, strlen($0), 0) }
    #expect(try server.get("/").status == 200)
    let begin = DispatchTime.now()
    _ = PageServer.readAll(slow)
    let seconds = Double(DispatchTime.now().uptimeNanoseconds - begin.uptimeNanoseconds) / 1e9
    #expect(seconds < 20, "held for \(seconds) s")
    #expect(try server.get("/").status == 200)
    #expect(server.stop() == 0)
  }

  @Test func `a crowd that never asks does not shut the owner out`() throws {
    let server = try PageServer(store())
    try server.signIn()
    var sockets: [Int32] = []
    for _ in 0..<200 { sockets.append(try server.connect()) }
    #expect(try server.get("/").status == 200)
    for socket in sockets { close(socket) }
    #expect(server.stop(SIGINT) == 0)
  }

  @Test func `a port that is taken is said to be, and where there is no workspace nothing begins`() throws {
    let store = try store()
    let server = try PageServer(store)
    let second = try store.run("serve", "--port", "\(server.port)")
    #expect(second.status == 75)
    #expect(
      second.messages
        == "Error: port \(server.port) is taken by another program. Take another one: --port 0 finds one\n")
    #expect(try store.run("serve", "--port", "70000").status == 64)
    #expect(try Store(catalog: nil).run("serve").status == 66)
    #expect(server.stop() == 0)
  }
}
