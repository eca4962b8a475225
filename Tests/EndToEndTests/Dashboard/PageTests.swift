import Foundation
import Testing

/// What the pages hold and do, with the real server and no script.
@Suite struct `The pages` {
  private static let golden = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

  /// The demo store of the first of October.
  private func demo() throws -> Store {
    let store = try Store(catalog: nil)
    store.program.environment["VENDORSCORE_NOW"] = "2026-10-01T09:00:00Z"
    try store.fine("init", "--demo")
    return store
  }

  @Test func `every page of the demo store reads as it is kept`() throws {
    let server = try PageServer(demo())
    try server.signIn()
    let pages = [
      "home": "/", "log": "/log", "todo": "/todo", "vendors": "/vendors", "vendor": "/vendors/northwind",
      "vendor-new": "/vendors/swiftpost", "stage": "/stages/shipping",
      "what-if": "/stages/shipping?from=northwind&to=parcelo", "journey": "/journey", "record": "/record",
      "record-filtered": "/record?vendor=northwind&what=lost&from=2026-07-01", "entry": "/record/166",
      "edit": "/record/166/edit",
      "reports": "/reports", "report": "/reports/2026-Q3", "data": "/data",
      "letter": "/vendors/northwind/letters/claim",
    ]
    for (name, path) in pages.sorted(by: { $0.key < $1.key }) {
      let answer = try server.get(path)
      #expect(answer.status == 200, "\(path)")
      #expect(answer.headers["content-type"] == "text/html; charset=utf-8")
      #expect(answer.body.utf8.count <= 60_000, "\(path) has \(answer.body.utf8.count) bytes")
      try expect(answer.body, isKeptAs: name)
    }
    let style = try server.get("/style.css")
    #expect(style.headers["content-type"] == "text/css; charset=utf-8" && style.body.utf8.count < 20_000)
    #expect(server.stop() == 0)
  }

  /// What differs with every run and version is left out.
  private func expect(_ body: String, isKeptAs name: String) throws {
    let text = body.replacing(/value="[0-9a-f]{64}"/, with: "value=\"TOKEN\"")
      .replacing(/vendorscore 0\.[0-9.]+/, with: "vendorscore VERSION").replacing(
        /data [0-9a-f]{16,}/, with: "data HASH")
    let file = Self.golden.appending(path: name + ".html")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
      try FileManager.default.createDirectory(at: Self.golden, withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    let kept = try String(contentsOf: file, encoding: .utf8)
    let (now, then) = (text.components(separatedBy: "\n"), kept.components(separatedBy: "\n"))
    let place = zip(now, then).enumerated().first { $1.0 != $1.1 }?.offset ?? min(now.count, then.count)
    #expect(
      text == kept, "\(name).html:\(place + 1): \(now.indices.contains(place) ? now[place] : "it ends")")
  }

  @Test func `an empty store says how to begin, on every page`() throws {
    let store = try Store(
      catalog: #"{"store": "New", "journey": [{"id": "shipping", "name": "Shipping"}], "vendors": []}"#)
    let server = try PageServer(store)
    try server.signIn()
    #expect(try server.get("/").body.contains("Who stands between you and your customer?"))
    for page in [
      "/", "/log", "/todo", "/vendors", "/stages/shipping", "/journey", "/record", "/reports", "/data",
    ] {
      let answer = try server.get(page)
      #expect(answer.status == 200, "\(page)")
      #expect(!answer.body.contains("nan") && !answer.body.contains("Optional("), "\(page)")
    }
    #expect(server.stop() == 0)
  }

  @Test func `vendors without entries ask for the first`() throws {
    let server = try PageServer(Store())
    try server.signIn()
    #expect(
      try server.get("/").body.contains("Log the last thing that went wrong and the last that went well."))
    let vendor = try server.get("/vendors/swiftpost").body
    #expect(vendor.contains("We know nothing about <bdi>Swiftpost</bdi> yet. That is neither good nor bad."))
    #expect(server.stop() == 0)
  }

