import ScorecardModel
import Testing

@testable import ScorecardScoring

/// What one review sees, and the advice that it has to leave.
struct Look: Sendable {
  var p = 0.1
  var gain = 10.0
  var score = 70.0
  var low = 50.0
  var seen = 1.0
  var new = false
  var many = false
  var lost = false
  var leaves: Advice

  static func day(_ index: Int) -> Day { .earliest + 30 * index }

  func facts(_ index: Int) -> ReviewFacts {
    let day = Look.day(index)
    let switching = Switching(
      probability: p, gain: gain, alternative: nil, cost: 6, monthlyVolume: 1)
    return ReviewFacts(
      day: day, score: score, low: { low }, seen: seen, switching: switching, isNew: new, isMany: many,
      loss: lost ? day - 89 : nil)
  }

  /// A look that brings DROP whatever was before.
  static let drop = Look(p: 0.95, new: true, many: true, leaves: .drop)
  /// A look that brings WATCH by the chance that leaving pays.
  static let watch = Look(p: 0.45, new: true, leaves: .watch)
  /// 65 % sure, with a new bad day, of many.
  static func hit(_ leaves: Advice) -> Look { Look(p: 0.65, new: true, many: true, leaves: leaves) }
}

struct ReviewSequence: Sendable, CustomTestStringConvertible {
  var name: String
  var looks: [Look]
  var reason: AdviceReason?

  init(_ name: String, _ looks: Look..., reason: AdviceReason? = nil) {
    (self.name, self.looks, self.reason) = (name, looks, reason)
  }
  var testDescription: String { name }
}

