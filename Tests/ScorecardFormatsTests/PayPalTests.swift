import ScorecardModel
import Testing

@testable import ScorecardFormats

/// PayPal's activity, whose rows are bookings: several may tell of one dispute.
@Suite struct PayPalTests {
  private static let catalog = Catalog(
    store: "Sheds", journey: [Stage(id: "all", name: "All")],
    vendors: [Vendor(id: "paypal", name: "PayPal", stage: "all")])
  private static let header =
    "Date,Time,TimeZone,Type,Status,Currency,Gross,Fee,Net,Transaction ID,Reference Txn ID\n"

  private func read(_ text: String) throws -> Fixture.Reading {
    try Fixture.read(Array(text.utf8), latestDay: try Day("2026-10-31")) { $0.catalog = Self.catalog }
  }

  /// A row of August.
  private func row(
    _ day: Int, _ type: String, _ gross: String, _ id: String, about reference: String = "",
    status: String = "Completed", currency: String = "USD"
  ) -> String {
    "08/\(day)/2026,10:00:00,PDT,\(type),\(status),\(currency),\(gross),0.00,\(gross),\(id),\(reference)\n"
  }

  private func told(_ reading: Fixture.Reading) -> [String] {
    reading.incidents.map { incident in
      let amounts = [
        ("claimed", incident.details.claimed), ("recovered", incident.details.recovered),
        ("cost", incident.cost),
      ].compactMap { name, money in money.map { " \(name) \($0)" } }.joined()
      return "\(incident.day) \(incident.outcome.severity?.level ?? 0) \(incident.attribution) "
        + "\(incident.source?.id ?? ""): \(incident.summary)\(amounts)"
        + (incident.resolved.map { $0 ? ", resolved" : ", open" } ?? "")
    }
  }

  @Test(arguments: [false, true]) func `both layouts and orders of day and month are read`(isWide: Bool)
    throws
  {
    let (head, cells) = isWide ? (#""Shipping Address","Address Status","#, #""","","#) : ("", "")
    let day = { (day: Int) in isWide ? "\(day)/09/2026" : "09/\(day)/2026" }
    let text = """
      "Date","Time","TimeZone","Name","Type","Status","Currency","Gross","Fee","Net","From Email Address",\(head)"Transaction ID","Reference Txn ID"
      "\(day(21))","10:00:00","PDT","A. Buyer","Website Payment","Completed","USD","1,200.00","-30.00","1,170.00","a@example.org",\(cells)"T1",""
      "\(day(22))","10:00:00","PDT","A. Buyer","Chargeback","Completed","USD","-1,050.00","0.00","-1,050.00","a@example.org",\(cells)"T2","T1"
      "\(day(23))","10:00:00","PDT","","Payment Hold","Placed","USD","-50.00","0.00","-50.00","",\(cells)"T3","T0"
      "\(day(24))","10:00:00","PDT","","Payment Hold Release","Completed","USD","50.00","0.00","50.00","",\(cells)"T3","T0"

      """
    let reading = try read(text)
    #expect(reading.format == "paypal")
    #expect(reading.messages == [])
    #expect(
      told(reading) == [
        "2026-09-22 4 customer T1:dispute: Chargeback claimed 1050",
        "2026-09-23 3 vendor T0:hold: Payment Hold: money held back, resolved",
      ])
    #expect(reading.counted.map(\.orders) == [1])
    #expect(!"\(reading.rows)".contains("Buyer"))
  }

  @Test func `refunded payments are orders, and what did not come through is told`() throws {
    let reading = try read(
      Self.header + row(14, "Express Checkout Payment", "120.00", "P1")
        + row(15, "Express Checkout Payment", "80.00", "P2", status: "Partially Refunded")
        + row(16, "Express Checkout Payment", "80.00", "P3", status: "Refunded")
        + row(17, "Payment Refund", "-80.00", "R3", about: "P3")
        + row(18, "General Withdrawal", "-100.00", "W1")
        + row(19, "Express Checkout Payment", "50.00", "P4", status: "Denied") + row(20, "Gift", "5.00", "G1")
    )
    #expect(reading.messages == [])
    #expect(reading.counted.map(\.orders) == [1, 1, 1])
    #expect(reading.incidents.isEmpty)
    #expect(reading.passReasons == ["Status Denied: 1", "Type Gift: 1"])
    #expect(reading.passedOver.expected == 2)
  }

