import Glibc
import ScorecardModel

/// The one place that reads the time.
enum Clock {
  /// Name of the variable that stands in for the clock (RFC 3339), for tests and for reports that can be
  /// made again.
  static let variable = "VENDORSCORE_NOW"

  /// Now, to the second.
  ///
  /// - Throws: exit 78 when the variable is set and is no moment.
  static func now(environment: [String: String]) throws(Failure) -> Timestamp {
    guard let text = environment[variable], !text.isEmpty else {
      return Timestamp(seconds: Int64(time(nil)))
    }
    guard let moment = try? DateFormat.iso.read(text).moment() else {
      throw Failure("\(variable) \"\(text)\" isn't a moment. Try 2026-09-21T08:30:00Z", .configuration)
    }
    return moment
  }
}
