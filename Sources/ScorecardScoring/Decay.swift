import Glibc
import ScorecardModel

/// Weight that evidence keeps with age: 0.5^(age/h), Scoring §1.
///
/// Ages are whole or half days (the middle of an even number of days), so a table holds all that occur.
struct Decay: Sendable {
  private let byHalfDay: [Double]
  private let halfLife: Double

  /// - Parameter longest: largest age in days that will be asked for often; older ones are computed.
  init(halfLife: Double, longest: Int) {
    self.halfLife = halfLife
    byHalfDay = (0...2 * min(max(longest, 31), 40_000)).map { exp2(-Double($0) / (2 * halfLife)) }
  }

  /// - Parameter age: in days; negative ages (a running week's Thursday ahead) count as 0.
  func callAsFunction(days age: Int) -> Double { self(halfDays: 2 * age) }

  func callAsFunction(halfDays age: Int) -> Double {
    if age <= 0 { return 1 }
    return age < byHalfDay.count ? byHalfDay[age] : exp2(-Double(age) / (2 * halfLife))
  }
}
