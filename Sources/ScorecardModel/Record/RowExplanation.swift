/// What a row that was asked about became, and why.
public enum RowExplanation: Hashable, Sendable {
  /// A field that the owner's rules read, a rule that fits or not, or what the row comes to by them: in the words of
  /// the rules' reader.
  case byRules(String)
  case incident(Incident, confirmed: Bool)
  /// It stands for nothing, and takes out what was told under its id.
  case none
  case orders(Volume)
  case checkIn(Day)
  case refused(Diagnostic)
}
