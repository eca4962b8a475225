import ScorecardFormats
import ScorecardModel
import Testing

@testable import ScorecardPostgreSQL

/// What holds where an address says nothing, with a stand-in for what libpq finds in its files and the environment.
@Suite struct `Connection settings` {
  private func settings(
    _ address: String, version: Int = 160_000, service: [String: String] = [:],
    environment: [String: String] = [:]
  ) throws -> [String: String] {
    let settings = try ConnectionSettings(
      try ServerPlace(address: address), libraryVersion: version
    ) { given in
      var values = ["sslmode": "prefer", "gssencmode": "prefer"]
      values.merge(environment) { $1 }
      if given.contains(where: { $0.keyword == "service" }) { values.merge(service) { $1 } }
      values.merge(given.map { ($0.keyword, $0.value) }) { $1 }
      return values
    }
    return Dictionary(uniqueKeysWithValues: settings.settings.map { ($0.keyword, $0.value) })
  }

  @Test(arguments: [
    "postgresql://db.example.com/shop", "postgresql://10.0.0.1", "postgresql://[2001:db8::1]",
    "postgresql://localhost,db.example.com", "postgresql://localhost/?hostaddr=10.0.0.1",
    "postgresql://127.0.0.1.example.com", "postgresql://128.0.0.1", "postgresql://localhost.example.com",
  ])
  func `who is elsewhere has to prove who it is`(address: String) throws {
    let settings = try settings(address)
    #expect(settings["sslmode"] == "verify-full")
    #expect(settings["sslrootcert"] == "system")
    #expect(settings["gssencmode"] == "disable")
  }

  @Test(arguments: [
    "postgresql://", "postgresql:///shop", "postgresql://%2Frun%2Fpostgresql", "postgresql://localhost",
    "postgresql://127.0.0.1:5433", "postgresql://127.1.2.3", "postgresql://[::1]",
    "postgresql://db.example.com/?hostaddr=127.0.0.1",
  ])
  func `what stays on this machine is left alone`(address: String) throws {
    #expect(try settings(address)["sslmode"] == nil)
  }

  @Test(arguments: ["disable", "prefer", "require", "verify-ca"])
  func `a weaker mode has to be written out`(mode: String) throws {
    let address = try settings("postgresql://db.example.com/?sslmode=\(mode)")
    #expect(address["sslmode"] == mode)
    #expect(address["sslrootcert"] == nil)
    // The environment is not about this ledger.
    #expect(
      try settings("postgresql://db.example.com", environment: ["sslmode": mode])["sslmode"] == "verify-full")
  }

  @Test func `a service may say where it is and how far it is trusted`() throws {
    let place = "postgresql:///?service=shop"
    let silent = try settings(place, service: ["host": "db.example.com"])
    #expect(silent["sslmode"] == "verify-full")
    let weaker = try settings(place, service: ["host": "db.example.com", "sslmode": "require"])
    #expect(weaker["sslmode"] == nil)
    let ofBoth = try settings(
      place, service: ["host": "db.example.com"], environment: ["sslmode": "disable"])
    #expect(ofBoth["sslmode"] == "verify-full")
  }

  @Test func `own certificates go before the system's`() throws {
    let settings = try settings("postgresql://db.example.com/?sslrootcert=%2Fca.pem")
    #expect(settings["sslmode"] == "verify-full")
    #expect(settings["sslrootcert"] == "/ca.pem")
  }

  @Test func `an older libpq gets the distribution's file, if there is one`() throws {
    let file = try settings("postgresql://db.example.com", version: 150_000)["sslrootcert"]
    #expect(file?.hasPrefix("/") != false)
  }

  @Test func `what nothing is said of has a limit`() throws {
    let usual = try settings("postgresql://db.example.com")
    #expect(usual["connect_timeout"] == "10")
    #expect(usual["keepalives_idle"] == "30")
    #expect(usual["application_name"] == "vendorscore")
    #expect(usual["client_encoding"] == "UTF8")
    #expect(try settings("postgresql://db/?connect_timeout=3")["connect_timeout"] == "3")
  }

  @Test func `a service that is not there is said`() throws {
    let library = try #require(try? LibPQ.shared(), "SKIPPED: no libpq here")
    let failure = #expect(throws: ServerFailure.self) {
      try library.resolved([ServerSetting("service", "no-such-service")])
    }
    guard case .badSetting(let message)? = failure else { return #expect(failure == .badSetting("")) }
    #expect(message.contains("no-such-service"))
  }
}
