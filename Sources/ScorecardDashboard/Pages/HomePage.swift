import ScorecardModel
import ScorecardPresentation

/// What to do, what an order suffers, and every vendor's score.
struct HomePage: View {
  struct Task: Encodable {
    let text: String
    let links: [TaskLink]
  }

  struct TaskLink: Encodable {
    let title: String
    let address: String
  }

  struct Journey: Encodable {
    let sentence: String
    let bar: OrderFigure
    let findings: [String]
  }

  /// The newest change, where it can be taken back.
  struct Undo: Encodable {
    let number: String
    let text: String
  }

  let template = "home"
  let frame: Frame
  let headline: String
  let tasks: [Task]
  let journey: Journey?
  let isEmpty: Bool
  let isNew: Bool
  let stages: [VendorTable.Group]
  let others: String?
  let axis: String
  let since: String
  let entries: [EntryRow]
  let hasLatest: Bool
  let hasTasks: Bool
  let undo: Undo?
  /// What a button came to.
  let done: String?
  /// The undo that can be taken back.
  let redo: Undo?
  /// How to everything that waits.
  let waiting: String
  let warnings: [String]

  private static let mostTasks = 5

  /// Words of an address that tell what a button came to.
  enum Done {
    static let undone = "undone"
    static let redone = "redone"
  }

  /// - Parameter done: the word of the address.
  init(_ overview: Overview, done: String? = nil, frame: Frame) {
    let status = overview.status
    let text = StatusText(status)
    let hasVendors = !overview.catalog.vendors.isEmpty
    self.frame = frame
    headline =
      !hasVendors
      ? "Who stands between you and your customer?"
      : status.tasks.isEmpty ? "All is well. Nothing needs you today." : text.headline
    tasks = status.tasks.prefix(HomePage.mostTasks).map { task in
      Task(text: text.task(task).sentence, links: HomePage.links(task, overview))
    }
    journey = HomePage.journey(overview, text)
    isEmpty = !hasVendors
    isNew = hasVendors && status.lastEntry == nil
    let table = VendorTable.pressing(overview)
    stages = table.groups
    others =
      table.others > 0
      ? "\(NumberText.grouped(table.others)) \(stages.isEmpty ? "vendors" : "others"): show all" : nil
    axis = ScoreStrip.axis
    since = VendorTable.since(overview)
    entries = overview.latest.map { EntryRow($0, in: overview.catalog) }
    hasLatest = !entries.isEmpty
    hasTasks = !tasks.isEmpty
    undo =
      frame.isReadOnly
      ? nil
      : overview.lastChange.flatMap { change in
        // An import has its undo on the page that lists them all.
        change.undoes == nil && change.kind != .imported
          ? Undo(number: String(change.number), text: ChangeWords.line(change)) : nil
      }
    let last = overview.lastChange.flatMap { change -> Undo? in
      guard case .undone = change.kind, done == Done.undone else { return nil }
      return Undo(number: String(change.number), text: ChangeWords.line(change).capitalizedFirst.sentence)
    }
    redo = frame.isReadOnly ? nil : last
    self.done =
      switch done {
      case Done.undone: last?.text
      case Done.redone: "Brought back."
      default: done.flatMap(QuietText.sentence)
      }
    waiting = "All that waits: " + NumberText.grouped(overview.waiting)
    warnings = EvidenceText.warnings(status.evaluation)
  }

  private static func links(_ task: StatusTask, _ overview: Overview) -> [TaskLink] {
    let catalog = overview.catalog
    func vendor(_ id: Vendor.ID, _ title: String) -> TaskLink {
      TaskLink(title: title, address: Link.vendor(id))
    }
    switch task {
    case .decide(let verdict):
      let stage = catalog.vendor(verdict.vendor)?.stage
      return [vendor(verdict.vendor, "Why")]
        + (stage.map { [TaskLink(title: "Compare", address: Link.stage($0))] } ?? [])
    case .due(.entry(let entry)):
      let vendor = entry.incident.incident.vendor
      let isClaim = entry.kind == .claim && catalog.vendor(vendor) != nil
      return [TaskLink(title: "Open #\(entry.incident.id)", address: Link.entry(entry.incident.id))]
        + (isClaim
          ? [TaskLink(title: "Write the claim", address: Link.vendor(vendor) + "/letters/claim")] : [])
    case .due(.contract(let contract)):
      return [vendor(contract.vendor, "See \(catalog.vendorName(contract.vendor))")]
    case .findDeadlines, .confirm: return [TaskLink(title: "Go through them", address: "/todo")]
    case .recordOrders: return [TaskLink(title: "Add them", address: "/data")]
    case .backUp: return [TaskLink(title: "How", address: "/data")]
    case .begin, .goOn: return [TaskLink(title: "Log", address: "/log")]
    }
  }

