/// Which carrier for whom: carriers over many shops, and each shop's own view of them. It holds no text of any entry.
public struct AcrossReport: Hashable, Sendable {
  public var asOf: Day
  /// What all shops score by; ``ScoringPolicy/costPerTrouble`` only where it is the same money in all of them.
  public var policy: ScoringPolicy
  public var money: Pricing
  /// By the store's name, then the folder.
  public var shops: [Shop]
  /// By id.
  public var stages: [StageRows]

  public init(asOf: Day, policy: ScoringPolicy, money: Pricing, shops: [Shop], stages: [StageRows]) {
    self.asOf = asOf
    self.policy = policy
    self.money = money
    self.shops = shops
    self.stages = stages
  }

  /// Whether what trouble costs can be said for all shops at once.
  public enum Pricing: Hashable, Sendable {
    /// No shop names a price of trouble, and all count in one currency.
    case unpriced
    /// All name the same price, in this currency.
    case common(currency: String)
    /// They count in these currencies, by their letters: money of two currencies does not add.
    case currencies([String])
    /// In one currency, and not of one mind about the price.
    case prices
  }

  /// A shop as the caller named it, or a ledger on a server.
  public struct Shop: Hashable, Sendable {
    /// The folder as it was given; of a ledger without one what its ``ServerPlace`` describes itself as.
    public var folder: String
    /// Without a catalog the ledger's name.
    public var store: String
    /// Empty where no catalog and no money on record says it.
    public var currency: String
    /// Entries that count, up to the as-of day, of all its vendors.
    public var entries: Int
    /// Neither an entry nor orders nor a check-in up to the as-of day.
    public var isEmpty: Bool
    /// The first day of which orders are only reckoned; nil = all are on record.
    public var estimatedFrom: Day?
    /// Whether anything says what its vendors are to it; without, the role and the advice in its rows mean nothing.
    public var hasCatalog: Bool

    public init(
      folder: String, store: String, currency: String, entries: Int, isEmpty: Bool, estimatedFrom: Day?,
      hasCatalog: Bool = true
    ) {
      self.folder = folder
      self.store = store
      self.currency = currency
      self.entries = entries
      self.isEmpty = isEmpty
      self.estimatedFrom = estimatedFrom
      self.hasCatalog = hasCatalog
    }
  }

  /// A stage that two shops or more have a carrier of in common.
  public struct StageRows: Hashable, Sendable {
    public var stage: Stage
    /// What exposure is counted in; shops that count in another unit are shown and not added.
    public var unit: Exposure.Unit
    /// The best score first, then by carrier.
    public var carriers: [CarrierScore]
    /// Shop by shop, each shop's by advice, then score.
    public var rows: [Row]
    public var elsewhere: [Elsewhere]

    public init(
      stage: Stage, unit: Exposure.Unit, carriers: [CarrierScore], rows: [Row], elsewhere: [Elsewhere]
    ) {
      self.stage = stage
      self.unit = unit
      self.carriers = carriers
      self.rows = rows
      self.elsewhere = elsewhere
    }

    /// Places of the shops whose evidence is not in the carriers' scores, ascending.
    public var leftOut: [Int] { Set(rows.filter { !$0.isAdded }.map(\.shop)).sorted() }
  }

  /// One vendor of one shop, as that shop's own ledger has it.
  public struct Row: Hashable, Sendable {
    /// Place in ``AcrossReport/shops``.
    public var shop: Int
    /// Without its reviews.
    public var scorecard: Scorecard
    /// Who would give this shop less trouble; nil = nobody of whom enough was seen there.
    public var better: Better?
    /// Whether it is in the carrier's score.
    public var isAdded: Bool

    public init(shop: Int, scorecard: Scorecard, better: Better?, isAdded: Bool) {
      self.shop = shop
      self.scorecard = scorecard
      self.better = better
      self.isAdded = isAdded
    }
  }

  public struct Better: Hashable, Sendable {
    public var vendor: Vendor
    /// P(it gives less trouble), 0...1.
    public var probability: Double

    public init(vendor: Vendor, probability: Double) {
      self.vendor = vendor
      self.probability = probability
    }
  }

  /// A carrier of this stage that a shop has in another one only: scores of different stages are not added.
  public struct Elsewhere: Hashable, Sendable {
    public var shop: Int
    public var carrier: String
    public var stage: Stage.ID

    public init(shop: Int, carrier: String, stage: Stage.ID) {
      self.shop = shop
      self.carrier = carrier
      self.stage = stage
    }
  }
}
