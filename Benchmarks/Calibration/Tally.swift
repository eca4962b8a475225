/// How many of the cases that were looked at are as they should not be, and where the first of them is.
struct Tally {
  /// Share of the cases that may be so.
  enum Limit {
    case none
    case never
    case under(Double)
  }

  let what: String
  /// What a case is, in the plural.
  let unit: String
  let limit: Limit
  private(set) var cases = 0
  private(set) var found = 0
  private(set) var place = ""

  init(_ what: String, of unit: String, limit: Limit = .none) {
    self.what = what
    self.unit = unit
    self.limit = limit
  }

  mutating func note(_ isFound: Bool, _ place: @autoclosure () -> String = "") {
    cases += 1
    guard isFound else { return }
    if found == 0 { self.place = place() }
    found += 1
  }

  var share: Double { cases > 0 ? Double(found) / Double(cases) : 0 }

  var isWithinLimit: Bool {
    switch limit {
    case .none: true
    case .never: found == 0
    case .under(let most): share < most
    }
  }
}

extension [Tally] {
  var isWithinLimits: Bool { allSatisfy(\.isWithinLimit) }

  var table: MarkdownTable {
    var table = MarkdownTable(["what", "looked at", "found", "share", "allowed", "the first"])
    for tally in self {
      let allowed =
        switch tally.limit {
        case .none: ""
        case .never: "0"
        case .under(let most): "under \(percent(most, 0))"
        }
      table.add([
        tally.what, "\(tally.cases) \(tally.unit)", "\(tally.found)", percent(tally.share, 2), allowed,
        tally.place,
      ])
    }
    return table
  }
}
