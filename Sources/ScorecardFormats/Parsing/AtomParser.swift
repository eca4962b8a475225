internal import ScorecardModel

/// An entry of a feed, as it stands.
struct AtomEntry {
  var line: Int
  var link = ""
  var title = ""
  var published = ""
  var updated = ""
  var content = ""
}

/// Takes a feed apart.
struct AtomParser {
  private var reader: XMLReader

  init(_ reader: XMLReader) { self.reader = reader }

  /// - Throws: ``Diagnostic`` when it is no complete feed.
  mutating func feed() throws(Diagnostic) -> (title: String, link: String?, entries: [AtomEntry]) {
    guard case .start(name: "feed", _) = try firstElement() else {
      throw reader.problem("this is not an Atom feed; give the status page's history.atom")
    }
    var title = ""
    var link: String?
    var entries: [AtomEntry] = []
    while let event = try reader.next() {
      switch event {
      case .start(name: "entry", _): entries.append(try entry())
      case .start(name: "title", _): title = try text()
      case .start(name: "link", let attributes):
        if attributes["rel", default: "alternate"] == "alternate" { link = attributes["href"] }
        _ = try text()
      case .start: _ = try text()
      case .end, .text: break
      }
    }
    return (title, link, entries)
  }

  private mutating func firstElement() throws(Diagnostic) -> XMLReader.Event? {
    while let event = try reader.next() {
      if case .start = event { return event }
    }
    return nil
  }

  /// Behind the entry's opening tag; ends behind its closing one.
  private mutating func entry() throws(Diagnostic) -> AtomEntry {
    var entry = AtomEntry(line: reader.line())
    while let event = try reader.next() {
      switch event {
      case .end: return entry
      case .text: break
      case .start(let name, let attributes):
        let text = try text()
        switch name {
        case "title": entry.title = text
        case "published": entry.published = text
        case "updated": entry.updated = text
        case "content", "summary": entry.content = text
        case "link":
          if attributes["rel", default: "alternate"] == "alternate" { entry.link = attributes["href"] ?? "" }
        default: break
        }
      }
    }
    return entry
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
