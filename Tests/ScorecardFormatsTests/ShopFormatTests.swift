import ScorecardFormats
import ScorecardModel
import TestSupport
import Testing

struct EasyPostTests {
  func detail(_ status: String, _ time: String, reason: String = "status_update", estimate: String? = nil)
    -> String
  {
    let estimate = estimate.map { "\"\($0)\"" } ?? "null"
    return """
      {"object":"TrackingDetail","status":"\(status)","status_detail":"\(reason)","datetime":"\(time)",
      "est_delivery_date":\(estimate),"message":"John at 1 Main St","tracking_location":{"city":"HOUSTON","zip":"77001"}}
      """
  }

  func tracker(
    _ id: String = "trk_1", status: String = "delivered", reason: String = "", carrier: String = "USPS",
    estimate: String = "2026-05-04T00:00:00Z", details: [String] = []
  ) -> String {
    """
    {"id":"\(id)","object":"Tracker","mode":"production","tracking_code":"EZ1","status":"\(status)","status_detail":"\(reason)",
    "created_at":"2026-05-01T23:30:00Z","updated_at":"2026-05-09T10:00:00Z","signed_by":"John Tester","carrier":"\(carrier)",
    "est_delivery_date":"\(estimate)","tracking_details":[\(details.joined(separator: ","))],"carrier_detail":{"origin_location":"HOUSTON"}}
    """
  }

  @Test func `trackers are orders of their carrier by day, each once`() throws {
    let json =
      "{\"trackers\":[\(tracker("a")),\(tracker("b", carrier: "ups")),\(tracker("c")),\(tracker("a"))],\"has_more\":true}"
    let reading = try FormatFixture.read(json)
    #expect(reading.format == "easypost")
    #expect(reading.messages == [])
    #expect(reading.volumes == ["2026-05-01–2026-05-02 ups 1", "2026-05-01–2026-05-02 usps 2"])
    #expect(reading.incidents.isEmpty)
    let east = try FormatFixture.read(Array(json.utf8), hoursEast: 2)
    #expect(east.volumes.first == "2026-05-02–2026-05-03 ups 1")
  }

  @Test func `the evening of the promised day is not late in a store west of Greenwich`() throws {
    let json = tracker(details: [
      detail("delivered", "2026-05-05T01:00:00Z"),
      detail("in_transit", "2026-05-01T12:00:00Z", estimate: "2026-05-04T00:00:00Z"),
    ])
    #expect(try FormatFixture.read(Array(json.utf8), hoursEast: -5).incidents.isEmpty)
    let there = try FormatFixture.read(Array(json.utf8), hoursEast: 0).incidents
    #expect(there.map(\.summary) == ["delivered 1 day after the first estimate, 2026-05-04"])
  }

  @Test(arguments: ["cancelled", "error"]) func `a label that carried nothing is no order`(status: String)
    throws
  {
    #expect(try FormatFixture.read(tracker(status: status)).volumes.isEmpty)
  }

  @Test(arguments: [
    ("2026-05-02T23:59:00Z", nil), ("2026-05-03T08:00:00Z", 2), ("2026-05-09T08:00:00Z", 2),
    ("2026-05-10T08:00:00Z", 3),
    ("2026-06-01T08:00:00Z", 3), ("2026-06-02T08:00:00Z", 4),
  ])
  func `lateness is counted in days from the first estimate`(delivered: String, severity: Int?) throws {
    let details = [
      detail("delivered", delivered),
      detail("in_transit", "2026-05-01T12:00:00Z", estimate: "2026-05-20T00:00:00Z"),
      detail("pre_transit", "2026-05-01T10:00:00Z"),
      detail("in_transit", "2026-05-01T11:00:00Z", estimate: "2026-05-02T00:00:00Z"),
    ]
    let reading = try FormatFixture.read(tracker(details: details))
    #expect(reading.messages == [])
    #expect(reading.incidents.map { $0.outcome.severity?.level } == (severity.map { [$0] } ?? []))
    #expect(reading.told.allSatisfy { $0.contains("trk_1:late usps \(delivered.prefix(10))") })
    #expect(reading.incidents.allSatisfy { $0.summary.contains("after the first estimate, 2026-05-02") })
  }

