import ScorecardFormats
import ScorecardModel
import Testing

/// Feeds of status pages that are not Atlassian's.
@Suite struct StatusFeedTests {
  private func atom(_ entries: String) -> String {
    """
    <?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Hosty - Incident history</title>
    <link rel="alternate" href="https://status.hosty.example/"/>\(entries)</feed>
    """
  }

  private func rss(_ items: String) -> String {
    """
    <?xml version="1.0"?><rss version="2.0"><channel><title>Hosty Status</title>
    <link>https://status.hosty.example/</link><description>x</description>\(items)</channel></rss>
    """
  }

  private func entry(_ link: String, _ content: String, dates: String, title: String = "Slow checkout")
    -> String
  {
    "<entry><title>\(title)</title><id>tag:\(link)</id><link href=\"https://status.hosty.example/\(link)\"/>\(dates)"
      + "<summary type=\"html\"><![CDATA[\(content)]]></summary></entry>"
  }

  private let both = "<published>2026-08-05T10:00:00Z</published><updated>2026-08-05T12:30:00Z</updated>"

  private func only(_ text: String, warnings: Int = 0) throws -> Incident {
    let reading = try FormatFixture.read(text)
    #expect(reading.format == "statuspage")
    #expect(reading.problems.count == warnings && reading.refusedLines.isEmpty && reading.stop == nil)
    #expect(reading.incidents.count == 1)
    return try #require(reading.incidents.first)
  }

  @Test func `an entry that says neither goes on nor is over, and that is said`() throws {
    let text = atom(entry("incidents/17", "<p>Mail is delayed.</p>", dates: both))
    let incident = try only(text, warnings: 1)
    #expect(incident.resolved == nil && incident.outageEnd == .unknown)
    // Such pages number their incidents from 1: the number alone would be another page's, too.
    #expect(incident.source?.id == "status.hosty.example/incidents/17")
    #expect(
      try FormatFixture.read(text).problems.map(\.message) == [
        "1 entry says neither that it goes on nor that it is over, such as \"Slow checkout\": it is on record with an "
          + "unknown length, in no minutes"
      ])
  }

  @Test(
    arguments: [
      ("<b>Status: Resolved</b><br/>All well.", true),
      ("<b>Status: Monitoring</b><br/>Not resolved yet.", false),
      ("<p>The issue has been resolved.</p>", true), ("We will write once it is resolved.", nil),
      ("This is not yet resolved.", nil), ("It stays unresolved.", nil),
    ] as [(String, Bool?)])
  func `a state in words ends it or not, at an unknown time`(content: String, resolved: Bool?) throws {
    let text = atom(entry("incidents/01KABC", content, dates: both))
    let incident = try only(text, warnings: resolved == nil ? 1 : 0)
    #expect(incident.source?.id == "01KABC")
    #expect(incident.resolved == resolved)
    #expect(incident.outageEnd == (resolved == false ? .open : .unknown))
    #expect(incident.hoursToResolve == nil)
  }

  @Test func `without the date of its beginning it had begun by the last change`() throws {
    let updated = "<updated>2026-08-05T12:30:00Z</updated>"
    let incident = try only(atom(entry("incidents/01KABC", "<b>Status: Resolved</b>", dates: updated)))
    let moment = try #require(Timestamp("2026-08-05T12:30:00Z"))
    #expect(incident.details.outage == Outage(start: .by(moment)))
    let none = try FormatFixture.read(atom(entry("incidents/01KABC", "x", dates: "")))
    #expect(
      none.problems.map(\.message) == ["incident 01KABC without the date on which it was published"])
  }

  @Test func `announced work that has not begun is passed over`() throws {
    let text = atom(entry("incidents/01KABC", "<b>Status: Scheduled</b>", dates: both))
    #expect(try FormatFixture.read(text).incidents.isEmpty)
  }

  @Test(arguments: [
    ("GMT+0", "2026-08-05T10:50:00Z"), ("GMT+2", "2026-08-05T08:50:00Z"), ("PDT", "2026-08-05T10:00:00Z"),
  ])
  func `a length needs no zone, a moment does`(zone: String, start: String) throws {
    func update(_ time: String, _ state: String) -> String {
      "<p><small>Aug <var> 5</var>, <var>\(time)</var> \(zone)</small><br/><strong>\(state)</strong> - x</p>"
    }
    let content = update("11:20:30", "Resolved") + update("10:50:00", "Investigating")
    let incident = try only(atom(entry("incident/c4bc1", content, dates: both)))
    #expect(incident.source?.id == "c4bc1")
    #expect(incident.details.outage?.start == .at(try #require(Timestamp(start))))
    #expect(incident.hoursToResolve == 1830.0 / 3600)
  }

  @Test func `a duration in words gives the end`() throws {
    let content = "<p><strong>Duration:</strong> 1 hour, 5 minutes</p><p>This has been resolved.</p>"
    let incident = try only(atom(entry("incident/c4bc1", content, dates: both)))
    #expect(incident.hoursToResolve == 65.0 / 60)
  }

  @Test func `updates in another language are not understood, and that is said`() throws {
    let content = "<p><small>Aug 5, 10:00 UTC</small><strong>Résolu</strong> - x</p>"
    let incident = try only(atom(entry("incidents/k3y", content, dates: both)), warnings: 1)
    #expect(incident.outageEnd == .unknown)
  }

  private func item(_ guid: String, _ title: String, _ date: String, link: String = "") -> String {
    let link = link.isEmpty ? "" : "<link>\(link)</link>"
    return "<item><title>\(title)</title>\(link)<guid isPermaLink=\"false\">\(guid)</guid>"
      + "<pubDate>\(date)</pubDate><description>We look at it.</description></item>"
  }

  @Test(arguments: [
    ("Wed, 05 Aug 2026 10:00:00 GMT", "2026-08-05T10:00:00Z"),
    ("5 Aug 2026 03:00 PDT", "2026-08-05T10:00:00Z"),
    ("Wed, 5 Aug 2026 12:00:00 +0200", "2026-08-05T10:00:00Z"),
  ])
  func `RSS is read, by its guid`(date: String, start: String) throws {
    let text = rss(item("https://aws.example/#s3_1", "[RESOLVED] Errors", date))
    let incident = try only(text)
    #expect(incident.source?.id == "aws.example/#s3_1")
    #expect(incident.details.outage?.start == .by(try #require(Timestamp(start))))
    #expect(incident.resolved == true && incident.outageEnd == .unknown)
  }

  @Test func `several messages about one incident are one, over by the message that says so`() throws {
    let link = "https://status.hosty.example/incidents/Ab3x"
    let text = rss(
      item("3", "RESOLVED: Errors", "Wed, 05 Aug 2026 11:30:00 GMT", link: link)
        + item("2", "UPDATE: Errors", "Wed, 05 Aug 2026 11:00:00 GMT", link: link)
        + item("1", "Errors", "Wed, 05 Aug 2026 10:00:00 GMT", link: link))
    let incident = try only(text)
    #expect(incident.details.outage?.startedAt == Timestamp("2026-08-05T10:00:00Z"))
    #expect(incident.outageEnd == .atLatest(try #require(Timestamp("2026-08-05T11:30:00Z"))))
    #expect(incident.resolved == true && incident.hoursToResolve == nil)
  }

  @Test func `a date that cannot be read is refused at its line`() throws {
    let reading = try FormatFixture.read(rss("\n" + item("1", "x", "someday")))
    #expect(reading.messages == ["f:3:1: published \"someday\" isn't a date. Write YYYY-MM-DD"])
  }
}
