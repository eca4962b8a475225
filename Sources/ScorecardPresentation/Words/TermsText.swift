package import ScorecardModel

/// What was agreed with a vendor, in words.
package enum TermsText {
  /// `7 days damage, 30 loss`; nil where nothing is known.
  package static func claims(_ vendor: Vendor) -> String? {
    guard let claims = vendor.claims else { return nil }
    let known = [(claims.damageDays, "damage"), (claims.lossDays, "loss"), (claims.lateDays, "late")]
      .compactMap { days, what in days.map { ($0, what) } }
    return known.enumerated().map { index, term in
      index == 0 ? "\(NumberText.count(term.0, "day")) \(term.1)" : "\(term.0) \(term.1)"
    }.joined(separator: ", ")
  }
}
