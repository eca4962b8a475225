package import ScorecardModel

extension ServerPlace {
  /// Reads `postgresql://[user@][host[:port][,…]][/database][?setting=value&…]`.
  ///
  /// - Parameter ledger: 1...200 characters.
  /// - Throws: what is wrong, and at which character; a password is an error.
  package init(
    address: String, ledger: String = ServerPlace.usualLedger
  ) throws(ServerAddressProblem) {
    try LedgerName.check(ledger)
    let settings = try ServerAddressReader.settings(of: address)
    self.init(address: address, settings: settings, ledger: ledger)
  }

  /// Whether a text means a server, or what is no ledger at all, such as `mysql://…`: no file's name has `://`.
  package static func isAddress(_ text: String) -> Bool { text.contains("://") }
}

/// The rules of a ledger's name on a server.
enum LedgerName {
  static let longest = 200

  static func check(_ name: String) throws(ServerAddressProblem) {
    if name.isEmpty { throw ServerAddressProblem(.emptyName, column: 1) }
    if name.unicodeScalars.count > longest { throw ServerAddressProblem(.longName, column: longest + 1) }
    for (number, character) in name.enumerated() where !character.unicodeScalars.allSatisfy(isAllowed) {
      throw ServerAddressProblem(.controlInName, column: number + 1)
    }
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .unassigned: false
    default: true
    }
  }
}
