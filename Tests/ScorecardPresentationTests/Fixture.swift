import ScorecardCommands
import ScorecardFormats
import ScorecardModel
import ScorecardPresentation

/// A made-up store with every kind of vendor: keep, watch, drop, unclear, left, a fallback, an uncounted stage.
enum Fixture {
  /// As the program shows it.
  static func screen(columns: Int? = nil, color: Bool = false) -> Screen {
    Screen(columns: columns, color: color, hints: CommandHints().hints)
  }

  static func day(_ text: String) -> Day { (try? Day(text)) ?? .earliest }
  static func severity(_ level: Int) -> Severity { (try? Severity(level)) ?? .standard }
  static func moment(_ text: String) -> Timestamp {
    Timestamp(seconds: Int64(day(text).number) * 86_400 + 30_600)
  }
  static let asOf = day("2026-09-30")

  static func vendor(
    _ id: String, _ name: String, _ stage: String, _ role: Role = .primary, share: Double? = nil
  ) -> Vendor {
    Vendor(
      id: id, name: name, stage: stage, role: role, aliases: role == .primary ? [id + ".example"] : [],
      since: day("2025-03-01"), share: share, contact: id == "cartly" ? "help@cartly.example" : nil)
  }

  static let catalog: Catalog = {
    var policy = ScoringPolicy.standard
    policy.costPerTrouble = 40
    return Catalog(
      store: "Shed & Sons", currency: "USD", timeZone: "UTC",
      journey: [
        Stage(id: "hosting", name: "Hosting"), Stage(id: "cart", name: "Cart"),
        Stage(id: "payments", name: "Payments"), Stage(id: "shipping", name: "Shipping"),
      ],
      vendors: [
        vendor("stackbase", "Stackbase", "hosting"), vendor("cartly", "Cartly", "cart"),
        vendor("payhive", "支付蜂 Payhive", "payments"),
        vendor("northwind", "Northwind Freight", "shipping", share: 0.7),
        vendor("parcelo", "Parcelo", "shipping", share: 0.3),
        vendor("swiftpost", "Swiftpost", "shipping", .fallback),
        Vendor(
          id: "brightvan", name: "Brightvan", stage: "shipping",
          periods: [
            RolePeriod(role: .primary, share: 0.3), RolePeriod(role: .former, since: day("2025-10-01")),
          ]),
      ],
      policy: policy)
  }()

  static func card(
    _ id: String, _ advice: Advice, _ score: Double, _ low: Double, _ high: Double, incidentCount: Int,
    reason: AdviceReason, probability: Double, gain: Double, better: Vendor.ID? = nil, months: Bool = false
  ) -> Scorecard {
    let place = catalog.vendors.firstIndex { $0.id == id } ?? 0
    let shape = GammaShape(shape: 5.8274, rate: months ? 13.87 : 1880)
    return Scorecard(
      vendor: catalog.vendors[place], standing: catalog.roles.standing(of: place, on: asOf),
      advice: AdviceFinding(
        shown: advice, reason: reason, better: better,
        reviews: [
          review("2026-07-30", probability / 2, gain - 9, .keep),
          review("2026-08-31", probability / 1.3, gain - 3, .watch),
          review("2026-09-30", probability, gain, advice),
        ]),
      score: score, low: low, high: high, evidence: 0.612, typical: months ? 0.25 : 0.018,
      seen: months ? 1.9 : 75,
      service: ServiceFactor(
        factor: 0.94, quality: 0.81, good: 5, contacts: 7.5,
        dimensions: [.responsiveness: 0.61, .assurance: 0.72, .empathy: 0.55, .tangibles: 0.8]),
      points: PointSplit(
        unknown: (100 - score) / 10,
        dimensions: [
          .reliability: (100 - score) / 2, .responsiveness: (100 - score) / 2, .assurance: 0, .empathy: 0,
          .tangibles: 0, .general: 0,
        ], gained: (100 - score) / 10),
      exposure: Exposure(unit: months ? .months : .orders, amount: months ? 7.52 : 4210.4),
      track: TrackRecord(
        amount: months ? 9.7 : 5300, amountInYear: months ? 8.1 : 4600, incidentsInYear: incidentCount,
        firstDay: day("2025-03-03")),
      harm: HarmPosterior(
        mean: months ? 0.42 : 0.0031, shape: shape.shape, rate: shape.rate, sum: 2.75, sumOfSquares: 1.6875),
      trouble: GammaShape(shape: shape.shape, rate: shape.rate / 0.94),
      bestProbability: advice == .left ? nil : 0.125,
      switching: advice == .left
        ? nil
        : Switching(
          probability: probability, gain: gain, alternative: id == "northwind" ? "parcelo" : nil, cost: 27.6,
          monthlyVolume: months ? 1 : 400),
      worsening: DeteriorationTest(
        bayesFactor: id == "cartly" ? 33.97 : 0.598, badDaysSince: id == "cartly" ? 5 : 0,
        since: id == "cartly" ? day("2026-06-01").month : nil, flagged: id == "cartly",
        months: 18, badDays: id == "cartly" ? 20 : 7),
      incidentCount: incidentCount)
  }

  private static func review(
    _ date: String, _ probability: Double, _ gain: Double, _ state: Advice
  ) -> Review {
    Review(
      day: day(date), probability: probability, gain: gain, score: 60, hasNewBadDay: true, step: nil,
      state: state)
  }

