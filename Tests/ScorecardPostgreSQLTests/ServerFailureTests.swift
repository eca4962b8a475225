import ScorecardModel
import Testing

@testable import ScorecardPostgreSQL

@Suite struct `Server failures` {
  private static let filter = MessageFilter(secrets: ["hunter22", "ab"])

  @Test(arguments: [
    (
      #"connection to server at "db" (10.0.0.1), port 5432 failed: Connection refused\n\tIs the server running?"#,
      ServerFailure.unreachable("connection refused")
    ),
    (
      #"connection to server at "db", port 5432 failed: FATAL:  28P01: password authentication failed for user "ann"\nLOCATION:  auth_failed, auth.c:335"#,
      .refusedLogin(#"password authentication failed for user "ann""#)
    ),
    (
      #"connection to server at "db", port 5432 failed: ВАЖНО:  3D000: база данных не существует"#,
      .noDatabase("база данных не существует")
    ),
    (
      #"connection to server at "db", port 5432 failed: FATAL:  57P03: the database system is starting up"#,
      .unreachable("the database system is starting up")
    ),
    (
      #"connection to server at "db", port 5432 failed: FATAL:  53300: sorry, too many clients already"#,
      .unreachable("sorry, too many clients already")
    ),
    (
      #"connection to server at "db", port 5432 failed: FATAL:  42704: no such thing"#,
      .refusedLogin("no such thing")
    ),
    (
      #"connection to server at "db", port 5432 failed: SSL error: certificate verify failed"#,
      .untrusted("SSL error: certificate verify failed")
    ),
    (
      #"connection to server at "db", port 5432 failed: server does not support SSL, but SSL was required"#,
      .untrusted("server does not support SSL, but SSL was required")
    ),
    (
      #"connection to server at "a", port 5432 failed: Connection refused\nconnection to server at "b", port 5432 failed: session is read-only"#,
      .readOnly
    ),
    (
      #"could not translate host name "db" to address: Name or service not known"#,
      .unreachable(#"could not translate host name "db" to address: Name or service not known"#)
    ),
    ("", .unreachable("no answer")),
  ])
  func `a failed login is understood`(message: String, failure: ServerFailure) {
    let message = message.replacing(#"\n"#, with: "\n").replacing(#"\t"#, with: "\t")
    #expect(
      LoginMessage(message).failure(wantsPassword: false, filter: MessageFilter(secrets: [])) == failure)
  }

  @Test func `a password that is missing is told from a wrong one`() {
    let message = LoginMessage("connection to server at \"db\" failed: fe_sendauth: no password supplied")
    #expect(message.failure(wantsPassword: true, filter: Self.filter) == .noPassword)
  }

  @Test func `texts of others are shown without passwords and without what steers a terminal`() {
    #expect(
      MessageFilter(secrets: ["hunter22"]).clean("x hunter22, hunter22\u{301}!") == "x •••, •••\u{301}!")
    #expect(MessageFilter(secrets: ["hunter22", "hunter22!"]).clean("hunter22!") == "•••")
    #expect(!Self.filter.clean("crab").contains("ab"))
    #expect(MessageFilter(secrets: [""]).clean("a\u{1B}[2J\n\tb\u{202E}c\u{0}") == "a[2J bc")
    #expect(MessageFilter(secrets: []).clean(String(repeating: "a", count: 5_000)).count == 301)
  }
}
