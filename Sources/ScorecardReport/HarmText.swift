package import ScorecardModel

/// Harm, exposure and the journey in the words of an owner.
package enum HarmText {
  /// `3.1 standard incidents per 1,000 orders (likely 1.2–6.0)`, or `0.42 standard incidents a month (…)`.
  package static func rate(_ harm: HarmPosterior, unit: Exposure.Unit) -> String {
    let perThousand = unit == .orders
    func number(_ rate: Double) -> String {
      NumberText.fixed(rate * (perThousand ? 1000 : 1), digits: perThousand ? 1 : 2, grouped: true)
    }
    return "\(number(harm.mean)) standard incidents \(perThousand ? "per 1,000 orders" : "a month") "
      + "(likely \(number(harm.low))–\(number(harm.high)))"
  }

  /// What the unit of harm is, for whoever meets it for the first time.
  package static let gloss = "A standard incident is one that had to be chased (severity 3)."

  /// `12.3 standard incidents`.
  package static func incidents(_ amount: Double, digits: Int = 1) -> String {
    let number = NumberText.fixed(amount, digits: digits, grouped: true)
    return number + " standard incident" + (number == "1" ? "" : "s")
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

  /// `of 1,000 orders 988 (979–994) pass without a standard incident`; of 10,000 when nearly all do.
  package static func passing(_ estimate: Estimate) -> String {
    let orders: Double = 1 - estimate.mean < 0.005 ? 10_000 : 1000
    func count(_ part: Double) -> String { NumberText.fixed(part * orders, digits: 0, grouped: true) }
    return "of \(NumberText.grouped(Int(orders))) orders \(count(estimate.mean)) "
      + "(\(count(estimate.low))–\(count(estimate.high))) pass without a standard incident"
  }

  /// `998.1`: orders of 1,000.
  package static func ofThousand(_ part: Double) -> String {
    NumberText.fixed(part * 1000, digits: 1, grouped: true)
  }

  /// `1,240 USD` that so many standard incidents cost; nil when the policy names no price.
  package static func money(_ incidents: Double, in catalog: Catalog) -> String? {
    catalog.policy.costPerIncident.map {
      NumberText.fixed(incidents * $0, digits: 0, grouped: true) + " " + catalog.currency
    }
  }

  /// `12.50 USD`, grouped, with as many decimals as it needs.
  package static func money(_ money: Money, in catalog: Catalog) -> String {
    let parts = money.description.split(separator: ".", maxSplits: 1)
    let whole = Int64(parts[0]).map { NumberText.grouped($0) } ?? String(parts[0])
    return whole + (parts.count > 1 ? "." + parts[1] : "") + " " + catalog.currency
  }
}
