import ScorecardModel
import Testing

@testable import ScorecardFormats

@Suite struct `Server addresses` {
  private func settings(_ address: String) throws -> [String: String] {
    let place = try ServerPlace(address: address)
    return Dictionary(uniqueKeysWithValues: place.settings.map { ($0.keyword, $0.value) })
  }

  @Test(arguments: [
    ("postgresql://db.example.com/shop", ["host": "db.example.com", "dbname": "shop"]),
    (
      "postgres://ann@db.example.com:6543/shop?sslmode=require",
      [
        "host": "db.example.com", "port": "6543", "user": "ann", "dbname": "shop", "sslmode": "require",
      ]
    ),
    ("POSTGRESQL://db", ["host": "db"]),
    ("postgresql://", [:]), ("postgresql:///", [:]),
    ("postgresql:///?service=shop", ["service": "shop"]),
    ("postgresql://%2Fvar%2Frun%2Fpostgresql/shop", ["host": "/var/run/postgresql", "dbname": "shop"]),
    ("postgresql://[2001:db8::1]:5433/shop", ["host": "2001:db8::1", "port": "5433", "dbname": "shop"]),
    (
      "postgresql://a,b:5433/shop?target_session_attrs=read-write",
      [
        "host": "a,b", "port": ",5433", "dbname": "shop", "target_session_attrs": "read-write",
      ]
    ),
    ("postgresql:///shop?host=a,b&port=5432", ["host": "a,b", "port": "5432", "dbname": "shop"]),
    ("postgresql://ann%40shop@db/caf%C3%A9", ["user": "ann@shop", "host": "db", "dbname": "café"]),
    ("postgresql://db/host=elsewhere", ["host": "db", "dbname": "host=elsewhere"]),
    (
      "postgresql://db/shop?passfile=%2Fhome%2Fann%2F.pgpass&connect_timeout=5",
      [
        "host": "db", "dbname": "shop", "passfile": "/home/ann/.pgpass", "connect_timeout": "5",
      ]
    ),
  ])
  func `an address is taken apart`(address: String, expected: [String: String]) throws {
    #expect(try settings(address) == expected)
  }

  struct Refusal: CustomTestStringConvertible {
    var address: String
    var column: Int
    var reason: ServerAddressProblem.Reason
    var testDescription: String { String(address.prefix(60)) }

    init(_ address: String, _ column: Int, _ reason: ServerAddressProblem.Reason) {
      (self.address, self.column, self.reason) = (address, column, reason)
    }
  }

  private static let refusals = [
    Refusal("mysql://db/shop", 1, .otherScheme("mysql")), Refusal("db.example.com", 1, .otherScheme(nil)),
    Refusal("", 1, .otherScheme(nil)), Refusal("postgresql:/db", 1, .otherScheme(nil)),
    Refusal("ann:secret://db", 1, .otherScheme(nil)),
    Refusal("postgresql://db:99999/shop", 17, .badPort("99999")),
    Refusal("postgresql://db:0", 17, .badPort("0")),
    Refusal("postgresql://db:65536", 17, .badPort("65536")), Refusal("postgresql://db:-1", 17, .badPort(nil)),
    Refusal("postgresql://ann:hunter2/shop", 18, .badPort(nil)),
    Refusal("postgresql:///?port=70000", 21, .badPort("70000")),
    Refusal("postgresql://db/shop?ledgr=x", 22, .unknownSetting("ledgr", closest: nil)),
    Refusal("postgresql://db/shop?sslmod=require", 22, .unknownSetting("sslmod", closest: "sslmode")),
    Refusal("postgresql://db/shop?hunter2!=1", 22, .unknownSetting(nil, closest: nil)),
    Refusal("postgresql://db/shop?&", 22, .unknownSetting(nil, closest: nil)),
    Refusal("postgresql://db/?options=-c fsync=off", 18, .serverOptions),
    Refusal("postgresql://db/?options=-c%20fsync%3Doff", 18, .serverOptions),
    Refusal("postgresql://db/?client_encoding=LATIN1", 18, .unknownSetting("client_encoding", closest: nil)),
    Refusal(
      "postgresql://db/?sslmode=off", 26,
      .badValue(
        "sslmode",
        allowed: [
          "disable", "allow", "prefer", "require", "verify-ca", "verify-full",
        ])),
    Refusal("postgresql://db/?connect_timeout=soon", 34, .badNumber("connect_timeout")),
    Refusal("postgresql://db/?connect_timeout=-1", 34, .badNumber("connect_timeout")),
    Refusal("postgresql://db/?service=", 18, .emptyValue("service")),
    Refusal("postgresql://db/?service", 18, .emptyValue("service")),
    Refusal("postgresql://@db", 14, .emptyValue("user")),
    Refusal("postgresql://db/?host=other", 18, .twice("host")),
    Refusal("postgresql://db/?sslmode=require&sslmode=disable", 34, .twice("sslmode")),
    Refusal("postgresql://[::1/shop", 14, .badBrackets), Refusal("postgresql://[::1]x", 14, .badBrackets),
    Refusal("postgresql://[]:5432", 14, .badBrackets),
    Refusal("postgresql://a,b,c/?port=1,2", 1, .unevenPorts),
    Refusal("postgresql://db/a/b", 18, .unencoded("/")), Refusal("postgresql://db/a b", 18, .unencoded(" ")),
    Refusal("postgresql://a%2Cb", 14, .unencoded(",")),
    Refusal("postgresql://ann:pa/ss@db/shop", 23, .unencoded("@")),
    Refusal("postgresql://db/100%", 20, .badEncoding), Refusal("postgresql://db/%zz", 17, .badEncoding),
    Refusal("postgresql://db/%FF", 17, .badEncoding),
    Refusal("postgresql://db/a\0b", 18, .nul), Refusal("postgresql://db/%00", 17, .nul),
    Refusal("postgresql://db/a\nb", 18, .control), Refusal("postgresql://db/%1B", 17, .control),
    Refusal("postgresql://db/" + String(repeating: "a", count: 1_984), 1_001, .tooLong(limit: 1_000)),
  ]