  @Test func `what goes wrong with a parcel is told once of each kind`() throws {
    let attempts = [
      detail("in_transit", "2026-05-02T10:00:00Z", reason: "delivery_exception"),
      detail("in_transit", "2026-05-03T10:00:00Z", reason: "delivery_exception"),
      detail("return_to_sender", "2026-05-05T10:00:00Z", reason: "return"),
    ]
    let lines = [
      tracker("r", status: "return_to_sender", details: attempts), tracker("l", status: "failure"),
      tracker("d", status: "failure", reason: "damaged"), tracker("x", status: "unknown", reason: "lost"),
    ].map { $0.replacing("\n", with: " ") }
    let reading = try FormatFixture.read(lines.joined(separator: "\n"))
    #expect(
      reading.told == [
        "1: r:returned usps 2026-05-05 3", "1: r:attempts usps 2026-05-02 2", "2: l:lost usps 2026-05-09 4",
        "3: d:damaged usps 2026-05-09 4", "4: x:lost usps 2026-05-09 4",
      ])
    #expect(
      reading.incidents.map(\.dimension) == [
        .reliability, .reliability, .reliability, .tangibles, .reliability,
      ])
  }

  @Test func `nobody's name, address or way is in any row`() throws {
    let reading = try FormatFixture.read(
      tracker(
        status: "failure",
        details: [detail("in_transit", "2026-05-02T10:00:00Z", reason: "delivery_exception")]))
    let text = "\(reading.rows)"
    for secret in ["John", "HOUSTON", "77001", "Main", "EZ1"] { #expect(!text.contains(secret)) }
  }

  @Test func `an event carries its tracker, and others are passed over`() throws {
    let event =
      "{\"id\":\"evt\",\"object\":\"Event\",\"description\":\"tracker.updated\",\"previous_attributes\":{},\"result\":\(tracker())}"
    let other =
      "{\"id\":\"e2\",\"object\":\"Event\",\"description\":\"batch.created\",\"previous_attributes\":{},\"result\":{\"object\":\"Batch\"}}"
    let reading = try FormatFixture.read(event + "\n" + other)
    #expect(reading.format == "easypost" && reading.messages == [])
    #expect(reading.volumes == ["2026-05-01–2026-05-02 usps 1"])
  }

  @Test(arguments: [
    (
      "\"carrier\":\"USPS\"", "\"carrier\":\"Uspz\"",
      "carrier: unknown vendor \"Uspz\"; closest: USPS. Add it to vendors.json"
    ),
    ("\"carrier\":\"USPS\"", "\"carrier\":null", "a tracker without a carrier"),
    ("\"carrier\":\"USPS\"", "\"carrier\":[1]", "carrier is a list where a text should be"),
    ("\"id\":\"trk_1\"", "\"id\":\"\"", "without id, which identifies it; is the file complete?"),
    ("\"created_at\":\"2026-05-01T23:30:00Z\"", "\"created_at\":null", "tracker trk_1 without created_at"),
    (
      "\"created_at\":\"2026-05-01T23:30:00Z\"", "\"created_at\":\"2026-05-01T25:30:00Z\"",
      "created_at \"2026-05-01T25:30:00Z\": no hour 25"
    ),
    (
      "\"tracking_details\":[]", "\"tracking_details\":{}",
      "tracking_details is an object where a list should be"
    ),
    ("\"tracking_details\":[]", "\"tracking_details\":[7]", "a number where an object should be"),
  ])
  func `a tracker that is wrong is refused with its line`(part: String, by: String, message: String) throws {
    let bad = tracker().replacing(part, with: by)
    let reading = try FormatFixture.read("{\"trackers\":[\n\(tracker("ok")),\n\(bad)]}")
    #expect(reading.problems.map(\.message) == [message])
    #expect(reading.refusedLines.count == 1 && (reading.problems.first?.line ?? 0) >= 5)
    #expect(reading.volumes == ["2026-05-01–2026-05-02 usps 1"])
  }

  @Test(arguments: DataSet.all, ["trackers-list", "trackers-retrieve", "tracking-webhook"])
  func `the vendor's own samples are read, and are tests`(set: DataSet, file: String) throws {
    let reading = try FormatFixture.read(try set.bytes("formats/easypost/\(file).json"))
    #expect(reading.format == "easypost")
    #expect(reading.messages == [])
    #expect(reading.volumes == [])
    #expect(reading.passReasons == ["mode test: 1"])
    #expect(reading.incidents.isEmpty)
  }
}

