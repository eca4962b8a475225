import ScorecardModel

extension ServerAddressProblem {
  /// What is wrong and what to write instead, without the place, and without what may be secret.
  package var sentence: String {
    switch reason {
    case .password(let line):
      "a password does not belong here. Put it into ~/.pgpass: \(line), then chmod 600 ~/.pgpass"
    case .otherScheme(let scheme):
      (scheme.map { "\($0)://: " } ?? "") + "a ledger is a file or postgresql://"
    case .unknownSetting(let name, let closest):
      (name.map { "\"\($0)\" in the address" } ?? "what stands after ? or &") + " is no setting of PostgreSQL"
        + (name == nil ? "" : " that a ledger takes") + (closest.map { ". Did you mean \($0)?" } ?? "")
    case .serverOptions:
      "options do not belong here: the server's own settings decide what a power cut may cost"
    case .twice(let name): "\(name) is said twice"
    case .emptyValue(let name): "\(name) is empty. Leave it out, or say it"
    case .badValue(let name, let allowed): "\(name) is one of \(allowed.joined(separator: ", "))"
    case .badNumber(let name): "\(name) is a whole number, 0–86400"
    case .badPort(let port): (port.map { "port \($0)" } ?? "what stands for the port") + " isn't 1–65535"
    case .badBrackets: "an IPv6 address stands in brackets: [::1] or [::1]:5432"
    case .unevenPorts: "as many ports as hosts, or one for all"
    case .unencoded(let sign): "\"\(sign)\" has to be written as \(Self.encoded(sign)) here"
    case .badEncoding: "% stands before two hexadecimal digits, and all of it is UTF-8"
    case .nul: "a NUL does not belong here"
    case .control: "a control character does not belong here"
    case .tooLong(let limit): "an address has at most \(limit) bytes"
    case .emptyName:
      "a ledger's name is empty. Leave it out (it is then \(ServerPlace.usualLedger)), or say it"
    case .longName: "a ledger's name has at most \(LedgerName.longest) characters"
    case .controlInName: "a ledger's name has no control characters"
    }
  }

  private static func encoded(_ sign: String) -> String {
    sign.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
  }
}
