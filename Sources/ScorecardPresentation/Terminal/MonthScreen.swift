package import ScorecardModel

extension Screen {
  /// `review` where nobody can be asked: everything that waits, by group.
  package func monthReview(_ review: MonthReview, in catalog: Catalog) -> String {
    let groups = MonthText.groups(review, in: catalog).flatMap { title, texts in
      texts.isEmpty
        ? ["\(title): nothing here"]
        : [heading(title) + " (\(NumberText.grouped(texts.count)))"] + texts.flatMap { paragraph(safe($0)) }
    }
    return lines(heading("To do", asOf: review.day) + groups)
  }
}

extension JSONText {
  /// `review --json`: what waits, by group, each as `due`, `incidents` and `status` have it; `orders` is the month that is
  /// missing, and `lastNews` the latest day on record when it is more than a week ago, null otherwise.
  package static func monthReview(_ review: MonthReview) -> JSONText {
    [
      "asOf": .string(review.day.description), "count": count(review.count),
      "claims": list(review.claims) { due(.entry($0)) },
      "followUps": list(review.followUps) { due(.entry($0)) },
      "contracts": list(review.contracts) { due(.contract($0)) },
      "outages": list(review.outages, incident), "unresolved": list(review.unresolved, incident),
      "orders": review.gaps.orders.map {
        ["month": .string($0.month.description), "estimated": optional($0.estimated)]
      } ?? .null,
      "lastNews": optional(review.gaps.lastNews?.description),
    ]
  }
}
