package import ScorecardModel

/// Which of several numbers of orders stands.
package enum OrderConflictText {
  /// `orders of parcelo from 1 Aug to 20 Aug 2026: shippo counts more, so 38 that aftership counts are left out`.
  package static func line(_ total: OrderConflictTotal) -> String {
    let whose = total.vendor.map { "orders of \(Escaping.terminal($0))" } ?? "orders of the store"
    let days =
      total.firstDay == total.lastDay
      ? "on \(DayText.short(total.firstDay))"
      : "from \(DayText.short(total.firstDay)) to \(DayText.short(total.lastDay))"
    let loser = total.loser.map { "that \(Escaping.terminal($0)) counts" } ?? "that an earlier import counted"
    let left = "\(NumberText.grouped(total.orders)) \(loser) \(total.orders == 1 ? "is" : "are") left out"
    switch total.winner {
    case .stated: return "\(whose) \(days): what you stated stands, so \(left)"
    case .source(let source?):
      return "\(whose) \(days): \(Escaping.terminal(source)) counts at least as many, so \(left)"
    case .source(nil): return "\(whose) \(days): an earlier import counted at least as many, so \(left)"
    }
  }
}
