import Foundation
import ScorecardFormats
import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardPostgreSQL

/// A server that is none, is broken, or wants to do harm: an error each time, never a trap, and no password for it.
@Suite(.enabled(if: `libpq`.isHere, "SKIPPED: no libpq here")) struct `Lying servers` {
  private func connect(_ answers: [[UInt8]], settings: String = "sslmode=disable") throws -> ServerConnection
  {
    let server = try LyingServer(answers: answers)
    return try withExtendedLifetime(server) { try connect(to: server, settings: settings) }
  }

  private func connect(to server: LyingServer, settings: String) throws -> ServerConnection {
    let address =
      "postgresql://ann@127.0.0.1:\(server.port)/shop?connect_timeout=4&gssencmode=disable&\(settings)"
    return try ServerConnection(to: try ServerPlace(address: address), lockSeconds: 30)
  }

  @Test func `nobody there`() throws {
    let place = try ServerPlace(address: "postgresql://127.0.0.1:\(try FreePort.find())/shop")
    #expect(throws: ServerFailure.unreachable("connection refused")) {
      try ServerConnection(to: place, lockSeconds: 1)
    }
    let socket = try ServerPlace(address: "postgresql://%2Fnowhere%2Fat%2Fall/shop")
    #expect(throws: ServerFailure.unreachable("no such file or directory")) {
      try ServerConnection(to: socket, lockSeconds: 1)
    }
  }

  @Test func `one that says nothing is not waited for without end`() throws {
    let listener = try Listener()
    let address = "postgresql://127.0.0.1:\(listener.port)/shop?connect_timeout=2&sslmode=disable"
    let place = try ServerPlace(address: address)
    #expect(throws: ServerFailure.unreachable("timeout expired")) {
      try withExtendedLifetime(listener) { try ServerConnection(to: place, lockSeconds: 1) }
    }
  }

  @Test func `one that tells the truth is believed`() throws {
    let connection = try connect([Wire.welcome(), Wire.settled()])
    #expect(connection.serverVersion == 150_018)
  }

  @Test func `a server without TLS is sent nothing when it has to prove who it is`() throws {
    let secret = try SecretFile(password: "hunter22")
    // It says no to TLS, and would like the password as it is.
    let server = try LyingServer(answers: [Array("N".utf8), Wire.message("R", Wire.int4(3))])
    let failure = #expect(throws: ServerFailure.self) {
      try connect(to: server, settings: "sslmode=verify-full&sslrootcert=%2Fca.pem&passfile=\(secret.path)")
    }
    guard case .untrusted? = failure else { return #expect(failure == .untrusted("")) }
    // The question whether there is TLS, and neither a name nor a password.
    #expect(server.sent.count <= 8)
  }

  @Test(arguments: [
    ("14.11", ServerFailure.tooOld(version: 140_011)), ("9.6.24", .tooOld(version: 90_624)),
    ("", .damaged("it doesn't say its version")), ("fifteen", .damaged("it doesn't say its version")),
  ])
  func `an old version is refused`(version: String, failure: ServerFailure) {
    #expect(throws: failure) { try connect([Wire.welcome(version: version), Wire.settled()]) }
  }

  @Test func `what a ledger relies on is read back`() {
    func expect(_ failure: ServerFailure, _ answer: [UInt8]) {
      #expect(throws: failure) { try connect([Wire.welcome(), answer]) }
    }
    expect(.unsafeDisk, Wire.settled(fsync: "off"))
    expect(.otherEncoding("LATIN1"), Wire.settled(server: "LATIN1"))
    expect(
      .unsettled(name: "client_encoding", found: "SQL_ASCII", wanted: "UTF8"),
      Wire.settled(client: "SQL_ASCII"))
    expect(
      .unsettled(name: "search_path", found: "public", wanted: "vendorscore, pg_temp"),
      Wire.settled(path: "public"))
    expect(.unsettled(name: "synchronous_commit", found: "off", wanted: "on"), Wire.settled(commit: "off"))
    expect(
      .unsettled(name: "standard_conforming_strings", found: "off", wanted: "on"),
      Wire.settled(strings: "off"))
    expect(
      .unsettled(name: "lock_timeout", found: "7 ms", wanted: "30000 ms"),
      Wire.settled(lock: [0, 0, 0, 0, 0, 0, 0, 7]))
  }

  @Test func `a stronger promise is kept`() throws {
    _ = try connect([Wire.welcome(), Wire.settled(commit: "remote_apply")])
  }

  // MARK: Servers that go away

  private static let done = Wire.done("COMMIT")

  /// What becomes of work when a server answers just that much of it and is gone.
  private func outcome(
    _ answer: [UInt8], _ work: (ServerConnection) throws -> Void
  ) throws -> String {
    let server = try LyingServer(answers: [Wire.welcome(), Wire.settled(), answer])
    return try withExtendedLifetime(server) {
      let connection = try connect(to: server, settings: "sslmode=disable")
      do { try work(connection) } catch ServerFailure.unsure { return "unsure" } catch ServerFailure
        .unreachable
      {
        return "nothing saved"
      }
      return "saved"
    }
  }

  @Test func `a statement without an answer`() throws {
    #expect(try outcome([]) { try $0.run(.commit) } == "unsure")
    #expect(try outcome([]) { try $0.run("INSERT INTO t VALUES (1)") } == "unsure")
    #expect(try outcome([]) { try $0.run("SELECT 1") } == "nothing saved")
    #expect(try outcome([]) { try $0.run(.begin) } == "nothing saved")
  }

  @Test func `a pipeline without all its answers`() throws {
    let insert: ServerStatement = "INSERT INTO t VALUES (1)"
    for count in 0...2 {
      let answers = Array(repeating: Self.done, count: count).flatMap { $0 }
      #expect(try outcome(answers) { try $0.pipeline([.begin, insert, .commit]) } == "unsure")
      #expect(try outcome(answers) { try $0.pipeline([.begin, insert, "SELECT 1"]) } == "nothing saved")
      #expect(try outcome(answers) { try $0.pipeline([insert, insert, insert]) } == "unsure")
      #expect(
        try outcome(answers) { try $0.pipeline(["SELECT 1", "SELECT 2", "SELECT 3"]) } == "nothing saved")
    }
    let all = Self.done + Self.done + Self.done
    // COMMIT was answered; the end of the pipeline was not, which takes nothing back.
    #expect(try outcome(all) { try $0.pipeline([.begin, insert, .commit]) } == "saved")
    // But it is what commits where nothing else does.
    #expect(try outcome(all) { try $0.pipeline([insert, insert, insert]) } == "unsure")
    #expect(try outcome(all) { try $0.pipeline([.begin, insert, insert]) } == "nothing saved")
  }

  // MARK: Servers that lie

  static let lies: [(String, [[UInt8]])] = {
    let answer = { (more: [UInt8]) in [Wire.welcome(), Wire.parsed + more + Wire.ready] }
    let texts = [Int32](repeating: 25, count: 7)
    let words = [[UInt8]?](repeating: Array("UTF8".utf8), count: 7)
    return [
      ("nothing", []), ("closes at once", [[]]),
      ("garbage", [Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8)]),
      ("zeros", [[UInt8](repeating: 0, count: 1_000)]), ("ones", [[UInt8](repeating: 255, count: 1_000)]),
      ("a login of length −2", [Wire.message("R", Wire.int4(0), length: -2)]),
      ("a login of length 2³¹−1", [Wire.message("R", Wire.int4(0), length: .max)]),
      ("an unknown login", [Wire.message("R", Wire.int4(77))]),
      ("an error without fields", [Wire.message("E", [0])]),
      ("an error without an end", [Wire.message("E", Array("SFATAL".utf8))]),
      (
        "an error that steers terminals",
        [Wire.message("E", Wire.text("SFATAL\u{1B}[2J") + Wire.text("C28P01") + [0])]
      ),
      ("half a welcome", [Array(Wire.welcome().dropLast(3))]),
      ("no answer to statements", [Wire.welcome(), []]),
      ("answers to nothing", [Wire.welcome() + Wire.settled()]),
      ("no rows", answer(Wire.message("C", Wire.text("SELECT 0")))),
      ("a row without a description", answer(Wire.row(words))),
      ("fewer columns than described", answer(Wire.description(texts) + Wire.row([[1]]))),
      ("more columns than described", answer(Wire.description([25]) + Wire.row(words))),
      ("a description of −1 columns", answer(Wire.description([], count: -1))),
      ("a description of 32,767 columns", answer(Wire.description(texts, count: 32_767))),
      ("a field of length −2", answer(Wire.description([25]) + Wire.row([[1]], lengths: [-2]))),
      ("a field of length 2³¹−1", answer(Wire.description([25]) + Wire.row([[1]], lengths: [.max]))),
      ("a row of length 0", answer(Wire.description([25]) + Wire.message("D", [], length: 0))),
      ("a row of length 2³¹−1", answer(Wire.description([25]) + Wire.message("D", [0, 1], length: .max))),
      ("wants rows", answer(Wire.message("G", [1] + Wire.int2(0)))),
      ("sends rows", answer(Wire.message("H", [1] + Wire.int2(0)) + Wire.message("d", [1, 2, 3]))),
      (
        "other types",
        [
          Wire.welcome(),
          Wire.begun
            + Wire.answer(types: [20, 20, 20, 20, 20, 20, 25], values: words) + Wire.ready,
        ]
      ),
      (
        "text that is none",
        [Wire.welcome(), Wire.settled(server: "x").map { $0 == UInt8(ascii: "x") ? 0xFF : $0 }]
      ),
      (
        "NULLs",
        [
          Wire.welcome(),
          Wire.begun
            + Wire.answer(types: texts, values: Array(repeating: nil, count: 7)) + Wire.ready,
        ]
      ),
      ("a number of 3 bytes", [Wire.welcome(), Wire.settled(lock: [1, 2, 3])]),
      ("a number of no bytes", [Wire.welcome(), Wire.settled(lock: [])]),
      ("pipelines that never end", [Wire.welcome(), Wire.settled().dropLast(6) + Wire.settled()]),
    ]
  }()

  @Test(arguments: lies.indices) func `a lie is an error`(number: Int) {
    let (name, answers) = Self.lies[number]
    #expect(throws: ServerFailure.self, "\(name)") {
      let connection = try connect(answers)
      // Those that lie after they have told all: whoever asks more gets nothing.
      try connection.run("SELECT 1")
    }
  }

  @Test func `no byte that is another one traps`() throws {
    let (welcome, settled) = (Wire.welcome(), Wire.settled())
    var state: UInt64 = 7
    for _ in 0..<300 {
      var answers = [welcome, settled]
      for _ in 0..<3 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let part = Int(state >> 40) % 8 == 0 ? 0 : 1
        let place = Int(state >> 20 & 0xFFFF) % answers[part].count
        answers[part][place] =
          [0, 0xFF, 0x7F, 0x80, UInt8(truncatingIfNeeded: state >> 33)][Int(state >> 58) % 5]
      }
      let server = try LyingServer(answers: answers, patience: 100)
      _ = withExtendedLifetime(server) {
        try? connect(to: server, settings: "sslmode=disable").run("SELECT 1")
      }
    }
  }

  @Test func `no bytes whatsoever trap who reads a value`() {
    var state: UInt64 = 11
    func check<Value: ServerDecodable>(_ type: Value.Type, _ bytes: [UInt8], fits: (Int) -> Bool) {
      let value = bytes.withUnsafeBytes { Value(serverBytes: $0) }
      if !fits(bytes.count) { #expect(value == nil) }
    }
    for count in 0..<40 {
      let bytes = (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 40)
      }
      check(Int64.self, bytes) { $0 == 8 }
      check(Int32.self, bytes) { $0 == 4 }
      check(Int16.self, bytes) { $0 == 2 }
      check(Double.self, bytes) { $0 == 8 }
      check(Bool.self, bytes) { $0 == 1 }
      check(String.self, bytes) { _ in true }
      check([UInt8].self, bytes) { _ in true }
    }
    #expect([2].withUnsafeBytes { Bool(serverBytes: $0) } == nil)
    #expect([0xC3, 0x28].withUnsafeBytes { String(serverBytes: $0) } == nil)
  }
}