  /// The hold and its release share an id, and the fee is about the chargeback.
  private var life: [String] {
    [
      row(13, "Hold on Balance for Dispute Investigation", "-120.00", "H1", about: "P1"),
      row(20, "Cancellation of Hold for Dispute Resolution", "120.00", "H1", about: "P1"),
      row(20, "Chargeback", "-120.00", "X1", about: "P1"),
      row(20, "Chargeback Fee", "-20.00", "F1", about: "X1"),
    ]
  }

  @Test func `a dispute's whole life is one entry, whose money is claimed once`() throws {
    for rows in [life, life.reversed()] {
      let reading = try read(Self.header + rows.joined())
      #expect(reading.messages == [])
      #expect(told(reading) == ["2026-08-13 4 customer P1:dispute: Chargeback claimed 120 cost 20"])
      #expect(reading.passedOver.count == 0)
    }
  }

  @Test func `what a later file tells of a dispute replaces what an earlier one told`() throws {
    let held = try read(Self.header + life[0])
    #expect(
      told(held) == [
        "2026-08-13 2 customer P1:dispute: Hold on Balance for Dispute Investigation: money held back"
      ])
    let lost = try read(Self.header + life.dropFirst().joined())
    #expect(told(lost) == ["2026-08-20 4 customer P1:dispute: Chargeback claimed 120 cost 20"])
    let states = [held, lost].compactMap { $0.records.last { !$0.incidents.isEmpty } }
    #expect(Set(states.map(\.key)).count == 1)
    #expect(states.map { $0.stateAt?.description } == ["2026-08-13T00:00:00Z", "2026-08-20T00:00:00Z"])
  }

  @Test func `a dispute that is won has its money back`() throws {
    let won = row(28, "Chargeback Reversal", "120.00", "Y1", about: "X1")
    #expect(
      told(try read(Self.header + life.joined() + won)) == [
        "2026-08-13 4 customer P1:dispute: Chargeback claimed 120 recovered 120 cost 20, resolved"
      ])
  }

  @Test func `without references nothing is claimed twice, and it is said what is missing`() throws {
    let rows = life.map { row in row.split(separator: ",").dropLast().joined(separator: ",") + "\n" }.joined()
    let reading = try read(Self.header.replacing(",Reference Txn ID", with: "") + rows)
    #expect(
      told(reading) == [
        "2026-08-13 2 customer H1:dispute: Hold on Balance for Dispute Investigation: money held back, resolved",
        "2026-08-20 4 customer X1:dispute: Chargeback claimed 120",
        "2026-08-20 1 customer F1:dispute: Chargeback Fee cost 20",
      ])
    #expect(reading.messages.count == 1 && reading.messages[0].contains("no column Reference Txn ID"))
  }

  @Test func `money set free of which nothing says that it was held is passed over`() throws {
    let reading = try read(
      Self.header + row(14, "Express Checkout Payment", "10.00", "P1")
        + row(15, "Reversal of General Account Hold", "9.00", "A1")
        + row(15, "Account Hold for Open Authorization", "-9.00", "A2"))
    #expect(reading.incidents.isEmpty)
    #expect(reading.passReasons == ["Type Reversal of General Account Hold: 1"])
    #expect(reading.passedOver.expected == 1)
  }

  @Test func `amounts in another currency are left out, and that is said`() throws {
    let reading = try read(
      Self.header + row(20, "Chargeback", "-120.00", "X1", about: "P1", currency: "EUR"))
    #expect(told(reading) == ["2026-08-20 4 customer P1:dispute: Chargeback"])
    #expect(reading.messages.contains { $0.contains("in another currency than USD") })
  }

  @Test func `a file most of whose states nobody knows is refused`() throws {
    let unknown = row(14, "Express Checkout Payment", "120.00", "P1", status: "Abgeschlossen")
    #expect(
      try read(Self.header + unknown + row(15, "Express Checkout Payment", "80.00", "P2")).stop == nil)
    #expect(
      try read(Self.header + unknown).stop?.message
        == "nothing comes of 1 of its 1 row, most often because of: Status is \"Abgeschlossen\"")
  }
}
