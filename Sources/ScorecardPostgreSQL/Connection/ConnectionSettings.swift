import ScorecardModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a connection is made of: what the address says, and what holds where it says nothing.
struct ConnectionSettings {
  static let usualTimeout = 10
  static let applicationName = "vendorscore"

  /// libpq knows `sslrootcert=system` from this version on; 160000 = 16.0.
  private static let knowsSystemTrust = 160_000

  let settings: [ServerSetting]
  /// Seconds that one address is waited for; 0 = without end.
  let timeout: Int
  /// Whether every host is a socket on this machine, where a connection is there or not at once.
  let isSocket: Bool

  /// What libpq makes of settings, with what the environment and a service's file add.
  typealias Resolve = ([ServerSetting]) throws(ServerFailure) -> [String: String]

  /// - Throws: ``ServerFailure/badSetting(_:)``.
  init(_ place: ServerPlace, library: LibPQ) throws(ServerFailure) {
    try self.init(place, libraryVersion: Int(library.libVersion()), resolve: library.resolved)
  }

  init(_ place: ServerPlace, libraryVersion: Int, resolve: Resolve) throws(ServerFailure) {
    let resolved = try resolve(place.settings)
    let hosts = Self.hosts(of: resolved)
    let trust =
      hosts.allSatisfy(Self.isHere)
      ? [] : try Self.trust(place, resolved: resolved, libraryVersion: libraryVersion, resolve: resolve)
    let usual = Self.usual.filter { resolved[$0.keyword] == nil }
    let given = place.settings.filter { setting in !trust.contains { $0.keyword == setting.keyword } }
    settings = given + trust + usual + Self.fixed
    timeout =
      (resolved["connect_timeout"] ?? settings.last { $0.keyword == "connect_timeout" }?.value)
      .flatMap { Int($0) } ?? Self.usualTimeout
    isSocket = hosts.allSatisfy(Self.isSocket)
  }

  private static let fixed = [
    ServerSetting("application_name", applicationName), ServerSetting("client_encoding", "UTF8"),
  ]

  /// A server that vanishes is noticed within a minute, also by who waits for a lock.
  private static let usual = [
    ServerSetting("connect_timeout", String(usualTimeout)), ServerSetting("keepalives_idle", "30"),
    ServerSetting("keepalives_interval", "10"), ServerSetting("keepalives_count", "3"),
  ]

  // MARK: Trust

  /// Who is on the other side of a network has to prove that it is who the address names, unless the address, or the
  /// service that it names, says in so many words that less is enough.
  ///
  /// - Note: neither `PGSSLMODE` nor libpq's own `prefer` are such words: they are not about this ledger.
  private static func trust(
    _ place: ServerPlace, resolved: [String: String], libraryVersion: Int, resolve: Resolve
  ) throws(ServerFailure) -> [ServerSetting] {
    var settings: [ServerSetting] = []
    var said = place["sslmode"]
    if said == nil { said = try modeOfService(place, resolved: resolved, resolve: resolve) }
    if said == nil {
      settings.append(ServerSetting("sslmode", "verify-full"))
      if resolved["sslrootcert", default: ""].isEmpty {
        settings += rootCertificates(libraryVersion: libraryVersion)
      }
    }
    // Kerberos's encryption would go before TLS, and prove another name.
    if said == nil || said == "verify-full", place["gssencmode"] == nil {
      settings.append(ServerSetting("gssencmode", "disable"))
    }
    return settings
  }

  /// What a service's file says, which is what changes when the service is left out.
  private static func modeOfService(
    _ place: ServerPlace, resolved: [String: String], resolve: Resolve
  ) throws(ServerFailure) -> String? {
    guard place["service"] != nil, let mode = resolved["sslmode"] else { return nil }
    let without = try resolve(place.settings.filter { $0.keyword != "service" })
    return mode == without["sslmode"] ? nil : mode
  }

  /// The certificates that this machine's distribution trusts.
  static func rootCertificates(libraryVersion: Int) -> [ServerSetting] {
    if libraryVersion >= knowsSystemTrust { return [ServerSetting("sslrootcert", "system")] }
    let found = certificateFiles.first { access($0, R_OK) == 0 }
    // Without any, libpq looks for the owner's own, and says what it lacks.
    return found.map { [ServerSetting("sslrootcert", $0)] } ?? []
  }

  /// Debian and Alpine; Fedora; openSUSE; macOS.
  private static let certificateFiles = [
    "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
  ]

  // MARK: Hosts

  /// Where it will connect to: an address goes before a name.
  private static func hosts(of resolved: [String: String]) -> [String] {
    let names = ServerPlace.list(resolved["host"] ?? "")
    let addresses = ServerPlace.list(resolved["hostaddr"] ?? "")
    return (0..<max(names.count, addresses.count)).map { number in
      let address = number < addresses.count ? addresses[number] : ""
      return address.isEmpty && number < names.count ? names[number] : address
    }
  }

  /// libpq takes a host without a name for a socket in its own folder.
  private static func isSocket(_ host: String) -> Bool {
    host.isEmpty || host.hasPrefix("/") || host.hasPrefix("@")
  }

  /// Whether what is sent there stays on this machine.
  static func isHere(_ host: String) -> Bool {
    if isSocket(host) || host == "localhost" || host == "::1" { return true }
    var address = in_addr()
    guard inet_pton(AF_INET, host, &address) == 1 else { return false }
    return UInt32(bigEndian: address.s_addr) >> 24 == 127
  }
}
