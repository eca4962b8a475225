import ScorecardModel

@testable import ScorecardFormats

/// Tables that are read by rules.
enum TablesTarget {
  static func run(_ bytes: [UInt8]) {
    // The second is the simpler one, and is given a third.
    for format in chosen([full, full, either], for: bytes) {
      let context = Store.context()
      let whole = Reading.checked(bytes, as: format, context)
      checkLastLine(whole, bytes, as: format, context)
      for line in chosen([nil, 2, nil], for: bytes) where line != nil {
        let explained = Reading(bytes, as: format, Store.context(line: line))
        promise(whole.rows.starts(with: explained.rows), "asking why changes what is read")
      }
    }
  }

  /// A table is the same with a line end behind its last row and without.
  static func checkLastLine(
    _ whole: Reading, _ bytes: [UInt8], as format: ImportFormat, _ context: ImportContext
  ) {
    if case .problem = whole.stop { return }
    guard let last = bytes.last, last != UInt8(ascii: "\n"), last != UInt8(ascii: "\r"),
      chosen([false, true, false], for: bytes).contains(true)
    else { return }
    let ended = Reading(bytes + [UInt8(ascii: "\n")], as: format, context)
    promise(ended == whole, "with a line end behind it, it is\n\(ended)\n, and without\n\(whole)")
  }

  private static let full = Store.format(
    #"""
    {"name": "full", "dates": ["iso", "d-MMM-yy", "M/d/yyyy h:mm a", "epoch", "yyyy-M"],
     "vendor": {"field": "vendor | carrier", "map": {"nw": "northwind"}, "unknown": "create", "stage": "web"},
     "day": "date", "id": {"field": "url", "after": "/"}, "optional": ["url", "orders", "done", "text", "late",
      "level", "cost", "count", "claimed", "recovered", "by", "impact", "kind"],
     "only": [{"field": "kind", "equals": "skip", "not": true}],
     "orders": {"number": "orders", "only": [{"field": "kind", "oneOf": ["order", "late"]}], "period": "month"},
     "incidents": [
      {"only": [{"field": "kind", "contains": "bad"}],
       "severity": {"field": "level", "map": {"low": 1, "high": 5}, "otherwise": 3}, "dimension": "reliability",
       "summary": "{text} {days from date to done} days", "resolved": [{"field": "done", "isEmpty": false}],
       "hours": {"from": "date", "to": "done"}, "cost": "cost", "count": "count", "claimed": "claimed",
       "recovered": "recovered", "claimBy": "by", "outage": {"from": "date", "to": "done", "impact": "impact"},
       "key": "#bad"},
      {"only": [{"any": [{"field": "late", "above": 3}, {"field": "late", "below": -1},
         {"field": "done", "isAfter": "date", "days": 2}, {"field": "done", "isBefore": "date", "hours": 1}]}],
       "severity": {"field": "level", "map": {"low": 1}}, "hours": {"field": "late", "unit": "minutes"},
       "day": "done"},
      {"outcome": "good", "only": [{"field": "kind", "equals": "good"}], "summary": "{text}"}]}
    """#)

  /// The order of day and month is to be told by the file.
  private static let either = Store.format(
    #"""
    {"name": "either", "dates": {"either": ["M/d/yyyy", "d/M/yyyy"]}, "vendor": "acme", "day": "day",
     "orders": {"number": "orders", "of": "store"}}
    """#)
}
