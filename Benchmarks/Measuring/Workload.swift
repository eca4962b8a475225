/// A made-up large store: 40 vendors of four stages over the four years to 30 Sep 2026.
package enum Workload {
  package static let vendors = 40
  package static let catalog: String = {
    let stages = ["hosting", "cart", "payments", "shipping"]
    let entries = (0..<vendors).map { index in
      let role = index < 8 ? "primary" : (index < 12 ? "fallback" : "candidate")
      return
        #"{"id":"v\#(index)","name":"Vendor \#(index)","stage":"\#(stages[index % 4])","role":"\#(role)"}"#
    }
    let journey = stages.map { #"{"id":"\#($0)","name":"\#($0)"}"# }
    return #"{"store":"Large","journey":[\#(journey.joined(separator: ","))],"#
      + #""vendors":[\#(entries.joined(separator: ","))]}"#
  }()

  package static let volumes: String = {
    var text = "from,to,orders,vendor\n"
    for month in 0..<48 {
      let (from, to) = (monthStart(month), monthStart(month + 1))
      text += "\(from),\(to),9000,\n"
      for vendor in 8..<vendors { text += "\(from),\(to),\(300 + 7 * vendor),v\(vendor)\n" }
    }
    return text
  }()

  /// Deterministic rows; the days in no order, as an export by vendor would have them. In pieces: a process that is
  /// started counts its parent's memory as its own peak.
  ///
  /// - Parameter keyed: whether rows have an id, each its own; else they are known by their content.
  package static func incidents(_ count: Int, keyed: Bool = true, write: (String) -> Void) {
    let dimensions = ["reliability", "responsiveness", "assurance", "empathy", "tangibles", ""]
    var text =
      "date,vendor,outcome,severity,dimension,summary,resolved,mitigated,attribution,channel,hold_minutes,"
      + "hours_to_resolve,cost\(keyed ? ",id" : "")\n"
    var state: UInt64 = 42
    for row in 0..<count {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let bits = Int(state >> 20)
      let good = bits % 5 < 2
      text += day(bits / 5 % 1461)
      text += ",v\(bits / 7919 % vendors),"
      text += good ? "good,," : "bad,\(1 + bits / 31 % 5),"
      text += dimensions[bits / 17 % 6]
      text += ",\"Order \(row): parcel came late, called twice\","
      text +=
        good
        ? ",,,phone,,,"
        : "\(bits % 3 == 0 ? "no" : "yes"),,vendor,phone,\(bits % 60),\(bits % 90).5,\(bits % 40)"
      text += keyed ? ",row-\(row)\n" : "\n"
      if row % 1000 == 999 || row == count - 1 {
        write(text)
        text = ""
      }
    }
  }

  /// What the rows come to when another system had written them.
  package static let rules = """
    {"name": "other", "dates": ["iso"], "vendor": {"field": "vendor"}, "day": "date", "id": "id", "orders": true,
     "incidents": [
      {"only": [{"field": "outcome", "equals": "bad"}, {"field": "severity", "above": 3}], "severity": 4,
       "dimension": "reliability", "summary": "{summary}", "channel": "phone", "cost": "cost",
       "hours": {"field": "hours_to_resolve", "unit": "hours"}, "resolved": [{"field": "resolved", "equals": "yes"}]},
      {"only": [{"field": "outcome", "equals": "bad"}], "severity": 2, "dimension": "responsiveness",
       "summary": "{summary}"},
      {"only": [{"field": "outcome", "equals": "good"}], "outcome": "good", "dimension": "empathy",
       "summary": "{summary}"}]}
    """

  /// The same rows as orders, each with a key.
  package static let orderRules = """
    {"name": "shop", "dates": ["iso"], "vendor": {"field": "vendor"}, "day": "date", "id": "id", "orders": true}
    """

  /// A status page's history, about 2 KB an incident as Atlassian's API writes it.
  package static func statuspage(_ count: Int, write: (String) -> Void) {
    write(#"{"page":{"id":"p1","name":"Vendor 0","url":"https://status.example.org"},"incidents":["#)
    let impacts = ["minor", "major", "critical", "none"]
    for number in 0..<count {
      let day = days[number % days.count]
      let update =
        #"{"id":"u\#(number)","status":"resolved","body":"This incident has been resolved. Thank you for your patience and understanding as we addressed this issue; a detailed account will follow.","incident_id":"i\#(number)","created_at":"\#(day)T11:00:00.000Z","updated_at":"\#(day)T11:00:00.000Z","display_at":"\#(day)T11:00:00.000Z","affected_components":[{"code":"c1","name":"API","old_status":"partial_outage","new_status":"operational"}],"deliver_notifications":true,"custom_tweet":null,"tweet_id":null}"#
      write(
        (number == 0 ? "" : ",")
          + #"{"id":"i\#(number)","name":"Elevated errors \#(number)","status":"resolved","created_at":"\#(day)T10:00:00.000Z","updated_at":"\#(day)T11:00:00.000Z","monitoring_at":null,"resolved_at":"\#(day)T11:00:00.000Z","impact":"\#(impacts[number % 4])","shortlink":"https://stspg.io/x","started_at":"\#(day)T10:00:00.000Z","page_id":"p1","incident_updates":[\#(update),\#(update),\#(update)],"components":[]}"#
      )
    }
    write("]}")
  }

  private static func monthStart(_ index: Int) -> String {
    let month = 9 + index
    return "\(2022 + month / 12)-" + padded(month % 12 + 1) + "-01"
  }

  private static let days: [String] = {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var days: [String] = []
    var (year, month, day) = (2022, 10, 1)
    while days.count < 1461 {
      days.append("\(year)-\(padded(month))-\(padded(day))")
      day += 1
      if day > lengths[month - 1] + (month == 2 && year % 4 == 0 ? 1 : 0) { (month, day) = (month + 1, 1) }
      if month > 12 { (year, month) = (year + 1, 1) }
    }
    return days
  }()
  private static func day(_ index: Int) -> String { days[index] }
  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
