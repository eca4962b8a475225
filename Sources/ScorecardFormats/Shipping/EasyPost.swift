internal import ScorecardModel

extension ImportFormat {
  /// Trackers of EasyPost: a list, a single one, or the webhook events that carry them.
  package static let easyPost = ImportFormat(
    name: EasyPost.name, title: "EasyPost: trackers, and tracker.updated webhooks, as JSON",
    recognises: { sample in
      let keys = sample.keys
      return keys.contains("trackers") || keys.isSuperset(of: ["tracking_code", "carrier", "status"])
        || keys.isSuperset(of: ["description", "previous_attributes", "object"])
    },
    read: { file, output in
      var reader = EasyPost(output: output)
      try reader.read(file.source)
    })
}

/// Turns trackers into orders by carrier and day, and into what went wrong with parcels.
struct EasyPost {
  static let name = "easypost"
  /// Who and where; what is never made cannot be stored.
  private static let ignored: Set<String> = [
    "signed_by", "tracking_location", "carrier_detail", "message", "description_detail", "public_url", "fees",
    "previous_attributes", "pending_urls", "completed_urls",
  ]

  private let output: FormatOutput
  private var carriers: VendorLookup
  private var passedOver = PassedOver()

  init(output: FormatOutput) {
    self.output = output
    carriers = VendorLookup(output.context.catalog)
  }

  mutating func read(_ source: ByteSource) throws {
    var elements = try JSONElements(
      source, fileName: output.fileName, lists: ["trackers"], ignoring: EasyPost.ignored)
    while let element = try elements.next() {
      do {
        if let tracker = try EasyPost.tracker(element) {
          try add(tracker)
        } else {
          passedOver.add(.init(field: "description", text: try element.text("description") ?? ""))
        }
      } catch let problem as ElementProblem { try output.refuse(problem) }
    }
    try output.sink.passedOver(passedOver)
  }

  /// The tracker that an element is, or that an event carries; nil for an event about something else.
  private static func tracker(_ element: JSONValue) throws(ElementProblem) -> JSONValue? {
    try element.checkObject()
    guard try element.text("object") == "Event" else { return element }
    guard let result = element.member("result"), try result.text("object") == "Tracker" else { return nil }
    return result
  }

  private mutating func add(_ value: JSONValue) throws {
    let dates = output.dates
    let tracker = try EasyPostTracker(value, dates, dayOf: output.context.dayOf)
    if try value.text("mode") == "test" { return passedOver.add(.init(field: "mode", text: "test")) }
    let vendor = try vendor(value)
    guard let created = try value.moment("created_at", dates) else {
      throw ElementProblem("tracker \(tracker.id) without created_at", at: value.position)
    }
    let day: Day
    let findings: [Incident]
    do {
      day = try output.day(of: created)
      findings = try tracker.findings.map { finding throws(FieldProblem) in
        try incident(finding, of: tracker, vendor, created: created)
      }
    } catch { throw ElementProblem(error, at: value.position) }
    // A tracker comes again with each of its events, in any order.
    // A label that was voided, or never known to the carrier, carried nothing.
    let isOrder = !["cancelled", "error"].contains(try value.text("status"))
    try output.add(
      id: tracker.id, stateAt: try value.moment("updated_at"),
      orders: isOrder ? .order(vendor, on: day) : nil,
      incidents: findings,
      countsAtOnce: true, line: value.position.line)
  }

  private mutating func vendor(_ value: JSONValue) throws(ElementProblem) -> Vendor.ID {
    guard let carrier = try value.text("carrier"), !carrier.isEmpty else {
      if let vendor = output.context.vendor { return vendor }
      throw ElementProblem("a tracker without a carrier", at: value.position, next: .nameVendor)
    }
    do {
      return try Array(carrier.utf8).withUnsafeBytes { try carriers.id($0) }
    } catch {
      if let vendor = output.context.vendor { return vendor }
      let message = (error as? FieldProblem)?.message ?? "\(error)"
      throw ElementProblem("carrier: " + message, at: value.member("carrier")?.position ?? value.position)
    }
  }

  private func incident(
    _ finding: EasyPostTracker.Finding, of tracker: EasyPostTracker, _ vendor: Vendor.ID, created: Timestamp
  ) throws(FieldProblem) -> Incident {
    Incident(
      vendor: vendor, day: try output.day(of: finding.at ?? created), outcome: .bad(level: finding.severity),
      dimension: finding.kind == .damaged ? .tangibles : .reliability, summary: finding.summary,
      resolved: finding.kind == .late ? true : nil,
      source: try output.key(tracker.id + ":" + finding.kind.rawValue))
  }
}
