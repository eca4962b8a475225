import ScorecardFormats
import ScorecardModel
import TestSupport
import Testing

struct KnownFormatsTests {
  @Test func `every format has a name and a title`() {
    let names = ImportFormat.all.map(\.name)
    #expect(
      names == [
        "statuspage", "upptime", "uptime-kuma", "gatus", "easypost", "stripe", "paypal", "shopify",
        "aftership",
        "aftership-dashboard", "better-stack", "freshdesk", "google-cloud", "jira", "sendcloud",
        "shippo-report",
        "shippo", "shipstation", "shipstation-tracking", "shopify-fulfilments", "uptimerobot", "woocommerce",
        "zendesk", "incidents-csv",
      ])
    #expect(ImportFormat.all.allSatisfy { !$0.title.isEmpty && $0.title.count < 90 })
  }

  @Test(arguments: [
    (
      "{\"data\":[{\"id\":1}]}",
      "f:1: JSON in no known format; your own rules can describe it. Keys: data"
    ),
    (
      "[]",
      "f:1: JSON in no known format; your own rules can describe it. Keys: none"
    ),
    ("<opml></opml>", "f:1: XML of <opml> isn't a known format"),
    ("<!doctype html><html>", "f:1: this is an HTML page, not data; was an error page saved in its place?"),
  ])
  func `what no format recognises is named`(text: String, message: String) throws {
    #expect(try FormatFixture.read(text).messages == [message])
  }

  @Test(arguments: [
    (
      "id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Available On (UTC)\n",
      "f:1: this is Stripe's balance history, which tells too little: export Payments, with all columns"
    ),
    (
      "Handle,Title,Vendor,Variant SKU,Variant Price\n",
      "f:1: this is Shopify's list of products, which tells too little: export Orders"
    ),
    (
      #"{"object": "list", "data": [{"livemode": true, "payment_intent": "pi_1", "balance_transaction": "t"}]}"#,
      "f:1: this is what Stripe's interface answers, which tells too little: export Payments in its dashboard, with all columns"
    ),
    (
      "Date,Time,TimeZone,Type,Gross,Fee,Net\n",
      "f:1: this looks like PayPal activity as CSV, either layout and date order, but lacks the column \"Transaction ID\": export all of it"
    ),
    (
      "Issue key,Issue Type,Priority,Created\n",
      "f:1: this looks like Jira issues as CSV; the component is the vendor, but lacks the columns \"Resolved\", \"Components\": export all of it"
    ),
    (
      #"[{"tracking_number": "1", "status_code": "DE", "estimated_delivery_date": null}]"#,
      "f:1: this looks like ShipStation tracking (/v2/labels/ID/track), one answer a line; may need --vendor, but lacks the keys \"carrier_status_code\", \"events\": export all of it"
    ),
  ])
  func `another form of a known file is called by its name`(text: String, message: String) throws {
    #expect(try FormatFixture.read(text).messages == [message])
  }

  @Test func `a file of one's own is not taken for a form of another`() throws {
    let own = try FormatFixture.read("id,status,amount,supplier\n1,late,5,UPS\n")
    #expect(own.stop?.message.contains("no column \"date\"") == true, "\(own.messages)")
  }

  @Test func `invalid UTF-8 is refused in every kind of file`() throws {
    let bad: [UInt8] = [0x22, 0xE9, 0x22]
    for text in ["[{\"name\":\"web\",\"key\":\"k\",\"results\":[]},\n", "{\"trackers\":[\n"] {
      #expect(
        try FormatFixture.read(Array(text.utf8) + bad + [0x5D]).messages.first?.contains(
          "f:2:2: not valid UTF-8") == true)
    }
    let log = Array("2026-03-01T12:00:00Z\t🟩 web is up (200 in 74 ms)\n".utf8) + bad
    #expect(try FormatFixture.read(log).messages == ["f:2: not valid UTF-8. Save the file as UTF-8"])
    let rows = Array("time,service,status,http_code,response_ms\n2026-03-01T12:00:00Z,".utf8) + bad
    #expect(try FormatFixture.read(rows).messages.first?.contains("not valid UTF-8") == true)
  }

  @Test func `deep JSON and huge numbers are refused`() throws {
    let deep = "[{\"name\":\"web\",\"key\":\"k\",\"results\":\(String(repeating: "[", count: 500))"
    #expect(try FormatFixture.read(deep).stop?.message == "nested more than 128 deep")
    let huge = "[{\"name\":\"web\",\"slug\":\"k\",\"dailyMinutesDown\":{\"2026-01-01\":1e999}}]"
    #expect(try FormatFixture.read(huge).stop?.message == "a number out of range")
    let large = "[{\"name\":\"web\",\"slug\":\"k\",\"dailyMinutesDown\":{\"2026-01-01\":1e300}}]"
    #expect(try FormatFixture.read(large).refusedLines.count == 1)
  }

  @Test func `no bytes make a format crash`() throws {
    var random = SeededGenerator(seed: 31)
    let starts = [
      "{\"page\":{\"name\":\"GitHub\"},\"incidents\":[", "[{\"name\":\"web\",\"key\":\"k\",\"results\":[",
      "{\"trackers\":[{",
      "[{\"monitorID\":1,\"status\":0,\"time\":", "[{\"slug\":\"a\",\"name\":\"web\",\"dailyMinutesDown\":{",
      "2026-03-01T12:00:00Z\t🟩 web is up (", "time,service,status,http_code,response_ms\n",
    ]
    let pieces = [
      "{", "}", "[", "]", ",", "\"", ":", "\"id\":", "\"started_at\":", "\"2026-01-01T00:00:00Z\"", "1e9",
      "null", "true", "\n",
      "\"timestamp\":", "\"success\":false", "down", "\"carrier\":\"USPS\"", "\"created_at\":", "é", "\t",
      "🟥",
    ]
    for _ in 0..<3000 {
      let start = starts.randomElement(using: &random) ?? ""
      let text = start + (0..<14).compactMap { _ in pieces.randomElement(using: &random) }.joined()
      _ = try FormatFixture.read(text, vendor: "hosty")
    }
  }

  @Test(
    arguments: DataSet.all,
    [
      ("shopify/orders_export.header.csv", "shopify"), ("stripe/payments.header.csv", "stripe"),
      ("statuspage_webhook/incident_created.json", "statuspage"),
      ("statuspage_webhook/component_status_update.json", "statuspage"),
      ("jira/issues_all_fields.header.csv", "jira"), ("paypal/activity.header.csv", "paypal"),
      ("paypal/activity_2018_default.header.csv", "paypal"), ("zendesk/tickets.header.csv", "zendesk"),
    ])
  func `the samples are recognised`(set: DataSet, sample: (file: String, format: String)) throws {
    let reading = try FormatFixture.read(try set.bytes("formats/" + sample.file), vendor: "hosty")
    #expect(reading.format == sample.format)
    #expect(reading.messages == [])
  }

  @Test(arguments: DataSet.all, ["alertmanager/alert.json", "pagerduty/webhook_v3.json"])
  func `other systems' files are taken for none of these`(set: DataSet, file: String) throws {
    let reading = try FormatFixture.read(try set.bytes("formats/" + file), vendor: "hosty")
    #expect(reading.stop != nil && reading.rows.isEmpty)
  }
}