  @Test func `three taps put an experience on record, and one takes it back`() throws {
    let store = try Store()
    let server = try PageServer(store)
    try server.signIn()
    let saved = try server.post("/log", from: "/log", ["vendor": "northwind", "what": "lost"])
    #expect(saved.status == 303 && saved.headers["location"] == "/record/1")
    let page = try server.get("/record/1").body
    #expect(page.contains("<bdi>Saved #1. Northwind Freight 40 (likely"))
    #expect(page.contains("Advice: watch:"))
    #expect(page.contains("Claim: may be claimed: look up until when."))
    #expect(try store.fine("incidents").output.contains("#1  22 Sep 2026  Northwind Freight  bad 5 lost"))
    // A command at the same moment, and a page that knows of it.
    try store.fine("log", "parcelo", "quick", "Answered at once")
    #expect(try server.get("/").body.contains("Answered at once"))
    let stale = try server.post("/undo", from: "/record/1", ["change": "1"])
    #expect(stale.status == 409 && stale.body.contains("Nothing was taken back"))
    try store.fine("undo")
    #expect(try server.post("/undo", from: "/record/1", ["change": "2"]).status == 409)
    #expect(try !server.get("/").body.contains("Answered at once"))
    let again = try server.post(
      "/log", from: "/log", ["vendor": "parcelo", "what": "late", "another": "yes"])
    #expect(again.headers["location"] == "/log?vendor=parcelo")
    let undone = try server.post("/undo", from: "/", ["change": "4"])
    #expect(undone.status == 303, "\(undone.body)")
    #expect(try store.fine("incidents").output.contains("1 entry"))
    #expect(server.stop() == 0)
  }

  @Test func `a form with mistakes names them, keeps every value and saves nothing`() throws {
    let store = try Store()
    let server = try PageServer(store)
    try server.signIn()
    let answer = try server.post(
      "/log", from: "/log",
      [
        "what": "late", "text": "Kept <words>", "when": "other", "day": "2027-01-01", "cost": "12.5x",
        "hold": "an hour",
        "claimed": "0", "claim-by": "2020-01-01", "reference": String(repeating: "1", count: 61),
      ])
    #expect(answer.status == 422)
    for text in [
      "Not saved: 6 things", "Choose who it was", "1 Jan 2027 is in the future",
      "Use an amount in USD such as 30 or 12.50",
      "Use whole minutes, such as 40", "A claim needs an amount above 0", "Use up to 60 characters",
      "Kept &lt;words&gt;", "value=\"12.5x\"", "value=\"an hour\"", "value=\"2027-01-01\"",
      "id=\"f-what-late\" value=\"late\" checked",
    ] {
      #expect(answer.body.contains(text), "\(text)")
    }
    #expect(try store.fine("history").output.contains("Nothing changed yet"))
    #expect(server.stop() == 0)
  }

  @Test func `how bad another thing was is not assumed`() throws {
    let store = try Store()
    let server = try PageServer(store)
    try server.signIn()
    let fields = ["vendor": "parcelo", "what": "bad", "text": "Something else"]
    let asked = try server.post("/log", from: "/log", fields)
    #expect(asked.status == 422 && asked.body.contains("Choose how bad it was"))
    #expect(try server.post("/log", from: "/log", fields.merging(["severity": "2"]) { $1 }).status == 303)
    #expect(try store.fine("incidents").output.contains("bad 2"))
    #expect(try server.post("/log", from: "/log", fields.merging(["resolved": "maybe"]) { $1 }).status == 422)
    #expect(server.stop() == 0)
  }

  @Test func `what is noted as sent is the letter that was read`() throws {
    let store = try Store()
    try store.fine("log", "northwind", "lost", "First", "--claimed", "80")
    let server = try PageServer(store)
    try server.signIn()
    let path = "/vendors/northwind/letters/claim"
    let page = try server.get(path).body
    let seen = try #require(page.firstMatch(of: /name="subjects" value="([0-9 ]+)"/)).1
    #expect(seen == "1")
    try store.fine("log", "northwind", "damaged", "Second", "--claimed", "20")
    let changed = try server.post(path, from: path, ["subjects": String(seen)])
    #expect(changed.status == 409 && changed.body.contains("The letter has changed since"))
    #expect(try !store.fine("show", "2").output.contains("handed in"))
    #expect(try server.post(path, from: path, ["subjects": "1 2"]).status == 303)
    #expect(try store.fine("show", "1").output.contains("handed in"))
    #expect(server.stop() == 0)
  }

