package import ScorecardModel

/// Money as people type it.
package enum MoneyInput {
  /// Signs that are typed beside an amount, where the store's currency has one of its own.
  private static let signs = ["EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹"]

  /// `12.50`, `12,50`, `€12.50` or `12,50 EUR`; nil for what may be another amount, such as `1,200`, or another currency.
  package static func amount(_ text: String, currency: String) -> Money? {
    var typed = text.trimmed
    for mark in [currency, signs[currency] ?? currency] {
      if typed.hasPrefix(mark) {
        typed = String(typed.dropFirst(mark.count)).trimmed
        break
      }
      if typed.uppercased().hasSuffix(mark) {
        typed = String(typed.dropLast(mark.count)).trimmed
        break
      }
    }
    let parts = typed.split(separator: ",", omittingEmptySubsequences: false)
    if parts.count == 2, (1...2).contains(parts[1].count), !typed.contains(".") {
      typed = parts.joined(separator: ".")
    }
    return Money(typed)
  }
}
