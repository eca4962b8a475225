import ScorecardModel
import ScorecardPresentation
import VendorScorecard

/// The entries that a filter leaves, a page at a time, the newest first.
struct RecordPage: View {
  struct Option: Encodable {
    let value: String
    let label: String
    let isChosen: Bool
  }

  let template = "record"
  let frame: Frame
  let heading: String
  let entries: [EntryRow]
  let isEmpty: Bool
  let others: String?
  let next: String?
  let vendors: [Option]
  let kinds: [Option]
  let states: [Option]
  let from: String
  let to: String
  let text: String
  /// From a later page back to the first one.
  let first: String?
  let problem: String?
  /// nil where not all count, which that format does not tell.
  let csv: String?
  let json: String

  static let pageLength = 50
  /// More are not counted one by one.
  static let mostCounted = 1_000
  /// The newest so many are in a file.
  static let mostListed = 10_000

  init(_ query: RecordQuery, _ found: RecordQuery.Found, in catalog: Catalog, frame: Frame) {
    self.frame = frame
    heading = query.sentence(found.count, in: catalog)
    entries = found.page.map { EntryRow($0, in: catalog) }
    isEmpty = entries.isEmpty
    others =
      entries.isEmpty && query.isFiltered
      ? "None with these filters. \(NumberText.entries(found.all)) without." : nil
    next = found.next.map { query.address(before: $0) }
    func options(_ all: [(String, String)], _ chosen: String?) -> [Option] {
      all.map { Option(value: $0.0, label: $0.1, isChosen: $0.0 == chosen ?? "") }
    }
    vendors = options([("", "Any vendor")] + catalog.vendors.map { ($0.id, $0.name) }, query.fields["vendor"])
    kinds = options(
      [("", "Anything"), ("bad", "All bad"), ("good", "All good")]
        + IncidentKind.allCases.map { ($0.rawValue, KindText.name($0)) }, query.fields["what"])
    states = options(
      [
        ("", "Those that count"), ("open", "Not resolved"), ("unconfirmed", "Waiting for your yes"),
        ("retracted", "Taken out"), ("all", "All"),
      ], query.fields["state"])
    from = query.fields.values["from"] ?? ""
    to = query.fields.values["to"] ?? ""
    text = query.fields.values["text"] ?? ""
    first = query.isFirst ? nil : query.address
    problem = query.problem
    csv = query.isCounted ? query.address("csv") : nil
    json = query.address("json")
  }
}

/// Which entries an address asks for.
struct RecordQuery: Sendable {
  struct Found: Sendable {
    /// Newest first.
    let page: [RecordedIncident]
    /// Where the next page begins; nil at the end.
    let next: Place?
    /// All that the filter leaves; nil when there are more than are counted.
    let count: Int?
    /// Without any filter.
    let all: Int
  }

  /// An entry's place in the order of (day, number).
  struct Place: Sendable {
    let day: Day
    let id: Int64
  }

  let fields: Form
  private(set) var filter = IncidentFilter()
  private(set) var problem: String?
  private var before: Place?
  /// The last day that is asked for.
  private var last: Day?

  var isFirst: Bool { before == nil }

  private static let names = ["vendor", "what", "from", "to", "text", "state"]

  /// Whether all that it finds counts.
  var isCounted: Bool { filter.standings == [.counted] }

  var isFiltered: Bool { RecordQuery.names.contains { fields[$0] != nil } }

  init(_ fields: Form) {
    self.fields = fields
    if let vendor = fields["vendor"] { filter.vendors = [vendor] }
    if let what = fields["what"] {
      if let kind = IncidentKind(rawValue: what) {
        filter.kinds = [kind]
      } else if [LogForm.good, LogForm.bad].contains(what) {
        filter.good = what == LogForm.good
      } else {
        problem = "“\(what)” is nothing that can have happened"
      }
    }
    (filter.from, filter.through) = (day("from"), day("to"))
    last = filter.through
    filter.text = fields["text"]
    switch fields["state"] {
    case "open": filter.open = true
    case "unconfirmed": filter.standings = [.unconfirmed]
    case "retracted": filter.standings = [.retracted]
    case "all": filter.standings = Set(IncidentStanding.allCases)
    case nil: break
    case let other?: problem = "“\(other)” is no state of an entry"
    }
    if let parts = fields["before"]?.split(separator: "."), parts.count == 2, let day = try? Day(parts[0]),
      let id = Int64(parts[1])
    {
      before = Place(day: day, id: id)
      filter.through = min(day, last ?? day)
    }
  }

  private mutating func day(_ name: String) -> Day? {
    guard let text = fields[name] else { return nil }
    if let day = try? Day(text) { return day }
    problem = "“\(text)” is no day such as 2026-09-30"
    return nil
  }

  /// Blocks on the disk.
  func find(_ snapshot: Snapshot, all: Int) throws -> Found {
    var page: [RecordedIncident] = []
    var count = 0
    try snapshot.forEachIncident(filter) { recorded in
      if let before, recorded.incident.day == before.day, recorded.id >= before.id { return true }
      count += 1
      if page.count <= RecordPage.pageLength { page.append(recorded) }
      // A page in the middle says nothing of how many there are.
      return before == nil ? count <= RecordPage.mostCounted : page.count <= RecordPage.pageLength
    }
    let hasMore = page.count > RecordPage.pageLength
    if hasMore { page.removeLast() }
    let next = hasMore ? page.last.map { Place(day: $0.incident.day, id: $0.id) } : nil
    return Found(
      page: page, next: next, count: before == nil && count <= RecordPage.mostCounted ? count : nil, all: all)
  }

  func address(before place: Place) -> String {
    Link.address("/record", parameters + [("before", "\(place.day).\(place.id)")])
  }

  /// The first page of them.
  var address: String { Link.address("/record", parameters) }

  /// Where the whole list is a file.
  func address(_ fileExtension: String) -> String { Link.address("/record." + fileExtension, parameters) }

  private var parameters: [(String, String?)] { RecordQuery.names.map { ($0, fields[$0]) } }

  /// The newest so many.
  mutating func limit(to count: Int) { filter.limit = count }

  /// `13 entries about Northwind Freight, since 1 Jul 2026`.
  func sentence(_ count: Int?, in catalog: Catalog) -> String {
    let number =
      count.map { NumberText.entries($0) }
      ?? (before == nil ? "Over \(NumberText.grouped(RecordPage.mostCounted)) entries" : "Earlier entries")
    let kind = fields["what"].map { what in
      IncidentKind(rawValue: what).map { " (\(KindText.name($0).lowercased()))" } ?? " (\(what))"
    }
    let state: String? =
      switch fields["state"] {
      case "open": "not resolved"
      case "unconfirmed": "waiting for your yes"
      case "retracted": "taken out"
      default: nil
      }
    let about = fields["vendor"].map { " about " + catalog.vendorName($0) } ?? ""
    let rest = [
      filter.from.map { "since " + DayText.short($0) }, last.map { "until " + DayText.short($0) }, state,
      filter.text.map { "with “\($0)”" },
    ].compactMap { $0 }
    return number + (kind ?? "") + about + (rest.isEmpty ? "" : ", " + rest.joined(separator: ", "))
  }
}
