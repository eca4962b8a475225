import ScorecardModel

/// What stands in for the clock.
enum Clock {
  /// Name of the variable that stands in for the clock (RFC 3339), for tests and for reports that can be
  /// made again.
  static let variable = "VENDORSCORE_NOW"

  /// The moment that the variable gives, to the second; nil when it is not set.
  ///
  /// - Throws: exit 78 when it is no moment.
  static func moment(in environment: [String: String]) throws(Failure) -> Timestamp? {
    guard let text = environment[variable], !text.isEmpty else { return nil }
    guard let moment = try? DateFormat.iso.read(text).moment() else {
      throw Failure("\(variable) \"\(text)\" isn't a moment. Try 2026-09-21T08:30:00Z", .configuration)
    }
    return moment
  }
}
