public import ScorecardModel

extension Evaluation {
  /// Why a vendor has the advice that it has, as a short clause in English, such as `leaving pays off, 92 % sure`.
  ///
  /// For another language see ``AdviceFinding/reason``.
  public func reason(for card: Scorecard) -> String { AdviceText.reason(card, in: catalog) }
}
