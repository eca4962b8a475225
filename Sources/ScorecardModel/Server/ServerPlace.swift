/// Where a ledger is on a server: how to reach that, without anything secret, and the ledger's name there.
public struct ServerPlace: Hashable, Sendable {
  /// The ledger's name where none is said.
  public static let usualLedger = "main"

  /// The address as it was written, such as `postgresql://db.example.com/shop`.
  public let address: String
  /// The ledger's name: 1...200 characters.
  public let ledger: String
  /// What the address says, by libpq's keywords, in the order of the address.
  package let settings: [ServerSetting]

  /// Addresses are read in `ScorecardFormats`, which refuses what is secret.
  package init(address: String, settings: [ServerSetting], ledger: String) {
    self.address = address
    self.settings = settings
    self.ledger = ledger
  }

  package subscript(keyword: String) -> String? { settings.first { $0.keyword == keyword }?.value }

  /// Hosts with their ports; a host that begins with `/` is a folder with a socket.
  package var servers: [(host: String, port: String)] {
    let hosts = Self.list(self["host"] ?? self["hostaddr"] ?? "")
    let ports = Self.list(self["port"] ?? "")
    return hosts.enumerated().map { number, host in
      let port = ports.count == 1 ? ports[0] : number < ports.count ? ports[number] : ""
      return (host, port.isEmpty ? "5432" : port)
    }
  }

  /// A list's parts, among them empty ones, which mean what is usual.
  package static func list(_ text: String) -> [String] {
    text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }

  /// The server in messages, such as `db.example.com:5432`.
  public var server: String {
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

  /// The same for whom libpq takes from somewhere else, such as `PGUSER`, where the address names nobody.
  package func loggedIn(as user: String?) -> ServerPlace {
    guard self.user == nil, let user else { return self }
    return ServerPlace(address: address, settings: settings + [ServerSetting("user", user)], ledger: ledger)
  }

  /// Another ledger at the same place.
  ///
  /// - Parameter ledger: 1...200 characters.
  package func naming(_ ledger: String) -> ServerPlace {
    ServerPlace(address: address, settings: settings, ledger: ledger)
  }
}

extension ServerPlace: CustomStringConvertible {
  /// Server, database and ledger, such as `main at db.example.com:5432/shop`: what ``LedgerError`` has as its place.
  public var description: String { "\(ledger) at \(server)" + (self["dbname"].map { "/" + $0 } ?? "") }
}

/// A keyword of libpq's and its value, such as `host` and `db.example.com`.
package struct ServerSetting: Hashable, Sendable {
  package var keyword: String
  package var value: String

  package init(_ keyword: String, _ value: String) {
    self.keyword = keyword
    self.value = value
  }
}
