internal import ScorecardModel

/// A feed, as it stands.
struct Feed {
  var title = ""
  var link: String?
  var entries: [FeedEntry] = []
}

/// An entry of a feed, as it stands.
struct FeedEntry {
  var line: Int
  /// `id` or `guid`.
  var id = ""
  var link = ""
  var title = ""
  /// `published` or `pubDate`.
  var published = ""
  var updated = ""
  /// HTML: the whole content, else the summary.
  var content = ""
}

/// Takes a feed apart: Atom (RFC 4287) or RSS 2.0 (rssboard.org/rss-specification).
struct FeedParser {
  private var reader: XMLReader

  init(_ reader: XMLReader) { self.reader = reader }

  /// - Throws: ``Diagnostic`` when it is no complete feed.
  mutating func feed() throws(Diagnostic) -> Feed {
    guard case .start(let root, _) = try firstElement(), root == "feed" || root == "rss" else {
      throw reader.problem("this is neither an Atom nor an RSS feed; give the status page's history.atom")
    }
    var feed = Feed()
    while let event = try reader.next() {
      switch event {
      case .start(name: "channel", _) where root == "rss": break
      case .start(name: "entry", _), .start(name: "item", _): feed.entries.append(try entry())
      case .start(name: "title", _): feed.title = try text()
      case .start(name: "link", let attributes): feed.link = try link(attributes) ?? feed.link
      case .start: _ = try text()
      case .end, .text: break
      }
    }
    return feed
  }

  private mutating func firstElement() throws(Diagnostic) -> XMLReader.Event? {
    while let event = try reader.next() {
      if case .start = event { return event }
    }
    return nil
  }

  /// Behind the entry's opening tag; ends behind its closing one.
  private mutating func entry() throws(Diagnostic) -> FeedEntry {
    var entry = FeedEntry(line: reader.line())
    var summary = ""
    reading: while let event = try reader.next() {
      switch event {
      case .end: break reading
      case .text: break
      case .start(name: "link", let attributes): entry.link = try link(attributes) ?? entry.link
      case .start(let name, _):
        let text = try text()
        switch name {
        case "id", "guid": entry.id = text
        case "title": entry.title = text
        case "published", "pubDate": entry.published = text
        case "updated": entry.updated = text
        case "content", "content:encoded": entry.content = text
        case "summary", "description": summary = text
        default: break
        }
      }
    }
    if entry.content.isEmpty { entry.content = summary }
    return entry
  }

  /// The address that a link leads to, which is an attribute in Atom and a text in RSS; nil for one that is about
  /// something else.
  private mutating func link(_ attributes: [String: String]) throws(Diagnostic) -> String? {
    let text = try text()
    guard attributes["rel", default: "alternate"] == "alternate" else { return nil }
    return attributes["href"] ?? (text.isEmpty ? nil : text)
  }

  /// The text of an element, and of those in it; ends behind its closing tag.
  private mutating func text() throws(Diagnostic) -> String {
    var text = ""
    var depth = 1
    while depth > 0, let event = try reader.next() {
      switch event {
      case .start: depth += 1
      case .end: depth -= 1
      case .text(let piece): text += piece
      }
    }
    return text.trimmed
  }
}

/// Reads the moments of feeds.
enum FeedDate {
  private static let format = DateFormat("d MMM yyyy H:mm:ss Z")
  /// Zones that RFC 822 §5.1 names.
  private static let zones = [
    "UT": "UTC", "GMT": "UTC", "Z": "UTC", "EST": "-0500", "EDT": "-0400", "CST": "-0600", "CDT": "-0500",
    "MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700",
  ]

  /// Atom's `2026-08-05T10:00:00Z`, or RSS's `Wed, 05 Aug 2026 10:00:00 GMT`; nil for an empty text.
  static func moment(_ text: String) throws(FieldProblem) -> Timestamp? {
    if text.isEmpty { return nil }
    var words = text.split(separator: " ")
    if words.first?.hasSuffix(",") == true { words.removeFirst() }
    if words.count == 5, words[0].utf8.count <= 2, words[3].utf8.count == 5 { words[3] += ":00" }
    if words.count == 5, let format {
      let zone = zones[String(words[4]).uppercased()] ?? String(words[4])
      let written = words[..<4].joined(separator: " ") + " " + zone
      if let moment = (try? format.read(written))?.moment() { return moment }
    }
    return try WrittenDate(text: text).moment(elseOffset: 0)
  }
}
