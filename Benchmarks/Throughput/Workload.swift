import Glibc

/// A made-up large store: 40 vendors of four stages over the four years to 30 Sep 2026.
struct Workload {
  static let vendors = 40
  static let header =
    "date,vendor,outcome,severity,dimension,summary,resolved,mitigated,attribution,channel,hold_minutes,"
    + "hours_to_resolve,cost,id\n"

  static let catalog: String = {
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

  static let volumes: String = {
    var text = "from,to,orders,vendor\n"
    for month in 0..<48 {
      let (from, to) = (monthStart(month), monthStart(month + 1))
      text += "\(from),\(to),9000,\n"
      for vendor in 8..<vendors { text += "\(from),\(to),\(300 + 7 * vendor),v\(vendor)\n" }
    }
    return text
  }()

  /// Deterministic rows, ids unique; the days in no order, as an export by vendor would have them. In pieces: a
  /// process that is started counts its parent's memory as its own peak.
  static func incidents(_ count: Int, write: (String) -> Void) {
    let dimensions = ["reliability", "responsiveness", "assurance", "empathy", "tangibles", ""]
    var text = header
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
      text += ",row-\(row)\n"
      if row % 1000 == 999 || row == count - 1 {
        write(text)
        text = ""
      }
    }
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