  @Test(arguments: refusals) func `what is wrong is said with its column`(refusal: Refusal) {
    #expect(throws: ServerAddressProblem(refusal.reason, column: refusal.column)) {
      try ServerPlace(address: refusal.address)
    }
  }

  @Test(arguments: [
    ("postgresql://ann:hunter2@db.example.com/shop", 18, "db.example.com:5432:shop:ann:PASSWORD"),
    ("postgresql://ann:@db", 18, "db:5432:*:ann:PASSWORD"),
    ("postgresql://ann:hun@ter2@db:6543", 18, "db:6543:*:ann:PASSWORD"),
    ("postgresql://ann:hunter2@[::1]/shop", 18, "\\:\\:1:5432:shop:ann:PASSWORD"),
    ("postgresql://db/shop?password=hunter2", 22, "db:5432:shop:*:PASSWORD"),
    ("postgresql://db/shop?sslmode=require&sslpassword=hunter2", 38, "db:5432:shop:*:PASSWORD"),
    ("postgresql://db/shop?Password=hunter2", 22, "db:5432:shop:*:PASSWORD"),
    // Whatever else is wrong, this is said.
    ("postgresql://ann:hunter2@db:99999/shop", 18, "*:5432:*:ann:PASSWORD"),
    ("postgresql://db/x/y?password=hunter2@1", 21, "*:5432:*:*:PASSWORD"),
  ])
  func `a password is an error that says where it belongs`(address: String, column: Int, line: String) {
    let problem = #expect(throws: ServerAddressProblem.self) { try ServerPlace(address: address) }
    #expect(problem == ServerAddressProblem(.password(passwordFile: line), column: column))
    #expect(problem?.sentence.contains("hunter2") == false)
  }

  @Test(arguments: refusals) func `no refusal repeats what may be secret`(refusal: Refusal) throws {
    let problem = #expect(throws: ServerAddressProblem.self) { try ServerPlace(address: refusal.address) }
    for secret in ["hunter2", "secret", "ss@db"] {
      #expect(problem?.sentence.contains(secret) == false)
    }
  }

  @Test(arguments: [
    ("", ServerAddressProblem(.emptyName, column: 1)),
    ("a\0", ServerAddressProblem(.controlInName, column: 2)),
    ("a\u{1B}[2J", ServerAddressProblem(.controlInName, column: 2)),
    (String(repeating: "a", count: 201), ServerAddressProblem(.longName, column: 201)),
  ])
  func `a ledger's name is checked`(name: String, problem: ServerAddressProblem) {
    #expect(throws: problem) { try ServerPlace(address: "postgresql://db", ledger: name) }
  }

  @Test(arguments: [
    ("postgresql://ann@db.example.com/shop", "main at db.example.com:5432/shop"),
    ("postgresql:///?service=shop", "main at the service shop"), ("postgresql://", "main at this machine"),
    ("postgresql://[::1]:6543", "main at [::1]:6543"), ("postgresql://a,b:6543", "main at a:5432, b:6543"),
    ("postgresql://%2Frun%2Fpostgresql/shop", "main at /run/postgresql/shop"),
    ("postgresql://a/?passfile=%2Fhome%2Fx", "main at a:5432"),
  ])
  func `messages name the server`(address: String, text: String) throws {
    #expect(try ServerPlace(address: address).description == text)
  }

  @Test func `a server is told from a file`() {
    #expect(ServerPlace.isAddress("postgresql://db"))
    #expect(ServerPlace.isAddress("mysql://db"))
    #expect(!ServerPlace.isAddress("vendorscore.sqlite"))
  }

  @Test func `no address whatsoever traps`() throws {
    let pieces = [
      "postgresql", "://", ":", "/", "?", "@", "&", "=", ",", "[", "]", "%", "%41", "%00", "%F0", "a", "5432",
      "é",
      "\u{0}", "\r\n", " ", "password", "host", "port", "options", "", "👩‍👧", "service",
    ]
    var state: UInt64 = 42
    for _ in 0..<20_000 {
      var address = "postgresql://"
      for _ in 0..<(1 + Int(state % 9)) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        address += pieces[Int((state >> 33) % UInt64(pieces.count))]
      }
      guard let place = try? ServerPlace(address: address) else { continue }
      #expect(!place.settings.contains { KnownSetting.secrets.contains($0.keyword) })
      #expect(!place.description.isEmpty)
    }
  }
}
