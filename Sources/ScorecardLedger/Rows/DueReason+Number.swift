package import ScorecardModel

extension DueReason {
  /// Its number in what tables are indexed by.
  package var number: Int {
    switch self {
    case .noted: 0
    case .claimable(.damage): 1
    case .claimable(.loss): 2
    case .claimable(.lossOrLateness): 3
    case .claimable(.lateness): 4
    }
  }
}
