import Foundation
import Testing

/// `letter`: a page to a vendor, from the record.
@Suite struct LetterCommandTests {
  private static let reminder =
    "Read it before you send it: the words about what happened are yours, and may name a customer.\n"

  /// Today is 22 September 2026.
  private func store() throws -> Store {
    let terms =
      "\"contact\": \"claims@parcelo.example\", \"claims\": { \"damageDays\": 7, \"lossDays\": 60 },"
    let store = try Store(
      catalog: Store.catalog.replacingOccurrences(
        of: "\"name\": \"Parcelo\",", with: "\"name\": \"Parcelo\", \(terms)"))
    try store.fine(
      "log", "parcelo", "lost", "Parcel lost", "--cost", "80", "--on", "2026-09-01", "--ref", "1Z99",
      "--hold", "40",
      "--spent", "2h30m")
    try store.fine("log", "parcelo", "late", "Two days late", "--on", "2026-09-02", "--resolved")
    try store.fine("log", "parcelo", "damaged", "Broken", "--on", "2026-08-20", "--claimed", "15")
    // No claim any more, not theirs, and somebody else's.
    try store.fine("log", "parcelo", "damaged", "Long ago", "--on", "2026-08-01", "--cost", "500")
    try store.fine("log", "parcelo", "damaged", "Our own fault", "--on", "2026-09-20", "--attribution", "us")
    try store.fine(
      "log", "parcelo", "rude", "Customer shouted", "--on", "2026-09-20", "--attribution", "customer")
    try store.fine("log", "northwind", "lost", "Not yours", "--on", "2026-09-03")
    try store.fine("log", "parcelo", "kind", "Called back", "--on", "2026-09-05")
    try store.fine("log", "parcelo", "quick", "Last year", "--on", "2025-11-05")
    return store
  }

  private func letter(_ store: Store, _ options: String...) throws -> String {
    let outcome = try store.program.run(["letter", "parcelo", "--output", "-"] + options)
    try #require(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.messages == LetterCommandTests.reminder)
    return outcome.output
  }

