public import ScorecardModel

extension QuarterReport {
  /// The report in one sentence with the decision, in English.
  ///
  /// For another language see ``decisions``.
  public var headline: String { ReportNarrative(self).headline }
}
