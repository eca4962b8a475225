internal import ScorecardModel

/// Reads the feed of a status page, whose entries hold their updates as HTML.
struct StatusFeed {
  /// Bytes; a feed has the last 25 to 50 incidents.
  private static let limit = 64 << 20

  let output: FormatOutput

  func read(_ source: ByteSource) throws {
    guard let bytes = try source.readAll(limit: StatusFeed.limit) else {
      throw Diagnostic(
        file: output.fileName,
        message: "a feed over \(StatusFeed.limit >> 20) MB; is this a history.atom?")
    }
    // All of it first: a feed that was cut says so before anything is handed out.
    let feed = try bytes.withUnsafeBytes { bytes in
      var parser = FeedParser(try XMLReader(bytes, fileName: output.fileName))
      return try parser.feed()
    }
    guard !feed.entries.isEmpty else { return }
    let vendor = try StatusPageVendor(context: output.context).require(
      url: feed.link, names: StatusFeed.names(feed.title), fileName: output.fileName)
    let incidents = try incidents(feed.entries)
    try warn(incidents.filter { $0.isResolved == nil })
    for incident in incidents { try incident.emit(vendor: vendor, to: output) }
  }

  /// One for each key: some pages have an entry for each message about an incident.
  private func incidents(_ entries: [FeedEntry]) throws -> [StatuspageIncident] {
    var incidents: [StatuspageIncident] = []
    var places: [String: Int] = [:]
    var passedOver = PassedOver()
    for entry in entries {
      do {
        guard let told = try FeedIncident.read(entry) else {
          // Work that has not begun.
          passedOver.add(.init(field: "status", text: "scheduled"))
          continue
        }
        if let place = places[told.code] {
          incidents[place] = FeedIncident.together(incidents[place], told)
        } else {
          places[told.code] = incidents.count
          incidents.append(told)
        }
      } catch { try output.refuse(error) }
    }
    try output.sink.passedOver(passedOver)
    return incidents
  }

  private func warn(_ incidents: [StatuspageIncident]) throws {
    guard let first = incidents.first else { return }
    let count = incidents.count == 1 ? "1 entry says" : "\(incidents.count) entries say"
    try output.warn(
      "\(count) neither that it goes on nor that it is over, such as \(quoted(first.name)): it is on record with an "
        + "unknown length, in no minutes", line: first.position.line)
  }

  /// `Example Status - Incident History` is of `Example Status`, or of `Example`.
  static func names(_ title: String) -> [String] {
    var names = [title]
    for ending in [" - incident history", " status"] {
      if let last = names.last, last.lowercased().hasSuffix(ending) {
        names.append(String(last.dropLast(ending.count)))
      }
    }
    return names
  }
}
