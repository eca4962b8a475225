internal import ScorecardModel

/// What an EasyPost tracker says about a parcel. Fields: docs.easypost.com, "Tracker Object".
struct EasyPostTracker {
  enum Kind: String {
    case late
    case returned
    case lost
    case damaged
    case attempts
  }

  /// Something that went wrong with the parcel; at most one of each kind.
  struct Finding {
    var kind: Kind
    var severity: Int
    var at: Timestamp?
    var summary: String
  }

  private struct Detail {
    var time: WrittenDate?
    var at: Timestamp?
    var status: String
    var reason: String
    var estimate: WrittenDate?
  }

  let id: String
  let findings: [Finding]

  init(_ value: JSONValue, _ dates: DateReading, dayOf: (Timestamp) -> Day?) throws(ElementProblem) {
    id = try value.required("id")
    let status = try value.text("status") ?? ""
    let reason = try value.text("status_detail") ?? ""
    let updated = try value.moment("updated_at", dates)
    var details: [Detail] = []
    for detail in try value.list("tracking_details") {
      try detail.checkObject()
      let time = try detail.time("datetime", dates)
      details.append(
        Detail(
          time: time, at: time?.moment(elseOffset: 0), status: try detail.text("status") ?? "",
          reason: try detail.text("status_detail") ?? "",
          estimate: try detail.time("est_delivery_date", dates)))
    }
    details = EasyPostTracker.inOrder(details)
    let own = Detail(
      time: nil, at: updated, status: status, reason: reason,
      estimate: try value.time("est_delivery_date", dates))
    findings = EasyPostTracker.findings(details, own, dayOf)
  }

  /// By time, those without one first, and else as they stand in the file.
  private static func inOrder(_ details: [Detail]) -> [Detail] {
    details.enumerated().sorted { a, b in
      (a.element.at?.seconds ?? .min, a.offset) < (b.element.at?.seconds ?? .min, b.offset)
    }.map(\.element)
  }

  private static func findings(
    _ details: [Detail], _ own: Detail, _ dayOf: (Timestamp) -> Day?
  ) -> [Finding] {
    var findings: [Finding] = []
    let all = details + [own]
    let damaged = all.first { $0.reason == "damaged" }
    if let damaged {
      findings.append(Finding(kind: .damaged, severity: 4, at: damaged.at, summary: "damaged"))
    }
    // A damaged parcel that then counts as failed is one experience.
    if damaged == nil, own.status == "failure" || own.reason == "lost" {
      let at = details.last { $0.status == "failure" || $0.reason == "lost" }?.at ?? own.at
      findings.append(Finding(kind: .lost, severity: 4, at: at, summary: "lost or failed"))
    }
    if let returned = all.first(where: { $0.status == "return_to_sender" }) {
      findings.append(Finding(kind: .returned, severity: 3, at: returned.at, summary: "returned to sender"))
    }
    let failed = details.filter { attempts.contains($0.reason) }
    if let first = failed.first {
      let times = failed.count == 1 ? "a failed attempt" : "\(failed.count) failed attempts"
      findings.append(Finding(kind: .attempts, severity: 2, at: first.at, summary: times + " at delivery"))
    }
    if let late = late(details, own, dayOf) { findings.append(late) }
    return findings
  }

  /// Reasons that mean a failed delivery attempt.
  private static let attempts: Set<String> = ["delivery_exception", "delivery_attempted", "failed_attempt"]

  /// Delivered after the first estimate, by calendar days: an estimate is one, at 00:00 UTC, which a time zone would move.
  private static func late(_ details: [Detail], _ own: Detail, _ dayOf: (Timestamp) -> Day?) -> Finding? {
    guard let delivered = details.first(where: { $0.status == "delivered" && $0.time != nil }),
      let day = delivered.time?.calendarDay(in: dayOf),
      let estimate = (details.lazy.compactMap(\.estimate).first ?? own.estimate)?.calendarDay(in: dayOf),
      day > estimate
    else { return nil }
    let days = day - estimate
    let severity = days <= 7 ? 2 : days <= 30 ? 3 : 4
    let summary = "delivered \(days) \(days == 1 ? "day" : "days") after the first estimate, \(estimate)"
    return Finding(kind: .late, severity: severity, at: delivered.at, summary: summary)
  }
}
