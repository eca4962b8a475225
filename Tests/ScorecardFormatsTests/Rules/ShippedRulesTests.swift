import ScorecardModel
import Testing

@testable import ScorecardFormats

/// Every kind of file that comes with rules is told by its content, and read to what an owner would expect.
@Suite struct ShippedRulesTests {
  private static let catalog = Catalog(
    store: "Sheds", journey: [Stage(id: "all", name: "All")],
    vendors: [
      Vendor(id: "usps", name: "USPS", stage: "all", aliases: ["stamps_com"]),
      Vendor(id: "ups", name: "UPS", stage: "all"), Vendor(id: "paypal", name: "PayPal", stage: "all"),
      Vendor(id: "payhive", name: "Payhive", stage: "all"),
    ])

  private func read(_ text: String, adjust: (inout ImportContext) -> Void = { _ in }) throws
    -> Fixture.Reading
  {
    try Fixture.read(Array(text.utf8), latestDay: try Day("2026-10-31")) { context in
      context.catalog = Self.catalog
      adjust(&context)
    }
  }

  /// One line for each incident and volume.
  private func lines(_ reading: Fixture.Reading) -> [String] {
    reading.incidents.map { incident in
      let severity = incident.outcome.severity.map { " \($0.level)" } ?? ""
      return "\(incident.day) \(incident.vendor) \(incident.outcome.name)\(severity) \(incident.dimension) "
        + "\(incident.attribution) \(incident.source?.id ?? ""): \(incident.summary)"
    } + reading.counted.map { "\($0.from) \($0.vendor ?? "store") \($0.orders)" }
  }

