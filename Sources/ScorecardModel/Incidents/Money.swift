/// An amount of the store's currency, exact to a thousandth.
public struct Money: Hashable, Comparable, Sendable {
  /// Thousandths of the currency unit (12.50 → 12 500).
  public let thousandths: Int64

  /// Largest amount accepted: a thousand million units.
  public static let limit: Int64 = 1_000_000_000_000

  public init?(thousandths: Int64) {
    guard thousandths.magnitude <= UInt64(Money.limit) else { return nil }
    self.thousandths = thousandths
  }

  /// Parses digits with at most three decimals after a point, such as `30` or `12.50`; no sign, no grouping.
  public init?(_ text: some StringProtocol) {
    var whole: Int64 = 0
    var decimals = -1
    var digits = 0
    for byte in text.utf8 {
      if byte == 0x2E, decimals < 0, digits > 0 {
        decimals = 0
        continue
      }
      guard byte >= 0x30, byte <= 0x39, digits < 15, decimals < 3 else { return nil }
      whole = whole * 10 + Int64(byte - 0x30)
      digits += 1
      if decimals >= 0 { decimals += 1 }
    }
    guard digits > 0, decimals != 0 else { return nil }
    for _ in max(0, decimals)..<3 { whole *= 10 }
    self.init(thousandths: whole)
  }

  public static let zero = Money(unchecked: 0)
  private init(unchecked value: Int64) { thousandths = value }

  public static func < (a: Money, b: Money) -> Bool { a.thousandths < b.thousandths }
  /// How far apart two amounts are, 0 or more.
  public func difference(to other: Money) -> Money {
    Money(unchecked: min(abs(thousandths - other.thousandths), Money.limit))
  }

  /// Sum, held at the limit.
  public static func + (a: Money, b: Money) -> Money {
    Money(unchecked: min(max(a.thousandths + b.thousandths, -limit), limit))
  }
}

extension Money: CustomStringConvertible {
  /// `30`, `12.50` or `0.125`: as many decimals as it needs, never a single one.
  public var description: String {
    let sign = thousandths < 0 ? "-" : ""
    let value = abs(thousandths)
    let rest = Int(value % 1000)
    let whole = sign + String(value / 1000)
    if rest == 0 { return whole }
    return whole + "." + (rest % 10 == 0 ? padded(rest / 10, 2) : padded(rest, 3))
  }
}
