internal import ScorecardModel

extension ImportFormat {
  /// Incidents that a vendor publishes on an Atlassian Statuspage.
  ///
  /// Fields: <https://metastatuspage.com/api>; webhooks: support.atlassian.com, "Enable webhook notifications".
  package static let statuspage = ImportFormat(
    name: Statuspage.name,
    title: "Atlassian Statuspage: incidents.json, summary.json, history.atom, webhooks",
    recognises: { sample in
      if case .xml(root: "feed") = sample.shape { return true }
      let keys = sample.keys
      return keys.contains("page")
        && !keys.isDisjoint(with: [
          "incidents", "scheduled_maintenances", "incident", "components", "component_update",
        ])
    },
    read: { file, output in
      if case .json = file.sample.shape {
        try Statuspage(output: output).read(file.source)
      } else {
        try StatuspageFeed(output: output).read(file.source)
      }
    })
}

/// Reads what the interface of a status page answers, and what its webhooks send.
struct Statuspage {
  static let name = "statuspage"
  /// What is not read, and most of the bytes.
  private static let ignored: Set<String> = [
    "incident_updates", "components", "affected_components", "postmortem_body",
  ]

  let output: FormatOutput

  func read(_ source: ByteSource) throws {
    var elements = try JSONElements(
      source, fileName: output.fileName, lists: ["incidents", "scheduled_maintenances"], everyList: true,
      ignoring: Statuspage.ignored)
    var vendor: Vendor.ID?
    while let element = try elements.next() {
      // A webhook is an object around the incident, and may be about a component only.
      let isWebhook = elements.list.isEmpty
      guard let incident = isWebhook ? element["incident"] : element else { continue }
      if vendor == nil || isWebhook {
        let page = isWebhook ? element["page"] : elements.root.first { $0.key == "page" }?.value
        vendor = try self.vendor(of: page)
      }
      guard let vendor else { continue }
      do {
        let parsed = try parse(incident, isMaintenance: elements.list == "scheduled_maintenances")
        try parsed?.emit(vendor: vendor, to: output)
      } catch let problem as ElementProblem {
        try output.refuse(problem)
      }
    }
  }

  private func vendor(of page: JSONValue?) throws -> Vendor.ID {
    let names = [page?["name"]?.string].compactMap(\.self)
    return try StatusPageVendor(context: output.context).require(
      url: page?["url"]?.string, names: names, fileName: output.fileName)
  }

  /// nil for work that is announced, but has not begun.
  private func parse(_ value: JSONValue, isMaintenance: Bool) throws(ElementProblem) -> StatuspageIncident? {
    try value.checkObject()
    let status = try value.text("status") ?? ""
    if status == "scheduled" { return nil }
    let impact = try impact(value)
    let planned = try value.moment("scheduled_for")
    let isPlanned = isMaintenance || planned != nil || impact == .maintenance
    let created = try value.moment("created_at")
    let started = try value.moment("started_at")
    guard let start = isPlanned ? planned ?? started ?? created : started ?? created else {
      throw ElementProblem("without started_at or created_at; is the file complete?", at: value.position)
    }
    let end = try value.moment("resolved_at")
    return StatuspageIncident(
      code: try value.required("id"), name: try value.text("name") ?? "", start: start, end: end,
      isResolved: end != nil || ["resolved", "postmortem", "completed"].contains(status),
      impact: isPlanned ? .maintenance : impact, position: value.position)
  }

  private func impact(_ value: JSONValue) throws(ElementProblem) -> OutageImpact {
    guard let text = try value.text("impact") else { return .unknown }
    return OutageImpact(rawValue: text) ?? .unknown
  }
}