  @Test func `Shippo webhooks`() throws {
    func event(_ number: String, _ status: String, _ day: String, eta: String, test: Bool = false) -> String {
      """
      {"event": "track_updated", "test": \(test), "data": {"carrier": "usps", "tracking_number": "\(number)", \
      "original_eta": "\(eta)", "tracking_status": {"status": "\(status)", "status_date": "\(day)"}, \
      "address_to": {"city": "Springfield"}}}
      """
    }
    let reading = try read(
      [
        event("1", "DELIVERED", "2026-09-21T10:00:00Z", eta: "2026-09-21T00:00:00Z"),
        event("2", "DELIVERED", "2026-09-25T10:00:00Z", eta: "2026-09-21T00:00:00Z"),
        event("3", "FAILURE", "2026-09-22T10:00:00Z", eta: "2026-09-21T00:00:00Z"),
        event("4", "TRANSIT", "2026-09-22T10:00:00Z", eta: "2026-09-21T00:00:00Z"),
        event("5", "FAILURE", "2026-09-22T10:00:00Z", eta: "2026-09-21T00:00:00Z", test: true),
      ].joined(separator: "\n"))
    #expect(reading.format == "shippo")
    #expect(reading.messages == [])
    #expect(
      lines(reading) == [
        "2026-09-25 usps bad 2 reliability vendor 2: Delivered 4 days late",
        "2026-09-22 usps bad 4 reliability vendor 3: Parcel lost or undeliverable",
        "2026-09-21 usps 1", "2026-09-22 usps 1", "2026-09-25 usps 1",
      ])
  }

  @Test func `Shippo tracking report`() throws {
    let reading = try read(
      """
      transaction_object_id,carrier,tracking_number,tracking_registered_at,tracking_status,first_delivered_at,transit_time_hours
      t1,usps,9400,2026-09-21T10:00:00Z,DELIVERED,2026-09-24T10:00:00Z,72
      t2,ups,1Z,2026-09-21T10:00:00Z,RETURNED,,

      """)
    #expect(reading.format == "shippo-report")
    #expect(
      lines(reading) == [
        "2026-09-21 ups bad 3 reliability vendor t2|ups|1Z|2026-09-21T10:00:00Z: Parcel returned to sender",
        "2026-09-21 ups 1",
        "2026-09-21 usps 1",
      ])
  }

  @Test func `two lost parcels on one label are two incidents`() throws {
    let row = { (number: String) in "t1,usps,\(number),2026-09-21T10:00:00Z,FAILURE,,\n" }
    let reading = try read(
      "transaction_object_id,carrier,tracking_number,tracking_registered_at,tracking_status,first_delivered_at,transit_time_hours\n"
        + row("9400") + row("9401"))
    #expect(Set(reading.incidents.map(\.source?.id)).count == 2)
    #expect(reading.counted.map(\.orders) == [2])
  }

  @Test func `a Shippo event may say within its data that it is a test`() throws {
    let event = { (test: Bool, number: String) in
      """
      {"event": "track_updated", "data": {"test": \(test), "carrier": "usps", "tracking_number": "\(number)", \
      "original_eta": "2026-09-21T00:00:00Z", "tracking_status": {"status": "DELIVERED", \
      "status_date": "2026-09-23T10:00:00Z"}}}

      """
    }
    let reading = try read(event(false, "1") + event(true, "2") + event(false, "1"))
    #expect(
      lines(reading).prefix(1) == ["2026-09-23 usps bad 2 reliability vendor 1: Delivered 2 days late"])
    #expect(reading.counted.map(\.orders) == [1])
    #expect(reading.passReasons == ["test | data.test true: 1"])
    #expect(reading.records.allSatisfy { $0.stateAt != nil })
  }

  @Test func `AfterShip's sub-statuses say whose doing it was, in a webhook too`() throws {
    let hook = { (number: Int, subtag: String, message: String) in
      """
      {"event": "tracking_update", "msg": {"id": "t\(number)", "tracking_number": "9", "slug": "usps", \
      "tag": "Exception", "subtag": "\(subtag)", "subtag_message": "\(message)", \
      "updated_at": "2026-09-26T08:00:00Z", "on_time_status": null, "return_to_sender": false}}

      """
    }
    let reading = try read(
      hook(1, "Exception_003", "Customer refused delivery") + hook(2, "Exception_004", "Delayed (Customs)")
        + hook(3, "Exception_013", "Shipment lost") + hook(4, "Exception_016", "Delayed (Processing issue)"))
    #expect(reading.format == "aftership")
    #expect(
      lines(reading) == [
        "2026-09-26 usps bad 2 reliability customer t1: Customer refused delivery",
        "2026-09-26 usps bad 2 reliability external t2: Delayed (Customs)",
        "2026-09-26 usps bad 4 reliability vendor t3: Parcel lost or stuck: Shipment lost",
        "2026-09-26 usps bad 2 reliability vendor t4: Held up: Delayed (Processing issue)",
        "2026-09-26 usps 4",
      ])
  }

  @Test func `a parcel that is told again is the later of its states`() throws {
    let state = { (tag: String, updated: String) in
      """
      {"id": "t9", "tracking_number": "9", "slug": "usps", "tag": "\(tag)", "subtag": "\(tag)_001", \
      "subtag_message": "\(tag)", "updated_at": "\(updated)", "on_time_status": null}
      """
    }
    let reading = try read(
      #"{"data": {"trackings": [\#(state("Expired", "2026-08-01T12:00:00Z"))]}}"#)
    #expect(reading.incidents.map(\.outcome.severity?.level) == [4])
    let later = try read(
      #"{"data": {"trackings": [\#(state("InTransit", "2026-08-02T12:00:00Z"))]}}"#)
    // It tells nothing, which takes back what was told of the parcel before.
    #expect(later.messages == [])
    #expect(later.passedOver.expected == 1)
    #expect(later.records.map(\.key) == reading.records.map(\.key))
    #expect(later.records.allSatisfy { $0.orders == nil && $0.incidents.isEmpty })
  }

  @Test func `AfterShip from the API`() throws {
    func tracking(_ id: String, _ more: String) -> String {
      """
      {"id": "\(id)", "tracking_number": "9", "slug": "usps", "updated_at": "2026-09-26T08:00:00Z", \
      "return_to_sender": false, \(more)}
      """
    }
    let trackings = [
      tracking(
        "a",
        #""tag": "Delivered", "shipment_delivery_date": "2026-09-21T10:00:00", "on_time_status": "on-time""#),
      tracking(
        "b",
        #""tag": "Delivered", "shipment_delivery_date": "2026-09-21T10:00:00", "on_time_status": "late", "on_time_difference": 9"#
      ),
      tracking("c", #""tag": "Exception", "subtag_message": "Lost", "on_time_status": """#),
      tracking("d", #""tag": "InTransit", "on_time_status": "trending-late""#),
    ]
    let reading = try read(
      #"{"meta": {"code": 200}, "data": {"trackings": [\#(trackings.joined(separator: ","))]}}"#)
    #expect(reading.format == "aftership")
    #expect(reading.messages == [])
    #expect(
      lines(reading) == [
        "2026-09-21 usps bad 3 reliability vendor b: Late by 9 days",
        "2026-09-26 usps bad 4 reliability vendor c: Parcel lost or stuck: Lost",
        "2026-09-21 usps 2", "2026-09-26 usps 1",
      ])
  }

  @Test func `AfterShip's dashboard`() throws {
    let reading = try read(
      """
      Tracking number,Order number,Shipment title,Carrier,Service,Status,Sub-status,Issues,Latest event,Origin,Destination,Transit time,Estimated delivery date,On-time status
      1,S1,x,USPS,Ground,Delivered,Delivered,,,US,US,3,"Sep 21, 2026",Late
      2,S2,x,USPS,Ground,Delivered,Delivered,,,US,US,3,2026-09-22,On time
      3,S3,x,USPS,Ground,In transit,,,,US,US,3,2026-09-22,

      """)
    #expect(reading.format == "aftership-dashboard")
    #expect(
      lines(reading) == [
        "2026-09-21 usps bad 2 reliability vendor 1: Late", "2026-09-21 usps 1",
        "2026-09-22 usps 1",
      ])
  }

  @Test func `a row of AfterShip's dashboard without a day is refused, never lost`() throws {
    let reading = try read(
      """
      Tracking number,Carrier,Status,Sub-status,Estimated delivery date,On-time status
      1,USPS,Delivered,Delivered,2026-09-22,On time
      2,USPS,Exception,Lost,,
      3,USPS,In transit,,,

      """)
    #expect(reading.counted.map(\.orders) == [1])
    #expect(reading.refusedLines == [3])
    #expect(reading.passedOver.expected == 1)
  }

  @Test(arguments: [
    "Order - Number,Date - Shipped Date,Shipment - Tracking Number,Shipment - Carrier\nS1,9/21/2026 4:05:00 PM,9400,stamps_com\n",
    "Order - Number,Date - Ship Date,Shipment - Tracking Number,Carrier - Name\nS1,9/21/2026,9400,USPS\n",
  ])
  func `ShipStation's shipments`(text: String) throws {
    let reading = try read(text)
    #expect(reading.format == "shipstation")
    #expect(lines(reading) == ["2026-09-21 usps 1"])
  }

  @Test func `WooCommerce orders, whose failures are the customer's`() throws {
    let order = { (id: Int, status: String, method: String) in
      """
      {"id": \(id), "status": "\(status)", "date_created": "2026-09-01T22:30:00", \
      "date_created_gmt": "2026-09-02T02:30:00", "date_modified_gmt": "2026-09-03T10:00:00", \
      "payment_method": "\(method)", "billing": {"first_name": "Ann"}, "line_items": [], "shipping_lines": []}
      """
    }
    let reading = try read(
      "["
        + [
          order(1, "completed", "payhive"), order(2, "refunded", "payhive"), order(3, "failed", "payhive"),
          order(4, "cancelled", "payhive"), order(5, "processing", "cod"),
          order(6, "lost-in-plugin", "payhive"),
        ].joined(separator: ",") + "]")
    #expect(reading.format == "woocommerce")
    #expect(reading.messages == [])
    #expect(
      lines(reading) == [
        "2026-09-01 payhive bad 1 reliability customer 3: Payment failed", "2026-09-01 payhive 2",
      ])
    #expect(reading.passedOver.expected == 2)
    #expect(reading.passReasons == ["status lost-in-plugin: 1"])
    #expect(!"\(reading.rows)".contains("Ann"))
  }

  @Test func `ShipStation's tracking, in either case of its codes`() throws {
    let parcel = { (number: String, code: String, delivered: String) in
      """
      {"tracking_number": "\(number)", "status_code": "\(code)", "carrier_code": "usps", \
      "carrier_status_code": "D", "shipped_date": "2026-09-18T10:00:00Z", \
      "estimated_delivery_date": "2026-09-21T10:00:00Z", "actual_delivery_date": \(delivered), \
      "exception_description": null, "carrier_status_description": "Address unknown", \
      "events": [{"occurred_at": "2026-09-24T10:00:00Z"}]}

      """
    }
    let reading = try read(
      parcel("1", "DE", #""2026-09-24T10:00:00Z""#) + parcel("2", "de", #""2026-09-21T18:00:00Z""#)
        + parcel("3", "ex", "null") + parcel("4", "it", "null"))
    #expect(reading.format == "shipstation-tracking")
    #expect(reading.messages == [])
    #expect(
      lines(reading) == [
        "2026-09-24 usps bad 2 reliability vendor usps|1: Delivered 3 days late",
        "2026-09-18 usps bad 3 reliability vendor usps|3: Exception D",
        "2026-09-18 usps 1", "2026-09-21 usps 1", "2026-09-24 usps 1",
      ])
    #expect(reading.passedOver.expected == 1)
  }

  @Test func `Sendcloud's parcels report in both versions`() throws {
    let v3 = try read(
      """
      parcel_id,direction,carrier_code,tracking_number,announced_at,shipped_at,first_offer_at,delivered_at,status,sub_status
      1,outgoing,usps,9400,2026-09-01T10:00:00Z,2026-09-02T10:00:00Z,2026-09-04T10:00:00Z,2026-09-04T10:00:00Z,delivered,
      2,outgoing,usps,9401,2026-09-01T10:00:00Z,2026-09-02T10:00:00Z,2026-09-04T10:00:00Z,2026-09-07T10:00:00Z,delivered,
      3,outgoing,ups,1Z,2026-09-01T10:00:00Z,2026-09-02T10:00:00Z,,,returned-to-sender,
      4,outgoing,ups,1Z,2026-09-01T10:00:00Z,2026-09-02T10:00:00Z,,,en-route,
      5,incoming,ups,1Z,2026-09-01T10:00:00Z,2026-09-02T10:00:00Z,,2026-09-07T10:00:00Z,delivered,

      """)
    #expect(v3.format == "sendcloud")
    #expect(v3.messages == [])
    #expect(
      lines(v3) == [
        "2026-09-07 usps bad 2 reliability vendor 2: Delivered 3 days after the first attempt",
        "2026-09-02 ups bad 3 reliability vendor 3: Parcel returned to sender",
        "2026-09-02 ups 1", "2026-09-04 usps 1", "2026-09-07 usps 1",
      ])
    #expect(v3.passReasons == ["delivered_at | arrived_at : 1", "direction incoming: 1"])
    let v2 = try read(
      """
      parcel_id,direction,carrier_code,tracking_number,updated_at,announced_at,first_delivery_at,arrived_at,global_status_slug,carrier_status
      1,outgoing,usps,9400,2026-09-09T10:00:00Z,2026-09-01T10:00:00Z,2026-09-04T10:00:00Z,2026-09-04T10:00:00Z,delivered,x
      2,outgoing,usps,9401,2026-09-09T10:00:00Z,2026-09-01T10:00:00Z,,,lost,x

      """)
    #expect(
      lines(v2) == [
        "2026-09-01 usps bad 4 reliability vendor 2: Parcel lost", "2026-09-01 usps 1", "2026-09-04 usps 1",
      ])
    #expect(v2.records.allSatisfy { $0.stateAt != nil })
  }

  @Test func `Freshdesk tickets, whose first tag is the vendor`() throws {
    let ticket = { (id: Int, tags: String, first: String, solved: String) in
      """
      {"id": \(id), "requester_id": 7, "fr_due_by": "2026-09-02T10:00:00Z", "created_at": "2026-09-01T10:00:00Z", \
      "updated_at": "2026-09-20T10:00:00Z", "subject": "Where is it?", "tags": [\(tags)], \
      "stats": {"first_responded_at": \(first), "resolved_at": \(solved), "closed_at": null}}
      """
    }
    let soon = #""2026-09-01T12:00:00Z""#
    let reading = try read(
      "["
        + [
          ticket(1, #""ups", "vip""#, #""2026-09-05T10:00:00Z""#, #""2026-09-06T10:00:00Z""#),
          ticket(2, #""USPS""#, #""2026-09-02T11:00:00Z""#, "null"),
          ticket(3, #""usps""#, soon, #""2026-09-11T10:00:00Z""#), ticket(4, #""usps""#, soon, soon),
          ticket(5, #""vip""#, "null", #""2026-09-11T10:00:00Z""#),
        ].joined(separator: ",") + "]")
    #expect(reading.format == "freshdesk")
    #expect(reading.messages == [])
    #expect(
      lines(reading) == [
        "2026-09-01 ups bad 3 responsiveness vendor 1: Ticket 1: first reply after more than three days",
        "2026-09-01 usps bad 2 responsiveness vendor 2: Ticket 2: first reply after more than a day",
        "2026-09-01 usps bad 2 responsiveness vendor 3: Ticket 3: solved after more than a week",
      ])
    #expect(reading.incidents.map(\.hoursToResolve) == [120, nil, 240])
    #expect(reading.incidents.map(\.resolved) == [true, false, true])
    #expect(!"\(reading.rows)".contains("Where"))
  }

  @Test func `Shopify's fulfilments, in orders or by themselves`() throws {
    let sent = { (id: Int, status: String, more: String) in
      """
      {"id": "gid://shopify/Fulfillment/\(id)", "displayStatus": "\(status)", "createdAt": "2026-09-18T10:00:00Z", \
      "updatedAt": "2026-09-27T10:00:00Z", "inTransitAt": null, "estimatedDeliveryAt": "2026-09-21T10:00:00Z", \
      "trackingInfo": [{"company": "UPS", "number": "1Z"}], \(more)}
      """
    }
    let came = { (day: Int) in #""deliveredAt": "2026-09-\#(day)T10:00:00Z""# }
    let none = #""deliveredAt": null"#
    let order = { (number: Int, fulfilments: [String]) in
      #"{"id": "gid://shopify/Order/\#(number)", "fulfillments": [\#(fulfilments.joined(separator: ", "))]}"#
    }
    let reading = try read(
      [
        order(1, [sent(1, "DELIVERED", came(21)), sent(2, "DELIVERED", came(24))]), order(2, []),
        sent(3, "NOT_DELIVERED", none), sent(4, "ATTEMPTED_DELIVERY", none), sent(5, "IN_TRANSIT", none),
        #"{"id": "gid://shopify/LineItem/9", "__parentId": "gid://shopify/Order/1"}"#,
        sent(6, "FAILURE", none),
      ].joined(separator: "\n"))
    #expect(reading.format == "shopify-fulfilments")
    #expect(reading.messages == [])
    #expect(
      lines(reading).map { $0.replacing("gid://shopify/Fulfillment/", with: "") } == [
        "2026-09-24 ups bad 2 reliability vendor 2: Delivered 3 days late",
        "2026-09-27 ups bad 3 reliability vendor 3: Not delivered",
        "2026-09-27 ups bad 2 reliability vendor 4: Delivery attempt failed",
        "2026-09-21 ups 1", "2026-09-24 ups 1", "2026-09-27 ups 1",
      ])
    #expect(reading.passedOver.expected == 3)
    #expect(reading.passReasons == ["displayStatus FAILURE: 1"])
  }

  @Test func `AfterShip's answer about one parcel is read, in either form`() throws {
    let tracking = """
      {"id": "a", "tracking_number": "9", "slug": "usps", "updated_at": "2026-09-26T08:00:00Z", "tag": "Delivered", \
      "shipment_delivery_date": "2026-09-21T10:00:00", "on_time_status": "on-time"}
      """
    for answer in [
      #"{"data": {"tracking": \#(tracking)}}"#, #"{"meta": {"code": 200}, "data": \#(tracking)}"#,
    ] {
      let reading = try read(answer)
      #expect(reading.messages == [])
      #expect(lines(reading) == ["2026-09-21 usps 1"])
    }
  }

  @Test func `Zendesk tickets`() throws {
    let text = """
      Summation column,Id,Requester,Organization,Subject,Created at,Solved at,Satisfaction Score,First reply time in minutes,Full resolution time in minutes
      1,11,Ann,Payhive,Where is it,2026-09-01 10:00:00 +0000,2026-09-02 10:00:00 +0000,Bad,30,1440
      1,12,Ann,Payhive,Where is it,2026-09-02 10:00:00 +0000,,Unoffered,2000,
      1,13,Ann,Payhive,Where is it,2026-09-03 10:00:00 +0000,2026-09-03 11:00:00 +0000,Good,5,60
      1,14,Ann,A customer,Where is it,2026-09-03 10:00:00 +0000,,Bad,5,

      """
    let reading = try read(text)
    #expect(reading.format == "zendesk")
    #expect(
      lines(reading) == [
        "2026-09-01 payhive bad 3 empathy vendor 11: Ticket 11: not satisfied",
        "2026-09-02 payhive bad 2 responsiveness vendor 12: Ticket 12: first reply after more than a day",
        "2026-09-03 payhive good assurance vendor 13: Ticket 13: satisfied",
      ])
    #expect(reading.incidents.map(\.hoursToResolve) == [24, nil, nil])
    #expect(reading.incidents.map(\.resolved) == [true, false, nil])
  }

  @Test func `Jira issues`() throws {
    let text = """
      Summary,Issue key,Issue id,Issue Type,Status,Priority,Created,Resolved,Components,Components,Labels,Labels
      Broken,SHOP-1,1,Bug,Done,High,14/Jul/25 3:42 PM,15/Jul/25 3:42 PM,,Payhive,a,b
      Slow,SHOP-2,2,Task,Open,Odd,6/21/2025 16:14,,Payhive,,,
      Else,SHOP-3,3,Task,Open,Low,6/21/2025 16:14,,Kitchen,,,

      """
    let reading = try read("\u{FEFF}" + text.replacing("\n", with: "\r\n"))
    #expect(reading.format == "jira")
    #expect(
      lines(reading) == [
        "2025-07-14 payhive bad 4 reliability vendor SHOP-1: SHOP-1: Bug",
        "2025-06-21 payhive bad 3 reliability vendor SHOP-2: SHOP-2: Task",
      ])
    #expect(reading.incidents.map(\.hoursToResolve) == [24, nil])
  }

  // MARK: Outages

  /// Beginning, end and impact of each.
  private func outages(_ reading: Fixture.Reading) -> [String] {
    reading.incidents.map { incident in
      let end =
        switch incident.outageEnd {
        case .known(let end): end.description
        case .open: "open"
        default: "unknown"
        }
      let outage = incident.details.outage
      return "\(outage?.startedAt.description ?? "") \(end) \(outage?.impact.rawValue ?? "")"
    }
  }

  @Test func `Google Cloud incidents`() throws {
    func incident(_ id: String, _ end: String, _ impact: String) -> String {
      """
      {"id": "\(id)", "number": "1", "begin": "2026-09-01T10:00:00+00:00", "created": "2026-09-01T10:05:00+00:00"\(end), \
      "modified": "2026-09-02T11:12:13+00:00", \
      "external_desc": "Slow disks", "status_impact": "\(impact)", "severity": "medium", "service_name": "Disks", \
      "affected_products": [{"title": "Disks", "id": "x"}], "updates": []}
      """
    }
    let text =
      "["
      + [
        incident("a", #", "end": "2026-09-01T11:30:00+00:00""#, "SERVICE_DISRUPTION"),
        incident("b", "", "SERVICE_OUTAGE"), incident("c", "", "SERVICE_INFORMATION"),
      ].joined(separator: ",") + "]"
    let reading = try read(text) { $0.vendor = "payhive" }
    #expect("\(reading.rows)".contains("2026-09-02T11:12:13Z"))
    #expect(reading.format == "google-cloud")
    #expect(reading.messages == [])
    #expect(lines(reading).first == "2026-09-01 payhive bad 3 reliability vendor a: Disks: Slow disks")
    #expect(
      outages(reading) == [
        "2026-09-01T10:00:00Z 2026-09-01T11:30:00Z minor", "2026-09-01T10:00:00Z open major",
        "2026-09-01T10:00:00Z open none",
      ])
    #expect(reading.incidents.map(\.hoursToResolve) == [1.5, nil, nil])
    #expect(try read(text).problems.count == 3)
  }

  @Test func `Better Stack incidents`() throws {
    func incident(_ id: String, _ end: String, _ status: String) -> String {
      """
      {"id": "\(id)", "type": "incident", "attributes": {"name": "Payhive", "cause": "Timeout", "status": "\(status)", \
      "started_at": "2026-09-01T10:00:00.000Z", "acknowledged_at": null, "resolved_at": \(end)}}
      """
    }
    let incidents = [
      incident("1", #""2026-09-01T10:20:00.000Z""#, "Resolved"), incident("2", "null", "Started"),
      incident("3", "null", "Unconfirmed"), incident("4", "null", "Resolved"),
    ]
    let reading = try read(#"{"data": [\#(incidents.joined(separator: ","))], "pagination": {}}"#)
    #expect(reading.format == "better-stack")
    #expect(reading.messages == [])
    #expect(
      lines(reading).first == "2026-09-01 payhive bad 2 reliability vendor 1: Payhive was down: Timeout")
    #expect(
      outages(reading) == [
        "2026-09-01T10:00:00Z 2026-09-01T10:20:00Z unknown", "2026-09-01T10:00:00Z open unknown",
        "2026-09-01T10:00:00Z unknown unknown",
      ])
  }

  @Test func `UptimeRobot events`() throws {
    let reading = try read(
      """
      "Event","Monitor","Date-Time","Reason","Duration","Duration (in mins.)"
      "Up","Payhive","2026-09-05 10:31:00","OK","23 hrs, 4 mins",1384
      "Down","Payhive","2026-09-05 10:00:00","Connection Timeout","0 hrs, 31 mins",31

      """)
    #expect(reading.format == "uptimerobot")
    #expect(reading.messages == [])
    #expect(
      lines(reading) == [
        "2026-09-05 payhive bad 2 reliability vendor Payhive|2026-09-05 10:00:00: Payhive was down: Connection Timeout"
      ])
    #expect(outages(reading) == ["2026-09-05T10:00:00Z 2026-09-05T10:31:00Z unknown"])
  }

  private static let namesOfServices: Set = [
    "Shipment - Carrier | Carrier - Name", "attributes.name", "service_name",
  ]

  @Test func `no rules read names, addresses or texts of customers`() throws {
    for file in ShippedRules.files {
      let rules = try RulesReader.read(file.bytes, fileName: file.name)
      let personal = rules.fields.filter { field in
        ["email", "address", "requester", "name", "subject", "city", "zip", "phone", "description"].contains {
          field.lowercased().contains($0)
        } && !Self.namesOfServices.contains(field)
      }
      #expect(personal == [], "\(file.name) reads \(personal)")
    }
  }
}
