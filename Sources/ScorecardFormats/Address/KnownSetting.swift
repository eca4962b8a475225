import ScorecardModel

/// The settings that an address may have after `?`: libpq's, except those that hold a secret, change what the program
/// itself relies on, or that no ledger needs.
struct KnownSetting {
  enum Values {
    case any
    /// One, or as many as there are hosts.
    case ports
    /// Seconds and counts: 0...86,400.
    case number
    case words([String])
  }

  let keyword: String
  let values: Values

  static let all = [
    KnownSetting("host"), KnownSetting("hostaddr"), KnownSetting("port", .ports), KnownSetting("dbname"),
    KnownSetting("user"), KnownSetting("service"), KnownSetting("passfile"),
    KnownSetting(
      "sslmode", .words(["disable", "allow", "prefer", "require", "verify-ca", "verify-full"])),
    KnownSetting("sslrootcert"), KnownSetting("sslcert"), KnownSetting("sslkey"), KnownSetting("sslcrl"),
    KnownSetting("sslcrldir"), KnownSetting("sslsni", .words(["0", "1"])),
    KnownSetting("ssl_min_protocol_version", .words(["TLSv1.2", "TLSv1.3"])),
    KnownSetting("channel_binding", .words(["disable", "prefer", "require"])),
    KnownSetting("gssencmode", .words(["disable", "prefer", "require"])), KnownSetting("krbsrvname"),
    KnownSetting("requirepeer"), KnownSetting("require_auth"),
    KnownSetting(
      "target_session_attrs",
      .words(["any", "read-write", "read-only", "primary", "standby", "prefer-standby"])),
    KnownSetting("load_balance_hosts", .words(["disable", "random"])),
    KnownSetting("connect_timeout", .number), KnownSetting("keepalives", .words(["0", "1"])),
    KnownSetting("keepalives_idle", .number), KnownSetting("keepalives_interval", .number),
    KnownSetting("keepalives_count", .number),
  ]

  /// What holds a secret, under any spelling that people try.
  static let secrets = ["password", "sslpassword", "passwd", "pass", "pwd"]

  static func named(_ keyword: String) -> KnownSetting? { all.first { $0.keyword == keyword } }

  private init(_ keyword: String, _ values: Values = .any) {
    self.keyword = keyword
    self.values = values
  }

  /// What is wrong with a value; nil = nothing.
  func problem(with value: String) -> ServerAddressProblem.Reason? {
    if value.isEmpty { return .emptyValue(keyword) }
    switch values {
    case .any: return nil
    case .ports:
      for port in ServerPlace.list(value) {
        if let problem = Self.problem(withPort: port) { return problem }
      }
      return nil
    case .number: return Self.isNumber(value, in: 0...86_400) ? nil : .badNumber(keyword)
    case .words(let words): return words.contains(value) ? nil : .badValue(keyword, allowed: words)
    }
  }

  /// An empty port is the usual one.
  static func problem(withPort text: String) -> ServerAddressProblem.Reason? {
    if text.isEmpty || isNumber(text, in: 1...65_535) { return nil }
    // Anything else may be a password's beginning, and is not repeated.
    let isRepeatable =
      text.utf8.count <= 10 && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= $0 }
    return .badPort(isRepeatable ? text : nil)
  }

  private static func isNumber(_ text: String, in range: ClosedRange<Int>) -> Bool {
    let isDigits = text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= $0 }
    return isDigits && Int(text).map(range.contains) == true
  }
}