struct StripeTests {
  let header =
    "id,Created (UTC),Amount,Currency,Mode,Status,Card Name,Disputed Amount,Dispute Status,Dispute Reason,"
    + "Dispute Date (UTC),Dispute Evidence Due (UTC)\n"

  @Test func `payments are orders by day; declines and disputes are on record`() throws {
    let rows = """
      ch_1,2026-02-01 10:00,20.00,usd,Live,Paid,Ann,,,,,
      ch_2,2026-02-01 23:59:59,20.00,usd,Live,Refunded,Ann,,,,,
      ch_3,2026-02-01 11:00,20.00,usd,Live,Failed,Ann,,,,,
      ch_4,2026-02-02 11:00,20.00,usd,test,Paid,Ann,,,,,
      ch_5,2026-02-02 11:00,35.50,usd,,Paid,Ann,35.50,won,fraudulent,2026-03-01 08:00,2026-03-15 23:59
      ch_6,2026-02-02 11:00,35.50,usd,Live,Paid,Ann,35.50,needs_response,product_not_received,2026-03-01 08:00,2026-03-15 23:59
      ch_1,2026-02-01 10:00,20.00,usd,Live,Paid,Ann,,,,,
      """
    let reading = try FormatFixture.read(header + rows)
    #expect(reading.format == "stripe")
    #expect(reading.messages == [])
    #expect(reading.volumes == ["2026-02-01–2026-02-02 stripe 2", "2026-02-02–2026-02-03 stripe 2"])
    #expect(
      reading.told == [
        "4: ch_3:failed stripe 2026-02-01 1", "6: ch_5:dispute stripe 2026-03-01 4",
        "7: ch_6:dispute stripe 2026-03-01 4",
      ])
    #expect(reading.incidents.allSatisfy { $0.attribution == .customer })
    #expect(
      reading.incidents.map(\.summary) == [
        "payment failed", "disputed: fraudulent", "disputed: product_not_received",
      ])
    let details = reading.incidents.map(\.details)
    #expect(details.map(\.claimed) == [nil, Money("35.50"), Money("35.50")])
    #expect(details.map(\.recovered) == [nil, Money("35.50"), nil])
    #expect(details.map { $0.claimBy?.description } == [nil, "2026-03-15", "2026-03-15"])
    #expect(!"\(reading.rows)".contains("Ann"))
  }

  @Test func `an inquiry moves no money, and only one that waits for an answer has a deadline`() throws {
    let rows = """
      ch_1,2026-02-02 11:00,35.50,usd,Live,Paid,Ann,35.50,warning_closed,general,2026-03-01 08:00,2026-03-15 23:59
      ch_2,2026-02-02 11:00,35.50,usd,Live,Paid,Ann,35.50,warning_needs_response,general,2026-03-01 08:00,2026-03-15 23:59
      """
    let reading = try FormatFixture.read(header + rows)
    #expect(reading.volumes == ["2026-02-02–2026-02-03 stripe 2"])
    #expect(reading.incidents.map(\.summary) == ["inquiry: general", "inquiry: general"])
    #expect(reading.incidents.map(\.resolved) == [true, nil])
    #expect(reading.incidents.map(\.details.claimed) == [nil, nil])
    #expect(reading.incidents.map { $0.details.claimBy?.description } == [nil, "2026-03-15"])
  }

  @Test func `a dispute that is lost, or looked at, leaves nothing to do`() throws {
    let rows = ["lost", "under_review", "needs_response", "won"].enumerated().map { index, status in
      "ch_\(index),2026-02-02 11:00,35.50,usd,Live,Paid,Ann,35.50,\(status),general,2026-03-01 08:00,2026-03-15 23:59"
    }
    let reading = try FormatFixture.read(header + rows.joined(separator: "\n"))
    #expect(reading.incidents.map(\.details.claimDone) == [false, true, false, false])
    #expect(reading.incidents.map(\.details.recovered) == [.zero, nil, nil, Money("35.50")])
  }

  @Test func `what took no money is no order, and is told`() throws {
    let header = header.replacing("Currency,", with: "Currency,Captured,")
    let rows = """
      ch_1,2026-02-01 10:00,20.00,usd,true,Live,Paid,Ann,,,,,
      ch_2,2026-02-01 10:00,20.00,usd,false,Live,Uncaptured,Ann,,,,,
      ch_3,2026-02-01 10:00,20.00,usd,false,Live,Expired,Ann,,,,,
      ch_4,2026-02-01 10:00,20.00,usd,,Live,Pending,Ann,,,,,
      ch_5,2026-02-01 10:00,20.00,usd,,Live,requires_action,Ann,,,,,
      ch_6,2026-02-01 10:00,20.00,usd,false,Live,Authorized,Ann,,,,,
      ch_7,2026-02-01 10:00,20.00,usd,false,Live,Failed,Ann,,,,,
      ch_8,2026-02-01 10:00,20.00,usd,true,Test,Paid,Ann,,,,,
      ch_9,2026-02-01 10:00,20.00,usd,false,Live,Expired,Ann,,,,,
      """
    let reading = try FormatFixture.read(header + rows)
    #expect(reading.messages == [])
    #expect(reading.volumes == ["2026-02-01–2026-02-02 stripe 1"])
    #expect(reading.incidents.map(\.summary) == ["payment failed"])
    #expect(
      reading.passReasons == [
        "Status Expired: 2", "Mode test: 1", "Status Authorized: 1", "Status Pending: 1",
        "Status Uncaptured: 1",
        "Status requires_action: 1",
      ])
  }

  @Test func `the default columns are read, and what they lack is said`() throws {
    let text = """
      id,Created date (UTC),Amount,Currency,Captured,Decline Reason,Status,Customer Email
      ch_1,2026-02-01 10:00:00,20.00,usd,true,,Paid,a@example.org
      ch_2,2026-02-01 11:00:00,20.00,usd,false,do_not_honor,Failed,a@example.org
      """
    let reading = try FormatFixture.read(text)
    #expect(reading.format == "stripe")
    #expect(reading.volumes == ["2026-02-01–2026-02-02 stripe 1"])
    #expect(reading.incidents.map(\.summary) == ["payment failed: do_not_honor"])
    #expect(
      reading.messages == [
        "f: no column Disputed Amount: disputes are not in this file. Export all columns to have them"
      ])
  }

  @Test func `an amount in another currency is left out, and said`() throws {
    let row = "ch_5,2026-02-02 11:00,35.50,eur,Live,Paid,Ann,35.50,lost,fraudulent,,\n"
    let reading = try FormatFixture.read(header + row)
    #expect(reading.incidents.map(\.details.claimed) == [nil])
    #expect(reading.incidents.map(\.day.description) == ["2026-02-02"])
    #expect(reading.messages == ["f: 1 dispute is in another currency than USD: without amount"])
  }

  @Test(arguments: [
    (",2026-02-01 10:00,1,usd,Live,Paid,,,,,,", "f:2:1: without id"),
    (
      "ch,2026-02-31 10:00,1,usd,Live,Paid,,,,,,",
      "f:2:4: Created (UTC) \"2026-02-31 10:00\": no day 31 in 2026-02"
    ),
    (
      "ch,2026-02-01,1,usd,Live,Paid,,,,,,",
      "f:2:4: Created (UTC) \"2026-02-01\" has no time with Z or an offset"
    ),
    ("ch,2026-02-01 10:00,1,usd,Live,,,,,,,", "f:2:32: without Status"),
    (
      "ch,2026-02-01 10:00,1,usd,Live,Paid,,\"1,000\",won,,,",
      "f:2:38: Disputed Amount \"1,000\" can be 1000 or 1"
    ),
  ])
  func `a row that is wrong is refused`(row: String, message: String) throws {
    let reading = try FormatFixture.read(header + row)
    #expect(reading.messages == [message])
    #expect(reading.rejected.map { String(decoding: $0.row, as: UTF8.self) } == [row])
  }

  @Test func `a catalog without Stripe needs a vendor`() throws {
    let reading = try FormatFixture.read(Array(header.utf8), catalog: Fixture.catalog)
    #expect(reading.messages == ["f: no vendor called Stripe in vendors.json; add it there"])
    #expect(
      try FormatFixture.read(Array(header.utf8), vendor: "acme", catalog: Fixture.catalog).messages == [])
    let unified = header.replacing("Created (UTC)", with: "Created date (UTC)")
    #expect(try FormatFixture.read(unified).format == "stripe")
  }
}

