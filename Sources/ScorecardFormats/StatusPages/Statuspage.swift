internal import ScorecardModel

extension ImportFormat {
  /// Incidents that a vendor publishes: on an Atlassian Statuspage, or as the feed of any status page.
  ///
  /// Fields: <https://metastatuspage.com/api>; webhooks: support.atlassian.com, "Enable webhook notifications".
  package static let statuspage = ImportFormat(
    name: Statuspage.name,
    title: "Status pages: any RSS or Atom feed; Statuspage incidents.json, summary.json, webhooks",
    recognises: { sample in
      if sample.shape == .xml(root: "feed") || sample.shape == .xml(root: "rss") { return true }
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
        try StatusFeed(output: output).read(file.source)
      }
    })
}

/// Reads what the interface of a status page answers, and what its webhooks send.
struct Statuspage {
  static let name = "statuspage"
  /// What is not read, and most of the bytes.
  private static let ignored: Set<String> = [
    "body", "components", "affected_components", "postmortem_body",
  ]

  let output: FormatOutput

  func read(_ source: ByteSource) throws {
    var elements = try JSONElements(
      source, fileName: output.fileName, lists: ["incidents", "scheduled_maintenances"], everyList: true,
      ignoring: Statuspage.ignored)
    var vendor: Vendor.ID?
    var listed = Listed()
    var passedOver = PassedOver()
    while let element = try elements.next() {
      // A webhook is an object around the incident, and may be about a component only.
      let isWebhook = elements.list.isEmpty
      guard let incident = isWebhook ? element["incident"] : element else {
        passedOver.add(.init(field: "component_update", text: nil))
        continue
      }
      if vendor == nil || isWebhook {
        let page = isWebhook ? element["page"] : elements.root.first { $0.key == "page" }?.value
        vendor = try self.vendor(of: page)
      }
      guard let vendor else { continue }
      if let id = incident["id"]?.string { listed.ids.insert(id) }
      do {
        let parsed = try parse(incident, isMaintenance: elements.list == "scheduled_maintenances")
        if elements.list == "incidents", parsed?.isResolved == true { listed.hasResolved = true }
        if let parsed {
          try parsed.emit(vendor: vendor, to: output)
        } else {
          // Work that has not begun.
          passedOver.add(.init(field: "status", text: "scheduled"))
        }
      } catch let problem as ElementProblem {
        try output.refuse(problem)
      }
    }
    try output.sink.passedOver(passedOver)
    if elements.entered.contains("incidents"), !listed.hasResolved {
      listed.holdsMaintenance = elements.entered.contains("scheduled_maintenances")
      try end(allBut: listed, root: elements.root)
    }
  }

  /// What a file of the interface lists.
  private struct Listed {
    var ids: Set<String> = []
    var hasResolved = false
    var holdsMaintenance = false
  }

  /// A summary, which says how the page is as a whole, lists all that goes on there and nothing else.
  private func end(allBut listed: Listed, root: [JSONMember]) throws {
    func member(_ key: String) -> JSONValue? { root.first { $0.key == key }?.value }
    guard member("status")?["indicator"]?.string != nil, let page = member("page") else { return }
    let names = [page["name"]?.string].compactMap(\.self)
    let vendors = StatusPageVendor(context: output.context)
    guard let vendor = vendors.keeper(url: page["url"]?.string, names: names) else {
      guard let vendor = output.context.vendor else { return }
      return try output.warn(
        "this page is not the statusPage of \(vendor) in \(WorkspaceLayout.catalogName), so that what it lists no longer "
          + "is left as it is", line: page.position.line)
    }
    try output.sink.row(
      .unresolved(
        UnresolvedList(
          vendor: vendor, source: output.source, ids: listed.ids, holdsMaintenance: listed.holdsMaintenance,
          asOf: try? page.moment("updated_at")))
    ) { nil }
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
    guard var start = isPlanned ? planned ?? started ?? created : started ?? created else {
      throw ElementProblem("without started_at or created_at; is the file complete?", at: value.position)
    }
    let resolved = try value.moment("resolved_at")
    let isOver = resolved != nil || ["resolved", "postmortem", "completed"].contains(status)
    let updates = try updates(value)
    let end = resolved ?? (isOver ? updates.filter(\.isEnd).map(\.at).max() : nil)
    // What was entered afterwards was created after it was over; its updates are shown where they belong.
    if let end, end < start, let shown = updates.map(\.at).min(), shown <= end { start = shown }
    return StatuspageIncident(
      code: try value.required("id"), name: try value.text("name") ?? "", start: .at(start), end: end,
      isResolved: isOver, impact: isPlanned ? .maintenance : impact, position: value.position)
  }

  /// Its updates that have a time: the one at which they are shown, else the one at which they were written.
  private func updates(_ value: JSONValue) throws(ElementProblem) -> [(at: Timestamp, isEnd: Bool)] {
    var updates: [(at: Timestamp, isEnd: Bool)] = []
    for update in try value.list("incident_updates") {
      let (shown, written) = (try update.moment("display_at"), try update.moment("created_at"))
      guard let at = shown ?? written else { continue }
      updates.append((at, ["resolved", "completed"].contains(try update.text("status") ?? "")))
    }
    return updates
  }

  private func impact(_ value: JSONValue) throws(ElementProblem) -> OutageImpact {
    guard let text = try value.text("impact") else { return .unknown }
    return OutageImpact(rawValue: text) ?? .unknown
  }
}
