import ScorecardModel

/// What libpq says when it could not connect: several lines, one or more for each address that was tried.
///
/// Unlike for statements it hands out no SQLSTATE, so that is taken from the message, which has it in its verbose form
/// whatever language the server speaks. libpq's own sentences are English: the program sets no locale.
struct LoginMessage {
  /// The last address's; nil when no server spoke.
  let state: String?
  /// What is wrong, without where that was tried, which is known.
  let reason: String
  private let whole: String

  init(_ text: String) {
    whole = text
    // Each attempt begins a line, and hints may follow it in lines of their own.
    let lines = text.split(whereSeparator: \.isNewline)
    let attempts = lines.compactMap { line in line.firstRange(of: " failed: ").map { line[$0.upperBound...] }
    }
    let said = attempts.last ?? lines.first ?? ""
    (state, reason) = Self.withoutState(said)
  }

  /// Takes `FATAL:  28P01: role "ann" …` apart; the first word is in the server's language.
  private static func withoutState(_ text: Substring) -> (state: String?, reason: String) {
    if let match = text.firstMatch(of: #/:  ([0-9A-Z]{5}): /#) {
      return (String(match.1), String(text[match.range.upperBound...]))
    }
    // libpq's sentences begin with a capital, or with an abbreviation.
    let isWord = text.dropFirst().first?.isLowercase ?? false
    return (nil, isWord ? text.prefix(1).lowercased() + text.dropFirst() : String(text))
  }

  /// libpq gave up for one of these reasons before it sent a name or a password.
  private static let ofTrust = [
    "server does not support SSL", "certificate", "SSL error", "SSL connection has been closed",
    "tlsv1 alert",
    "private key file", "could not establish SSL context", "server does not support encryption",
  ]
  private static let ofReading = ["session is read-only", "server is in hot standby mode"]

  /// - Parameter wantsPassword: the server asked for one, and none was found.
  func failure(wantsPassword: Bool, filter: MessageFilter) -> ServerFailure {
    let reason = filter.clean(reason)
    if let state {
      let failure = ServerFailure(state: state, constraint: "", message: reason, lockSeconds: 0)
      if case .refused = failure { return .refusedLogin(reason) }
      return failure
    }
    if wantsPassword { return .noPassword }
    if Self.ofTrust.contains(where: whole.contains) { return .untrusted(reason) }
    if Self.ofReading.contains(where: whole.contains) { return .readOnly }
    return .unreachable(reason.isEmpty ? "no answer" : reason)
  }
}
