internal import ScorecardModel

/// What the rows of a file become, as a rules file describes it.
///
/// Fields are columns of a table, or dotted paths into an element of a JSON list. They are numbered: conditions and
/// values hold numbers, and whoever reads a record maps numbers to bytes.
package struct ImportRules: Sendable {
  /// First half of the keys of the incidents.
  package var name: String
  package var title: String
  /// Fields that a file of this kind has, for telling it apart; empty: only when the owner names the rules.
  package var recognise: [String] = []
  /// Where the list is in a JSON file, as a dotted path; nil = the root.
  var list: String?
  /// Where in an element the record is, as dotted paths, when it is wrapped as a webhook is; where that is a list, each
  /// of its elements is a record. An element without it is the record itself.
  var inside: [String] = []
  /// Every field that the rules read, by number.
  var fields: [String] = []
  /// Fields that a file may lack.
  var optional: Set<String> = []
  /// Fields that are read as dates, and as numbers, by number: what shows how a file writes them.
  var dateFields: Set<Int> = []
  var numberFields: Set<Int> = []
  /// Tried in this order. Where day and month stand in both orders, the file has to settle which it is.
  var dates: [DateFormat] = []
  /// nil = the file has to show it.
  var numbers: NumberFormat?
  /// Holds the code of the currency that a row's amounts are in.
  var currency: Int?
  var vendor = VendorRule()
  var day = 0
  var id: KeyRule?
  /// Holds when a record came to be as it is told; nil = the later row, or file, tells the later state.
  var updated: Int?
  /// Rows that mean anything at all; others are passed over.
  var only: [RuleCondition] = []
  /// Rows that are expected to become nothing; empty = nothing is said of them.
  var ignore: [RuleCondition] = []
  var orders: OrderRule?
  /// The first that fits makes the row's incident, or each that does.
  var incidents: [IncidentRule] = []
  var everyIncident = false
  /// Whether its incidents count at once.
  var confirmed = true

  /// `Ship Date | Shipped Date`: names that a field may have, the first that holds anything is read.
  static func alternatives(of field: String) -> [String] {
    field.split(separator: "|").map(\.trimmed)
  }

  package var incidentCount: Int { incidents.count }
  package var countsOrders: Bool { orders != nil }
  /// Whether a row may stand for several orders or experiences, and nothing tells which it revises.
  var hasTotalsWithoutKey: Bool {
    guard id == nil else { return false }
    return orders.map { $0.number != nil && $0.id == nil } ?? false || incidents.contains { $0.count != nil }
  }
}

struct VendorRule: Sendable {
  enum Unknown: String, CaseIterable, Sendable {
    case refuse
    case skip
    /// Goes into a proposed catalog.
    case create
  }

  /// The vendor of every row.
  var constant: String?
  var field: Int?
  /// Text of the field → vendor.
  var map: [String: String] = [:]
  var unknown = Unknown.refuse
  /// Stage of vendors to create.
  var stage: String?
}

/// The other system's key of a row.
struct KeyRule: Sendable {
  /// Several where one alone does not tell the rows apart.
  var fields: [Int]
  /// Only what comes after the last of these, such as `/incidents/` in an address.
  var after: String?
}

/// Which rows are orders.
struct OrderRule: Sendable {
  enum Period: String, CaseIterable, Sendable {
    case day
    case month
  }

  /// Tells orders apart where a row is less than one, such as one of its items; nil = as the row's own key does.
  var id: KeyRule?
  /// Holds the number of orders; nil = one a row.
  var number: Int?
  var only: [RuleCondition] = []
  var period = Period.day
  /// They are the whole store's, whatever vendor the row is about.
  var ofStore = false
}

/// What makes a row an incident, and which one.
struct IncidentRule: Sendable {
  var only: [RuleCondition] = []
  var isGood = false
  var severity: SeverityRule?
  var dimension = Dimension.general
  var summary: [SummaryPart] = []
  var resolved: ResolvedRule?
  var mitigated: Bool?
  var attribution = Attribution.vendor
  var channel = ""
  var hours: HoursRule?
  var cost: Int?
  var count: Int?
  /// Another day than the row's.
  var day: Int?
  var claimed: Int?
  var recovered: Int?
  var claimBy: Int?
  var outage: OutageRule?
  /// Added to the row's key, so that two rules can each make an incident of the same row.
  var key = ""
}

enum SeverityRule: Sendable {
  case fixed(Severity)
  /// By the field's text; `otherwise` for what the map lacks, nil = such a row is refused.
  case byField(Int, map: [String: Severity], otherwise: Severity?)
}

enum ResolvedRule: Sendable {
  case fixed(Bool)
  /// Yes when they hold, no when they do not.
  case when([RuleCondition])
}

enum HoursRule: Sendable {
  /// From one moment to another; not said when either is empty.
  case between(Int, Int)
  case field(Int, perHour: Double)
}

enum SummaryPart: Hashable, Sendable {
  case text(String)
  case field(Int)
  /// Whole days from one date to another.
  case days(Int, Int)
}

/// A question to a record.
indirect enum RuleCondition: Sendable {
  /// Without blanks around it, and without case in ASCII.
  case equals(Int, [[UInt8]])
  case contains(Int, [UInt8])
  case isEmpty(Int)
  case above(Int, Double)
  case below(Int, Double)
  /// Later than the other field, by more than the lag if there is one. False when either is empty.
  case isAfter(Int, Int, Lag?)
  case isBefore(Int, Int, Lag?)
  case not(RuleCondition)
  case any([RuleCondition])

  enum Lag: Hashable, Sendable {
    /// By the calendar.
    case days(Int)
    case hours(Double)
  }
}
