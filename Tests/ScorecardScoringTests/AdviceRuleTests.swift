import ScorecardModel
import Testing

@testable import ScorecardScoring

@Suite struct `Advice by monthly reviews` {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var probabilities: [Double]
    var gain = 10.0
    var disasters: Set<Int> = []
    var states: [Advice]
    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "starts at keep", probabilities: [0.39], states: [.keep]),
    Case(name: "watch at .40", probabilities: [0.40], states: [.watch]),
    Case(name: "watch lifts below .25", probabilities: [0.45, 0.25, 0.24], states: [.watch, .watch, .keep]),
    Case(name: "drop at .90", probabilities: [0.9], states: [.drop]),
    Case(name: "no drop at .90 without gain", probabilities: [0.9], gain: 0, states: [.watch]),
    Case(name: "drop at the second hit in a row", probabilities: [0.65, 0.65], states: [.watch, .drop]),
    Case(
      name: "hits apart do not drop", probabilities: [0.65, 0.64, 0.65], states: [.watch, .watch, .watch]),
    Case(
      name: "hits without gain do not drop", probabilities: [0.7, 0.7], gain: -1, states: [.watch, .watch]),
    Case(name: "drop stands at .50", probabilities: [0.95, 0.5, 0.49], states: [.drop, .drop, .watch]),
    Case(name: "drop falls to keep below .25", probabilities: [0.95, 0.24], states: [.drop, .keep]),
    Case(
      name: "a disaster watches, never drops", probabilities: [0.1, 0.1, 0.1], disasters: [1],
      states: [.keep, .watch, .keep]),
    Case(
      name: "a disaster leaves drop", probabilities: [0.95, 0.6], disasters: [1], states: [.drop, .drop]),
  ]

  @Test(arguments: cases) func `state after each review`(_ given: Case) {
    var state = ReviewState()
    var states: [Advice] = []
    for (index, p) in given.probabilities.enumerated() {
      let switching = Switching(probability: p, gain: given.gain, alternative: nil, monthlyVolume: 1)
      state.review(switching, disaster: given.disasters.contains(index))
      states.append(state.advice)
    }
    #expect(states == given.states)
  }

  private func finding(_ p: Double, credibility: Double, disaster: Day? = nil) -> AdviceFinding {
    AdviceFinding(
      switching: Switching(probability: p, gain: 10, alternative: nil, monthlyVolume: 1),
      credibility: credibility, recentDisaster: disaster, before: ReviewState(), earlier: [],
      on: .earliest)
  }

  @Test func `little evidence is unclear, unless it is certain or a disaster is near`() {
    #expect(finding(0.1, credibility: 0.29).shown == .unclear)
    #expect(finding(0.1, credibility: 0.29).reason == .tooLittleEvidence(credibility: 0.29))
    #expect(finding(0.1, credibility: 0.3).shown == .keep)
    #expect(finding(0.95, credibility: 0).shown == .drop)
    #expect(finding(0.1, credibility: 0, disaster: .earliest).shown == .watch)
    #expect(finding(0.1, credibility: 0, disaster: .earliest).reason == .recentDisaster)
  }
}