@Suite struct `Advice by monthly reviews` {
  @Test(arguments: dropLifted + watchLifted + watchBegun + unclear + dropped + inOrder)
  func `state after each review`(_ sequence: ReviewSequence) {
    var state = ReviewState()
    for (index, look) in sequence.looks.enumerated() {
      let before = state.advice
      let step = state.review(look.facts(index))
      #expect(state.advice == look.leaves, "look \(index)")
      #expect((step == nil) == (before == look.leaves), "look \(index)")
    }
    let last = sequence.looks.count - 1
    if let reason = sequence.reason { #expect(state.reason(sequence.looks[last].facts(last)) == reason) }
  }

  static let dropLifted = [
    ReviewSequence("drop stands at .50", .drop, Look(p: 0.5, leaves: .drop)),
    ReviewSequence(
      "below .50 drop falls to watch", .drop, Look(p: 0.49, leaves: .watch),
      reason: .watching(.afterDrop, since: Look.day(1))),
    ReviewSequence("drop stands below 75", .drop, Look(p: 0.95, score: 74.99, leaves: .drop)),
    ReviewSequence(
      "a good vendor is not dropped any longer", .drop, Look(p: 0.95, score: 75, leaves: .watch),
      reason: .watching(.afterDrop, since: Look.day(1))),
    ReviewSequence(
      "drop falls to keep at once when watch would be lifted", .drop, Look(p: 0.24, leaves: .keep),
      reason: .nothingAgainst),
    ReviewSequence("drop falls to keep at 80", .drop, Look(p: 0.95, score: 80, leaves: .keep)),
    ReviewSequence(
      "drop keeps its first day", .drop, .drop,
      reason: .leavingPays(sureAtOnce: true, since: Look.day(0))),
  ]

  static let watchLifted = [
    ReviewSequence(
      "below .25 watch is lifted", .watch, Look(p: 0.24, leaves: .keep), reason: .nothingAgainst),
    ReviewSequence("watch stands at .25", .watch, Look(p: 0.25, leaves: .watch)),
    ReviewSequence("watch is lifted at a score of 60", .watch, Look(p: 0.1, score: 60, leaves: .keep)),
    ReviewSequence("watch stands below 60", .watch, Look(p: 0.1, score: 59.99, leaves: .watch)),
    ReviewSequence("watch is lifted at 80 whatever P", .watch, Look(p: 0.99, score: 80, leaves: .keep)),
    ReviewSequence("watch stands below 80", .watch, Look(p: 0.99, score: 79.99, leaves: .watch)),
    ReviewSequence(
      "watch keeps its cause and its first day", .watch, Look(p: 0.3, leaves: .watch),
      reason: .watching(.leavingMayPay, since: Look.day(0))),
  ]

  static let watchBegun = [
    ReviewSequence(
      "without a new bad day nothing begins", Look(p: 0.6, many: true, lost: true, leaves: .keep)),
    ReviewSequence(
      "leaving may pay at .40", Look(p: 0.40, new: true, leaves: .watch),
      reason: .watching(.leavingMayPay, since: Look.day(0))),
    ReviewSequence("but not below", Look(p: 0.39, new: true, leaves: .keep)),
    ReviewSequence("leaving may pay also without gain", Look(p: 0.40, gain: -1, new: true, leaves: .watch)),
    ReviewSequence(
      "a score below 60", Look(p: 0, score: 59.99, new: true, leaves: .watch),
      reason: .watching(.lowScore, since: Look.day(0))),
    ReviewSequence("but not at 60", Look(p: 0, score: 60, new: true, leaves: .keep)),
    ReviewSequence(
      "something lost, however little was seen", Look(p: 0, seen: 0, new: true, lost: true, leaves: .watch),
      reason: .watching(.loss(on: Look.day(0) - 89), since: Look.day(0))),
    ReviewSequence(
      "a loss is named before the rest", Look(p: 0.5, score: 50, new: true, lost: true, leaves: .watch),
      reason: .watching(.loss(on: Look.day(0) - 89), since: Look.day(0))),
    ReviewSequence(
      "a good vendor is not watched",
      Look(p: 0.6, score: 75, new: true, many: true, lost: true, leaves: .keep)),
    ReviewSequence(
      "too little seen to watch", Look(p: 0.6, score: 50, seen: 0.49, new: true, leaves: .unclear)),
    ReviewSequence(
      "unless there were many", Look(p: 0.6, score: 50, seen: 0.49, new: true, many: true, leaves: .watch)),
    ReviewSequence("from keep as well", Look(leaves: .keep), .watch),
  ]

  static let unclear = [
    ReviewSequence(
      "too little seen", Look(seen: 0.49, leaves: .unclear), reason: .tooLittleSeen(0.49)),
    ReviewSequence(
      "seen enough at .5 and 40", Look(low: 40, seen: 0.5, leaves: .keep), reason: .nothingAgainst),
    ReviewSequence(
      "a range too wide", Look(low: 39.99, seen: 0.5, leaves: .unclear), reason: .rangeTooWide(low: 39.99)),
    ReviewSequence(
      "keep stands at .25 and 30", Look(leaves: .keep), Look(low: 30, seen: 0.25, leaves: .keep)),
    ReviewSequence(
      "keep falls below .25", Look(leaves: .keep), Look(seen: 0.24, leaves: .unclear),
      reason: .tooLittleSeen(0.24)),
    ReviewSequence(
      "keep falls below 30", Look(leaves: .keep), Look(low: 29.99, leaves: .unclear),
      reason: .rangeTooWide(low: 29.99)),
    ReviewSequence(
      "and comes back at .5 and 40 alone", Look(leaves: .keep), Look(seen: 0.24, leaves: .unclear),
      Look(seen: 0.49, leaves: .unclear), Look(low: 39, leaves: .unclear), Look(low: 40, leaves: .keep)),
    ReviewSequence("watch never falls to unclear", .watch, Look(p: 0.3, low: 0, seen: 0, leaves: .watch)),
    ReviewSequence("nor does drop", .drop, Look(p: 0.6, low: 0, seen: 0, leaves: .drop)),
  ]

  static let dropped = [
    ReviewSequence(
      "90 % sure once", Look(p: 0.9, new: true, many: true, leaves: .drop),
      reason: .leavingPays(sureAtOnce: true, since: Look.day(0))),
    ReviewSequence("from unclear too", Look(p: 0.9, low: 0, seen: 0, new: true, many: true, leaves: .drop)),
    ReviewSequence("not without a gain", Look(p: 0.9, gain: 0, new: true, many: true, leaves: .watch)),
    ReviewSequence("not below .90 at once", Look(p: 0.89, new: true, many: true, leaves: .watch)),
    ReviewSequence("not with few bad days", Look(p: 0.99, new: true, leaves: .watch)),
    ReviewSequence("not without a new one", .watch, Look(p: 0.99, many: true, leaves: .watch)),
    ReviewSequence("not a good one", .watch, Look(p: 0.99, score: 75, new: true, many: true, leaves: .watch)),
    ReviewSequence(
      "65 % sure twice, each with a new bad day", .hit(.watch), .hit(.drop),
      reason: .leavingPays(sureAtOnce: false, since: Look.day(1))),
    ReviewSequence(
      "a look without a new bad day neither counts nor ends it", .hit(.watch),
      Look(p: 0.65, many: true, leaves: .watch), Look(p: 0.65, many: true, leaves: .watch), .hit(.drop)),
    ReviewSequence(
      "looks without a new bad day are no hits", .watch, Look(p: 0.7, many: true, leaves: .watch),
      Look(p: 0.7, many: true, leaves: .watch), .hit(.watch), .hit(.drop)),
    ReviewSequence(
      "one below .65 ends it", .hit(.watch), Look(p: 0.64, new: true, many: true, leaves: .watch),
      .hit(.watch), .hit(.drop)),
    ReviewSequence(
      "one without gain ends it", .hit(.watch),
      Look(p: 0.7, gain: 0, new: true, many: true, leaves: .watch), .hit(.watch)),
    ReviewSequence(
      "two hits wait for the third bad day", Look(p: 0.65, new: true, leaves: .watch),
      Look(p: 0.65, new: true, leaves: .watch), .hit(.drop)),
    ReviewSequence(
      "and for a score under 75", .hit(.watch),
      Look(p: 0.65, score: 75, new: true, many: true, leaves: .watch), .hit(.drop)),
  ]

  /// Each rule on what the one before left.
  static let inOrder = [
    ReviewSequence(
      "watch is lifted and begins anew by a loss", .watch,
      Look(p: 0.1, new: true, lost: true, leaves: .watch)),
    ReviewSequence("watch is lifted to what is unclear", .watch, Look(p: 0.1, low: 29, leaves: .unclear)),
    ReviewSequence(
      "drop falls as far as unclear in one look", .drop, Look(p: 0.1, seen: 0.2, leaves: .unclear)),
    ReviewSequence(
      "drop is lifted and comes back by a second hit only", .drop,
      Look(p: 0.45, leaves: .watch), .hit(.watch), .hit(.drop),
      reason: .leavingPays(sureAtOnce: false, since: Look.day(3))),
    ReviewSequence(
      "two quiet looks after a loss", Look(p: 0.1, new: true, lost: true, leaves: .watch),
      Look(p: 0.1, lost: true, leaves: .keep), Look(p: 0.1, lost: true, leaves: .keep)),
  ]

  @Test func `each rule that changed the advice is told`() {
    func steps(_ looks: Look...) -> [Review.Step?] {
      var state = ReviewState()
      return looks.enumerated().map { state.review($1.facts($0)) }
    }
    let down = Look(p: 0.3, leaves: .watch)
    let up = Look(leaves: .keep)
    #expect(steps(.watch, up) == [.watchBegun(.leavingMayPay), .watchLifted])
    #expect(steps(.drop, down) == [.dropped(sureAtOnce: true), .dropLifted])
    #expect(steps(.hit(.watch), .hit(.drop)).last == .dropped(sureAtOnce: false))
    #expect(steps(up, Look(seen: 0, leaves: .unclear), up) == [.enoughSeen, .tooLittleSeen, .enoughSeen])
    #expect(steps(.drop, up).last == .watchLifted)
  }
}