  static let cards: [Scorecard] = [
    card(
      "stackbase", .keep, 93.2, 86.1, 98.4, incidentCount: 43, reason: .nothingAgainst, probability: 0.004,
      gain: -5.5,
      months: true),
    card(
      "cartly", .watch, 62.4, 44.4, 78.2, incidentCount: 19,
      reason: .watching(.loss(on: day("2026-08-14")), since: day("2026-08-31")), probability: 0.44, gain: 1.2),
    card(
      "payhive", .keep, 85.25, 74.3, 94.1, incidentCount: 31, reason: .nothingAgainst, probability: 0.12,
      gain: -3.25),
    card(
      "northwind", .drop, 45.3, 29.1, 63.2, incidentCount: 20,
      reason: .leavingPays(sureAtOnce: true, since: asOf), probability: 0.92, gain: 12.3),
    card(
      "parcelo", .keep, 83.3, 73.4, 92.2, incidentCount: 40, reason: .nothingAgainst, probability: 0.7,
      gain: 5.9,
      better: "swiftpost"),
    card(
      "swiftpost", .unclear, 67.2, 34.4, 92.4, incidentCount: 4, reason: .tooLittleSeen(0.18),
      probability: 0.3,
      gain: -1),
    card(
      "brightvan", .left, 51.5, 32.2, 71, incidentCount: 8, reason: .left(on: day("2025-10-01")),
      probability: 0,
      gain: 0),
  ]

  static let journey = JourneyScore(
    reliability: Estimate(mean: 0.98812, low: 0.9791, high: 0.9942),
    stages: [
      StageScore(
        stage: catalog.journey[0], counted: false, reliability: nil, score: 93.2,
        primaries: [PrimaryScore(id: "stackbase", share: 1, reliability: 0.999, importance: nil, loss: nil)],
        fallback: nil, singlePointOfFailure: false),
      StageScore(
        stage: catalog.journey[1], counted: true, reliability: 0.9972, score: 62.4,
        primaries: [
          PrimaryScore(id: "cartly", share: 1, reliability: 0.9972, importance: 0.99, loss: 0.00277)
        ],
        fallback: nil, singlePointOfFailure: true),
      StageScore(
        stage: catalog.journey[2], counted: true, reliability: 0.9984, score: 85.25,
        primaries: [
          PrimaryScore(id: "payhive", share: 1, reliability: 0.9984, importance: 0.989, loss: 0.00158)
        ],
        fallback: nil, singlePointOfFailure: true),
      StageScore(
        stage: catalog.journey[3], counted: true, reliability: 0.9925, score: 56.7,
        primaries: [
          PrimaryScore(id: "northwind", share: 0.7, reliability: 0.985, importance: 0.4, loss: 0.006),
          PrimaryScore(id: "parcelo", share: 0.3, reliability: 0.997, importance: 0.17, loss: 0.00051),
        ],
        fallback: FallbackScore(id: "swiftpost", failover: 0.5, worth: 0.00375), singlePointOfFailure: false),
    ], weakest: "northwind")

  static let evaluation = Evaluation(
    asOf: asOf, catalog: catalog, scorecards: cards, journey: journey,
    estimates: [
      VolumeEstimate(vendor: nil, from: day("2026-09-01"), to: day("2026-10-01"), perMonth: 139.6),
      VolumeEstimate(vendor: "swiftpost", from: day("2026-07-01"), to: day("2026-09-01"), perMonth: 8),
    ], warnings: [.primariesWithoutOrders(["stackbase"])])

  static func score(_ id: String) -> Scorecard { evaluation.scorecard(id) ?? cards[0] }

  static func recorded(
    _ id: Int64, _ vendor: String, _ date: String, _ outcome: Outcome, _ dimension: Dimension,
    _ summary: String,
    _ change: (inout Incident) -> Void = { _ in }
  ) -> RecordedIncident {
    var incident = Incident(
      vendor: vendor, day: day(date), outcome: outcome, dimension: dimension, summary: summary)
    change(&incident)
    return RecordedIncident(
      id: id, incident: incident, recordedAt: moment("2026-09-22"), revision: 1)
  }

  static let lost = recorded(
    214, "northwind", "2026-09-21", .bad(severity(4)), .reliability, "Parcel lost; 40 min hold, no callback"
  ) {
    $0.resolved = false
    $0.channel = "phone"
    $0.holdMinutes = 40
    $0.hoursToResolve = 26.5
    $0.cost = Money("30.50")
  }
  static let hostile = recorded(
    215, "cartly", "2026-08-14", .bad(.worst), .general,
    "=1+1 | <b>`x`</b> ]](http://e.example)\r\n\u{1b}[31m# \u{202e}"
  ) {
    $0.source = ImportKey(source: "mail", id: "m,7")
    $0.mitigated = true
  }
  /// As `incidents.csv` has them, with the key of each.
  static func csv(_ incidents: [RecordedIncident]) -> String {
    let events = EventCells(incidents, id: key)
    return incidents.reduce(into: IncidentCSV.header) {
      $0 += IncidentCSV.line(IncidentLine($1.incident, id: key($1), event: events.cell(of: $1)))
    }
  }

  static func key(_ recorded: RecordedIncident) -> String {
    guard let key = recorded.incident.source else { return "" }
    return key.source == ImportFormat.interchange.name ? key.id : key.source + ":" + key.id
  }

  static let praise = recorded(216, "parcelo", "2026-09-03", .good, .empathy, "Called back within the hour 🙂")
  static let storm = recorded(217, "northwind", "2026-09-04", .bad(severity(3)), .reliability, "Storm") {
    $0.attribution = .external
  }
  static let incidents = [hostile, praise, storm, lost]
}
