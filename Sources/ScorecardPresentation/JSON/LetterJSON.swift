package import ScorecardModel

extension JSONText {
  /// `letter --json`: the facts of the letter; of a claim `claims`, with the `amount` and the `lastDay` of each, null where
  /// they are not known.
  package static func letter(_ letter: VendorLetter) -> JSONText {
    [
      "kind": .string(letter.kind.rawValue), "vendor": .string(letter.vendor.id),
      "day": .string(letter.day.description), "since": .string(letter.since.description),
      "answerBy": optional(letter.answerBy?.description),
      "bad": list(letter.bad, incident), "good": list(letter.good, incident),
      "claims": list(letter.claims, claim),
      "cost": [
        "lost": optional(letter.moneyLost), "claimed": optional(letter.moneyClaimed),
        "recovered": optional(letter.moneyRecovered), "holdMinutes": count(letter.holdMinutes),
        "minutesSpent": count(letter.minutesSpent),
      ],
      "resolved": count(letter.resolved),
    ]
  }

  private static func claim(_ claim: VendorLetter.Claim) -> JSONText {
    [
      "entry": .integer(claim.entry.id), "amount": optional(claim.amount),
      "lastDay": optional(claim.lastDay?.description), "claimed": .bool(claim.isClaimed),
    ]
  }
}