  @Test func `a claim names what can be claimed and what is, with their numbers and last days`() throws {
    let text = try letter(try store(), "--claim")
    #expect(text.contains("# Claim of 95 USD\n"))
    #expect(text.contains("To: Parcelo, claims@parcelo.example\n"))
    #expect(text.contains("- You take claims for damage within 7 days and loss within 60 days.\n"))
    #expect(text.contains("- **20 Aug 2026**: Broken: we claim 15 USD"))
    #expect(
      text.contains(
        "- **1 Sep 2026**: Parcel lost (your number 1Z99; 40 minutes on hold; it cost us 80 USD): we claim 80 USD; "
          + "the last day for it is 31 Oct 2026\n"), "\(text)")
    #expect(text.contains("Please pay **95 USD**, or tell us by **6 Oct 2026** why not"))
    for absent in ["Two days late", "Long ago", "Our own fault", "shouted", "Not yours"] {
      #expect(!text.contains(absent), "\(absent)")
    }
  }

  @Test func `a complaint tells what went wrong, what it cost, and what speaks for them`() throws {
    let text = try letter(try store(), "--complaint")
    #expect(text.contains("# What went wrong since 24 Jun 2026\n"))
    #expect(text.contains("we noted 4 problems with your service"))
    let titles = text.split(separator: "\n").filter { $0.hasPrefix("## ") }
    #expect(
      titles == [
        "## What was agreed", "## What happened", "## What it cost us", "## What we ask",
        "## What speaks for you",
        "## Your answer",
      ])
    #expect(
      text.contains(
        "- 580 USD lost\n- 2 h 30 min of our own time\n- 40 minutes on hold\n- 15 USD claimed, nothing back yet\n"
      ))
    #expect(text.contains("Please tell us by **6 Oct 2026** what went wrong"))
    #expect(
      text.contains("You resolved 1 of 4 problems.\n") && text.contains("- **5 Sep 2026**: Called back\n"))
    for absent in ["Our own fault", "shouted", "Not yours", "Last year"] { #expect(!text.contains(absent)) }
    #expect(try letter(try store(), "--complaint", "--since", "2026-09-02").contains("1 problem with"))
  }

  @Test func `thanks tell the good of a year and ask nothing`() throws {
    let text = try letter(try store(), "--thanks")
    #expect(text.contains("# Thank you\n") && text.contains("2 times that it went well"))
    #expect(text.contains("Called back") && text.contains("Last year"))
    for absent in ["lost", "late", "Please", "answer", "USD"] { #expect(!text.contains(absent), "\(absent)") }
  }

  @Test(arguments: ["--complaint", "--claim", "--thanks"])
  func `no letter gives an opinion of the program's`(kind: String) throws {
    for format in ["markdown", "html"] {
      let text = try letter(try store(), kind, "--format", format).lowercased()
      for word in ["score", "advice", "drop", "severity", "incident", "reliab", "vendorscore"] {
        #expect(!text.replacingOccurrences(of: "backdrop", with: "").contains(word), "\(format): \(word)")
      }
    }
  }

  @Test func `it goes into the folder of letters, and what stood there is kept`() throws {
    let store = try store()
    let path = "letters/2026-09-22-parcelo-claim.md"
    let wrote = try store.fine("letter", "parcelo", "--claim")
    #expect(wrote.output == "✓ Wrote \(path)  (2 entries since 20 Aug 2026)\n")
    #expect(wrote.messages == LetterCommandTests.reminder)
    #expect(try store.fine("letter", "parcelo", "--claim").output == "✓ \(path) is already up to date\n")
    try store.write(try store.read(path) + "\nPS: my own words\n", to: path)
    let again = try store.fine("letter", "parcelo", "--claim")
    #expect(
      again.output.hasSuffix(
        "\n  The letter that stood there is kept as letters/2026-09-22-parcelo-claim.1.md\n"))
    #expect(try store.read("letters/2026-09-22-parcelo-claim.1.md").hasSuffix("my own words\n"))
    #expect(try !store.read(path).contains("my own words"))
    try store.fine("letter", "parcelo", "--claim", "--output", "x.html")
    #expect(try store.read("x.html").hasPrefix("<!doctype html>"))
  }

  @Test func `sent is one change that asks again in 14 days`() throws {
    let store = try store()
    let sent = try store.fine("letter", "parcelo", "--claim", "--sent")
    #expect(
      sent.output.hasSuffix(
        "✓ Claimed; ask for it again on Tue 6 Oct 2026: #3, #1\n  Undo    vendorscore undo\n"),
      "\(sent.output)")
    func followUps() throws -> [Int] {
      let due = try #require(try store.json("due") as? [[String: Any]])
      return due.filter { $0["kind"] as? String == "followUp" && $0["day"] as? String == "2026-10-06" }
        .compactMap { ($0["incident"] as? [String: Any])?["id"] as? Int }
    }
    #expect(try followUps() == [1, 3])
    // What is claimed is not there twice, and no letter claims it again.
    let due = try #require(try store.json("due") as? [[String: Any]])
    let claims = due.filter { $0["kind"] as? String != "followUp" }
    #expect(claims.allSatisfy { ![1, 3].contains(($0["incident"] as? [String: Any])?["id"] as? Int) })
    #expect(try store.program.run(["letter", "parcelo", "--claim"]).status == 66)
    try store.fine("undo")
    #expect(try followUps() == [])
    try store.fine("letter", "parcelo", "--complaint", "--sent")
    #expect(try followUps() == [2])
    let out = try store.fine("letter", "parcelo", "--claim", "--sent", "--output", "-")
    #expect(out.output.hasPrefix("From: ") && !out.output.contains("Ask again"))
    #expect(out.messages.contains("✓ Claimed; ask for it again on Tue 6 Oct 2026"))
  }

  @Test func `as JSON`() throws {
    let letter = try #require(try store().json("letter", "parcelo", "--claim") as? [String: Any])
    #expect(letter["kind"] as? String == "claim" && letter["answerBy"] as? String == "2026-10-06")
    let claims = try #require(letter["claims"] as? [[String: Any]])
    #expect(
      claims.map { $0["entry"] as? Int } == [3, 1] && claims.map { $0["claimed"] as? Bool } == [true, false])
    #expect(claims.map { $0["lastDay"] as? String } == ["2026-08-27", "2026-10-31"])
  }

  @Test(
    arguments: [
      (
        ["swiftpost", "--complaint"],
        "nothing to complain of: no bad entry about Swiftpost since 24 Jun 2026. Letter not written. What is on record: `vendorscore incidents swiftpost`",
        66
      ),
      (
        ["swiftpost", "--thanks"],
        "nothing to give thanks for: no good entry about Swiftpost since 22 Sep 2025. Letter not written. What is on record: `vendorscore incidents swiftpost`",
        66
      ),
      (
        ["paywell", "--claim"],
        "nothing to claim: no entry that can still be claimed for and is not handed in yet, about Paywell. Letter not written. What is on record: `vendorscore incidents paywell`",
        66
      ),
      (["parcelo"], "what kind of letter? Add --complaint, --claim or --thanks", 64),
      (
        ["parcelo", "--claim", "--thanks"],
        "a letter has one purpose. Keep one of --complaint, --claim and --thanks", 64
      ),
      (["parcelo", "--thanks", "--sent"], "a letter of thanks asks for no answer. Leave --sent out", 64),
      (
        ["parcelo", "--claim", "--sent", "--json"],
        "--sent notes that it goes out today, and --json and --as-of only look. Keep one", 64
      ),
      (
        ["parcelo", "--claim", "--json", "--format", "html"],
        "--json and --format both set the output. Keep one", 64
      ),
      (["parcelo", "--claim", "--format", "pdf"], "no format \"pdf\". Use markdown or html", 64),
      (
        ["parcelo", "--complaint", "--since", "2026-12-01"],
        "--since 2026-12-01 is after 2026-09-22, which leaves nothing. Name an earlier day", 64
      ),
      (
        ["parcelo", "--complaint", "--output", "vendorscore.sqlite"],
        "vendorscore.sqlite is one of the workspace's own files; left as it is. Choose another name", 64
      ),
    ] as [([String], String, Int32)])
  func `a letter that cannot be written says why`(options: [String], message: String, status: Int32) throws {
    let store = try store()
    let outcome = try store.program.run(["letter"] + options)
    #expect(outcome.messages == "Error: \(message)\n")
    #expect(outcome.status == status && !store.exists("letters"))
  }
}