  @Test func `the same again is asked about`() throws {
    let store = try Store()
    try store.fine("log", "parcelo", "late", "Two days")
    let server = try PageServer(store)
    try server.signIn()
    let fields = ["vendor": "parcelo", "what": "late", "text": "Two days"]
    let asked = try server.post("/log", from: "/log", fields)
    #expect(asked.status == 422)
    #expect(
      asked.body.contains("the same is on record since 22 Sep 2026, as #1.")
        && asked.body.contains("/record/1"))
    let saved = try server.post("/log", from: "/log", fields.merging(["anyway": "yes"]) { $1 })
    #expect(saved.headers["location"] == "/record/2")
    #expect(server.stop() == 0)
  }

  @Test func `all that can be said of an experience is stored`() throws {
    let store = try Store()
    try store.fine("log", "northwind", "late", "First")
    let server = try PageServer(store)
    try server.signIn()
    #expect(try server.get("/log?vendor=northwind").body.contains("#1, 22 Sep 2026: First"))
    let saved = try server.post(
      "/log", from: "/log",
      [
        "vendor": "northwind", "what": "damaged", "text": "Broken", "when": "yesterday", "severity": "5",
        "mitigated": "yes", "resolved": "no", "same-as": "1", "hold": "40", "spent": "25", "cost": "12,50",
        "claimed": "120", "claim-by": "2026-10-10", "follow-up": "2026-10-01", "reference": "1Z 99",
      ])
    #expect(saved.status == 303, "\(saved.body)")
    let shown = try store.fine("show", "2").output
    for text in [
      "Mon 21 Sep 2026", "severity 5", "resolved   no", "mitigated  yes", "40 minutes", "25 minutes",
      "12.50 USD",
      "120 USD", "Sat 10 Oct 2026", "Thu 1 Oct 2026", "1Z 99", "#1",
    ] {
      #expect(shown.contains(text), "\(text) in \(shown)")
    }
    #expect(server.stop() == 0)
  }

  @Test func `an entry is changed in the form that it was logged with`() throws {
    let store = try Store()
    try store.fine(
      "log", "northwind", "noanswer", "Kept waiting", "-d", "empathy", "--hold", "40", "--channel", "phone",
      "--claimed", "80", "--claim-done", "--ref", "1Z", "--on", "2026-09-10")
    let server = try PageServer(store)
    try server.signIn()
    let page = try server.get("/record/1/edit").body
    for text in [
      "Change #1", "value=\"noanswer\" checked", "value=\"northwind\" checked", "value=\"2026-09-10\"",
      "value=\"40\"", "value=\"80\"", "value=\"1Z\"", ">Kept waiting<", "Money that came back (USD)",
    ] {
      #expect(page.contains(text), "\(text)")
    }
    let fields = [
      "vendor": "northwind", "what": "noanswer", "text": "Kept waiting twice", "when": "other",
      "day": "2026-09-10",
      "severity": "3", "attribution": "vendor", "resolved": "yes", "hold": "45", "claimed": "80",
      "recovered": "20.50", "reference": "1Z", "revision": "1",
    ]
    let saved = try server.post("/record/1/edit", from: "/record/1/edit", fields)
    #expect(saved.status == 303, "\(saved.body)")
    #expect(try server.get("/record/1").body.contains("Changed #1. Northwind Freight"))
    let shown = try store.fine("show", "1").output
    // What the form does not have stays: dimension, channel, that the claim is done with.
    for text in [
      "Kept waiting twice", "severity 3", "empathy", "phone", "45 minutes", "80 USD", "20.50 USD", "1Z",
      "resolved",
      "done: handed in",
    ] {
      #expect(shown.contains(text), "\(text) in \(shown)")
    }
    // What is emptied is gone, and a claim of another amount is to be handed in again.
    let emptied = fields.merging(["reference": "", "recovered": "", "claimed": "90", "revision": "2"]) { $1 }
    let stale = try server.post("/record/1/edit", from: "/record/1/edit", fields)
    #expect(stale.status == 409 && stale.body.contains("It was changed since"))
    #expect(try server.post("/record/1/edit", from: "/record/1/edit", emptied).status == 303)
    let after = try store.fine("show", "1").output
    #expect(!after.contains("1Z") && !after.contains("came back") && !after.contains("handed in"), "\(after)")
    let wrong = try server.post(
      "/record/1/edit", from: "/record/1/edit", fields.merging(["cost": "x"]) { $1 })
    #expect(wrong.status == 422 && wrong.body.contains("action=\"/record/1/edit\""))
    #expect(try store.fine("history", "1").output.contains("edited"))
    #expect(server.stop() == 0)
  }

  @Test func `a list is kept as a file that can be imported again`() throws {
    let store = try Store()
    try store.fine("log", "northwind", "lost", "One")
    try store.fine("log", "parcelo", "late", "=HYPERLINK(1)")
    let server = try PageServer(store)
    try server.signIn()
    let csv = try server.get("/record.csv?vendor=parcelo")
    #expect(csv.headers["content-disposition"] == "attachment; filename=\"entries.csv\"")
    #expect(csv.body.contains("parcelo,bad,2") && !csv.body.contains("northwind"))
    #expect(csv.body.contains("'=HYPERLINK"))
    let other = try Store()
    try other.write(csv.body, to: "entries.csv")
    #expect(try other.fine("import", "entries.csv").output.contains("1 new"))
    // What is not understood, or would count where it does not, is no file.
    for path in [
      "record.csv?what=x", "record.csv?from=x", "record.json?state=x", "record.csv?state=all",
      "record?what=x",
    ] {
      #expect(try server.get("/" + path).status == 422, "\(path)")
    }
    #expect(try server.get("/record.json?state=all").status == 200)
    let json = try server.get("/record.json")
    #expect(json.headers["content-type"] == "application/json" && json.body.contains("\"summary\": \"One\""))
    #expect(server.stop() == 0)
  }

  @Test func `what was undone is said, and brought back`() throws {
    let store = try Store()
    try store.fine("log", "parcelo", "late", "Two days")
    let server = try PageServer(store)
    try server.signIn()
    let undone = try server.post("/undo", from: "/", ["change": "1"])
    #expect(undone.headers["location"] == "/?done=undone")
    let page = try server.get("/?done=undone").body
    #expect(page.contains("Undone: recorded") && page.contains("Bring it back"), "\(page)")
    // Without the word of the address it is nothing new.
    #expect(try !server.get("/").body.contains("Bring it back"))
    #expect(try server.post("/redo", from: "/?done=undone", ["change": "1"]).status == 409)
    #expect(try server.post("/redo", from: "/?done=undone", ["change": "2"]).status == 303)
    #expect(try store.fine("incidents").output.contains("Two days"))
    #expect(try server.get("/?done=redone").body.contains("Brought back."))
    // An import is undone where all of them are listed.
    try store.write("date,vendor,outcome,kind\n2026-09-01,parcelo,bad,lost\n", to: "a.csv")
    try store.fine("import", "a.csv")
    #expect(try !server.get("/").body.contains("action=\"/undo\""))
    #expect(server.stop() == 0)
  }

  @Test func `a refusal stands on the page that it is about, with what was typed`() throws {
    let store = try Store()
    try store.fine("log", "parcelo", "late", "Two days", "--on", "2026-05-02")
    try store.fine("volume", "150", "--month", "2026-06")
    let server = try PageServer(store)
    try server.signIn()
    let refused = try server.post("/data/orders", from: "/data", ["month": "2026-07", "orders": "5000"])
    #expect(refused.status == 422 && refused.body.contains("<h1>Data</h1>"))
    #expect(refused.body.contains("value=\"2026-07\"") && refused.body.contains("value=\"5000\""))
    let saved = try server.post("/data/orders", from: "/data", ["month": "2026-07", "orders": "160"])
    #expect(saved.headers["location"] == "/data?done=orders")
    let entries = try server.get("/record?from=2026-05-01&to=2026-05-02").body
    #expect(entries.contains("1 entry, since 1 May 2026, until 2 May 2026"), "\(entries)")
    #expect(try server.get("/record?to=2026-05-01").body.contains("None with these filters"))
    #expect(try server.get("/record?to=soon").status == 422)
    // Another day is only looked at.
    let past = try server.get("/?as-of=2026-08-01").body
    #expect(past.contains("You look at 1 Aug 2026") && !past.contains("action=\"/quiet\""))
    #expect(try server.get("/").body.contains("action=\"/quiet\""))
    // What if is asked of that day, too.
    let kept = "<input type=\"hidden\" name=\"as-of\" value=\"2026-08-01\">"
    #expect(try server.get("/stages/shipping?as-of=2026-08-01").body.contains(kept))
    #expect(try !server.get("/stages/shipping").body.contains("name=\"as-of\" value=\"2026-08-01\""))
    #expect(server.stop() == 0)
  }

  @Test func `what waits is answered on one page`() throws {
    let store = try Store()
    try store.fine("log", "northwind", "lost", "Claim me", "--on", "2026-08-20", "--claimed", "80")
    try store.fine("log", "parcelo", "late", "Ask them", "--on", "2026-09-02", "--follow-up", "2026-09-20")
    try store.fine("log", "paywell", "failed", "Still open", "--on", "2026-09-01", "--unresolved")
    let server = try PageServer(store)
    try server.signIn()
    let page = try server.get("/todo").body
    for text in ["Claim me", "Ask them", "Still open", "Orders of Aug 2026 are missing"] {
      #expect(page.contains(text), "\(text)")
    }
    func answer(_ action: String, _ fields: [String: String], _ section: String = "h-claims") throws {
      let answer = try server.post("/todo/" + action, from: "/todo", fields)
      #expect(
        answer.status == 303
          && answer.headers["location"]
            == "/todo?done=" + action + (fields["id"].map { "&entry=" + $0 + "#" + section } ?? ""),
        "\(action): \(answer.body)")
    }
    try answer("handed-in", ["id": "1"])
    try answer("raised", ["id": "2"], "h-follow")
    try answer("resolved", ["id": "3"], "h-open")
    #expect(
      try server.post("/todo/orders", from: "/todo", ["month": "2026-08", "orders": "1,200"]).status == 303)
    let strange = try server.post("/todo/orders", from: "/todo", ["month": "2026-07", "orders": "120000"])
    #expect(strange.status == 422 && strange.body.contains("Tick “I am sure”"))
    #expect(
      try server.post("/data/orders", from: "/data", ["month": "2026-07", "orders": "120000", "sure": "yes"])
        .status == 303)
    for orders in ["many", "12,5", "1,20", "-1", "+5", "1.200", ""] {
      let answer = try server.post(
        "/todo/orders", from: "/todo", ["month": "2026-07", "orders": orders, "sure": "yes"])
      #expect(answer.status == 422, "\(orders)")
    }
    let past = try server.post("/todo/again", from: "/todo", ["id": "2", "day": "2026-09-01"])
    #expect(past.status == 422 && past.body.contains("2026-09-01 is not ahead"))
    try answer("again", ["id": "2", "day": "2026-10-05"], "h-follow")
    for (amount, problem) in [
      ("1,200", "is no amount in USD"), ("", "is no amount"), ("0", "needs an amount above 0"),
    ] {
      let refused = try server.post("/todo/claimed", from: "/todo", ["id": "2", "amount": amount])
      #expect(refused.status == 422 && refused.body.contains(problem), "\(amount)")
    }
    try answer("claimed", ["id": "2", "amount": "$12.50"])
    #expect(try server.get("/todo?done=claimed&entry=2").body.contains("#2: 12.50 USD claimed."))
    try answer("came-back", ["id": "2", "amount": "10"])
    #expect(try store.fine("show", "2").output.contains(#/came back +10 USD/#))
    try answer("month", [:])
    #expect(try !server.get("/todo").body.contains("Orders of Aug 2026 are missing"))
    #expect(try store.fine("show", "2").output.contains("Mon 5 Oct 2026"))
    #expect(try store.fine("show", "1").output.contains("handed in"))
    #expect(server.stop() == 0)
  }

  @Test func `reported outages are answered in one form`() throws {
    let store = try Store()
    try store.write(
      """
      {"page":{"id":"p","name":"Paywell","url":"https://status.paywell.example"},"incidents":[
      \(["a", "b", "c", "d"].map { id in
        #"{"id":"\#(id)","name":"Down \#(id)","status":"resolved","created_at":"2026-09-1\#(id == "a" ? 1 : id == "b" ? 3 : id == "c" ? 5 : 7)T10:00:00Z","updated_at":"2026-09-18T11:00:00Z","resolved_at":"2026-09-1\#(id == "a" ? 1 : id == "b" ? 3 : id == "c" ? 5 : 7)T11:00:00Z","impact":"major","incident_updates":[]}"#
      }.joined(separator: ",\n"))
      ]}
      """, to: "status.json")
    try store.fine("import", "status.json", "--vendor", "paywell")
    let server = try PageServer(store)
    try server.signIn()
    #expect(try server.get("/todo").body.contains("name=\"outage-3\""))
    let answer = try server.post(
      "/todo/outages", from: "/todo",
      ["outage-1": "felt", "outage-2": "not", "outage-3": "later", "outage-4": "ours"])
    #expect(answer.status == 303, "\(answer.body)")
    #expect(try server.post("/todo/outages", from: "/todo", ["outage-3": "perhaps"]).status == 403)
    #expect(try store.fine("show", "2").output.contains("Taken out"))
    #expect(try store.fine("incidents", "--unconfirmed").output.contains("Down c"))
    let counted = try store.fine("incidents").output
    #expect(counted.contains("Down a") && counted.contains("(not scored) Down d"), "\(counted)")
    #expect(server.stop() == 0)
  }

  @Test func `imports are undone and backups made`() throws {
    let store = try Store()
    try store.write(
      "date,vendor,outcome,severity,summary\n2026-09-01,parcelo,bad,3,From a file\n", to: "a.csv")
    try store.fine("import", "a.csv")
    let server = try PageServer(store)
    try server.signIn()
    #expect(try server.get("/data").body.contains("a.csv: 1 new"))
    #expect(try server.post("/data/undo", from: "/data", ["import": "1"]).status == 303)
    #expect(try server.get("/data").body.contains("taken back"))
    #expect(try server.post("/data/undo", from: "/data", ["import": "1"]).status == 409)
    #expect(try server.post("/data/backup", from: "/data", [:]).status == 303)
    #expect(store.exists("backups/2026-09-22T100000Z.sqlite"))
    #expect(try server.get("/data").body.contains("The last backup is of 22 Sep 2026."))
    // What the disk says is said, and no defect of ours.
    let other = try Store()
    try other.fine("log", "parcelo", "late", "One")
    try other.write("no folder", to: "backups")
    let second = try PageServer(other)
    try second.signIn()
    let failed = try second.post("/data/backup", from: "/data", [:])
    #expect(
      failed.status == 500 && failed.body.contains("backups") && !failed.body.contains("defect"),
      "\(failed.body)")
    #expect(second.stop() == 0)
    #expect(server.stop() == 0)
  }

  @Test func `a file is looked at, and brought in when its owner says so`() throws {
    let store = try Store()
    let server = try PageServer(store)
    try server.signIn()
    let rows =
      "date,vendor,outcome,severity,summary\r\n2026-09-01,parcelo,bad,3,\"From --a form\r\nin two lines\"\r\n"
    let looked = try server.upload(rows, named: "C:\\data\\rows.csv", to: "/data/import", from: "/data")
    #expect(looked.status == 200, "\(looked.body)")
    #expect(looked.body.contains("1 new, 0 changed, 0 already present, 0 refused (dry run: nothing stored)"))
    #expect(looked.body.contains("<bdi>rows.csv</bdi>"))
    #expect(try store.fine("history").output.contains("Nothing changed yet"))
    let words = looked.body.matches(of: /name="(token|file)" value="([0-9a-f]{64})"/).map {
      (String($0.1), String($0.2))
    }
    let fields = Dictionary(words) { first, _ in first }
    let stored = try server.post("/data/import/confirm", fields)
    #expect(stored.headers["location"] == "/data?done=brought#h-imports", "\(stored.body)")
    #expect(try store.fine("incidents").output.contains("From --a form"))
    #expect(try store.fine("imports").output.contains("rows.csv: 1 new"))
    let again = try server.post(
      "/data/import/confirm", ["file": fields["file"] ?? "", "token": try server.token(of: "/data")])
    #expect(again.status == 422 && again.body.contains("The file is gone"))
    // One that is wrong can't be confirmed, and says where.
    let wrong = try server.upload(
      "date,vendor,outcome,severity\n2026-09-01,parcelo,bad,9\n", named: "wrong.csv", to: "/data/import",
      from: "/data")
    #expect(wrong.status == 422 && wrong.body.contains("wrong.csv:2:"), "\(wrong.body)")
    #expect(!wrong.body.contains("/data/import/confirm"))
    #expect(try server.upload("", named: "empty.csv", to: "/data/import", from: "/data").status == 422)
    let forged = try server.upload(rows, named: "a.csv", to: "/data/import", from: "/data", token: "0")
    #expect(forged.status == 403)
    #expect(try store.fine("imports").output.contains("rows.csv: 1 new"))
    #expect(server.stop() == 0)
  }

  @Test func `a report is read, and kept as a file`() throws {
    let server = try PageServer(demo())
    try server.signIn()
    let file = try server.get("/reports/2026-Q3.html")
    #expect(file.headers["content-disposition"] == "attachment; filename=\"2026-Q3.html\"")
    #expect(
      file.body.hasPrefix("<!doctype html>") && file.body.contains("Replace Northwind Freight with Parcelo"))
    let text = try server.get("/reports/2026-Q3.md")
    #expect(text.headers["content-type"] == "text/markdown; charset=utf-8" && text.body.contains("## Decide"))
    #expect(server.stop() == 0)
  }

  @Test func `a catalog that is edited meanwhile is read, and a broken one said to be`() throws {
    let store = try Store()
    let server = try PageServer(store)
    try server.signIn()
    try store.write(Store.catalog.replacing("Paywell", with: "Paybetter"), to: "vendors.json")
    #expect(try server.get("/vendors").body.contains("Paybetter"))
    try store.write("{", to: "vendors.json")
    let broken = try server.get("/vendors")
    #expect(broken.status == 409 && broken.body.contains("vendors.json"))
    try store.write(Store.catalog, to: "vendors.json")
    #expect(try server.get("/vendors").body.contains("Paywell"))
    #expect(server.stop() == 0)
  }

  @Test func `text from outside stays text`() throws {
    let hostile =
      #"<script>alert(1)</script>"><img src=x onerror=alert(2)> {{frame.token}} javascript:alert(3) "#
      + "\u{202E}drow\u{1B}[31m =1+1"
    let store = try Store(
      catalog: Store.catalog.replacing(
        "\"name\": \"Parcelo\"",
        with: "\"name\": \"<b onclick=x>Par{{{celo\", \"contact\": \"<svg onload=x>\""))
    try store.fine("log", "parcelo", "late", hostile)
    let server = try PageServer(store)
    try server.signIn()
    for page in [
      "/", "/log?vendor=parcelo", "/todo", "/vendors", "/vendors/parcelo", "/stages/shipping", "/journey",
      "/record",
      "/record/1", "/data", "/vendors/parcelo/letters/complaint", "/reports/2026-Q3",
      "/record?text=%3Cscript%3E&vendor=%22%3E%3Cscript%3E&from=%3Cb%3E", "/?quiet=%3Cscript%3E",
    ] {
      let answer = try server.get(page)
      #expect([200, 422].contains(answer.status), "\(page)")
      for tag in ["<script", "<img", "<svg onload", "<b onclick", "onerror=alert(2)>", "\u{1B}", "{{"] {
        let found = answer.body.contains(tag)
        // What the owner typed is in a field as text.
        #expect(
          !found || tag == "{{" || tag == "onerror=alert(2)>" && answer.body.contains("&lt;img"),
          "\(tag) on \(page)")
      }
    }
    let shown = try server.get("/record/1").body
    #expect(shown.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(shown.contains("{{frame.token}}"), "a template was read in a text")
    #expect(server.stop() == 0)
  }

  @Test func `five hundred vendors are one page`() throws {
    let vendors = (0..<500).map {
      #"{"id":"v\#($0)","name":"Vendor \#($0)","stage":"shipping","role":"candidate"}"#
    }.joined(separator: ",")
    let store = try Store(
      catalog: #"{"store":"Many","journey":[{"id":"shipping","name":"Shipping"}],"vendors":[\#(vendors)]}"#)
    try store.fine("log", "v7", "late", "One")
    let server = try PageServer(store)
    try server.signIn()
    let home = try server.get("/")
    #expect(home.status == 200 && home.body.contains("Vendor 7"))
    #expect(home.body.utf8.count <= 60_000, "\(home.body.utf8.count) bytes")
    let log = try server.get("/log")
    #expect(log.body.contains("<option value=\"v499\""))
    #expect(log.body.utf8.count <= 60_000, "\(log.body.utf8.count) bytes")
    #expect(server.stop() == 0)
  }
}
