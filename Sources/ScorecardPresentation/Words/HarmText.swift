package import ScorecardModel

/// Trouble, orders and the journey in the words of an owner.
package enum HarmText {
  /// `3.1 troubles in 1,000 orders, where 18.0 are typical`, or `0.42 troubles a month, where 0.25 are typical`.
  ///
  /// - Parameter price: what they cost.
  package static func rate(_ card: Scorecard, price: String? = nil) -> String {
    let inOrders = card.exposure.unit == .orders
    func number(_ rate: Double) -> String {
      NumberText.fixed(rate * (inOrders ? 1000 : 1), digits: inOrders ? 1 : 2, grouped: true)
    }
    return "\(number(card.harm.mean)) troubles \(inOrders ? "in 1,000 orders" : "a month")"
      + (price.map { " (about \($0))" } ?? "") + ", "
      + "where \(number(card.typical)) are typical"
  }

  /// `52.3 in 1,000 orders`, or `0.42 a month`; `–` of one of which nothing is known.
  package static func troubles(of card: Scorecard) -> String {
    guard card.track.firstDay != nil else { return "–" }
    return card.exposure.unit == .orders
      ? NumberText.fixed(card.harm.mean * 1000, digits: 1, grouped: true) + " in 1,000 orders"
      : NumberText.fixed(card.harm.mean, digits: 2, grouped: true) + " a month"
  }

  /// What the unit of trouble is, for whoever meets it for the first time.
  package static let gloss =
    "A trouble is one worth chasing (severity 3); worse ones count for more, annoyances for less."

  /// `12.3 troubles`.
  package static func troubles(_ amount: Double, digits: Int = 1) -> String {
    let number = NumberText.fixed(amount, digits: digits, grouped: true)
    return number + (number == "1" ? " trouble" : " troubles")
  }

  /// `4,210 orders` or `7.5 months`, as they were entered; old ones also by what they still count:
  /// `300 orders (worth about 12 recent ones)`.
  package static func watched(_ card: Scorecard) -> String {
    let (unit, all, recent) = (card.exposure.unit, card.track.amount, card.exposure.amount)
    let watched = number(all, unit) + (unit == .orders ? " order" : " month")
    let plural = watched.hasPrefix("1 ") ? watched : watched + "s"
    guard recent < all / 2 else { return plural }
    switch number(recent, unit) {
    case "0": return plural + " (worth less than one recent one)"
    case "1": return plural + " (worth about one recent one)"
    case let worth: return plural + " (worth about \(worth) recent ones)"
    }
  }

  private static func number(_ amount: Double, _ unit: Exposure.Unit) -> String {
    let number = NumberText.fixed(amount, digits: unit == .orders ? 0 : 1, grouped: true)
    return number.hasSuffix(".0") ? String(number.dropLast(2)) : number
  }

  /// `of 1,000 orders 988 (979–994) go through without trouble worth chasing`; of 10,000 when nearly all do.
  package static func passing(_ estimate: Estimate) -> String {
    counted(estimate, of: "orders") + " go through without trouble worth chasing"
  }

  /// `of 1,000 customers 988 (979–994) meet no trouble worth chasing`.
  package static func customers(_ estimate: Estimate) -> String {
    counted(estimate, of: "customers") + " meet no trouble worth chasing"
  }

  private static func counted(_ estimate: Estimate, of whom: String) -> String {
    let all: Double = 1 - estimate.mean < 0.005 ? 10_000 : 1000
    func count(_ part: Double) -> String { NumberText.fixed(part * all, digits: 0, grouped: true) }
    return "of \(NumberText.grouped(Int(all))) \(whom) \(count(estimate.mean)) "
      + "(\(count(estimate.low))–\(count(estimate.high)))"
  }

  /// `998.1`: orders of 1,000.
  package static func ofThousand(_ part: Double) -> String {
    NumberText.fixed(part * 1000, digits: 1, grouped: true)
  }

  /// `1,240 USD`, what this many troubles cost; nil when the policy names no price.
  package static func money(_ incidents: Double, in catalog: Catalog) -> String? {
    catalog.policy.costPerTrouble.map {
      NumberText.fixed(incidents * $0, digits: 0, grouped: true) + " " + catalog.currency
    }
  }

  /// `0.53 USD`, what trouble costs on top of each order; nil without a price for it, or without orders.
  package static func troublePrice(_ card: Scorecard, in catalog: Catalog) -> String? {
    troublePrice(of: card, in: catalog).map {
      NumberText.fixed($0, digits: 2, grouped: true) + " " + catalog.currency
    }
  }

  /// The same of two vendors, in the store's currency.
  static func troublePrices(
    _ first: Scorecard, _ second: Scorecard, in catalog: Catalog
  ) -> (Double, Double)? {
    guard let first = troublePrice(of: first, in: catalog), let second = troublePrice(of: second, in: catalog)
    else { return nil }
    return (first, second)
  }

  private static func troublePrice(of card: Scorecard, in catalog: Catalog) -> Double? {
    guard let cost = catalog.policy.costPerTrouble, card.exposure.unit == .orders else { return nil }
    return card.harm.mean * cost
  }

  /// `12.50 USD`, grouped, with as many decimals as it needs.
  package static func money(_ money: Money, in catalog: Catalog) -> String {
    let parts = money.description.split(separator: ".", maxSplits: 1)
    let whole = Int64(parts[0]).map { NumberText.grouped($0) } ?? String(parts[0])
    return whole + (parts.count > 1 ? "." + parts[1] : "") + " " + catalog.currency
  }
}
