package import ScorecardModel

extension Dimension {
  package static func at(index: Int) -> Dimension? {
    switch index {
    case 0: .reliability
    case 1: .responsiveness
    case 2: .assurance
    case 3: .empathy
    case 4: .tangibles
    case 5: .general
    default: nil
    }
  }
}
