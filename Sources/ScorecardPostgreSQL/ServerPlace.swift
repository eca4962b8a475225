/// Where a ledger is on a server: how to reach that, without anything secret, and the ledger's name there.
package struct ServerPlace: Hashable, Sendable {
  /// The ledger's name where none is said.
  package static let usualLedger = "main"

  /// What the address says, by libpq's keywords, in the order of the address.
  let settings: [ServerSetting]
  package let ledger: String

  /// Reads `postgresql://[user@][host[:port][,…]][/database][?setting=value&…]`.
  ///
  /// - Parameter ledger: 1...200 characters.
  /// - Throws: what is wrong, and at which character; a password is an error.
  package init(address: String, ledger: String = usualLedger) throws(ServerAddressProblem) {
    try LedgerName.check(ledger)
    settings = try ServerAddressReader.settings(of: address)
    self.ledger = ledger
  }

  /// Whether a catalog's text means a server, or what is no ledger at all, such as `mysql://…`: no file's name has
  /// `://`.
  package static func isAddress(_ text: String) -> Bool { text.contains("://") }

  subscript(keyword: String) -> String? { settings.first { $0.keyword == keyword }?.value }

  /// Hosts with their ports; a host that begins with `/` is a folder with a socket.
  var servers: [(host: String, port: String)] {
    let hosts = Self.list(self["host"] ?? self["hostaddr"] ?? "")
    let ports = Self.list(self["port"] ?? "")
    return hosts.enumerated().map { number, host in
      let port = ports.count == 1 ? ports[0] : number < ports.count ? ports[number] : ""
      return (host, port.isEmpty ? "5432" : port)
    }
  }

  /// A list's parts, among them empty ones, which mean what is usual.
  static func list(_ text: String) -> [String] {
    text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }

  /// The server in messages, such as `db.example.com:5432`.
  package var server: String {
    if self["host"] == nil, self["hostaddr"] == nil {
      if let service = self["service"] { return "the service \(service)" }
    }
    return servers.map { host, port in
      if host.isEmpty { return "this machine" }
      if host.hasPrefix("/") || host.hasPrefix("@") { return host }
      return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }.joined(separator: ", ")
  }

  /// The first host's name, for a command to type; nil where it has none.
  package var host: String? { servers.first.flatMap { $0.host.isEmpty ? nil : $0.host } }

  package var user: String? { self["user"] }
}

extension ServerPlace: CustomStringConvertible {
  /// Server, database and ledger, such as `main at db.example.com:5432/shop`.
  package var description: String { "\(ledger) at \(server)" + (self["dbname"].map { "/" + $0 } ?? "") }
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
