import HTTPTypes
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

/// A stage's vendors side by side, and what another one would change.
struct StagePage: View {
  struct Row: Encodable {
    let name: String
    let address: String
    let cells: [Cell]
  }

  struct Cell: Encodable {
    let heading: String
    let value: String
  }

  struct Option: Encodable {
    let value: String
    let label: String
    let isChosen: Bool
  }

  let template = "stage"
  let frame: Frame
  let title: String
  let verdicts: [String]
  let stages: [VendorTable.Group]
  let axis = ScoreStrip.axis
  let since: String
  let next: String?
  let headings: [String]
  let rows: [Row]
  let hasTerms: Bool
  let address: String
  let from: [Option]
  let to: [Option]
  let parts: [Option]
  let canSwap: Bool
  let swap: [String]
  let hasSwap: Bool

  init(
    _ stage: Stage, _ comparison: Comparison?, _ recoveries: [Vendor.ID: QuarterReport.Recovery],
    swap: (from: Vendor.ID, to: Vendor.ID, text: [String])?, part: Double, _ overview: Overview,
    from start: Int, frame: Frame
  ) {
    let evaluation = overview.status.evaluation
    self.frame = frame
    title = stage.name
    let address = Link.stage(stage.id)
    self.address = address
    let cards =
      comparison?.scorecards ?? evaluation.scorecards.filter { $0.vendor.stage == stage.id }.ranked()
    let text = CompareText(
      cards, pairings: comparison?.pairings ?? [], trials: comparison?.trials ?? [:], in: evaluation)
    verdicts = text.verdicts + text.trials
    let page = VendorTable.page(overview, stage: stage.id, from: start)
    stages = page.groups
    next = page.next.map { Link.address(address, [("page", "\($0)"), ("as-of", frame.pastDay)]) }
    since = VendorTable.since(overview)
    let terms = text.terms
    let hasRecoveries = !recoveries.isEmpty
    let headings =
      ["trouble"] + (hasRecoveries ? ["resolved, 12 months", "median hours"] : []) + terms.map(\.title)
    self.headings = headings
    rows = cards.prefix(VendorTable.pageLength).enumerated().map { index, card in
      Row(
        name: card.vendor.name, address: Link.vendor(card.vendor.id),
        cells: zip(
          headings,
          [HarmText.troubles(of: card)]
            + (hasRecoveries ? StagePage.recovery(recoveries[card.vendor.id]) : [])
            + terms.map { $0.cells[index] ?? "–" }
        ).map { Cell(heading: $0, value: $1) })
    }
    hasTerms = !cards.isEmpty
    let usable = cards.filter { $0.advice.shown != .left }
    func options(_ chosen: Vendor.ID?) -> [Option] {
      usable.map { Option(value: $0.vendor.id, label: $0.vendor.name, isChosen: $0.vendor.id == chosen) }
    }
    from = options(swap?.from ?? usable.last { $0.role == .primary }?.vendor.id)
    to = options(swap?.to ?? usable.first?.vendor.id)
    parts = StagePage.parts.map { value in
      Option(
        value: NumberText.fixed(value * 100, digits: 0),
        label: value == 1 ? "all" : NumberText.percent(value),
        isChosen: value == part)
    }
    canSwap = usable.count > 1
    self.swap = swap?.text ?? []
    hasSwap = swap != nil
  }

  /// How much of a vendor's orders may be thought of as moved.
  private static let parts = [1, 0.5, 0.3, 0.2, 0.1]

  /// - Throws: ``PageError`` for a part that is not offered.
  static func part(_ percent: String?) throws(PageError) -> Double {
    guard let percent else { return 1 }
    guard let part = parts.first(where: { NumberText.fixed($0 * 100, digits: 0) == percent }) else {
      throw PageError(.badRequest, "No such part", "Choose one of the list, such as 30.")
    }
    return part
  }

  /// Reading a year of the entries of more vendors takes longer than anybody looks.
  private static let mostRecoveries = 12

  /// Of these vendors those whose troubles are told one by one.
  static func told(_ vendors: [Vendor.ID]) -> [Vendor.ID] {
    vendors.count > mostRecoveries ? [] : vendors
  }

  /// Resolved, and how long that took.
  private static func recovery(_ recovery: QuarterReport.Recovery?) -> [String] {
    guard let recovery, recovery.bad > 0 else { return ["–", "–"] }
    return [
      "\(NumberText.grouped(recovery.resolved)) of \(NumberText.grouped(recovery.bad))",
      recovery.medianHoursToResolve.map { NumberText.fixed($0, digits: 0) } ?? "–",
    ]
  }
}