struct ShopifyTests {
  let header =
    "Name,Email,Financial Status,Created at,Lineitem quantity,Lineitem name,Cancelled at,Billing Name\n"

  @Test func `orders are counted by day, each once, however many rows it has`() throws {
    let rows = """
      #1001,a@x,paid,2026-01-31 23:30:00 -0400,1,Shed,,Ann
      #1001,,,,2,Hinge,,
      #1002,a@x,paid,2026-02-01 00:30:00 +1400,1,Shed,,Ann
      #1001,,,,1,Lock,,
      #1003,a@x,voided,2026-02-01 10:00:00 -0400,1,Shed,,Ann
      #1004,a@x,refunded,2026-02-01 10:00:00 -0400,1,Shed,2026-02-02 10:00:00 -0400,Ann
      #1004,,,,1,Lock,,
      #1005,a@x,pending,2026-02-28 10:00:00 -0400,1,"Shed, large",,Ann
      """
    let reading = try FormatFixture.read("\u{FEFF}" + header + rows.replacing("\n", with: "\r\n"))
    #expect(reading.format == "shopify")
    #expect(reading.messages == [])
    #expect(
      reading.volumes == [
        "2026-01-31–2026-02-01 store 1", "2026-02-01–2026-02-02 store 1", "2026-02-28–2026-03-01 store 1",
      ])
    // One that was cancelled counts as none from then on.
    #expect(reading.records.map(\.key.id) == ["#1001", "#1002", "#1003", "#1004", "#1005"])
  }

  @Test func `rows of items that repeat the day are no orders of their own`() throws {
    let rows = """
      #1,a@x,paid,2026-02-01 10:00:00 -0400,1,Shed,,Ann
      #1,a@x,,2026-02-01 10:00:00 -0400,2,Hinge,,
      #2,a@x,voided,2026-02-03 10:00:00 -0400,1,Shed,,Ann
      #2,a@x,,2026-02-03 10:00:00 -0400,1,Lock,,
      """
    let reading = try FormatFixture.read(header + rows)
    #expect(reading.messages == [])
    #expect(reading.volumes == ["2026-02-01–2026-02-02 store 1"])
    #expect(reading.records.map(\.key.id) == ["#1", "#2"])
  }

  @Test func `the whole row of an order may come after those of its items`() throws {
    let rows =
      "#1,,,,2,Hinge,,\n#2,a@x,paid,2026-02-01 10:00:00 -0400,1,Shed,,Ann\n#1,a@x,paid,2026-02-03 10:00:00 -0400,1,Shed,,Ann\n"
    let reading = try FormatFixture.read(header + rows)
    #expect(reading.messages == [])
    #expect(reading.volumes == ["2026-02-01–2026-02-02 store 1", "2026-02-03–2026-02-04 store 1"])
  }

  @Test(arguments: [
    ("#1,,,,1,Shed,,", "f:2: order \"#1\" has no row with Created at; is its first row missing?"),
    (",a@x,paid,2026-01-31 23:30:00 -0400,1,Shed,,", "f:2:1: without Name, the order's number"),
    (
      "#1,a@x,paid,2026-01-32 23:30:00 -0400,1,Shed,,",
      "f:2:13: Created at \"2026-01-32 23:30:00 -0400\": no day 32 in 2026-01"
    ),
    ("#1,a@x,paid,01/31/2026,1,Shed,,", "f:2:13: Created at \"01/31/2026\" isn't a date written YYYY-MM-DD"),
  ])
  func `a row that is wrong is refused`(row: String, message: String) throws {
    #expect(try FormatFixture.read(header + row).messages == [message])
  }
}
