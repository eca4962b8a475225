import HTTPTypes
import Hummingbird
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

/// The five-minute month: everything that waits, in the order in which it is gone through.
struct TodoPage: View {
  struct Items: Encodable {
    let items: [Item]
    /// How many more there are than a page shows.
    let more: String?

    /// More are no five minutes; the rest comes when these are done with.
    private static let most = 20

    init(_ all: [Item]) {
      items = Array(all.prefix(Items.most))
      let rest = all.count - items.count
      more = rest > 0 ? "\(NumberText.grouped(rest)) more: they come when these are done with." : nil
    }
  }

  /// A thing that waits, and what can be answered.
  struct Item: Encodable {
    let text: String
    let address: String?
    let answers: [Answer]
    /// Where the letter is that claims all that can still be claimed of its vendor.
    var letter: String?
    /// Where its last day is noted, when that is not known.
    var lastDay: String?
  }

  struct Answer: Encodable {
    let title: String
    let action: String
    let id: String
    /// The amount that is meant when nothing else is typed.
    let amount: String
    let needsAmount: Bool
    let needsDay: Bool
  }

  /// What begins the name of the field of an outage.
  static let outage = "outage-"
  /// The answer that leaves one for another time.
  static let later = "later"

  /// What an answer came to, in the group that it is of.
  struct Done: Encodable {
    var claimsDone: String?
    var followUpsDone: String?
    var outagesDone: String?
    var unresolvedDone: String?
    var ordersDone: String?
    var monthDone: String?
  }

  struct Outage: Encodable {
    let text: String
    let address: String
    let id: String
    let answers: [Answer]
  }

  struct Orders: Encodable {
    let text: String
    let month: String
  }

  let template = "todo"
  let frame: Frame
  let heading: String
  let claimItems: Items
  let followUpItems: Items
  let contractItems: Items
  let outages: [Outage]
  let unresolvedItems: Items
  let orders: Orders?
  let silence: String?
  let hasClaims: Bool
  let hasFollowUps: Bool
  let hasContracts: Bool
  let hasOutages: Bool
  let hasUnresolved: Bool
  let lacks: Bool
  let month: String
  let done: Done
  let problem: String?

  init(
    _ review: MonthReview, in catalog: Catalog, done: Done, problem: String? = nil, frame: Frame
  ) {
    let text = MonthText(review, in: catalog)
    self.frame = frame
    self.done = done
    self.problem = problem
    heading = review.count == 0 ? "Nothing waits" : "To do"
    // One letter is about all of a vendor's, so it stands beside the first.
    var written: Set<Vendor.ID> = []
    let claims = review.claims.map { entry in
      let isFirst = written.insert(entry.incident.incident.vendor).inserted
      return TodoPage.item(entry, text, in: catalog, hasLetter: isFirst)
    }
    let followUps = review.followUps.map { TodoPage.item($0, text, in: catalog) }
    let contracts = review.contracts.map { contract in
      Item(text: text.line(contract), address: Link.vendor(contract.vendor), answers: [])
    }
    outages = review.outages.map { recorded in
      Outage(
        text: text.line(recorded), address: Link.entry(recorded.id), id: "\(recorded.id)",
        answers: TodoPage.answers(ReviewAnswer.kindsForOutage, about: recorded))
    }
    let unresolved = review.unresolved.map { recorded in
      Item(
        text: text.line(recorded), address: Link.entry(recorded.id),
        answers: TodoPage.answers(ReviewAnswer.kindsForUnresolved, about: recorded))
    }
    claimItems = Items(claims)
    followUpItems = Items(followUps)
    contractItems = Items(contracts)
    unresolvedItems = Items(unresolved)
    orders = review.gaps.orders.map {
      Orders(text: text.orders($0.month, $0.estimated), month: "\($0.month)")
    }
    silence = review.gaps.lastNews.map { text.silence(since: $0) }
    hasClaims = !claims.isEmpty
    hasFollowUps = !followUps.isEmpty
    hasContracts = !contracts.isEmpty
    hasOutages = !outages.isEmpty
    hasUnresolved = !unresolved.isEmpty
    lacks = orders != nil || silence != nil
    month = MonthText.name(review.day)
  }

  /// - Parameter hasLetter: whether the vendor's letter stands beside it.
  private static func item(
    _ entry: DueEntry, _ text: MonthText, in catalog: Catalog, hasLetter: Bool = false
  ) -> Item {
    let vendor = catalog.vendor(entry.incident.incident.vendor)
    return Item(
      text: text.line(entry), address: Link.entry(entry.incident.id),
      answers: answers(ReviewAnswer.kinds(for: entry), about: entry.incident, entry.amount),
      letter: hasLetter ? vendor.map { Link.vendor($0.id) + "/letters/claim" } : nil,
      lastDay: entry.day == nil ? Link.entry(entry.incident.id) + "/edit#f-claim-by" : nil)
  }

  /// - Parameter amount: the money that it is about, when it is known.
  private static func answers(
    _ kinds: [ReviewAnswer.Kind], about recorded: RecordedIncident, _ amount: Money? = nil
  ) -> [Answer] {
    let claimed = recorded.incident.details.claimed
    return kinds.map { kind in
      Answer(
        title: AnswerText.meaning(kind, among: kinds).capitalizedFirst, action: kind.rawValue,
        id: "\(recorded.id)", amount: (claimed ?? amount).map(\.description) ?? "",
        needsAmount: kind == .claimed || kind == .cameBack,
        needsDay: kind == .askAgain)
    }
  }
}
