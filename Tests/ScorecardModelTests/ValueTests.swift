import ScorecardModel
import Testing

struct ValueTests {
  @Test func `severity is 1 to 5`() throws {
    #expect(try (1...5).map { try Severity($0).level } == [1, 2, 3, 4, 5])
    #expect(try Severity(3) == .standard)
    #expect(try Severity(2) < .standard)
  }

  @Test(arguments: [0, 6, -1, 9])
  func `any other severity is refused`(level: Int) {
    #expect { try Severity(level) } throws: {
      "\($0)" == "severity \(level): use 1 (annoyance) to 5 (lost sale or money)"
    }
  }

  @Test(arguments: [
    ("30", 30_000, "30"), ("12.5", 12_500, "12.50"), ("12.50", 12_500, "12.50"), ("0.125", 125, "0.125"),
    ("0.1", 100, "0.10"), ("0", 0, "0"), ("1000000000", 1_000_000_000_000, "1000000000"),
  ])
  func `money is exact to a thousandth`(text: String, thousandths: Int64, shown: String) throws {
    let money = try #require(Money(text))
    #expect(money.thousandths == thousandths)
    #expect(money.description == shown)
  }

  @Test(arguments: [
    "", ".", "1.", ".5", "-1", "+1", "1,000", "1.2345", "1e3", " 1", "12abc", "NaN", "1.2.3",
    "1000000000.001",
    "9999999999999999999999", "１",
  ])
  func `what is not an amount is refused`(text: String) {
    #expect(Money(text) == nil)
  }

  @Test func `money stays within its limit`() throws {
    #expect(Money(thousandths: .min) == nil)
    #expect(Money(thousandths: .max) == nil)
    let most = try #require(Money(thousandths: Money.limit))
    #expect(most + most == most)
    #expect(Money(thousandths: -500)?.description == "-0.50")
  }

  @Test func `a volume has at least one day and a possible number of orders`() throws {
    let (from, to) = (try Day("2026-09-01"), try Day("2026-10-01"))
    #expect(Volume(from: from, to: to, orders: 0) != nil)
    #expect(Volume(from: from, to: from, orders: 1) == nil)
    #expect(Volume(from: to, to: from, orders: 1) == nil)
    #expect(Volume(from: from, to: to, orders: -1) == nil)
    #expect(Volume(from: from, to: to, orders: Volume.mostOrders + 1) == nil)
  }

  @Test func `dimensions keep their places in the ledger`() {
    #expect(Dimension.allCases.map(\.index) == [0, 1, 2, 3, 4, 5])
    #expect([.reliability] + Dimension.service + [.general] == Dimension.allCases)
  }

  @Test func `what scores depend on is one line, and what sums depend on a part of it`() {
    var policy = ScoringPolicy.standard
    #expect(policy.evidenceKey == "2;0.25,0.5,1.0,2.0,4.0,1.5,0.5,6.0")
    #expect(policy.key == "2;180.0;\(policy.evidenceKey);0.22,0.19,0.16,0.11;6.0;24.0")
    policy.costPerTrouble = 40
    #expect(policy.key == ScoringPolicy.standard.key, "money is beside the scores, not in them")
  }

  @Test func `a problem says where it is`() {
    let problem = Diagnostic(
      file: "incidents.csv", line: 17, column: 24, message: "severity \"high\" isn't 1–5")
    #expect(problem.description == "incidents.csv:17:24: severity \"high\" isn't 1–5")
    #expect(Diagnostic(message: "no vendors").description == "no vendors")
  }
}
