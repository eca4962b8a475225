import Foundation
import ScorecardFormats
import ScorecardModel
import TestSupport
import Testing

struct StatuspageFeedTests {
  func feed(_ entries: String, title: String = "Hosty Status - Incident History") -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <!-- made up -->
    <feed xml:lang="en-US" xmlns="http://www.w3.org/2005/Atom">
      <id>tag:status.hosty.example,2005:/history</id>
      <link rel="alternate" type="text/html" href="https://status.hosty.example"/>
      <link rel='self' href="https://status.hosty.example/history.atom"/>
      <title>\(title)</title>
      <author><name>Hosty</name></author>
      \(entries)
    </feed>
    """
  }

  func update(_ time: String, _ status: String) -> String {
    "&lt;p&gt;&lt;small&gt;\(time)&lt;/small&gt;&lt;br&gt;&lt;strong&gt;\(status)&lt;/strong&gt; - It &lt;strong&gt;is&lt;/strong&gt; so.&lt;/p&gt;"
  }

  func entry(_ content: String, published: String = "2026-01-02T03:04:05Z", updated: String? = nil) -> String
  {
    """
    <entry><id>tag:x,2005:Incident/1</id><published>\(published)</published><updated>\(updated ?? published)</updated>
    <link rel="alternate" href="https://status.hosty.example/incidents/k3y"/><title>Slow &amp; &#233;rratic</title>
    <content type="html">\(content)</content></entry>
    """
  }

  let day = "&lt;var data-var='date'&gt;"

  @Test func `updates give the span, going back over New Year`() throws {
    let content =
      update("Jan \(day) 2&lt;/var&gt;, &lt;var data-var='time'&gt;03:04&lt;/var&gt; UTC", "Resolved")
      + update("Jan  1, 00:10 UTC", "Monitoring") + update("Dec 31, 23:50 UTC", "Investigating")
    let reading = try FormatFixture.read(feed(entry(content)))
    #expect(reading.format == "statuspage")
    #expect(reading.messages == [])
    #expect(
      reading.told == [
        "9: k3y hosty 2025-12-31 2 2025-12-31T23:50:00Z–2026-01-02T03:04:00Z unknown unconfirmed"
      ])
    #expect(reading.incidents.map(\.summary) == ["Slow & érratic"])
    #expect(reading.incidents.map(\.resolved) == [true])
  }

  @Test func `a postmortem of later does not move the year or the end`() throws {
    let content =
      update("Jan 9, 10:00 UTC", "Postmortem") + update("Dec 30, 12:00 UTC", "Resolved")
      + update("Feb 29, 12:00 UTC", "Investigating")
    let reading = try FormatFixture.read(
      feed(entry(content, published: "2024-12-30T12:00:03Z", updated: "2025-01-09T10:00:00Z")))
    #expect(
      reading.told == [
        "9: k3y hosty 2024-02-29 2 2024-02-29T12:00:00Z–2024-12-30T12:00:00Z unknown unconfirmed"
      ])
  }

  @Test func `announced work begins when it is in progress`() throws {
    let content = update("Jan 2, 03:00 UTC", "Completed") + update("Jan 2, 01:00 UTC", "In progress")
    let planned = update("Dec 20, 09:00 UTC", "Scheduled")
    let reading = try FormatFixture.read(feed(entry(content + planned) + entry(planned)))
    #expect(
      reading.told == [
        "9: k3y hosty 2026-01-02 1 2026-01-02T01:00:00Z–2026-01-02T03:00:00Z maintenance unconfirmed"
      ])
  }

  @Test(arguments: ["Jan 2, 03:00 PST", "Foo 2, 03:00 UTC", "Jan 2, 25:00 UTC", "Jan 2, 3:0x UTC", ""])
  func `a time that cannot be told falls back to when it was published`(time: String) throws {
    let reading = try FormatFixture.read(feed(entry(update(time, "Resolved"))))
    #expect(reading.told == ["9: k3y hosty 2026-01-02 2 2026-01-02T03:04:05Z– unknown unconfirmed"])
    #expect(reading.incidents.map(\.resolved) == [true])
  }

  @Test func `CDATA is text`() throws {
    let html = "<![CDATA[<p><small>Jan 2, 03:00 UTC</small><strong>Resolved</strong> - a & b</p>]]>"
    #expect(try FormatFixture.read(feed(entry(html))).incidents.first?.resolved == true)
  }

  @Test(arguments: [
    ("<feed><entry>", "f:1:14: the file ends inside <entry>; was the download cut short?"),
    ("<feed><a></b></feed>", "f:1:10: </b> where </a> should be"),
    ("<feed></feed><feed></feed>", "f:1:14: a second root element"),
    (
      "<feed>&nbsp;</feed>",
      "f:1:7: unknown reference &nbsp;; feeds have &amp; &lt; &gt; &quot; &apos; and numbers"
    ),
    ("<feed>a & b, and more</feed>", "f:1:9: an & that doesn't begin a reference; write &amp;"),
    ("<feed a=1></feed>", "f:1:9: an attribute's value without quotes"),
    ("<feed a='1' a='2'></feed>", "f:1:1: attribute a twice"),
    ("<feed a='1'b='2'></feed>", "f:1:12: a space should be before an attribute"),
    (
      "<feed>&#0;</feed>",
      "f:1:7: unknown reference &#0;; feeds have &amp; &lt; &gt; &quot; &apos; and numbers"
    ),
    ("<feed>\n<1/></feed>", "f:2:2: a name that begins with \"1\""),
    ("<feed>< a/></feed>", "f:1:8: a tag without a name; write &lt; for <"),
    ("<feed>\na\u{0}b</feed>", "f:2:2: a control character, which XML can't contain; is the file damaged?"),
    ("<feed></feed>x", "f:1:15: text outside the root element"),
    (
      "<!DOCTYPE feed [<!ENTITY a 'b'>]><feed>&a;</feed>",
      "f:1:1: a document type declaration, which feeds don't have; is this an HTML page?"
    ),
    ("<feed><![CDATA[", "f:1:16: the file ends inside a CDATA section; was the download cut short?"),
    ("<feed><entry a='", "f:1:17: the file ends inside a tag; was the download cut short?"),
    ("<feed><entry></entry></feed>", "f:1:1: an entry without a link to its incident"),
  ])
  func `what is no feed is refused at its place`(xml: String, message: String) throws {
    #expect(try FormatFixture.read(xml, vendor: "hosty").messages == [message])
  }

  @Test func `nesting has a limit, and invalid UTF-8 is refused`() throws {
    let deep = try FormatFixture.read("<feed>" + String(repeating: "<a>", count: 100_000), vendor: "hosty")
    #expect(deep.stop?.message == "nested more than 64 deep")
    let bytes = try FormatFixture.read(Array("<feed>\n".utf8) + [0xE9] + Array("</feed>".utf8))
    #expect(bytes.messages == ["f:2:1: not valid UTF-8. Save the file as UTF-8"])
  }

  @Test func `a feed that was cut anywhere gives nothing and says so`() throws {
    let xml = Array(feed(entry(update("Jan 2, 03:00 UTC", "Resolved"))).utf8)
    for count in stride(from: 80, to: xml.count - 1, by: 3) {
      let reading = try FormatFixture.read(Array(xml[..<count]))
      #expect(reading.rows.isEmpty)
      #expect(reading.stop?.message.contains("cut short") == true, "\(count) \(reading.messages)")
    }
  }

  @Test func `no bytes make it crash`() throws {
    var random = SeededGenerator(seed: 21)
    let pieces = [
      "<feed>", "</feed>", "<entry>", "</entry>", "<", ">", "&", ";", "lt", "<![CDATA[", "]]>", "<!--", "-->",
      "<?", "é", "'", "=",
      "<small>", "</small>", "Jan 2, 03:00 UTC", "<strong>",
    ]
    for _ in 0..<3000 {
      let text = "<feed>" + (0..<12).compactMap { _ in pieces.randomElement(using: &random) }.joined()
      _ = try FormatFixture.read(text, vendor: "hosty")
    }
  }

  @Test(arguments: DataSet.all)
  func `the feed of a page agrees with its incidents within a minute`(set: DataSet) throws {
    let feed = "github_status_incidents/github-status-history.atom"
    let reading = try FormatFixture.read(try set.bytes(feed), vendor: "github")
    #expect(reading.messages == [])
    let entries = try set.text(feed).components(separatedBy: "<entry>").count - 1
    #expect(entries > 0 && reading.incidents.count == entries)
    var known: [String: (start: String, end: String)] = [:]
    for line in try set.lines("github_status_incidents/incidents.jsonl") {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
      let code = (object["url"] as? String ?? "").split(separator: "/").last.map(String.init) ?? ""
      known[code] = (object["started_at"] as? String ?? "", object["resolved_at"] as? String ?? "")
    }
    for incident in reading.incidents {
      let outage = try #require(incident.details.outage)
      let expected = try #require(known[incident.source?.id ?? ""])
      #expect(outage.startedAt.description.prefix(16) == expected.start.prefix(16))
      #expect(outage.endedAt?.description.prefix(16) == expected.end.prefix(16))
    }
  }
}
