import Foundation
import ScorecardFormats
import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardPostgreSQL

/// Passwords and certificates. One after another: the server's certificate is changed within.
@Suite(.serialized, .enabled(if: TestServer.hasTLS && `libpq`.isHere, "\(TestServer.missingTLS)"))
struct `Server logins` {
  private let server: TestServer

  init() throws {
    server = try TestServer.shared
    _ = try? server.connect().run("CREATE ROLE ann LOGIN PASSWORD '\(TestServer.password)'")
  }

  private func connect(host: String = "db.test", _ settings: String, password: String?) throws
    -> ServerConnection
  {
    let secret = try SecretFile(password: password)
    let address =
      "postgresql://ann@\(host):\(server.port)/postgres?hostaddr=127.0.0.1&passfile=\(secret.path)&\(settings)"
    return try ServerConnection(to: try ServerPlace(address: address), lockSeconds: 1)
  }

  private var proof: String { "sslmode=verify-full&sslrootcert=\(server.folder)/ca.pem" }

  private func untrusted(_ word: String, host: String = "db.test", _ settings: String) {
    let failure = #expect(throws: ServerFailure.self) {
      try connect(host: host, settings, password: TestServer.password)
    }
    guard case .untrusted(let message)? = failure else { return #expect(failure == .untrusted(word)) }
    #expect(message.contains(word))
  }

  @Test func `who proves who it is gets the password`() throws {
    let row = try connect(proof, password: TestServer.password).run("SELECT current_user::text").onlyRow()
    #expect(try row.value(0) == "ann")
  }

  @Test func `a wrong password is refused, and shown to nobody`() throws {
    let failure = #expect(
      throws: ServerFailure.refusedLogin("password authentication failed for user \"ann\"")
    ) {
      try connect(proof, password: "hunter22")
    }
    #expect(!"\(failure, default: "")".contains("hunter22"))
  }

  @Test func `without a password it is said that one is wanted`() {
    #expect(throws: ServerFailure.noPassword) { try connect(proof, password: nil) }
  }

  @Test func `another authority proves nothing`() {
    untrusted("certificate verify failed", "sslmode=verify-full&sslrootcert=\(server.folder)/other.pem")
  }

  @Test func `another name proves nothing`() { untrusted("other.test", host: "other.test", proof) }

  @Test func `an authority that is not there proves nothing`() {
    untrusted("root certificate file", "sslmode=verify-full&sslrootcert=\(server.folder)/nowhere.pem")
  }

  @Test func `what has expired proves nothing`() throws {
    defer { try? present("good", until: { (try? connect(proof, password: TestServer.password)) != nil }) }
    try present("expired") { (try? connect(proof, password: TestServer.password)) == nil }
    untrusted("certificate verify failed", proof)
  }

  /// Has the server show a certificate to whoever comes next.
  private func present(_ name: String, until isShown: () -> Bool) throws {
    let certificate = try Data(contentsOf: URL(filePath: server.folder + "/\(name).pem"))
    try certificate.write(to: URL(filePath: server.folder + "/server.pem"))
    try server.connect().run("SELECT pg_reload_conf()")
    // It is told, not asked: when it has read the file is its own affair.
    var patience = 500
    while !isShown(), patience > 0 {
      usleep(10_000)
      patience -= 1
    }
  }
}
