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
    guard let moment = moment(text) else {
      throw Failure("\(variable) \"\(text)\" isn't a moment. Try 2026-09-21T08:30:00Z", .configuration)
    }
    return moment
  }

  /// Parses RFC 3339 to the second: `2026-09-21T08:30:00Z`, or with `+02:00` instead of Z.
  static func moment(_ text: String) -> Timestamp? {
    let bytes = Array(text.utf8)
    guard bytes.count == 20 || bytes.count == 25, bytes[10] | 0x20 == 0x74,
      let day = try? Day(String(decoding: bytes[..<10], as: UTF8.self)),
      let time = clockTime(bytes[11..<19], seconds: true)
    else { return nil }
    let local = Int64(day.number) * 86_400 + Int64(time)
    if bytes.count == 20 { return bytes[19] | 0x20 == 0x7A ? Timestamp(seconds: local) : nil }
    guard let offset = clockTime(bytes[20...], seconds: false) else { return nil }
    switch bytes[19] {
    case UInt8(ascii: "+"): return Timestamp(seconds: local - Int64(offset))
    case UInt8(ascii: "-"): return Timestamp(seconds: local + Int64(offset))
    default: return nil
    }
  }

  /// Seconds of `HH:MM:SS` or `HH:MM`.
  private static func clockTime(_ bytes: ArraySlice<UInt8>, seconds: Bool) -> Int? {
    let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count == (seconds ? 3 : 2) else { return nil }
    var total = 0
    for (part, limit) in zip(parts, [24, 60, 60]) {
      guard part.count == 2, part.allSatisfy({ (0x30...0x39).contains($0) }),
        let value = Int(String(decoding: part, as: UTF8.self)), value < limit
      else { return nil }
      total = total * 60 + value
    }
    return seconds ? total : total * 60
  }
}
