import ScorecardFormats
import ScorecardModel
import TestSupport
import Testing

struct CatalogReaderTests {
  func read(_ text: String) throws(OwnerFileProblems) -> Catalog {
    try CatalogReader.read(Array(text.utf8), fileName: "v.json") { $0 == "UTC" || $0 == "Europe/Berlin" }
  }

  func problems(_ text: String) -> [String] {
    do throws(OwnerFileProblems) {
      _ = try read(text)
      return []
    } catch {
      return error.diagnostics.map(\.description)
    }
  }

  /// A catalog with one vendor that has these members too.
  func vendor(_ members: String) -> String {
    """
    {"store": "Sheds", "journey": [{"id": "shipping", "name": "Shipping"}], "vendors": [
    {"id": "acme", "name": "Acme", "stage": "shipping", \(members)}]}
    """
  }

  func policy(_ members: String) -> String {
    """
    {"store": "Sheds", "journey": [{"id": "shipping", "name": "Shipping"}], "vendors": [], "policy": {
    \(members)}}
    """
  }

  @Test func `terms for claims are apart for damage, loss and lateness`() throws {
    func terms(_ members: String) throws -> ClaimTerms? {
      try read(vendor("\"claims\": {\(members)}")).vendors.first?.claims
    }
    #expect(
      try terms("\"damageDays\": 7, \"lossDays\": 30, \"lateDays\": 15")
        == ClaimTerms(damageDays: 7, lossDays: 30, lateDays: 15))
    #expect(try terms("\"lateDays\": 15") == ClaimTerms(lateDays: 15))
    // As earlier versions had them.
    #expect(
      try terms("\"days\": 60, \"source\": \"§7\", \"checked\": \"2026-09-01\"")
        == ClaimTerms(damageDays: 60, lossDays: 60))
    #expect(try read(vendor("\"notes\": \"x\"")).vendors.first?.claims == nil)
  }

  @Test func `every key reaches its place`() throws {
    let catalog = try read(
      """
      {"$schema": "vendors.schema.json", "store": "Sheds", "currency": "EUR", "timeZone": "Europe/Berlin",
       "journey": [{"id": "cart", "name": "Cart"}, {"id": "shipping", "name": "Shipping"}],
       "vendors": [
        {"id": "acme", "name": "Acme Freight", "stage": "shipping", "role": "primary", "aliases": ["AF", "Acme"],
         "since": "2024-02-29", "until": "2026-03-01", "share": 0.5, "switchingCost": 7.5, "failover": 0.8,
         "statusPage": "https://status.example.com/", "contact": "Jo\\n555 1234", "notes": "good on Fridays",
         "contract": {"renews": "2026-11-30", "noticeDays": 30}, "price": {"perOrder": 4.2, "perMonth": 39},
         "promisedDays": 3, "company": "Acme Group", "carrier": "acme-int"}],
       "policy": {"halfLifeDays": 90, "severityWeights": [1, 2, 3, 4, 5], "unresolvedFactor": 2,
        "mitigatedFactor": 0.25, "weightCap": 10, "switchingCost": 3, "horizonMonths": 12, "costPerTrouble": 40,
        "dimensionWeights": {"responsiveness": 1, "assurance": 0.5, "empathy": 0.25, "tangibles": 0}}}
      """)
    let acme = Vendor(
      id: "acme", name: "Acme Freight", stage: "shipping", aliases: ["AF", "Acme"],
      since: try Day("2024-02-29"), until: try Day("2026-03-01"), share: 0.5, switchingCost: 7.5,
      failover: 0.8,
      statusPage: "https://status.example.com/", contact: "Jo\n555 1234", notes: "good on Fridays",
      contract: Contract(renews: try Day("2026-11-30"), noticeDays: 30),
      price: Price(perOrder: Money("4.20"), perMonth: Money("39")), promisedDays: 3, company: "Acme Group",
      carrier: "acme-int")
    var policy = ScoringPolicy.standard
    policy.halfLife = 90
    policy.severityWeights = [1, 2, 3, 4, 5]
    policy.unresolvedFactor = 2
    policy.mitigatedFactor = 0.25
    policy.weightCap = 10
    policy.dimensionWeights = [.responsiveness: 1, .assurance: 0.5, .empathy: 0.25, .tangibles: 0]
    policy.switchingCost = 3
    policy.horizonMonths = 12
    policy.costPerTrouble = 40
    let journey = [Stage(id: "cart", name: "Cart"), Stage(id: "shipping", name: "Shipping")]
    #expect(
      catalog
        == Catalog(
          store: "Sheds", currency: "EUR", timeZone: "Europe/Berlin", journey: journey, vendors: [acme],
          policy: policy))
  }

  @Test func `money is turned into troubles by the price of one`() throws {
    let catalog = try read(
      """
      {"store": "Sheds", "costPerTrouble": 40, "journey": [{"id": "cart", "name": "Cart"}],
       "vendors": [{"id": "acme", "name": "Acme", "stage": "cart", "switchingCost": {"money": 250}}]}
      """)
    #expect(catalog.policy.costPerTrouble == 40)
    #expect(catalog.vendors[0].switchingCost == 6.25)
    let twice = """
      {"store": "Sheds", "costPerTrouble": 40, "journey": [{"id": "cart", "name": "Cart"}], "vendors": [],
       "policy": {"costPerTrouble": 30}}
      """
    #expect(problems(twice) == ["v.json:1:38: costPerTrouble stands in policy, too. Keep this one"])
  }

  @Test func `what is left out has its default`() throws {
    let catalog = try read(
      """
      {"store": "Sheds", "journey": [{"id": "cart", "name": "Cart"}],
       "vendors": [{"id": "acme", "name": "Acme", "stage": "cart"}]}
      """)
    #expect((catalog.currency, catalog.timeZone, catalog.policy) == ("USD", "UTC", .standard))
    #expect(catalog.vendors == [Vendor(id: "acme", name: "Acme", stage: "cart")])
  }

  @Test(arguments: [
    ("\"swichingCost\": 1", "53: unknown key \"swichingCost\". Did you mean \"switchingCost\"?"),
    ("\"share\": 1.5", "62: share 1.5 isn't 0 to 1"),
    ("\"share\": 1e-200", "62: share 1e-200 is less than one order in a million; write 0"),
    ("\"share\": \"half\"", "62: share is a text, not a number"),
    ("\"share\": null", "62: share is null, not a number"),
    ("\"failover\": -0.1", "65: failover -0.1 isn't 0 to 1"),
    ("\"switchingCost\": -1", "70: switchingCost -1 isn't 0 to 1000000"),
    ("\"since\": \"2023-02-29\"", "62: since \"2023-02-29\": no day 29 in 2023-02. Write YYYY-MM-DD"),
    ("\"since\": 2023", "62: since is a number, not a text in quotes"),
    ("\"aliases\": \"AF\"", "64: aliases is a text, not a list"),
    ("\"aliases\": [\"\"]", "65: alias is empty"),
    ("\"notes\": \" \"", "62: notes is empty"),
    ("\"contact\": \"a\\u0007\"", "64: contact has a control character"),
    (
      "\"statusPage\": \"javascript:alert(1)\"",
      "67: statusPage \"javascript:alert(1)\" isn't an address that begins with https://"
    ),
    ("\"id\": \"zeta\"", "53: key \"id\" twice in this object"),
    ("\"claims\": {}", "63: claims needs damageDays, lossDays or lateDays"),
    ("\"claims\": {\"lossDays\": 0}", "76: lossDays 0 isn't 1 to 3650"),
    ("\"claims\": {\"lateDays\": 1.5}", "76: lateDays isn't a whole number of days"),
    (
      "\"claims\": {\"days\": 9, \"lossDays\": 9}",
      "72: days is the old name of damageDays and lossDays. Leave it out"
    ),
    ("\"contract\": {}", "65: \"renews\" is missing in contract"),
    (
      "\"contract\": {\"renews\": \"2026-11-30\", \"noticeDays\": 0.5}",
      "104: noticeDays isn't a whole number of days"
    ),
    ("\"price\": {}", "62: price needs perOrder or perMonth"),
    ("\"price\": {\"perOrder\": 0.0005}", "75: perOrder has more than three decimals"),
    ("\"promisedDays\": 0", "69: promisedDays 0 isn't 1 to 365"),
    (
      "\"switchingCost\": {\"money\": 250}",
      "70: a switchingCost in money needs costPerTrouble beside \"store\": what one trouble costs you"
    ),
  ])
  func `a vendor's mistake is named at its place`(members: String, problem: String) {
    #expect(problems(vendor(members)) == ["v.json:2:" + problem])
  }

  @Test(arguments: [
    ("\"halfLifeDays\": 0", "17: halfLifeDays 0 isn't 1 to 36500"),
    ("\"severityWeights\": [1, 2, 3, 4]", "20: severityWeights has 4 numbers, not 5 (severity 1 to 5)"),
    ("\"severityWeights\": [1, 2, 3, 4, 101]", "33: weight 101 isn't 0 to 100"),
    ("\"unresolvedFactor\": 0.5", "21: unresolvedFactor 0.5 isn't 1 to 10"),
    ("\"mitigatedFactor\": 2", "20: mitigatedFactor 2 isn't 0 to 1"),
    ("\"weightCap\": 1e3", "14: weightCap 1e3 isn't 0 to 100"),
    ("\"horizonMonths\": 0", "18: horizonMonths 0 isn't 1 to 600"),
    ("\"costPerTrouble\": -1", "19: costPerTrouble -1 isn't 0 to 1000000000"),
    ("\"halfLife\": 90", "1: unknown key \"halfLife\". Did you mean \"halfLifeDays\"?"),
    ("\"costPerIncident\": 40", "1: costPerIncident is now called costPerTrouble; rename it"),
    (
      #""dimensionWeights": {"responsiveness": 0, "assurance": 0, "empathy": 0, "tangibles": 0}"#,
      "21: the dimension weights are all 0; one has to be more"
    ),
    (
      #""dimensionWeights": {"reliability": 0, "responsiveness": 1, "assurance": 0, "empathy": 0, "tangibles": 0}"#,
      "22: reliability has no weight in service: what failed is trouble, whatever its dimension; remove it"
    ),
    (
      #""dimensionWeights": {"responsiveness": 1.5, "assurance": 0, "empathy": 0, "tangibles": 0}"#,
      "40: responsiveness 1.5 isn't 0 to 1"
    ),
    (
      #""dimensionWeights": {"responsiveness": 1, "assurance": 0, "empathy": 0}"#,
      "21: \"tangibles\" is missing in dimensionWeights"
    ),
  ])
  func `a policy's mistake is named at its place`(members: String, problem: String) throws {
    #expect(problems(policy(members)) == ["v.json:2:" + problem])
    #expect(try !schemaAccepts(policy(members)))
  }

  @Test(arguments: [
    "\"weightCap\": 0", "\"severityWeights\": [0, 0, 0, 0, 0]", "\"mitigatedFactor\": 0",
    "\"switchingCost\": 0",
    "\"dimensionWeights\": {\"responsiveness\": 0, \"assurance\": 0, \"empathy\": 5e-324, \"tangibles\": 0}",
    "\"dimensionWeights\": {\"responsiveness\": 1, \"assurance\": 1, \"empathy\": 1, \"tangibles\": 1}",
  ])
  func `a policy may go to its ends`(members: String) throws {
    #expect(problems(policy(members)) == [])
    #expect(try schemaAccepts(policy(members)))
  }

  @Test func `every problem of a file is named at once, in its order`() {
    let text = """
      {
        "currency": "usd",
        "timeZone": "Europe/Berln",
        "journey": [{"id": "shipping", "name": "Shipping"}, {"id": "shipping", "name": "Twice"}, {"id": "Cart!"}],
        "vendors": [
          {"id": "acme", "name": "Acme", "stage": "shipping", "share": 0.7},
          {"id": "zeta", "name": "ACME", "stage": "shipping", "share": 0.7},
          {"name": "Nobody"},
          7
        ],
        "vendor": []
      }
      """
    #expect(
      problems(text) == [
        "v.json:1:1: \"store\" is missing",
        "v.json:2:15: currency \"usd\" isn't three capital letters such as USD",
        "v.json:3:15: unknown time zone \"Europe/Berln\"; write one such as Europe/Berlin",
        "v.json:4:62: stage \"shipping\" twice",
        "v.json:4:99: id \"Cart!\": use at most 64 lower-case letters, digits and hyphens, such as \"cart\"",
        "v.json:7:28: two vendors have the name \"ACME\": this one and Acme",
        "v.json:7:66: the shares of shipping add up to more than 1 here",
        "v.json:8:5: \"id\" is missing in this vendor", "v.json:8:5: \"stage\" is missing in this vendor",
        "v.json:9:5: vendor is a number, not an object",
        "v.json:11:3: unknown key \"vendor\". Did you mean \"vendors\"?",
      ])
  }

  @Test func `an unknown stage is named with the one that is meant`() {
    let text = vendor("\"notes\": \"x\"").replacingStage(with: "shiping")
    #expect(
      problems(text) == ["v.json:2:41: no stage \"shiping\" in the journey. Did you mean \"shipping\"?"])
    #expect(
      problems(text.replacingStage(with: "cart"))
        == ["v.json:2:41: no stage \"cart\" in the journey. Known: shipping"])
  }

  @Test func `an alias that another vendor bears is refused, one's own is not`() {
    func two(_ aliases: String) -> String {
      """
      {"store": "S", "journey": [{"id": "s", "name": "S"}], "vendors": [
      {"id": "acme-freight", "name": "Acme Freight", "stage": "s", "aliases": ["ACME-FREIGHT"]},
      {"id": "zeta", "name": "Zeta", "stage": "s", "aliases": [\(aliases)]}]}
      """
    }
    #expect(problems(two("\"zeta\", \"Z\"")) == [])
    #expect(
      problems(two("\"acme  freight\""))
        == ["v.json:3:58: two vendors have the name \"acme  freight\": this one and Acme Freight"])
  }

  @Test func `a journey needs a stage, and shares may make up one`() {
    #expect(
      problems("{\"store\": \"S\", \"journey\": [], \"vendors\": []}") == [
        "v.json:1:27: the journey has no stage"
      ])
    let thirds = (1...3).map {
      "{\"id\": \"v\($0)\", \"name\": \"V\($0)\", \"stage\": \"s\", \"share\": 0.33333333333333337}"
    }
    let text =
      "{\"store\": \"S\", \"journey\": [{\"id\": \"s\", \"name\": \"S\"}], \"vendors\": [\(thirds.joined(separator: ","))]}"
    #expect(problems(text) == [])
  }

  @Test func `a problem shows its line`() throws {
    do throws(OwnerFileProblems) {
      _ = try read("\u{FEFF}{\n  \"stor\": 1}")
    } catch {
      #expect(error.diagnostics.last?.excerpt == "  \"stor\": 1}")
      #expect(error.diagnostics.last?.column == 3)
    }
  }

  @Test func `a file of mistakes is not told to its end`() {
    let keys = (0..<5000).map { "\"key\($0)\": 0" }.joined(separator: ",\n")
    #expect(problems("{\(keys)}").count == 100)
  }

  @Test func `the schema says the same as the reader`() throws {
    let schema = try schema().root
    let vendor = try #require(schema["$defs"]?["vendor"])
    let policyKeys = schema["$defs"]?["policy"]?["properties"]?.object?.map(\.key) ?? []
    func known(_ problem: String?) -> [String] {
      problem?.split(separator: "Known: ").last?.split(separator: ", ").map(String.init) ?? []
    }
    #expect(known(problems("{\"zzzzzz\": 1}").last) == schema["properties"]?.object?.map(\.key))
    #expect(known(problems(self.vendor("\"zzzzzz\": 1")).last) == vendor["properties"]?.object?.map(\.key))
    #expect(known(problems(policy("\"zzzzzz\": 1")).last) == policyKeys)
    let dimensions = schema["$defs"]?["policy"]?["properties"]?["dimensionWeights"]?["properties"]
    #expect(dimensions?.object?.map(\.key) == Dimension.service.map(\.rawValue))
    for dimension in Dimension.service {
      let standard = dimensions?[dimension.rawValue]?["default"]?.number?.value
      #expect(standard == ScoringPolicy.standard.dimensionWeights[dimension])
    }
    for key in policyKeys { #expect(schema["$defs"]?["policy"]?["properties"]?[key]?["description"] != nil) }
  }

  var schemaPath: String {
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
      + "/vendors.schema.json"
  }

  @Test func `no bytes make it crash`() {
    var random = SeededGenerator(seed: 5)
    let text = Array(vendor("\"share\": 0.5, \"aliases\": [\"a\"]").utf8)
    for _ in 0..<1000 {
      var bytes = text
      for _ in 0..<3 {
        bytes[Int.random(in: bytes.indices, using: &random)] = .random(in: 0...255, using: &random)
      }
      _ = try? CatalogReader.read(bytes, fileName: "v.json") { _ in true }
    }
  }
}

extension String {
  /// With another stage for the vendor, not for the journey.
  fileprivate func replacingStage(with id: String) -> String {
    guard let start = firstRange(of: "\"stage\": \"")?.upperBound,
      let end = self[start...].firstIndex(of: "\"")
    else { return self }
    return replacingCharacters(start..<end, with: id)
  }

  private func firstRange(of text: String) -> Range<String.Index>? {
    indices.first { self[$0...].hasPrefix(text) }.map { $0..<index($0, offsetBy: text.count) }
  }

  private func replacingCharacters(_ range: Range<String.Index>, with text: String) -> String {
    var copy = self
    copy.replaceSubrange(range, with: text)
    return copy
  }
}
