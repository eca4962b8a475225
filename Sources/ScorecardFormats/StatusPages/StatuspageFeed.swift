internal import ScorecardModel

/// Reads the history feed of a status page (Atom, RFC 4287), whose entries hold their updates as HTML.
struct StatuspageFeed {
  /// Bytes; a feed has the last 25 to 50 incidents.
  private static let limit = 64 << 20

  let output: FormatOutput

  func read(_ source: ByteSource) throws {
    guard let bytes = try source.readAll(limit: StatuspageFeed.limit) else {
      throw Diagnostic(
        file: output.fileName,
        message: "a feed over \(StatuspageFeed.limit >> 20) MB; is this a history.atom?")
    }
    // All of it first: a feed that was cut says so before anything is handed out.
    let feed = try bytes.withUnsafeBytes { bytes in
      var parser = AtomParser(try XMLReader(bytes, fileName: output.fileName))
      return try parser.feed()
    }
    guard !feed.entries.isEmpty else { return }
    let vendor = try StatusPageVendor(context: output.context).require(
      url: feed.link, names: StatuspageFeed.names(feed.title), fileName: output.fileName)
    for entry in feed.entries {
      do {
        try StatuspageFeed.incident(entry)?.emit(vendor: vendor, to: output)
      } catch let problem as ElementProblem {
        try output.refuse(problem)
      }
    }
  }

  /// `Example Status - Incident History` is of `Example Status`, or of `Example`.
  static func names(_ title: String) -> [String] {
    var names = [title]
    for ending in [" - Incident History", " Status"] {
      if let last = names.last, last.hasSuffix(ending) { names.append(String(last.dropLast(ending.count))) }
    }
    return names
  }

  /// nil for work that is announced, but has not begun.
  private static func incident(_ entry: AtomEntry) throws(ElementProblem) -> StatuspageIncident? {
    let position = JSONPosition(line: entry.line, column: 1)
    guard let code = entry.link.split(separator: "/").last.map(String.init),
      entry.link.contains("/incidents/")
    else { throw ElementProblem("an entry without a link to its incident", at: position) }
    let published = try moment(entry.published, "published", position)
    let updated = entry.updated.isEmpty ? published : try moment(entry.updated, "updated", position)
    guard let published, let updated else {
      throw ElementProblem("incident \(code) without published", at: position)
    }
    let updates = StatuspageUpdate.all(in: entry.content, notAfter: max(published, updated))
    let isMaintenance = updates.contains(where: \.isOfMaintenance)
    if isMaintenance, updates.allSatisfy({ $0.status == "scheduled" }) { return nil }
    let begun = isMaintenance ? updates.last { $0.status == "in progress" } : nil
    let last = updates.first(where: \.isEnd)
    // With one time in an unknown zone the others say nothing of the span.
    let isTimed = updates.allSatisfy { $0.at != nil }
    return StatuspageIncident(
      code: code, name: entry.title, start: (isTimed ? (begun ?? updates.last)?.at : nil) ?? published,
      end: isTimed ? last?.at : nil, isResolved: last != nil,
      impact: isMaintenance ? .maintenance : .unknown, position: position)
  }

  private static func moment(
    _ text: String, _ name: String, _ position: JSONPosition
  ) throws(ElementProblem) -> Timestamp? {
    if text.isEmpty { return nil }
    do {
      return try WrittenDate(text: text).moment(elseOffset: 0)
    } catch { throw ElementProblem("\(name) \(error.message)", at: position) }
  }
}