  private static func journey(_ overview: Overview, _ text: StatusText) -> Journey? {
    guard let sentence = text.passing else { return nil }
    let evaluation = overview.status.evaluation
    return Journey(
      sentence: sentence, bar: OrderFigure(evaluation.journey), findings: JourneyText.findings(evaluation))
  }
}

/// Where orders are lost: a bar, and what its parts stand for.
struct OrderFigure: Encodable {
  struct Key: Encodable {
    let colour: String
    let text: String
  }

  let drawn: String
  let keys: [Key]
  let caption = OrderBar.caption

  init(_ journey: JourneyScore) {
    let bar = OrderBar(journey)
    drawn = bar.text
    keys = bar.keys.map { Key(colour: $0.colour, text: $0.text) }
  }
}

/// Every vendor by stage, with its score drawn.
enum VendorTable {
  struct Group: Encodable {
    let name: String
    let address: String
    let rows: [Row]
  }

  struct Row: Encodable {
    let name: String
    let address: String
    let advice: String
    let word: String
    let mark: String
    let strip: String
    let score: String
    let likely: String
    let change: String?
    let lastTrouble: String
    let entries: String
  }

  /// Rows of a page; a store with more vendors turns pages.
  static let pageLength = 50
  /// Of more vendors Home shows only those that need a look.
  private static let mostOnHome = 20

  /// Every vendor by stage, or those of one stage, from the `start`th on.
  ///
  /// - Returns: the groups of a page, and where the next one begins.
  static func page(_ overview: Overview, stage: Stage.ID? = nil, from start: Int = 0) -> (
    groups: [Group], next: Int?
  ) {
    let cards = ranked(overview).filter { stage == nil || $0.vendor.stage == stage }
    let end = start + pageLength
    return (groups(Array(cards.dropFirst(start).prefix(pageLength)), overview), cards.count > end ? end : nil)
  }

  /// All of a small store; of a larger one those to leave, to watch, and not yet clear, and how many others there are.
  static func pressing(_ overview: Overview) -> (groups: [Group], others: Int) {
    let all = ranked(overview)
    guard all.count > mostOnHome else { return (groups(all, overview), 0) }
    let pressing = all.filter { card in
      switch card.advice.shown {
      case .drop, .watch: true
      case .unclear: card.track.firstDay != nil
      case .keep, .left: false
      }
    }
    let shown = Set(pressing.prefix(mostOnHome).map(\.vendor.id))
    return (groups(all.filter { shown.contains($0.vendor.id) }, overview), all.count - shown.count)
  }

  /// By stage in journey order, then by verdict and score.
  private static func ranked(_ overview: Overview) -> [Scorecard] {
    let evaluation = overview.status.evaluation
    let byStage = Dictionary(grouping: evaluation.scorecards, by: \.vendor.stage)
    return evaluation.catalog.journey.flatMap { (byStage[$0.id] ?? []).ranked() }
  }

  private static func groups(_ cards: [Scorecard], _ overview: Overview) -> [Group] {
    let byStage = Dictionary(grouping: cards, by: \.vendor.stage)
    return overview.catalog.journey.compactMap { stage in
      byStage[stage.id].map { cards in
        Group(name: stage.name, address: Link.stage(stage.id), rows: cards.map { row($0, overview) })
      }
    }
  }

  /// The quarter from whose end the change is counted.
  static func since(_ overview: Overview) -> String { "end of " + DayText.quarter(overview.quarterBefore) }

  private static func row(_ card: Scorecard, _ overview: Overview) -> Row {
    let day = overview.status.evaluation.asOf
    let advice = card.advice.shown
    let isKnown = card.track.firstDay != nil
    return Row(
      name: card.vendor.name, address: Link.vendor(card.vendor.id), advice: advice.rawValue,
      word: advice.rawValue.capitalizedFirst, mark: advice.mark, strip: ScoreStrip(card).text,
      score: NumberText.fixed(card.score, digits: 0),
      likely: NumberText.fixed(card.low, digits: 0) + "–" + NumberText.fixed(card.high, digits: 0),
      change: isKnown ? overview.scoresBefore[card.vendor.id].map { change(card, since: $0) } : nil,
      lastTrouble: overview.lastTrouble[card.vendor.id].map { DayText.ago($0, from: day) } ?? "none",
      entries: NumberText.grouped(card.incidentCount))
  }

  /// `▼ 21`.
  private static func change(_ card: Scorecard, since before: Double) -> String {
    // Of what is shown, so that the two numbers and their difference go together.
    let scores = [before, card.score].compactMap { Int(NumberText.fixed($0, digits: 0)) }
    let difference = (scores.last ?? 0) - (scores.first ?? 0)
    return difference == 0 ? "=" : (difference < 0 ? "▼ " : "▲ ") + String(abs(difference))
  }
}
