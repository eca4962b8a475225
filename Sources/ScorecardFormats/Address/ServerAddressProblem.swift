/// What is wrong with a server's address or a ledger's name there, and where.
package struct ServerAddressProblem: Error, Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    /// The line that belongs into `~/.pgpass` in its place, without the password.
    case password(passwordFile: String)
    /// Not `postgresql://`; nil when it is too odd to be repeated.
    case otherScheme(String?)
    /// No setting that is allowed here; nil when it is too odd to be repeated.
    case unknownSetting(String?, closest: String?)
    /// `options` would change how the server keeps what it acknowledged.
    case serverOptions
    case twice(String)
    case emptyValue(String)
    case badValue(String, allowed: [String])
    /// Seconds or a count that is none.
    case badNumber(String)
    case badPort(String?)
    /// An IPv6 address without its `]`, or with something after it.
    case badBrackets
    /// Not as many ports as hosts.
    case unevenPorts
    /// A sign that has to be written as `%` and its number.
    case unencoded(String)
    /// `%` without two hexadecimal digits after it, or text that isn't UTF-8.
    case badEncoding
    case nul
    case control
    /// More than this many bytes.
    case tooLong(limit: Int)
    case emptyName
    case longName
    case controlInName
  }

  package let reason: Reason
  /// 1-based, in characters of the address, or of the ledger's name where the reason is about that.
  package let column: Int

  /// Whether it is about the ledger's name, not about the address.
  package var isAboutName: Bool { [.emptyName, .longName, .controlInName].contains(reason) }

  init(_ reason: Reason, column: Int) {
    self.reason = reason
    self.column = column
  }
}
